import { formatYuan } from '../../contract/money.ts'
import type { Answer } from '../../contract/schema/index.ts'
import { formatInstant } from '../lib/format.ts'
import type { Say } from '../lib/i18n.ts'

type Transfer = Answer<'GET /v1/transfers/:transferId'>

/** A receipt as text, one line an item: what is copied and pasted to the other side. */
export function receiptText(transfer: Transfer, t: Say): string {
  const { name, maskedMobile: mobile, direction, amount, capitals, note, at, id } = transfer
  const lines: [string, string][] = [
    [
      direction === 'out' ? t('transfer.done') : t('transfer.received'),
      t('common.yuan', { amount: formatYuan(amount) }),
    ],
    [t('transfer.capitals'), capitals],
    [t('statement.counterparty'), `${name} ${mobile}`],
    [t('transfer.time'), formatInstant(at)],
    ...(note ? ([[t('transfer.note'), note]] as [string, string][]) : []),
    [t('transfer.number'), id],
  ]
  return lines.map(([label, value]) => `${label}  ${value}`).join('\n')
}
