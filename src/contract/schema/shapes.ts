/**
 * contract/schema/: the requests and answers of the gateway as TypeBox schemas, one file a capability, and `index.ts`,
 * the one table of routes. The gateway validates with them and publishes them as OpenAPI; the mini-program takes their
 * types only. This file has the shapes that several capabilities share.
 */
import { type TSchema, Type } from 'typebox'
import type { ErrorCode } from '../errors.ts'
import { MAX_ORDER_FEN } from '../money.ts'

/** A property whose failure has a code of its own: `code` is answered instead of REQUEST_INVALID. */
export const coded = <T extends TSchema>(code: ErrorCode, schema: T): T => Object.assign(schema, { 'x-error': code })

const uuid = (versions: string, description: string) =>
  Type.String({
    pattern: `^[0-9a-f]{8}-[0-9a-f]{4}-[${versions}][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`,
    description,
  })
/** Lower case. */
export const Uuid = uuid('1-8', 'UUID: version 7, made by a caller, or 8, derived by the bank')
/** Of what a caller asks for. Not of version 8: what the bank derives from an order has those, and nobody orders under one. */
export const OrderId = uuid('1-7', 'UUIDv7, made and stored by the caller before it sends: a retry carries the same id')
/** Short opaque id of a shared link: 8 to 10 base62 characters. */
export const LinkId = Type.String({
  pattern: '^[0-9A-Za-z]{8,10}$',
  description: 'id of the shared link that led here',
})
/** Begins with a letter: somebody's number that is pasted in its place is refused before anybody looks for it. */
export const ProductId = Type.String({ pattern: '^[a-z][a-z0-9-]{2,39}$' })
export const BusinessDate = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'day in Asia/Shanghai' })
export const Instant = Type.Integer({ description: 'milliseconds since 1970-01-01 UTC' })
/** Of a text that was read: a month or a number. Too short for anything that is somebody's. */
export const TextVersion = Type.String({ pattern: '^[0-9.-]{1,10}$' })
/** What an order may carry. */
export const OrderAmount = coded(
  'AMOUNT_INVALID',
  Type.Integer({ minimum: 1, maximum: MAX_ORDER_FEN, description: 'whole fen' }),
)
/** Of an order that somebody else carries out. `unknown`: they have not answered; neither done nor failed, and asked again until it is known. */
export const OrderState = Type.Enum(['processing', 'done', 'refused', 'unknown'])
export const Amount = Type.Integer({ description: 'whole fen' })
export const Mobile = coded('MOBILE_INVALID', Type.String({ pattern: '^1[3-9]\\d{9}$' }))

/** A PIN as it crosses the wire: WeChat's safe-password format, by WeChat's keyboard or by ours. Never the digits. */
export const EncryptedPin = Type.Object({
  challengeId: Uuid,
  cipher: Type.String({
    pattern: '^V02_[0-9A-Za-z+/=]{100,1200}$',
    description: "'V02_' + sm2(header + timestamp \\0 sm3(PIN) \\0 nonce \\0 random)",
  }),
})

/** What lets an order through: the PIN itself, or a single-use authorisation bought with it before. */
export const Authorisation = Type.Union([
  Type.Object({ token: Type.String({ maxLength: 100 }) }),
  Type.Object({ pin: EncryptedPin }),
])

export const Empty = Type.Object({})
