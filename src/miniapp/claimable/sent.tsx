import { View } from '@tarojs/components'
import { useShareAppMessage } from '@tarojs/taro'
import { formatYuan } from '../../contract/money.ts'
import type { Answer } from '../../contract/schema/index.ts'
import { call } from '../lib/api.ts'
import { formatRecent, untilMinute } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { useAct, useLoad } from '../lib/load.ts'
import { useOutcome } from '../lib/outcome.ts'
import { open, PAGES, replace } from '../lib/pages.ts'
import { newId } from '../lib/random.ts'
import { LostAnswer } from '../outcome/LostAnswer.tsx'
import { SentCard, useCardState } from '../share-card/SentCard.tsx'
import { SentCards } from '../share-card/SentCards.tsx'
import { Gate } from '../sign-in/Gate.tsx'
import { ReportedSheet, warnedOf } from '../transfer/ReportedSheet.tsx'
import { Amount, Avatar, Button, Card, Empty, Outcome, ProblemCard, Row, Rows } from '../ui/index.ts'
import './index.scss'
import { WORDS } from './words.ts'

type Claimable = Answer<'GET /v1/claimables/:claimableId'>

/** A picture of the package, 5:4: that money can be claimed, and no amount. */
const PICTURE = '/assets/share/claim.png'

const MARKS = { open: 'clock', taking: 'clock', claimed: 'check', 'taken-back': 'x', expired: 'x' } as const
const TONES = { open: 'waiting', taking: 'waiting', claimed: 'good', 'taken-back': 'bad', expired: 'bad' } as const

function List() {
  const { t, language } = useText(WORDS)
  const read = useLoad(async () => (await call('GET /v1/claimables')).claimables, [])
  return (
    <SentCards
      title={t('claim.list')}
      read={read}
      none={<Empty icon='clock' text={t('claim.none')} hint={t('claim.make.about')} />}
      row={({ id, amount, shares, state, createdAt, asks }) => (
        <Row
          key={id}
          kind='name'
          id={`card-${id.slice(-6)}`}
          mark={<Avatar icon={MARKS[state]} tone={asks.length > 0 ? 'accent' : 'plain'} />}
          label={t(`claim.state.${state}`)}
          hint={formatRecent(createdAt, Date.now(), language)}
          value={<Amount fen={amount * shares.length} />}
          onTap={() => open('claim-sent', { id })}
        />
      )}
    />
  )
}

interface AskProps {
  readonly ask: Claimable['asks'][number]
  readonly busy: boolean
  readonly onAnswer: (confirm: boolean) => void
}
function Ask({ ask, busy, onAnswer }: AskProps) {
  const { t } = useText(WORDS)
  return (
    <Card tone='accent' id='ask'>
      <Rows>
        <Row
          kind='name'
          mark={<Avatar name={ask.maskedName} tone='strong' />}
          label={t('claim.ask', { name: ask.maskedName })}
          hint={t('claim.ask.about', { mobile: ask.maskedMobile })}
        />
      </Rows>
      <View className='claim__answers'>
        <Button id='ask-yes' narrow loading={busy} onTap={() => onAnswer(true)}>
          {t('claim.ask.yes')}
        </Button>
        <Button id='ask-no' kind='plain' narrow disabled={busy} onTap={() => onAnswer(false)}>
          {t('claim.ask.no')}
        </Button>
      </View>
    </Card>
  )
}

function Shares({ card }: { readonly card: Claimable }) {
  const { t } = useText(WORDS)
  return (
    <Card>
      <Rows>
        {card.maskedMobile && <Row label={t('claim.for')} value={card.maskedMobile} />}
        {card.state === 'open' && <Row label={t('claim.until')} value={untilMinute(card.expiresAt)} />}
        {card.shares.map(({ id, state, claimedBy, toCard }, index) => (
          <Row
            key={id}
            label={card.shares.length > 1 ? t('claim.share.nth', { nth: index + 1 }) : t('claim.share.one')}
            value={claimedBy ? t('claim.by', { name: claimedBy }) : t(`claim.state.${state}`)}
            onTap={claimedBy && !toCard ? () => open('transfer-result', { id, from: 'statement' }) : undefined}
          />
        ))}
      </Rows>
    </Card>
  )
}

/** What is said above the rows. */
function aboutOf(
  card: Claimable,
): 'claim.ready.about' | 'claim.claimed.about' | 'claim.back.about' | 'claim.back.about.wait' {
  if (card.state === 'open') return 'claim.ready.about'
  if (card.state === 'claimed') return 'claim.claimed.about'
  return card.shares.some(({ state, endedAt }) => state === 'expired' && endedAt === null)
    ? 'claim.back.about.wait'
    : 'claim.back.about'
}

/** Right after it was made, and any time later: what became of it. */
function Sent({ id, made }: { readonly id: string; readonly made: boolean }) {
  const { t } = useText(WORDS)
  const params = { claimableId: id }
  const outcome = useOutcome(id, () => call('GET /v1/claimables/:claimableId', { params }))
  const [data, setAnswered] = useCardState(outcome)
  const taking = useAct(async () => {
    setAnswered(await call('POST /v1/claimables/:claimableId/return', { params, body: { id: await newId() } }))
  })
  const answering = useAct(async (askId: string, confirm: boolean) => {
    const body = { id: await newId(), confirm }
    setAnswered(await call('POST /v1/claimables/:claimableId/asks/:askId', { params: { ...params, askId }, body }))
  })
  useShareAppMessage(() => ({
    title: data ? t('claim.told', { amount: formatYuan(data.amount) }) : t('claim.title'),
    path: data ? `${PAGES['claim-open']}?c=${data.token}` : PAGES.home,
    imageUrl: PICTURE,
  }))

  if (outcome.lost && made)
    return (
      <LostAnswer
        kind={outcome.lost}
        refusal={outcome.refusal}
        busy={outcome.loading}
        onAsk={() => (outcome.lost === 'open' ? void outcome.reload() : replace('claim'))}
        onHome={() => replace('home')}
      />
    )
  const isOpen = data && data.state === 'open'
  const problem = taking.error?.problem ?? answering.error?.problem
  const reported = warnedOf(answering.error?.problem)
  return (
    <SentCard
      title={t(made ? 'claim.title' : 'claim.sent.title')}
      made={made}
      read={outcome}
      open={isOpen}
      share={t(made ? 'claim.share' : 'claim.share.again')}
      asked={data !== undefined && data.asks.length > 0}
      takeBack={{
        id: 'take-back',
        title: t('claim.take-back'),
        sure: t('claim.take-back.sure'),
        yes: t('claim.take-back.yes'),
        act: taking,
      }}
    >
      {data && (
        <Outcome
          id={`claim-${data.state}`}
          tone={TONES[data.state]}
          title={t(isOpen && made ? 'claim.ready' : `claim.state.${data.state}`)}
          fen={data.amount * data.shares.length}
          about={t(aboutOf(data))}
        >
          {data.asks.map((ask) => (
            <Ask
              key={ask.id}
              ask={ask}
              busy={answering.busy}
              onAnswer={(confirm) => void answering.run(ask.id, confirm)}
            />
          ))}
          {problem && <ProblemCard problem={problem} />}
          <Shares card={data} />
        </Outcome>
      )}
      {reported && <ReportedSheet payeeId={reported} onRead={answering.clear} />}
    </SentCard>
  )
}

export default function SentPage() {
  const { t } = useText(WORDS)
  return (
    <Gate title={t('claim.title')}>{({ id, made }) => (id ? <Sent id={id} made={made === '1'} /> : <List />)}</Gate>
  )
}
