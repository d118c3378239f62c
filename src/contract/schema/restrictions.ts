import { Type } from 'typebox'
import { IdDetails } from './diligence.ts'
import { Amount, Authorisation, BusinessDate, Instant, OrderId, OrderState, Uuid } from './shapes.ts'

/** Of what a list led to its customer learns no more than that the account is suspended: the law forbids to tell more. */
const TOLD_KINDS = [
  'self',
  'telephone',
  'authority-freeze',
  'authority-stop',
  'suspended',
  'dormant',
  'id-expired',
  'id-due',
] as const

/** What keeps an account from being used. */
export const Restriction = Type.Object({
  id: Uuid,
  /** Null: all accounts of the customer. */
  accountId: Type.Union([Uuid, Type.Null()]),
  kind: Type.Enum([...TOLD_KINDS]),
  begunAt: Instant,
  /** The last day of an authority's order; null: until somebody ends it. */
  endsOn: Type.Union([BusinessDate, Type.Null()]),
  endedAt: Type.Union([Instant, Type.Null()]),
  /** Of an authority's order: who ordered it, by which document. */
  authority: Type.Union([Type.String(), Type.Null()]),
  documentNumber: Type.Union([Type.String(), Type.Null()]),
})

/** Freezes at once, without a PIN; all accounts, or one. */
export const Freeze = Type.Object({ id: OrderId, accountId: Type.Optional(Uuid) })
export const Thaw = Type.Object({ authorisation: Authorisation })
export const AwakeningOrder = Type.Object({ authorisation: Authorisation })
/** The last day of an ID card, null for one that is valid for life; `details`: what due diligence asks beside it. */
export const IdRenewal = Type.Object({
  id: OrderId,
  validUntil: Type.Union([BusinessDate, Type.Null()]),
  details: Type.Optional(IdDetails),
  authorisation: Authorisation,
})

/** Closes an account: what is left goes back to its bound card first. */
export const ClosureOrder = Type.Object({ id: OrderId, authorisation: Authorisation })
export const Closure = Type.Object({
  id: Uuid,
  accountId: Uuid,
  /** What goes back to the card, fen; 0: nothing was left. */
  amount: Amount,
  bankName: Type.String(),
  last4: Type.String(),
  /** `done`: the money has arrived and the account is closed. `unknown`: the card's bank has not answered yet; it is asked again. */
  state: OrderState,
  /** Why it was refused, in words, when it was: then the account is open as before. */
  reason: Type.Union([Type.String(), Type.Null()]),
  createdAt: Instant,
  finishedAt: Type.Union([Instant, Type.Null()]),
})
