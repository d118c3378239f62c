import type { Answer } from '../../contract/schema/index.ts'
import { call } from '../lib/api.ts'
import { formatInstant } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { useOutcome } from '../lib/outcome.ts'
import { replace } from '../lib/pages.ts'
import { useUndecided } from '../lib/undecided.ts'
import { OutcomePage } from '../outcome/OutcomePage.tsx'
import { Gate, type PageParams } from '../sign-in/Gate.tsx'
import { Card, Outcome, Row, Rows } from '../ui/index.ts'

type Closure = Answer<'GET /v1/closures/:closureId'>

function ClosureOutcome({ closure }: { closure: Closure }) {
  const { t } = useText()
  const { state, amount, bankName: bank, last4, reason, createdAt, finishedAt, id } = closure
  const rows = (
    <Card>
      <Rows>
        <Row label={t('account.close.time')} value={formatInstant(finishedAt ?? createdAt)} />
        <Row label={t('account.close.number')} value={id.slice(-12)} />
      </Rows>
    </Card>
  )
  if (state === 'done') {
    return (
      <Outcome
        id='closure-done'
        tone='good'
        title={t('account.close.done')}
        {...(amount > 0 ? { fen: amount } : {})}
        about={amount > 0 ? t('account.close.done.about', { bank, last4 }) : t('account.close.empty.about')}
      >
        {rows}
      </Outcome>
    )
  }
  if (state === 'refused') {
    return (
      <Outcome
        id='closure-refused'
        tone='bad'
        title={t('account.close.refused')}
        about={t('account.close.refused.about', { reason: reason ?? '' })}
      >
        {rows}
      </Outcome>
    )
  }
  return (
    <Outcome
      id='closure-waiting'
      tone='waiting'
      title={t('account.close.waiting')}
      fen={amount}
      about={t('account.close.waiting.about', { bank })}
    >
      {rows}
    </Outcome>
  )
}

function Result({ id = '', from }: PageParams) {
  const { t } = useText()
  const closure = useOutcome(id, () => call('GET /v1/closures/:closureId', { params: { closureId: id } }))
  const { data } = closure
  useUndecided(data?.state, closure.reload)
  return (
    <OutcomePage
      outcome={closure}
      later={from === 'statement' && t('account.close')}
      again={data?.state === 'refused' && t('account.close.again')}
      onAgain={() => replace('account', { id: data?.accountId })}
    >
      {(ended) => <ClosureOutcome closure={ended} />}
    </OutcomePage>
  )
}

export default function ClosurePage() {
  const { t } = useText()
  return <Gate title={t('account.close')}>{(params) => <Result {...params} />}</Gate>
}
