import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { formatYuan } from '../../contract/money.ts'
import type { Answer, Body } from '../../contract/schema/index.ts'
import { call } from '../lib/api.ts'
import { keepFile } from '../lib/files.ts'
import { formatInstant } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { useAct, useLoad } from '../lib/load.ts'
import { Gate, type PageParams } from '../sign-in/Gate.tsx'
import { Amount, Button, Card, notify, Page, ProblemCard, Row, Rows } from '../ui/index.ts'
import './lookback.scss'
import { WORDS } from './words.ts'

type Receipt = Answer<'POST /v1/receipts'>

/** Of which orders: what a link names, and nothing else. */
const KINDS: readonly Body<'POST /v1/receipts'>['kind'][] = ['transfer', 'topup', 'card-transfer', 'claimed-to-card']

function ReceiptOf({ kind, id = '' }: PageParams) {
  const { t } = useText(WORDS)
  const of = { kind: KINDS.find((one) => one === kind) ?? 'transfer', orderId: id }
  const { data, error, reload } = useLoad(() => call('POST /v1/receipts', { body: of }), [kind, id])
  const keep = useAct(async (format: 'pdf' | 'png') => {
    const ready = await call('POST /v1/receipt-files', { body: { ...of, format } })
    notify(t(`lookback.${await keepFile(ready)}`))
  })
  const side = ({ name, account }: { name: string; account: string }) => [name, account].filter(Boolean).join(' ')
  const rows: readonly (readonly [name: string, value: string, id?: string])[] = data
    ? [
        [t('lookback.receipt.capitals'), data.capitals],
        [t('lookback.receipt.payer'), side(data.payer)],
        [t('lookback.receipt.payee'), side(data.payee)],
        ...(data.note ? [[t('lookback.receipt.note'), data.note] as const] : []),
        [t('lookback.receipt.time'), formatInstant(data.at)],
        [t('lookback.receipt.number'), data.number, 'receipt-number'],
        [t('lookback.receipt.code'), data.code, 'receipt-code'],
      ]
    : []
  const copy = ({ amount }: Receipt) => {
    const head = [t('lookback.receipt'), t('common.yuan', { amount: formatYuan(amount) })] as const
    return Taro.setClipboardData({ data: [head, ...rows].map(([name, value]) => `${name}  ${value}`).join('\n') }).then(
      () => notify(t('lookback.receipt.copied')),
      () => undefined,
    )
  }
  return (
    <Page
      title={t('lookback.receipt')}
      id='receipt-page'
      loading={!data}
      skeleton='card'
      {...(error && !data ? { error: error.problem, onRetry: reload } : {})}
      footer={
        data && (
          <>
            <Button id='receipt-picture' loading={keep.busy} onTap={() => keep.run('png')}>
              {t('lookback.receipt.picture')}
            </Button>
            <View className='lookback__ways'>
              <Button id='receipt-pdf' kind='plain' narrow onTap={() => keep.run('pdf')}>
                {t('lookback.receipt.pdf')}
              </Button>
              <Button id='receipt-text' kind='plain' narrow onTap={() => copy(data)}>
                {t('lookback.receipt.text')}
              </Button>
            </View>
          </>
        )
      }
    >
      {data && (
        <>
          <Card>
            <View className='lookback__amount'>
              <Amount fen={data.amount} size='hero' />
            </View>
            <Rows>
              {rows.map(([name, value, of]) => (
                <Row key={name} label={name} value={of ? <View id={of}>{value}</View> : value} />
              ))}
            </Rows>
          </Card>
          <View className='lookback__small'>{t('lookback.receipt.about')}</View>
        </>
      )}
      {keep.error && <ProblemCard problem={keep.error.problem} />}
    </Page>
  )
}

export default function ReceiptPage() {
  const { t } = useText(WORDS)
  return <Gate title={t('lookback.receipt')}>{(params) => <ReceiptOf {...params} />}</Gate>
}
