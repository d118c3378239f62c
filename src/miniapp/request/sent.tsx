import { View } from '@tarojs/components'
import { useShareAppMessage } from '@tarojs/taro'
import { useState } from 'react'
import { formatYuan } from '../../contract/money.ts'
import type { Answer } from '../../contract/schema/index.ts'
import { call } from '../lib/api.ts'
import { formatRecent, untilMinute } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { useAct, useLoad } from '../lib/load.ts'
import { open, PAGES } from '../lib/pages.ts'
import { newId } from '../lib/random.ts'
import { SentCard, useCardState } from '../share-card/SentCard.tsx'
import { SentCards } from '../share-card/SentCards.tsx'
import { Gate } from '../sign-in/Gate.tsx'
import { Amount, Avatar, Button, Card, Empty, Outcome, ProblemCard, Row, Rows, Sheet } from '../ui/index.ts'
import './index.scss'
import { WORDS } from './words.ts'

type Request = Answer<'GET /v1/payment-requests/:requestId'>
type Share = Request['each'][number]

/** A picture of the package, 5:4: that a bill is shared, and no amount. */
const PICTURE = '/assets/share/request.png'

const MARKS = { open: 'clock', paid: 'check', withdrawn: 'x', ended: 'x' } as const
const TONES = { open: 'waiting', paid: 'good', withdrawn: 'bad', ended: 'bad' } as const

function List() {
  const { t, language } = useText(WORDS)
  const read = useLoad(async () => (await call('GET /v1/payment-requests')).requests, [])
  return (
    <SentCards
      title={t('request.list')}
      read={read}
      none={<Empty icon='receipt-text' text={t('request.none')} hint={t('request.none.about')} />}
      row={({ id, title, total, state, settled, shares, createdAt }) => (
        <Row
          key={id}
          kind='name'
          id={`request-${id.slice(-6)}`}
          mark={<Avatar icon={MARKS[state]} tone={state === 'open' ? 'accent' : 'plain'} />}
          label={title ?? t('request.untitled')}
          hint={`${state === 'open' ? t('request.list.open', { settled, shares }) : t(`request.state.${state}`)} · ${formatRecent(createdAt, Date.now(), language)}`}
          value={<Amount fen={total} />}
          onTap={() => open('request-sent', { id })}
        />
      )}
    />
  )
}

/** A share each: who has paid it and when, and what of it can be said by hand. */
function Shares({ request, onChosen }: { readonly request: Request; readonly onChosen: (share: Share) => void }) {
  const { t, language } = useText(WORDS)
  return (
    <Card>
      <Rows>
        {request.each.map((share) => {
          const { n, amount, state, name, transferId, at } = share
          const paid = state === 'paid' && transferId
          return (
            <Row
              key={n}
              id={`share-${n}`}
              kind='name'
              mark={
                name ? (
                  <Avatar name={name} tone='accent' />
                ) : (
                  <Avatar icon={state === 'cash' ? 'check' : 'clock'} tone='plain' />
                )
              }
              label={name ?? t('request.nth', { nth: n })}
              hint={
                state === 'paid' && at !== null
                  ? formatRecent(at, Date.now(), language)
                  : t(`request.share.${state === 'paid' ? 'open' : state}`)
              }
              value={<Amount fen={amount} />}
              onTap={
                paid
                  ? () => open('transfer-result', { id: transferId, from: 'statement' })
                  : request.state === 'open' && (state === 'open' || state === 'cash')
                    ? () => onChosen(share)
                    : undefined
              }
            />
          )
        })}
      </Rows>
    </Card>
  )
}

/** Right after it was made, and any time later: who has paid. */
function Sent({ id, made }: { readonly id: string; readonly made: boolean }) {
  const { t } = useText(WORDS)
  const params = { requestId: id }
  const [chosen, setChosen] = useState<Share>()
  const read = useLoad(() => call('GET /v1/payment-requests/:requestId', { params }), [id])
  const [data, setAnswered] = useCardState(read)
  const withdrawing = useAct(async () => {
    setAnswered(await call('POST /v1/payment-requests/:requestId/withdrawal', { params, body: { id: await newId() } }))
  })
  const marking = useAct(async ({ n, state }: Share) => {
    setChosen(undefined)
    setAnswered(
      await call('POST /v1/payment-requests/:requestId/shares/:share/cash', {
        params: { ...params, share: String(n) },
        body: { id: await newId(), cash: state === 'open' },
      }),
    )
  })
  const told = ({ each, total, title }: Request) => {
    const amount = formatYuan(each[0]?.amount ?? total)
    return title ? t('request.told', { amount, title }) : t('request.told.untitled', { amount })
  }
  useShareAppMessage(() => ({
    title: data ? told(data) : t('request.title'),
    path: data ? `${PAGES['request-pay']}?r=${data.token}` : PAGES.home,
    imageUrl: PICTURE,
  }))

  const isOpen = data && data.state === 'open'
  const problem = withdrawing.error?.problem ?? marking.error?.problem
  const about = (request: Request) => {
    if (request.state === 'paid') return t('request.state.paid.about')
    if (request.state !== 'open') return t('request.state.over.about')
    if (made && request.settled === 0) return t('request.ready.about', { until: untilMinute(request.expiresAt) })
    return t('request.state.open.about', { settled: request.settled, shares: request.shares })
  }
  return (
    <SentCard
      title={t('request.title')}
      made={made}
      read={read}
      open={isOpen}
      share={t(made && data?.settled === 0 ? 'request.share' : 'request.remind')}
      takeBack={{
        id: 'withdraw',
        title: t('request.withdraw'),
        sure: t('request.withdraw.sure'),
        yes: t('request.withdraw'),
        act: withdrawing,
      }}
    >
      {data && (
        <Outcome
          id={`request-${data.state}`}
          tone={TONES[data.state]}
          title={isOpen && made ? t('request.ready') : t(`request.state.${data.state}`)}
          fen={data.total}
          about={
            <>
              {data.title && <View className='request__title'>{data.title}</View>}
              <View>{about(data)}</View>
            </>
          }
        >
          {problem && <ProblemCard problem={problem} />}
          {data.received > 0 && (
            <Card>
              <Rows>
                <Row id='received' label={t('request.received')} value={<Amount fen={data.received} />} />
              </Rows>
            </Card>
          )}
          <Shares request={data} onChosen={setChosen} />
        </Outcome>
      )}
      <Sheet
        open={chosen !== undefined}
        id='cash-sheet'
        title={chosen ? t('request.cash', { nth: chosen.n, amount: formatYuan(chosen.amount) }) : ''}
        onClose={() => setChosen(undefined)}
        footer={
          <Button id='cash' onTap={() => chosen && void marking.run(chosen)}>
            {t(chosen?.state === 'cash' ? 'request.cash.undo' : 'request.cash.mark')}
          </Button>
        }
      >
        <View className='request__about'>{t('request.cash.about')}</View>
      </Sheet>
    </SentCard>
  )
}

export default function SentPage() {
  const { t } = useText(WORDS)
  return (
    <Gate title={t('request.title')}>{({ id, made }) => (id ? <Sent id={id} made={made === '1'} /> : <List />)}</Gate>
  )
}
