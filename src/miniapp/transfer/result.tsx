import { useShareAppMessage } from '@tarojs/taro'
import { formatYuan } from '../../contract/money.ts'
import type { Answer } from '../../contract/schema/index.ts'
import { AskMessages } from '../arrivals/AskMessages.tsx'
import { call } from '../lib/api.ts'
import { formatInstant, formatSeconds } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { useOutcome } from '../lib/outcome.ts'
import { open, PAGES, replace } from '../lib/pages.ts'
import { platform } from '../lib/platform.ts'
import { useUndecided } from '../lib/undecided.ts'
import { OutcomePage } from '../outcome/OutcomePage.tsx'
import { Gate, type PageParams } from '../sign-in/Gate.tsx'
import { Button, Card, Outcome, Row, Rows } from '../ui/index.ts'
import { WORDS } from './words.ts'

type Transfer = Answer<'GET /v1/transfers/:transferId'>

/** What it says above the rows: that it arrived, that the core is still at it, or why not. */
const SAID = {
  done: { tone: 'good', title: 'transfer.done', about: 'transfer.to' },
  processing: { tone: 'waiting', title: 'transfer.processing', about: 'transfer.processing.about' },
  unknown: { tone: 'waiting', title: 'transfer.unknown', about: 'transfer.unknown.about' },
  refused: { tone: 'bad', title: 'transfer.refused', about: 'transfer.refused.about' },
} as const satisfies Record<Transfer['state'], object>

function TransferOutcome({ transfer }: { readonly transfer: Transfer }) {
  const { t, language } = useText(WORDS)
  const {
    state,
    direction,
    name,
    maskedMobile: mobile,
    amount,
    capitals,
    at,
    tookMs,
    note,
    id,
    returns,
    returnedBy,
  } = transfer
  const done = state === 'done'
  const { tone, title, about } = SAID[state]
  const received = direction === 'in'
  return (
    <Outcome
      id={`transfer-${state}`}
      tone={tone}
      title={t(received ? 'transfer.received' : title)}
      fen={amount}
      about={t(received ? 'transfer.from' : about, { name, mobile, reason: transfer.reason ?? '' })}
    >
      <Card>
        <Rows>
          {!done && <Row label={t('transfer.payee')} value={`${name} ${mobile}`} />}
          <Row label={t('transfer.capitals')} value={capitals} />
          <Row label={t('transfer.time')} value={formatInstant(at)} />
          {done && <Row label={t('transfer.took')} value={formatSeconds(tookMs, language)} />}
          {note && <Row label={t('transfer.note')} value={note} />}
          <Row label={t('transfer.number')} value={id.slice(-12)} />
          {done && (
            <Row
              id='e-receipt'
              label={t('statement.e-receipt')}
              value={t('statement.e-receipt.about')}
              onTap={() => open('receipt', { kind: 'transfer', id })}
            />
          )}
          {returns && (
            <Row
              id='returns'
              label={t('return.of')}
              value={t('return.see')}
              onTap={() => open('transfer-result', { id: returns.transferId, from: 'statement' })}
            />
          )}
          {returnedBy && (
            <Row
              id='returned-by'
              label={t('return.by')}
              value={t('return.see')}
              onTap={() => open('transfer-result', { id: returnedBy, from: 'statement' })}
            />
          )}
          {done && received && !returns && !returnedBy && (
            <Row
              id='to-return'
              label={t('return.row')}
              value={t('return.row.about')}
              onTap={() => open('transfer-return', { id })}
            />
          )}
        </Rows>
      </Card>
    </Outcome>
  )
}

/** How a transfer ended, right after it; its receipt any time later, for the payer and for the payee. */
function Result({ id = '', from }: PageParams) {
  const { t } = useText()
  const outcome = useOutcome(id, () => call('GET /v1/transfers/:transferId', { params: { transferId: id } }))
  const { data } = outcome
  useUndecided(data?.state, outcome.reload)
  const sent = data?.state === 'done' && data.direction === 'out'
  useShareAppMessage(() => ({
    title: sent ? t('transfer.told', { amount: formatYuan(data.amount) }) : t('transfer.title'),
    path: PAGES.home,
    imageUrl: '/assets/share/card.png',
  }))

  // Opened from the statement, a banner or a message it is a receipt to look at and to leave; after the order it is the end of the way.
  const later = from === 'statement' || from === 'arrival' || from === 'message'
  return (
    <OutcomePage
      outcome={outcome}
      later={later && t('transfer.receipt')}
      again={data?.state === 'refused' && t('transfer.again')}
      onAgain={() => replace('transfer')}
      more={
        !later &&
        sent &&
        platform === 'weapp' && (
          <Button kind='plain' id='tell' openType='share'>
            {t('transfer.tell')}
          </Button>
        )
      }
    >
      {(transfer) => (
        <>
          <TransferOutcome transfer={transfer} />
          {transfer.direction === 'in' && <AskMessages template='arrival' />}
          {transfer.state !== 'done' && transfer.state !== 'refused' && <AskMessages template='outcome' />}
        </>
      )}
    </OutcomePage>
  )
}

export default function ResultPage() {
  const { t } = useText()
  return <Gate title={t('transfer.title')}>{(params) => <Result {...params} />}</Gate>
}
