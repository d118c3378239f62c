import { type Fen, formatYuan } from '../../contract/money.ts'
import { formatInstant } from '../lib/format.ts'
import type { Say } from '../lib/i18n.ts'

export interface Receipt {
  /** That it arrived, or was received. */
  readonly head: string
  /** The other side, masked. */
  readonly other: string
  readonly amount: Fen
  readonly capitals: string
  readonly note: string | null
  readonly at: number
  readonly id: string
}

/** A receipt as text, one line an item: what is copied and pasted to the other side. */
export function receiptText({ head, other, amount, capitals, note, at, id }: Receipt, t: Say): string {
  const lines: [string, string][] = [
    [head, t('common.yuan', { amount: formatYuan(amount) })],
    [t('transfer.capitals'), capitals],
    [t('statement.counterparty'), other],
    [t('transfer.time'), formatInstant(at)],
    ...(note ? ([[t('transfer.note'), note]] as [string, string][]) : []),
    [t('transfer.number'), id],
  ]
  return lines.map(([label, value]) => `${label}  ${value}`).join('\n')
}
