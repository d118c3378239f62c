import { View } from '@tarojs/components'
import { useRouter, useShareAppMessage } from '@tarojs/taro'
import { useRef, useState } from 'react'
import { formatYuan } from '../../contract/money.ts'
import type { Answer } from '../../contract/schema/index.ts'
import { call } from '../lib/api.ts'
import { untilMinute } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { useAct, useLoad } from '../lib/load.ts'
import { dropCard, keepCard } from '../lib/opened-card.ts'
import { open, PAGES, readQuery, replace } from '../lib/pages.ts'
import { newId } from '../lib/random.ts'
import { useShownAgain } from '../lib/shown-again.ts'
import { useSignedIn } from '../lib/signed-in.ts'
import { useUndecided } from '../lib/undecided.ts'
import { Amount, Avatar, Button, Page, ProblemCard, Row, Rows, Sheet } from '../ui/index.ts'
import './index.scss'
import { WORDS } from './words.ts'

type ClaimCard = Answer<'POST /v1/claimables/card'>
type OwnCard = Answer<'POST /v1/claimables/card/own'>

interface CardSheetProps {
  readonly open: boolean
  readonly cards: OwnCard['cards']
  readonly onClose: () => void
  readonly onChosen: (cardId: string) => void
}

/** Which of several bound cards it is claimed to. */
function CardSheet({ open, cards, onClose, onChosen }: CardSheetProps) {
  const { t } = useText(WORDS)
  return (
    <Sheet open={open} title={t('claim.to-card.choose')} onClose={onClose}>
      <Rows>
        {cards.map(({ id, bankName, last4 }, index) => (
          <Row
            key={id}
            id={`card-${index + 1}`}
            kind='name'
            mark={<Avatar icon='credit-card' />}
            label={bankName}
            hint={t('claim.to-card.last4', { last4 })}
            onTap={() => onChosen(id)}
          />
        ))}
      </Rows>
    </Sheet>
  )
}

interface WayProps {
  readonly token: string
  readonly own: OwnCard
  /** What it is being claimed to now. */
  readonly busy: 'account' | 'card' | undefined
  readonly onClaim: (cardId?: string) => void
  /** To choose one of several cards. */
  readonly onChoose: () => void
}

/** The one thing to do with a card that somebody has opened. */
function Way({ token, own, busy, onClaim, onChoose }: WayProps) {
  const { t } = useText(WORDS)
  const { stands, state, orderId, way, amount, mode, cards } = own
  const home = (
    <Button id='home' kind='soft' onTap={() => replace('home')}>
      {t('claim.home')}
    </Button>
  )
  if (stands === 'own')
    return (
      <Button id='see' onTap={() => replace('claim-sent', { id: orderId ?? '' })}>
        {t('claim.stands.own.see')}
      </Button>
    )
  if (stands === 'claimed' && orderId)
    return (
      <Button id='see' onTap={() => open('transfer-result', { id: orderId, from: 'statement' })}>
        {t('claim.stands.claimed.see')}
      </Button>
    )
  if (state !== 'open' || stands !== 'free') return home
  const [card, other] = cards
  const toCard = card && (
    <Button
      id='claim-to-card'
      kind='soft'
      loading={busy === 'card'}
      disabled={busy === 'account'}
      onTap={() => (other ? onChoose() : onClaim(card.id))}
    >
      {other ? t('claim.to-card.choose') : t('claim.to-card', { bank: card.bankName, last4: card.last4 })}
    </Button>
  )
  if (way === null)
    return (
      <>
        <Button id='claim' loading={busy === 'account'} disabled={busy === 'card'} onTap={() => onClaim()}>
          {mode === 'confirm' ? t('claim.ask-for') : t('claim.take', { amount: formatYuan(amount) })}
        </Button>
        {toCard}
      </>
    )
  const go = () => {
    keepCard('claim-open', token)
    if (way === 'topup') open('topup')
    else if (way === 'account') open('bind', { for: 'chat' })
    else open('bind-more')
  }
  return (
    <>
      <Button id={`to-${way}`} onTap={go}>
        {t(`claim.way.${way}`)}
      </Button>
      {toCard}
    </>
  )
}

/** A sentence under the amount: how it stands, and what comes next. */
function Said({ card, own }: { readonly card: ClaimCard; readonly own: OwnCard | undefined }) {
  const { t } = useText(WORDS)
  const say = () => {
    const payout = own?.payout
    const words = { bank: payout?.bankName ?? '', last4: payout?.last4 ?? '' }
    if (own?.stands === 'claimed' && own.orderId === null) return t('claim.to-card.done', words)
    if (own?.stands === 'free' && card.state === 'open' && payout?.state === 'refused')
      return t('claim.to-card.refused', { reason: payout.reason ?? '' })
    if (own && own.stands !== 'free' && (card.state === 'open' || ['taking', 'claimed', 'own'].includes(own.stands)))
      return t(`claim.stands.${own.stands}`)
    if (card.state !== 'open') return t(`claim.over.${card.state}`)
    if (own?.way === 'account' && card.mode === 'named') return t('claim.way.account.named')
    if (own?.way) return t(`claim.way.${own.way}.about`)
    if (own && card.mode === 'confirm') return t('claim.ask-for.about')
    return own?.account ? t('claim.open.account', { last4: own.account.last4 }) : ''
  }
  return (
    <View className='claim__said' id='said'>
      {say()}
    </View>
  )
}

/** What a friend sees who opens the card: who and how much, at once and before anybody signs in. */
export default function OpenPage() {
  const { t } = useText(WORDS)
  const { c: token = '' } = readQuery(useRouter().params)
  const { me, problem: unsigned } = useSignedIn()
  const card = useLoad(() => call('POST /v1/claimables/card', { body: { token } }), [token])
  const own = useLoad(
    async () => (me ? call('POST /v1/claimables/card/own', { body: { token } }) : undefined),
    [token, me?.customerId, me?.stage],
  )
  const again = () => {
    void card.reload()
    void own.reload()
  }
  useShownAgain(again)
  useUndecided(own.data?.payout?.state, own.reload)
  // A tap that is repeated is the same claim; to another place it is another.
  const ids = useRef(new Map<string, string>())
  const [to, setTo] = useState<string>()
  const [choosing, setChoosing] = useState(false)
  const claiming = useAct(async (cardId: string | undefined) => {
    const id = ids.current.get(cardId ?? '') ?? (await newId())
    ids.current.set(cardId ?? '', id)
    try {
      const { transferId, state } = await call('POST /v1/claimables/claims', {
        body: { id, token, ...(cardId && { cardId }) },
      })
      // Its word is final: the next tap is another claim.
      if (state === 'refused') ids.current.delete(cardId ?? '')
      dropCard()
      if (transferId) return replace('transfer-result', { id: transferId })
    } catch (refusal) {
      again()
      throw refusal
    }
    return again()
  })
  const claim = (cardId?: string) => {
    setChoosing(false)
    setTo(cardId)
    void claiming.run(cardId)
  }
  useShareAppMessage(() => ({
    title: t('claim.open.title'),
    path: PAGES.home,
    imageUrl: '/assets/share/card.png',
  }))

  const shown = own.data ?? card.data
  return (
    <Page
      title={t('claim.open.title')}
      loading={!shown}
      skeleton='card'
      {...(card.error && !shown ? { error: card.error.problem, onRetry: again } : {})}
      footer={
        own.data ? (
          <Way
            token={token}
            own={own.data}
            busy={claiming.busy ? (to ? 'card' : 'account') : undefined}
            onClaim={claim}
            onChoose={() => setChoosing(true)}
          />
        ) : (
          unsigned && (
            <Button
              id='sign-in'
              onTap={() => {
                keepCard('claim-open', token)
                open('sign-in')
              }}
            >
              {t('claim.sign-in')}
            </Button>
          )
        )
      }
    >
      {shown && (
        <View className='claim__card' id={`card-${shown.state}`}>
          <Avatar name={shown.payer} tone='strong' />
          <View className='claim__from' id='from'>
            {t('claim.open.from', { name: shown.payer })}
          </View>
          <Amount fen={shown.amount} size='hero' />
          {shown.shares > 1 && shown.state === 'open' && (
            <View className='claim__about'>{t('claim.open.shares', { count: shown.shares, left: shown.left })}</View>
          )}
          <Said card={shown} own={own.data} />
          {shown.state === 'open' && (
            <View className='claim__about'>{t('claim.open.until', { until: untilMinute(shown.expiresAt) })}</View>
          )}
        </View>
      )}
      {own.error && shown && !own.data && <ProblemCard problem={own.error.problem} onRetry={again} />}
      {claiming.error && <ProblemCard problem={claiming.error.problem} onRetry={() => claim(to)} />}
      <CardSheet open={choosing} cards={own.data?.cards ?? []} onClose={() => setChoosing(false)} onChosen={claim} />
    </Page>
  )
}
