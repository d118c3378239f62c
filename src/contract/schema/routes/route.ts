/** What a route is, and the codes that several have in common. */
import { type TSchema, Type } from 'typebox'
import type { ErrorCode } from '../../errors.ts'

interface Route {
  readonly summary: string
  readonly auth: 'anyone' | 'session'
  readonly params?: TSchema
  readonly query?: TSchema
  readonly body?: TSchema
  /** Largest body, where it is more than the usual 64 KB. */
  readonly bodyLimitBytes?: number
  /** The answer is waited for on purpose: a place of its own, and no judge of our speed. */
  readonly waits?: true
  readonly answer: TSchema
  readonly errors: readonly ErrorCode[]
}
export const route = <const R extends Route>(definition: R): R => definition

export const AUTHORISED = [
  'PIN_WRONG',
  'PIN_LAST_TRY',
  'PIN_LOCKED',
  'PIN_NOT_SET',
  'PIN_CHALLENGE_INVALID',
  'AUTHORISATION_INVALID',
] as const
/** What keeps an account from being used, each with its way out. */
export const STOPPED = [
  'ACCOUNT_FROZEN_SELF',
  'ACCOUNT_FROZEN_TELEPHONE',
  'ACCOUNT_FROZEN_AUTHORITY',
  'ACCOUNT_DORMANT',
  'ID_EXPIRED_SUSPENDED',
  'ID_DUE_SUSPENDED',
  'ACCOUNT_SUSPENDED',
  'ACCOUNT_STOPPED',
  'ACCOUNT_CLOSING',
  'ACCOUNT_CLOSED',
] as const
export const ORDERED = [
  ...['ID_REUSED', 'IN_PROGRESS', 'AMOUNT_INVALID', 'NOT_FOUND'],
  ...STOPPED,
  ...AUTHORISED,
] as const satisfies readonly ErrorCode[]
/** What stands in the way of a payment to another customer, beside what stops any order. */
export const PAID = [
  'BALANCE_INSUFFICIENT',
  'CLASS_LIMIT_DAY',
  'CLASS_LIMIT_YEAR',
  'AGREED_LIMIT_DAY',
  'AGREED_LIMIT_COUNT',
  'AGREED_LIMIT_YEAR',
  'SIGNATURE_REQUIRED',
  'PAYEE_REPORTED',
  'PAYEE_LIMIT',
  'PAYEE_CANNOT_RECEIVE',
] as const
/** Of what is written to somebody else. */
export const NOTED = ['NOTE_REFUSED', 'NOTE_UNCHECKED'] as const satisfies readonly ErrorCode[]
export const CLASSED = [
  'CARD_NOT_BOUND',
  'CARD_UNKNOWN',
  'CARD_NOT_ELIGIBLE',
  'CARD_MISMATCH',
  'MOBILE_INVALID',
  'DILIGENCE_MISSING',
  'ID_EXPIRED',
  'CONSENT_MISSING',
  'ACCOUNT_LIMIT',
  ...STOPPED,
  'OPENING_RESTRICTED',
  'OPENING_DECLINED',
  'OPENING_IN_REVIEW',
  'ID_REUSED',
  'IN_PROGRESS',
  'OUTSIDE_UNAVAILABLE',
  ...AUTHORISED,
] as const
export const PHOTO = [
  'PHOTO_INVALID',
  'PHOTO_TOO_LARGE',
  'PHOTO_UNREADABLE',
  'PHOTO_LIMIT',
  'OUTSIDE_UNAVAILABLE',
] as const
export const PHOTO_BODY_BYTES = 2 * 1024 * 1024
export const by = <K extends string, T extends TSchema>(name: K, schema: T) =>
  Type.Object({ [name]: schema } as Record<K, T>)
