import { Type } from 'typebox'
import { Amount, Authorisation, BusinessDate, Instant, Uuid } from './shapes.ts'

const RESTRICTION_KINDS = [
  'self',
  'telephone',
  'authority-freeze',
  'authority-stop',
  'suspended',
  'dormant',
  'id-expired',
] as const

/** What keeps an account from being used. */
export const Restriction = Type.Object({
  id: Uuid,
  /** Null: all accounts of the customer. */
  accountId: Type.Union([Uuid, Type.Null()]),
  kind: Type.Enum([...RESTRICTION_KINDS]),
  begunAt: Instant,
  /** The last day of an authority's order; null: until somebody ends it. */
  endsOn: Type.Union([BusinessDate, Type.Null()]),
  endedAt: Type.Union([Instant, Type.Null()]),
  /** Of an authority's order: who ordered it, by which document. */
  authority: Type.Union([Type.String(), Type.Null()]),
  documentNumber: Type.Union([Type.String(), Type.Null()]),
})

/** Freezes at once, without a PIN; all accounts, or one. */
export const Freeze = Type.Object({ id: Uuid, accountId: Type.Optional(Uuid) })
export const Thaw = Type.Object({ authorisation: Authorisation })
export const AwakeningOrder = Type.Object({ authorisation: Authorisation })
/** The last day of a new ID card; null for one that is valid for life. */
export const IdRenewal = Type.Object({
  id: Uuid,
  validUntil: Type.Union([BusinessDate, Type.Null()]),
  authorisation: Authorisation,
})

/** Closes an account: what is left goes back to its bound card first. */
export const ClosureOrder = Type.Object({ id: Uuid, authorisation: Authorisation })
export const Closure = Type.Object({
  id: Uuid,
  accountId: Uuid,
  /** What goes back to the card, fen; 0: nothing was left. */
  amount: Amount,
  bankName: Type.String(),
  last4: Type.String(),
  /** `done`: the money has arrived and the account is closed. `unknown`: the card's bank has not answered yet; it is asked again. */
  state: Type.Enum(['processing', 'done', 'refused', 'unknown']),
  /** Why it was refused, in words, when it was: then the account is open as before. */
  reason: Type.Union([Type.String(), Type.Null()]),
  createdAt: Instant,
  finishedAt: Type.Union([Instant, Type.Null()]),
})
