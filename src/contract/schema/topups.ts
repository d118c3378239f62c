import { Type } from 'typebox'
import { Amount, Authorisation, Instant, OrderAmount, OrderId, OrderState, Uuid } from './shapes.ts'

export const TopupOrder = Type.Object({
  id: OrderId,
  accountId: Uuid,
  cardId: Uuid,
  amount: OrderAmount,
  authorisation: Authorisation,
})
export const Topup = Type.Object({
  id: Uuid,
  accountId: Uuid,
  amount: Amount,
  bankName: Type.String(),
  last4: Type.String(),
  state: OrderState,
  /** Why it was refused, in words, when it was. */
  reason: Type.Union([Type.String(), Type.Null()]),
  createdAt: Instant,
  finishedAt: Type.Union([Instant, Type.Null()]),
})
