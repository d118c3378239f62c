import { View } from '@tarojs/components'
import { formatYuan } from '../../contract/money.ts'
import { formatInstant } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { useLoad } from '../lib/load.ts'
import { open } from '../lib/pages.ts'
import { Gate, type PageParams } from '../sign-in/Gate.tsx'
import { Amount, Avatar, Card, Page, Row, Rows } from '../ui/index.ts'
import { findEntry } from './find-entry.ts'
import { ENTRY_ICONS } from './icons.ts'
import './entry.scss'

type Entry = Awaited<ReturnType<typeof findEntry>>

/** The order behind an entry, and what its page is called here. */
const ORDERS = {
  topup: { page: 'topup-result', words: 'statement.see-topup' },
  'transfer-in': { page: 'transfer-result', words: 'statement.see-transfer' },
  'transfer-out': { page: 'transfer-result', words: 'statement.see-transfer' },
  'card-transfer': { page: 'card-transfer-result', words: 'statement.see-transfer' },
  'deposit-made': { page: 'holding', words: 'statement.see-deposit' },
  'deposit-paid': { page: 'holding', words: 'statement.see-deposit' },
  'claimed-to-card': null,
  payout: { page: 'closure', words: 'statement.see-closure' },
  'to-own': { page: 'topup-result', words: 'statement.see-topup' },
  'from-own': { page: 'closure', words: 'statement.see-closure' },
  'core-in': null,
  'core-out': null,
} as const satisfies Record<Entry['kind'], { page: string; words: string } | null>

function EntryDetail({ entry }: { entry: Entry }) {
  const { t } = useText()
  const icon = ENTRY_ICONS[entry.kind]
  const order = ORDERS[entry.kind]
  const { orderId } = entry
  return (
    <Page title={t('statement.entry')}>
      <View className='entry__head' id='entry'>
        {icon ? <Avatar icon={icon} tone='accent' /> : <Avatar name={entry.counterparty} tone='accent' />}
        <View className='entry__name'>{entry.counterparty}</View>
        <Amount fen={entry.amount} size='hero' sign tone={entry.amount > 0 ? 'in' : 'plain'} />
      </View>
      <Card>
        <Rows>
          <Row label={t('statement.kind')} value={t(`statement.${entry.kind}`)} />
          <Row label={t('statement.time')} value={formatInstant(entry.at)} />
          {entry.note && <Row label={t('statement.note')} value={entry.note} />}
          <Row label={t('statement.balance-after')} value={formatYuan(entry.balanceAfter)} />
          <Row label={t('statement.number')} value={entry.orderId?.slice(-12) ?? entry.id} />
        </Rows>
      </Card>
      <Card>
        <Rows>
          {order && orderId && (
            <Row
              id='see-order'
              kind='name'
              label={t(order.words)}
              onTap={() => open(order.page, { id: orderId, from: 'statement' })}
            />
          )}
          {entry.kind === 'claimed-to-card' && orderId && (
            <Row
              id='e-receipt'
              kind='name'
              label={t('statement.e-receipt')}
              onTap={() => open('receipt', { kind: entry.kind, id: orderId })}
            />
          )}
          <Row id='doubt' kind='name' label={t('statement.doubt')} onTap={() => open('complaint')} />
        </Rows>
      </Card>
    </Page>
  )
}

function EntryOf({ id = '', account }: PageParams) {
  const { t } = useText()
  const entry = useLoad(() => findEntry(id, account), [id, account])
  if (entry.data) return <EntryDetail entry={entry.data} />
  return (
    <Page
      title={t('statement.entry')}
      loading
      {...(entry.error ? { error: entry.error.problem, onRetry: entry.reload } : {})}
    />
  )
}

export default function EntryPage() {
  const { t } = useText()
  return <Gate title={t('statement.entry')}>{(params) => <EntryOf {...params} />}</Gate>
}
