/**
 * cards/: a customer's bank cards after the first: the list, another one, which one the account is bound to, unbinding.
 * Imports contract/'s checks, lib/, ui/, fields/, pin/, sms-code/ and sign-in/.
 */
import { View } from '@tarojs/components'
import { useState } from 'react'
import type { Answer } from '../../contract/schema/index.ts'
import { call } from '../lib/api.ts'
import { useText } from '../lib/i18n.ts'
import { type Loaded, useLoad } from '../lib/load.ts'
import { open } from '../lib/pages.ts'
import { useShownAgain } from '../lib/shown-again.ts'
import { PinSheet } from '../pin/PinSheet.tsx'
import { usePinOrder } from '../pin/usePinOrder.ts'
import { Gate } from '../sign-in/Gate.tsx'
import { Avatar, Badge, Button, Card, notify, Page, ProblemCard, Row, Rows, Sheet } from '../ui/index.ts'
import { WORDS } from './words.ts'
import './index.scss'

type Held = Answer<'GET /v1/accounts'>
type BankCard = Held['cards'][number]
type Account = Held['accounts'][number]

/** What may be done with one card: each is one tap and the PIN. */
function CardSheet({ card, held, onClose }: { card: BankCard; held: Loaded<Held>; onClose: () => void }) {
  const { t } = useText(WORDS)
  const [account, setAccount] = useState<Account>()
  const { accounts = [] } = held.data ?? {}
  const others = accounts.filter(({ cardId, status }) => cardId !== null && cardId !== card.id && status === 'active')
  const finished = (words: string) => {
    notify(words)
    onClose()
    void held.reload()
  }
  const using = usePinOrder(
    (id, token) =>
      call('POST /v1/accounts/:accountId/card', {
        params: { accountId: account?.id ?? '' },
        body: { id, cardId: card.id, authorisation: { token } },
      }),
    () => finished(t('cards.used')),
  )
  const unbinding = usePinOrder(
    (id, token) =>
      call('POST /v1/cards/:cardId/unbinding', {
        params: { cardId: card.id },
        body: { id, authorisation: { token } },
      }),
    () => finished(t('cards.unbound')),
  )
  // Said before the PIN, not after it.
  const bound = accounts.some(({ cardId }) => cardId === card.id)
  const problem = using.problem ?? unbinding.problem
  const name = { bank: card.bankName, last4: card.last4 }
  return (
    <>
      <Sheet open={!using.id && !unbinding.id} id='card-sheet' title={t('cards.name', name)} onClose={onClose}>
        {problem && <ProblemCard problem={problem} />}
        {others.map((one) => (
          <Button
            key={one.id}
            kind='soft'
            id={`use-${one.number.slice(-4)}`}
            onTap={() => {
              unbinding.clear()
              setAccount(one)
              void using.ask()
            }}
          >
            {t('cards.use')}
            {accounts.length > 1 ? ` · ${t('cards.which-account', { last4: one.number.slice(-4) })}` : ''}
          </Button>
        ))}
        {bound ? (
          <>
            <View className='sheet__about' id='bound-first'>
              {t('cards.bound.first')}
            </View>
            {held.data?.cards.length === 1 && (
              <Button kind='soft' id='add-another' onTap={() => open('card-bind')}>
                {t('cards.add')}
              </Button>
            )}
          </>
        ) : (
          <Button
            kind='plain'
            id='unbind'
            onTap={() => {
              using.clear()
              void unbinding.ask()
            }}
          >
            {t('cards.unbind')}
          </Button>
        )}
      </Sheet>
      <PinSheet
        order={
          using.id && account
            ? { kind: 'card-change', orderId: using.id, accountId: account.id, cardId: card.id }
            : unbinding.id
              ? { kind: 'card-unbinding', orderId: unbinding.id, cardId: card.id }
              : null
        }
        subject={t(using.id ? 'cards.use.pin' : 'cards.unbind.pin', name)}
        onClose={using.id ? using.cancel : unbinding.cancel}
        onAuthorised={using.id ? using.authorised : unbinding.authorised}
      />
    </>
  )
}

function Cards() {
  const { t } = useText(WORDS)
  const held = useLoad(() => call('GET /v1/accounts'), [])
  const [chosen, setChosen] = useState<BankCard>()
  useShownAgain(() => void held.reload())
  const { data } = held
  const bound = new Set(data?.accounts.map(({ cardId }) => cardId))
  return (
    <Page
      title={t('cards.title')}
      loading={!data}
      skeleton='list'
      {...(held.error && !data ? { error: held.error.problem, onRetry: held.reload } : {})}
      footer={
        <Button id='add-card' onTap={() => open('card-bind')}>
          {t('cards.add')}
        </Button>
      }
    >
      <Card>
        <Rows>
          {data?.cards.map((card) => (
            <Row
              key={card.id}
              id={`card-${card.last4}`}
              kind='name'
              mark={<Avatar icon='credit-card' />}
              label={card.bankName}
              hint={`${t(`me.${card.kind}`)} · ${t('me.card', { last4: card.last4 })}`}
              {...(bound.has(card.id) ? { value: <Badge tone='accent'>{t('cards.bound')}</Badge> } : {})}
              onTap={() => setChosen(card)}
            />
          ))}
        </Rows>
      </Card>
      <View className='cards__note'>{t('cards.bound.about')}</View>
      {chosen && <CardSheet key={chosen.id} card={chosen} held={held} onClose={() => setChosen(undefined)} />}
    </Page>
  )
}

export default function CardsPage() {
  const { t } = useText(WORDS)
  return <Gate title={t('cards.title')}>{() => <Cards />}</Gate>
}
