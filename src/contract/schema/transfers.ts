import { Type } from 'typebox'
import { Amount, Authorisation, Instant, Mobile, OrderAmount, Uuid } from './shapes.ts'

export const PayeeLookup = Type.Object({ mobile: Mobile })
/** A payee who can be paid now. Who cannot is an error with its reason: PAYEE_UNKNOWN, PAYEE_SELF, PAYEE_NOT_IDENTIFIED. */
export const Payee = Type.Object({
  /** Opaque, good for this customer only. */
  payeeId: Uuid,
  maskedName: Type.String(),
  maskedMobile: Type.String(),
  /** Paid before. */
  known: Type.Boolean(),
})

export const TransferOrder = Type.Object({
  id: Uuid,
  accountId: Uuid,
  payeeId: Uuid,
  amount: OrderAmount,
  note: Type.Optional(Type.String({ maxLength: 50 })),
  authorisation: Authorisation,
})
export const Transfer = Type.Object({
  id: Uuid,
  direction: Type.Union([Type.Literal('out'), Type.Literal('in')]),
  state: Type.Literal('done'),
  amount: Amount,
  /** 人民币贰佰元整 */
  capitals: Type.String(),
  /** The other side: the payee's name masked for the payer; the payer's name in full for the payee. */
  name: Type.String(),
  maskedMobile: Type.String(),
  note: Type.Union([Type.String(), Type.Null()]),
  at: Instant,
  /** From the order's arrival to its commit. */
  tookMs: Type.Integer(),
})
