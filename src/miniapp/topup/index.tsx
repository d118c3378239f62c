/**
 * topup/: bringing money in from a bound card by a debit under its agreement. Imports contract/'s money, lib/, ui/, fields/,
 * pin/ and sign-in/.
 */
import { View } from '@tarojs/components'
import { useState } from 'react'
import { formatYuan } from '../../contract/money.ts'
import type { Answer } from '../../contract/schema/index.ts'
import { AmountKeys } from '../fields/AmountKeys.tsx'
import { fenOf } from '../lib/amount-entry.ts'
import { call } from '../lib/api.ts'
import { useDraft } from '../lib/drafts.ts'
import { useText } from '../lib/i18n.ts'
import { useLoad } from '../lib/load.ts'
import { useOrderFlow } from '../lib/order-flow.ts'
import { open, replace } from '../lib/pages.ts'
import { textAmong } from '../lib/problem.ts'
import { PinSheet } from '../pin/PinSheet.tsx'
import { Gate, type PageParams } from '../sign-in/Gate.tsx'
import { AmountInput, Avatar, Button, Card, Empty, Page, ProblemCard, Row, Rows, Sheet } from '../ui/index.ts'
import './index.scss'

type Accounts = Answer<'GET /v1/accounts'>
type BankCard = Accounts['cards'][number]
type Account = Accounts['accounts'][number]

const OF_AMOUNT: readonly string[] = ['AMOUNT_INVALID', 'BALANCE_CAP', 'CLASS_LIMIT_DAY', 'CLASS_LIMIT_YEAR']

interface TopupFormProps {
  readonly accounts: readonly Account[]
  /** The account to begin with. */
  readonly into: Account
  readonly cards: readonly BankCard[]
  readonly product?: string
}

function TopupForm({ accounts, into, cards, product }: TopupFormProps) {
  const { t } = useText()
  const [account, setAccount] = useState(into)
  const [choosingAccount, setChoosingAccount] = useState(false)
  const [form, change, done] = useDraft('topup', { amount: '', cardId: '' })
  const [choosing, setChoosing] = useState(false)
  const card = cards.find(({ id }) => id === form.cardId) ?? cards[0]
  const order = useOrderFlow('POST /v1/topups', (id) => {
    done()
    replace('topup-result', { id, product })
  })
  if (!card) return null

  const fen = fenOf(form.amount)
  const nameOf = (of: Account) => t('topup.account', { class: of.class, last4: of.number.slice(-4) })
  const name = (of: BankCard) => t('topup.card', { bank: of.bankName, last4: of.last4 })
  const { problem } = order
  const amountError = textAmong(problem, OF_AMOUNT)

  return (
    <Page
      title={t('topup.title')}
      keys
      footer={
        <AmountKeys
          change={change}
          clear={order.clear}
          action={
            <Button
              id='submit'
              disabled={fen === undefined}
              onTap={() => fen && order.prepare({ accountId: account.id, cardId: card.id, amount: fen })}
            >
              {fen === undefined ? t('topup.submit') : t('topup.submit-amount', { amount: formatYuan(fen) })}
            </Button>
          }
        />
      }
    >
      {problem && !amountError && <ProblemCard problem={problem} first />}
      <Card>
        <Rows>
          <Row
            id='card'
            kind='name'
            mark={<Avatar icon='credit-card' tone='accent' />}
            label={name(card)}
            hint={t('topup.from')}
            onTap={() => setChoosing(true)}
          />
          {accounts.length > 1 && (
            <Row
              id='into'
              kind='name'
              mark={<Avatar icon='wallet' />}
              label={nameOf(account)}
              hint={t('topup.into')}
              onTap={() => setChoosingAccount(true)}
            />
          )}
        </Rows>
      </Card>
      <Card>
        <AmountInput
          id='amount'
          label={t('topup.amount')}
          value={form.amount}
          error={amountError}
          hint={t('topup.free')}
        />
      </Card>
      <View className='under'>{t('topup.balance', { amount: formatYuan(account.available) })}</View>
      {account.cap && (
        <View className='under' id='cap'>
          {t('topup.cap', { amount: formatYuan(account.cap.amount), left: formatYuan(account.cap.left) })}
        </View>
      )}
      {account.receives === 'after-topup' && (
        <View className='under' id='opens'>
          {t('topup.opens')}
        </View>
      )}
      <Sheet open={choosing} title={t('topup.choose-card')} onClose={() => setChoosing(false)}>
        <Rows>
          {cards.map((one) => (
            <Row
              key={one.id}
              id={`card-${one.last4}`}
              kind='name'
              mark={<Avatar icon='credit-card' />}
              label={name(one)}
              onTap={() => {
                change({ cardId: one.id })
                setChoosing(false)
              }}
            />
          ))}
        </Rows>
      </Sheet>
      <Sheet open={choosingAccount} title={t('topup.choose-account')} onClose={() => setChoosingAccount(false)}>
        <Rows>
          {accounts.map((one) => (
            <Row
              key={one.id}
              id={`into-${one.class}-${one.number.slice(-4)}`}
              kind='name'
              mark={<Avatar icon='wallet' />}
              label={nameOf(one)}
              onTap={() => {
                order.clear()
                setAccount(one)
                setChoosingAccount(false)
              }}
            />
          ))}
        </Rows>
      </Sheet>
      <PinSheet
        order={
          order.prepared && {
            kind: 'topup',
            orderId: order.prepared.id,
            cardId: order.prepared.cardId,
            amount: order.prepared.amount,
          }
        }
        subject={t('topup.pin', { bank: card.bankName, last4: card.last4 })}
        {...(order.prepared ? { fen: order.prepared.amount } : {})}
        onClose={order.cancel}
        onPin={order.entered}
      />
    </Page>
  )
}

function Topup({ product }: PageParams) {
  const { t } = useText()
  const accounts = useLoad(() => call('GET /v1/accounts'), [])
  const { data } = accounts
  const own = data?.accounts.filter(({ status }) => status !== 'closed') ?? []
  // For a product the money goes where it can be bought from.
  const into = (product ? own.find((one) => one.class === 'II') : undefined) ?? own[0]
  const cards = data?.cards ?? []
  if (into && cards.length > 0) {
    return <TopupForm accounts={own} into={into} cards={cards} {...(product ? { product } : {})} />
  }
  // Who has this bank's Class I account and nothing to bring money into.
  const missing = cards.length > 0 ? 'account' : 'card'
  return (
    <Page
      title={t('topup.title')}
      loading={!data}
      skeleton='card'
      {...(accounts.error && !data ? { error: accounts.error.problem, onRetry: accounts.reload } : {})}
    >
      <Empty
        icon='credit-card'
        text={t(`topup.no-${missing}`)}
        hint={t(`topup.no-${missing}.about`)}
        action={
          <Button id='to-bind' onTap={() => open(missing === 'card' ? 'bind' : 'bind-more', { product })}>
            {t(`topup.no-${missing}.go`)}
          </Button>
        }
      />
    </Page>
  )
}

export default function TopupPage() {
  const { t } = useText()
  return <Gate title={t('topup.title')}>{(params) => <Topup {...params} />}</Gate>
}
