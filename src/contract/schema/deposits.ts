import { Type } from 'typebox'
import {
  Amount,
  Authorisation,
  BusinessDate,
  Instant,
  LinkId,
  OrderAmount,
  OrderId,
  ProductId,
  Uuid,
} from './shapes.ts'

export const DepositOrder = Type.Object({
  id: OrderId,
  accountId: Uuid,
  productId: ProductId,
  amount: OrderAmount,
  linkId: Type.Optional(LinkId),
  authorisation: Authorisation,
})
export const Deposit = Type.Object({
  id: Uuid,
  productId: ProductId,
  productName: Type.String(),
  productNameEn: Type.String(),
  accountId: Uuid,
  principal: Amount,
  ratePercent: Type.String(),
  from: BusinessDate,
  to: BusinessDate,
  /** What it earns if it stays to the last day. */
  interestAtMaturity: Amount,
  /** What taking it out today would pay. */
  ifWithdrawnToday: Type.Object({ interest: Amount, total: Amount, ratePercent: Type.String() }),
  state: Type.Union([Type.Literal('running'), Type.Literal('matured'), Type.Literal('withdrawn')]),
  /** Paid at the end, null while running. */
  paidInterest: Type.Union([Amount, Type.Null()]),
  closedAt: Type.Union([Instant, Type.Null()]),
  createdAt: Instant,
  linkId: Type.Union([LinkId, Type.Null()]),
})
export const DepositList = Type.Object({ deposits: Type.Array(Deposit) })
export const WithdrawalOrder = Type.Object({ id: OrderId, authorisation: Authorisation })
