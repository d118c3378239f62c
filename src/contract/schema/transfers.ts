import { Type } from 'typebox'
import { KnownCardPayee } from './card-transfers.ts'
import { Amount, Authorisation, Instant, Mobile, OrderAmount, OrderId, OrderState, Uuid } from './shapes.ts'

export const PayeeLookup = Type.Object({ mobile: Mobile })
/** A payee who can be paid now. Who cannot is an error with its reason: PAYEE_UNKNOWN, PAYEE_SELF, PAYEE_NOT_IDENTIFIED. */
export const Payee = Type.Object({
  /** Opaque, good for this customer only. */
  payeeId: Uuid,
  maskedName: Type.String(),
  maskedMobile: Type.String(),
  /** The payer's own name for them. */
  alias: Type.Union([Type.String(), Type.Null()]),
  /** Paid before. */
  known: Type.Boolean(),
  /** Nothing is asked before they are paid; else their surname is, which is never shown. */
  named: Type.Boolean(),
  /** Many have reported them: the payer is to be warned, and to pause. */
  reported: Type.Boolean(),
})
/** How many seconds of the pause are left. */
export const Acknowledgement = Type.Object({ seconds: Type.Integer() })
export const Surname = Type.Object({ surname: Type.String({ minLength: 1, maxLength: 20 }) })
export const PayeeAlias = Type.Object({
  alias: Type.Union([Type.String({ minLength: 1, maxLength: 20 }), Type.Null()]),
})
/** Who was paid before: who was paid lately first. */
export const PayeeBook = Type.Object({
  payees: Type.Array(
    Type.Object({
      ...Payee.properties,
      /** Of those paid lately. */
      paidAt: Type.Union([Instant, Type.Null()]),
    }),
  ),
  /** Cards that were paid, in the same order. */
  cards: Type.Array(KnownCardPayee),
})

export const TransferOrder = Type.Object({
  id: OrderId,
  accountId: Uuid,
  payeeId: Uuid,
  amount: OrderAmount,
  note: Type.Optional(Type.String({ maxLength: 50 })),
  authorisation: Authorisation,
})
/** Why something received goes back: chosen, not written, so that nobody's words need a check. */
export const ReturnReason = Type.Enum(['mistaken', 'twice', 'cancelled', 'other'])
export const ReturnOrder = Type.Object({ id: OrderId, reason: ReturnReason, authorisation: Authorisation })
export const Transfer = Type.Object({
  id: Uuid,
  direction: Type.Union([Type.Literal('out'), Type.Literal('in')]),
  /** At once, but from a Class I account: the bank's core has to say so, and what it has not said is no refusal. */
  state: OrderState,
  /** Why it was refused, in the caller's language. */
  reason: Type.Union([Type.String(), Type.Null()]),
  amount: Amount,
  /** 人民币贰佰元整 */
  capitals: Type.String(),
  /** The other side: the payee's name masked for the payer; the payer's name in full for the payee. */
  name: Type.String(),
  maskedMobile: Type.String(),
  note: Type.Union([Type.String(), Type.Null()]),
  at: Instant,
  /** From the order's arrival to its commit; 0 while there is none. */
  tookMs: Type.Integer(),
  /** The transfer that this one gives back, and why. */
  returns: Type.Union([Type.Object({ transferId: Uuid, reason: ReturnReason }), Type.Null()]),
  /** The transfer by which this one went back. */
  returnedBy: Type.Union([Uuid, Type.Null()]),
})
