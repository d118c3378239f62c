import Taro, { useShareAppMessage } from '@tarojs/taro'
import { formatYuan } from '../../contract/money.ts'
import { call } from '../lib/api.ts'
import { formatInstant, formatSeconds } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { useOutcome } from '../lib/outcome.ts'
import { PAGES, replace } from '../lib/pages.ts'
import { platform } from '../lib/platform.ts'
import { Gate, type PageParams } from '../sign-in/Gate.tsx'
import { Button, Card, LostAnswer, notify, Outcome, Page, Row, Rows } from '../ui/index.ts'
import { receiptText } from './receipt.ts'

/** The receipt of a transfer, right after it and any time later, for the payer and for the payee. */
function Result({ id = '', from }: PageParams) {
  const { t, language } = useText()
  const outcome = useOutcome('POST /v1/transfers', id, () =>
    call('GET /v1/transfers/:transferId', { params: { transferId: id } }),
  )
  const { data, error, lost, reload } = outcome
  useShareAppMessage(() => ({
    title: data ? t('transfer.told', { amount: formatYuan(data.amount) }) : t('transfer.title'),
    path: PAGES.home,
    imageUrl: '/assets/share/card.png',
  }))

  if (lost) {
    return (
      <LostAnswer
        kind={lost}
        busy={outcome.loading}
        onAsk={() => (lost === 'open' ? void reload() : replace('transfer'))}
        onHome={() => replace('home')}
      />
    )
  }
  // Opened from the statement it is a receipt to look at and to leave; after the order it is the end of the way.
  const later = from === 'statement'
  const copy = () =>
    data &&
    void Taro.setClipboardData({ data: receiptText(data, t) }).then(
      () => notify(t('transfer.copied')),
      () => undefined,
    )
  const out = data?.direction === 'out'
  return (
    <Page
      back={later}
      loading={!data}
      skeleton='card'
      {...(later ? { title: t('transfer.receipt') } : {})}
      {...(error && !data ? { error: error.problem, onRetry: reload } : {})}
      {...(later
        ? {}
        : {
            footer: (
              <>
                <Button id='done' onTap={() => replace('home')}>
                  {t('common.done')}
                </Button>
                {data && out && platform === 'weapp' && (
                  <Button kind='plain' id='tell' openType='share'>
                    {t('transfer.tell', { name: data.name })}
                  </Button>
                )}
              </>
            ),
          })}
    >
      {data && (
        <Outcome
          id='transfer-done'
          tone='good'
          title={out ? t('transfer.done') : t('transfer.received')}
          fen={data.amount}
          about={t(out ? 'transfer.to' : 'transfer.from', { name: data.name, mobile: data.maskedMobile })}
        >
          <Card>
            <Rows>
              <Row label={t('transfer.capitals')} value={data.capitals} />
              <Row label={t('transfer.time')} value={formatInstant(data.at)} />
              <Row label={t('transfer.took')} value={formatSeconds(data.tookMs, language)} />
              {data.note && <Row label={t('transfer.note')} value={data.note} />}
              <Row label={t('transfer.number')} value={data.id.slice(-12)} />
              <Row id='receipt' label={t('transfer.receipt')} value={t('transfer.receipt-copy')} onTap={copy} />
            </Rows>
          </Card>
        </Outcome>
      )}
    </Page>
  )
}

export default function ResultPage() {
  const { t } = useText()
  return <Gate title={t('transfer.title')}>{(params) => <Result {...params} />}</Gate>
}
