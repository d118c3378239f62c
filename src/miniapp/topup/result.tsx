import type { Answer } from '../../contract/schema/index.ts'
import { call } from '../lib/api.ts'
import { formatInstant } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { backToCard, waitingCard } from '../lib/opened-card.ts'
import { useOutcome } from '../lib/outcome.ts'
import { replace } from '../lib/pages.ts'
import { useUndecided } from '../lib/undecided.ts'
import { OutcomePage } from '../outcome/OutcomePage.tsx'
import { Gate, type PageParams } from '../sign-in/Gate.tsx'
import { Button, Card, Outcome, Row, Rows } from '../ui/index.ts'

type Topup = Answer<'GET /v1/topups/:topupId'>

function TopupOutcome({ topup }: { topup: Topup }) {
  const { t } = useText()
  const { bankName: bank, last4, amount, state, reason, createdAt, finishedAt, id } = topup
  const rows = (
    <Card>
      <Rows>
        <Row label={t('topup.time')} value={formatInstant(finishedAt ?? createdAt)} />
        <Row label={t('topup.source')} value={t('topup.card', { bank, last4 })} />
        <Row label={t('topup.number')} value={id.slice(-12)} />
      </Rows>
    </Card>
  )
  if (state === 'done') {
    return (
      <Outcome id='topup-done' tone='good' title={t('topup.done')} fen={amount}>
        {rows}
      </Outcome>
    )
  }
  if (state === 'refused') {
    return (
      <Outcome
        id='topup-refused'
        tone='bad'
        title={t('topup.refused')}
        fen={amount}
        about={t('topup.refused.about', { bank, reason: reason ?? '' })}
      >
        {rows}
      </Outcome>
    )
  }
  const unknown = state === 'unknown'
  return (
    <Outcome
      id={unknown ? 'topup-unknown' : 'topup-processing'}
      tone='waiting'
      title={unknown ? t('topup.unknown', { bank }) : t('topup.processing')}
      fen={amount}
      about={unknown ? t('topup.unknown.about', { bank }) : t('topup.processing.about', { bank })}
    >
      {rows}
    </Outcome>
  )
}

function Result({ id = '', product, from }: PageParams) {
  const { t } = useText()
  // From the statement it is looked at and left; after the order it is the end of the way.
  const later = from === 'statement'
  const card = waitingCard()
  const topup = useOutcome(id, () => call('GET /v1/topups/:topupId', { params: { topupId: id } }))
  const { data } = topup
  useUndecided(data?.state, topup.reload)
  const done = data?.state === 'done'
  return (
    <OutcomePage
      outcome={topup}
      later={later && t('topup.title')}
      done={
        product &&
        done && (
          <Button id='done' onTap={() => replace('deposit', { product })}>
            {t('topup.to-product')}
          </Button>
        )
      }
      again={data?.state === 'refused' && t('topup.again')}
      onAgain={() => replace('topup', { product })}
      more={
        !later &&
        card &&
        done && (
          <Button kind='plain' id='to-card' onTap={() => backToCard(card)}>
            {t('topup.to-card')}
          </Button>
        )
      }
    >
      {(ended) => <TopupOutcome topup={ended} />}
    </OutcomePage>
  )
}

export default function ResultPage() {
  const { t } = useText()
  return <Gate title={t('topup.title')}>{(params) => <Result {...params} />}</Gate>
}
