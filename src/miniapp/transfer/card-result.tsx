import type { Answer } from '../../contract/schema/index.ts'
import { call } from '../lib/api.ts'
import { formatInstant } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { useOutcome } from '../lib/outcome.ts'
import { open, replace } from '../lib/pages.ts'
import { useUndecided } from '../lib/undecided.ts'
import { OutcomePage } from '../outcome/OutcomePage.tsx'
import { Gate, type PageParams } from '../sign-in/Gate.tsx'
import { Card, Outcome, Row, Rows } from '../ui/index.ts'
import { CARD_WORDS } from './card-words.ts'

type CardTransfer = Answer<'GET /v1/card-transfers/:cardTransferId'>

/** That it arrived, that it is on its way, that nobody knows yet and what happens then, or why not. */
const SAID = {
  done: { tone: 'good', title: 'transfer.done' },
  processing: { tone: 'waiting', title: 'card.processing' },
  unknown: { tone: 'waiting', title: 'card.unknown' },
  refused: { tone: 'bad', title: 'transfer.refused' },
} as const satisfies Record<CardTransfer['state'], object>

function CardOutcome({ transfer }: { readonly transfer: CardTransfer }) {
  const { t } = useText(CARD_WORDS)
  const { state, own, amount, capitals, note, id, maskedNumber, reason, createdAt, finishedAt } = transfer
  const name = transfer.maskedName ?? ''
  const bank = transfer.bankName ?? t('card.some-bank')
  const card = t('card.line', { bank, last4: maskedNumber.slice(-4) })
  const { tone, title } = SAID[state]
  const about = {
    done: own ? t('card.to-own', { card }) : t('card.to', { name, card }),
    processing: t('card.processing.about', { card }),
    unknown: t('card.unknown.about'),
    refused: t('card.refused.about', { reason: reason ?? '' }),
  }[state]
  return (
    <Outcome id={`card-transfer-${state}`} tone={tone} title={t(title)} fen={amount} about={about}>
      <Card>
        <Rows>
          {!own && <Row label={t('card.holder')} value={name} />}
          <Row label={t('card.payee')} value={`${bank} ${maskedNumber}`} />
          <Row label={t('transfer.capitals')} value={capitals} />
          <Row label={t('transfer.time')} value={formatInstant(finishedAt ?? createdAt)} />
          {note && <Row label={t('transfer.note')} value={note} />}
          <Row label={t('transfer.number')} value={id.slice(-12)} />
          {state === 'done' && (
            <Row
              id='e-receipt'
              label={t('statement.e-receipt')}
              value={t('statement.e-receipt.about')}
              onTap={() => open('receipt', { kind: 'card-transfer', id })}
            />
          )}
        </Rows>
      </Card>
    </Outcome>
  )
}

/** How a transfer to a card ended, or stands; its receipt any time later. */
function Result({ id = '', from }: PageParams) {
  const { t } = useText(CARD_WORDS)
  const outcome = useOutcome(id, () =>
    call('GET /v1/card-transfers/:cardTransferId', { params: { cardTransferId: id } }),
  )
  const { data } = outcome
  useUndecided(data?.state, outcome.reload)
  return (
    <OutcomePage
      outcome={outcome}
      later={from === 'statement' && t('transfer.receipt')}
      again={data?.state === 'refused' && t('transfer.again')}
      onAgain={() => replace('transfer')}
    >
      {(transfer) => <CardOutcome transfer={transfer} />}
    </OutcomePage>
  )
}

export default function CardResultPage() {
  const { t } = useText()
  return <Gate title={t('transfer.title')}>{(params) => <Result {...params} />}</Gate>
}
