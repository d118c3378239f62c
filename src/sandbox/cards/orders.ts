/** What debits and payouts under an agreement do to a card. */
import { isOrderRequest, isPayoutRequest, type OrderRequest, type PayoutRequest } from '../../connectors/cards/codec.ts'
import type { Outside } from '../answering.ts'
import type { MoneyOrderKind, Reason } from '../money-orders.ts'
import type { Registry } from './registry.ts'

const NO_AGREEMENT: Reason = { zh: '没有有效的签约', en: 'there is no valid agreement' }
const FROZEN: Reason = { zh: '卡片已冻结', en: 'the card is frozen' }
const FROZEN_IN: Reason = { zh: '卡片已冻结，不能入账', en: 'the card is frozen and takes no money in' }
const CREDIT: Reason = { zh: '信用卡不能用于转入', en: 'money cannot be brought in from a credit card' }
const UNKNOWN: Reason = { zh: '没有这个卡号', en: 'there is no such card', why: 'unknown-card' }
const OTHER_NAME: Reason = { zh: '户名与卡号不符', en: 'the name is not the holder’s', why: 'wrong-name' }
const NOT_ENOUGH: Reason = { zh: '余额不足', en: 'the card does not have enough money' }
const NOT_NOW: Reason = { zh: '发卡行暂停受理', en: 'the card’s bank is not taking orders now' }

export function cardOrders(
  { store }: Outside,
  registry: Registry,
): { readonly debit: MoneyOrderKind<OrderRequest>; readonly payout: MoneyOrderKind<PayoutRequest> } {
  const cardOf = ({ agreementNo }: OrderRequest) => {
    const agreement = store.get('SELECT card FROM agreements WHERE agreement_no = ? AND ended_at IS NULL', agreementNo)
    return agreement && registry.find(String(agreement.card))
  }
  const both = { system: 'cards', notNow: NOT_NOW } as const

  return {
    debit: {
      ...both,
      name: 'debit',
      request: isOrderRequest,
      account: ({ agreementNo }) => agreementNo,
      move(order) {
        const card = cardOf(order)
        if (!card) return NO_AGREEMENT
        if (card.state === 'frozen') return FROZEN
        if (card.kind === 'credit') return CREDIT
        if (card.balance < order.amount) return NOT_ENOUGH
        registry.take(card.number, order.amount)
        return null
      },
    },
    payout: {
      ...both,
      name: 'payout',
      request: isPayoutRequest,
      account: (order) => ('agreementNo' in order ? order.agreementNo : `${order.cardNumber} ${order.name}`),
      move(order) {
        const card = 'agreementNo' in order ? cardOf(order) : registry.find(order.cardNumber)
        if (!card) return 'agreementNo' in order ? NO_AGREEMENT : UNKNOWN
        if ('name' in order && order.name !== card.name) return OTHER_NAME
        if (card.state === 'frozen') return FROZEN_IN
        registry.give(card.number, order.amount)
        return null
      },
    },
  }
}
