import { View } from '@tarojs/components'
import type { Body } from '../../contract/schema/index.ts'
import { call } from '../lib/api.ts'
import { keepFile } from '../lib/files.ts'
import { formatInstant } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { useAct, useLoad } from '../lib/load.ts'
import { Gate, type PageParams } from '../sign-in/Gate.tsx'
import { Amount, Button, Card, notify, Page, ProblemCard, Row, Rows } from '../ui/index.ts'
import './lookback.scss'
import { WORDS } from './words.ts'

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
  return (
    <Page
      title={t('lookback.receipt')}
      id='receipt-page'
      loading={!data}
      skeleton='card'
      {...(error && !data ? { error: error.problem, onRetry: reload } : {})}
      {...(data
        ? {
            footer: (
              <>
                <Button id='receipt-picture' loading={keep.busy} onTap={() => keep.run('png')}>
                  {t('lookback.receipt.picture')}
                </Button>
                <Button id='receipt-pdf' kind='plain' onTap={() => keep.run('pdf')}>
                  {t('lookback.receipt.pdf')}
                </Button>
              </>
            ),
          }
        : {})}
    >
      {data && (
        <>
          <Card>
            <View className='lookback__amount'>
              <Amount fen={data.amount} size='hero' />
            </View>
            <Rows>
              <Row label={t('lookback.receipt.capitals')} value={data.capitals} />
              <Row label={t('lookback.receipt.payer')} value={side(data.payer)} />
              <Row label={t('lookback.receipt.payee')} value={side(data.payee)} />
              {data.note && <Row label={t('lookback.receipt.note')} value={data.note} />}
              <Row label={t('lookback.receipt.time')} value={formatInstant(data.at)} />
              <Row label={t('lookback.receipt.number')} value={<View id='receipt-number'>{data.number}</View>} />
              <Row label={t('lookback.receipt.code')} value={<View id='receipt-code'>{data.code}</View>} />
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
