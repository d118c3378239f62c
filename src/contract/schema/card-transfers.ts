import { Type } from 'typebox'
import { Amount, Authorisation, coded, Instant, OrderAmount, OrderId, OrderState, Uuid } from './shapes.ts'

/** A card of anybody's, as the payer knows it. Whose it is, is asked of nobody before money is on its way. */
export const CardPayeeForm = Type.Object({
  cardNumber: coded('CARD_INVALID', Type.String({ pattern: '^\\d{16,19}$' })),
  /** The holder's, in full. Without it a card that was paid before is found again; any other asks for the name. */
  name: Type.Optional(coded('NAME_INVALID', Type.String({ minLength: 2, maxLength: 30 }))),
})
const BankName = Type.Union([Type.String(), Type.Null()], {
  description: 'null: the number does not tell; the card system finds the bank',
})
export const CardPayee = Type.Object({
  /** Opaque, good for this customer only. */
  payeeId: Uuid,
  /** Of the name that the payer told. */
  maskedName: Type.String(),
  maskedNumber: Type.String(),
  bankName: BankName,
  /** The payer's own name for them. */
  alias: Type.Union([Type.String(), Type.Null()]),
  /** Paid before, under this name. */
  known: Type.Boolean(),
  /** Many have reported the card's number: the payer is to be warned, and to pause. */
  reported: Type.Boolean(),
})
/** As it stands in the book. */
export const KnownCardPayee = Type.Object({ ...CardPayee.properties, paidAt: Instant })

export const CardTransferOrder = Type.Object({
  id: OrderId,
  accountId: Uuid,
  /** A card that was told, or an own bound one. */
  to: Type.Union([Type.Object({ payeeId: Uuid }), Type.Object({ cardId: Uuid })]),
  amount: OrderAmount,
  note: Type.Optional(Type.String({ maxLength: 50 })),
  authorisation: Authorisation,
})
export const CardTransfer = Type.Object({
  id: Uuid,
  accountId: Uuid,
  /** To a bound card of one's own: outside of the limits. */
  own: Type.Boolean(),
  amount: Amount,
  /** 人民币贰佰元整 */
  capitals: Type.String(),
  /** Null of an own card. */
  maskedName: Type.Union([Type.String(), Type.Null()]),
  maskedNumber: Type.String(),
  bankName: BankName,
  note: Type.Union([Type.String(), Type.Null()]),
  state: OrderState,
  /** Why it was refused, in words, when it was: the money is back. */
  reason: Type.Union([Type.String(), Type.Null()]),
  createdAt: Instant,
  finishedAt: Type.Union([Instant, Type.Null()]),
})
