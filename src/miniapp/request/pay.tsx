import { View } from '@tarojs/components'
import { useRouter, useShareAppMessage } from '@tarojs/taro'
import { useState } from 'react'
import { type Fen, formatYuan } from '../../contract/money.ts'
import type { Answer } from '../../contract/schema/index.ts'
import { SourceSheet, useSourceName } from '../fields/SourceSheet.tsx'
import { call } from '../lib/api.ts'
import { untilMinute } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { useLoad } from '../lib/load.ts'
import { dropCard, keepCard } from '../lib/opened-card.ts'
import { useOrderFlow } from '../lib/order-flow.ts'
import { open, PAGES, readQuery, replace } from '../lib/pages.ts'
import { useShownAgain } from '../lib/shown-again.ts'
import { useSignedIn } from '../lib/signed-in.ts'
import { PinSheet } from '../pin/PinSheet.tsx'
import { ReportedSheet, useWarned } from '../transfer/ReportedSheet.tsx'
import { SureSheet, useSure } from '../transfer/SureSheet.tsx'
import { type Source, sourcesOf } from '../transfer/sources.ts'
import { Amount, Avatar, Button, Card, Page, ProblemCard, Row, Rows } from '../ui/index.ts'
import './index.scss'
import { WORDS } from './words.ts'

type Opened = Answer<'GET /v1/payment-requests/opened/:token'>
type Mine = Answer<'GET /v1/payment-requests/opened/:token/mine'>

/** What the friend is asked for: by whom, how much, what for. */
function Asked({
  asked,
  own,
  paid = false,
}: {
  readonly asked: Opened
  readonly own: boolean
  readonly paid?: boolean
}) {
  const { t } = useText(WORDS)
  const { maskedName: name, title, amount, total, people, shares, settled, state, expiresAt } = asked
  return (
    <View className='request__card' id={`asked-${state}`}>
      <Avatar name={name} tone='strong' />
      <View className='request__from' id='from'>
        {t('request.pay.from', { name })}
      </View>
      <Amount fen={own ? total : amount} size='hero' />
      {title && (
        <View className='request__title' id='what-for'>
          {title}
        </View>
      )}
      {people > 1 && (
        <View className='request__said' id='bill'>
          <View>{t('request.pay.split', { total: formatYuan(total), people })}</View>
          <View>{t('request.pay.settled', { settled, shares })}</View>
        </View>
      )}
      {state === 'open' && !paid && (
        <View className='request__said'>{t('request.pay.until', { until: untilMinute(expiresAt) })}</View>
      )}
    </View>
  )
}

interface PayProps {
  readonly token: string
  readonly mine: Mine
  /** The one to begin with first. */
  readonly sources: readonly [Source, ...Source[]]
  readonly onRefused: () => void
}

/** Pays from an account, with the PIN. */
function Pay({ token, mine, sources, onRefused }: PayProps) {
  const { t } = useText(WORDS)
  const nameOf = useSourceName()
  const [chosen, setChosen] = useState<string>()
  const source = sources.find(({ id }) => id === chosen) ?? sources[0]
  const [choosing, setChoosing] = useState(false)
  const order = useOrderFlow('POST /v1/payment-requests/opened/:token/payments', (id) => {
    dropCard()
    replace('transfer-result', { id })
  })
  const { amount, maskedName: name, title, payee } = mine
  const [warned, read] = useWarned(payee?.reported === true, order)
  const isShort = ({ available }: Source) => available !== undefined && available < amount
  const short = isShort(source)
  const allShort = sources.every(isShort)
  const stranger = payee?.known ? undefined : t('request.pay.new', { name })
  const subject = title ? t('request.pay.pin', { name, title }) : t('request.pay.pin.untitled', { name })
  const sure = useSure(stranger, (amount: Fen) => void order.prepare({ accountId: source.id, amount, token }))
  const pay = () => {
    // Whatever is read anew meanwhile, the PIN is for the account that was shown.
    setChosen(source.id)
    sure.start(amount)
  }
  const topUp = () => {
    keepCard('request-pay', token)
    open('topup')
  }
  return (
    <Page
      title={t('request.pay.title')}
      footer={
        allShort ? (
          <Button id='to-topup' onTap={topUp}>
            {t('request.pay.topup')}
          </Button>
        ) : (
          <Button id='pay' disabled={short} onTap={pay}>
            {t('request.pay.go', { amount: formatYuan(amount) })}
          </Button>
        )
      }
    >
      <Asked asked={mine} own={false} />
      {stranger && <View className='request__note'>{stranger}</View>}
      <Card>
        <Rows>
          <Row
            id='source'
            label={t('request.pay.source')}
            value={nameOf(source)}
            {...(sources.length > 1 ? { onTap: () => setChoosing(true) } : {})}
          />
        </Rows>
      </Card>
      {short && <View className='request__note'>{t(allShort ? 'request.pay.short' : 'request.pay.short.here')}</View>}
      {order.problem && <ProblemCard problem={order.problem} onRetry={onRefused} />}
      {!warned && payee && <ReportedSheet payeeId={payee.payeeId} onRead={read} />}
      <SourceSheet
        open={choosing}
        sources={sources}
        chosen={source}
        onClose={() => setChoosing(false)}
        onChosen={(one) => {
          order.clear()
          setChosen(one.id)
          setChoosing(false)
        }}
      />
      <SureSheet sure={sure} fen={sure.asked} subject={subject} warning={stranger} />
      <PinSheet
        order={
          order.prepared && {
            kind: 'payment-request',
            orderId: order.prepared.id,
            token,
            amount: order.prepared.amount,
          }
        }
        subject={subject}
        {...(order.prepared ? { fen: order.prepared.amount } : {})}
        onClose={order.cancel}
        onPin={order.entered}
      />
    </Page>
  )
}

/** Why there is nothing to pay, and where to go instead. */
function Over({ mine }: { readonly mine: Mine }) {
  const { t } = useText(WORDS)
  const { payee, transferId, state } = mine
  if (!payee)
    return (
      <Page
        title={t('request.pay.title')}
        footer={
          <Button id='see' onTap={() => replace('request-sent')}>
            {t('request.pay.own.see')}
          </Button>
        }
      >
        <Asked asked={mine} own />
        <View className='request__note'>{t('request.pay.own')}</View>
      </Page>
    )
  return (
    <Page
      title={t('request.pay.title')}
      footer={
        transferId ? (
          <Button id='see' onTap={() => open('transfer-result', { id: transferId, from: 'statement' })}>
            {t('request.pay.done.see')}
          </Button>
        ) : (
          <Button id='home' kind='soft' onTap={() => replace('home')}>
            {t('request.pay.home')}
          </Button>
        )
      }
    >
      <Asked asked={mine} own={false} paid={transferId !== null} />
      <View className='request__note' id='said'>
        {transferId ? t('request.pay.done') : state === 'open' ? '' : t(`request.pay.over.${state}`)}
      </View>
    </Page>
  )
}

/** What a friend sees who opens the card: who asks for how much, at once and before anybody signs in. */
export default function PayPage() {
  const { t } = useText(WORDS)
  const { r: token = '' } = readQuery(useRouter().params)
  const params = { token }
  const { me, problem: unsigned } = useSignedIn()
  const asked = useLoad(() => call('GET /v1/payment-requests/opened/:token', { params }), [token])
  const mine = useLoad(async () => {
    if (!me) return undefined
    const [own, accounts] = await Promise.all([
      call('GET /v1/payment-requests/opened/:token/mine', { params }),
      me.stage === 'visitor' ? undefined : call('GET /v1/accounts'),
    ])
    return { own, sources: accounts ? sourcesOf(accounts) : [] }
  }, [token, me?.customerId, me?.stage])
  const again = () => {
    void asked.reload()
    void mine.reload()
  }
  useShownAgain(again)
  useShareAppMessage(() => ({ title: t('request.title'), path: PAGES.home, imageUrl: '/assets/share/card.png' }))

  if (mine.data) {
    const { own, sources } = mine.data
    if (!own.payee || own.transferId || own.state !== 'open') return <Over mine={own} />
    const [first, ...others] = sources
    if (first) return <Pay token={token} mine={own} sources={[first, ...others]} onRefused={again} />
  }
  const shown = mine.data?.own ?? asked.data
  const go = (page: 'sign-in' | 'bind') => {
    keepCard('request-pay', token)
    if (page === 'sign-in') open('sign-in')
    else open('bind', { for: 'chat' })
  }
  const failed = asked.error ?? mine.error
  return (
    <Page
      title={t('request.pay.title')}
      loading={!shown}
      skeleton='card'
      {...(failed && !shown ? { error: failed.problem, onRetry: again } : {})}
      footer={
        mine.data ? (
          <Button id='to-account' onTap={() => go('bind')}>
            {t('request.pay.open')}
          </Button>
        ) : (
          unsigned && (
            <Button id='sign-in' onTap={() => go('sign-in')}>
              {t('request.pay.sign-in')}
            </Button>
          )
        )
      }
    >
      {shown && <Asked asked={shown} own={false} />}
      {mine.data && <View className='request__note'>{t('request.pay.open.about')}</View>}
      {mine.error && shown && <ProblemCard problem={mine.error.problem} onRetry={again} />}
    </Page>
  )
}
