import { Type } from 'typebox'
import { OwnLimits } from './agreed-limits.ts'
import { ClaimMode } from './claimables.ts'
import { IdDetails } from './diligence.ts'
import { RequestToken } from './payment-requests.ts'
import { TransferWhen } from './scheduled-transfers.ts'
import { BusinessDate, EncryptedPin, Instant, Mobile, OrderAmount, OrderId, ProductId, Uuid } from './shapes.ts'
import { ReturnReason } from './transfers.ts'

/** A single-use nonce, bound to this session and purpose, that the next PIN is encrypted with. */
export const PinChallengeRequest = Type.Object({
  purpose: Type.Union([Type.Literal('set'), Type.Literal('authorise')]),
})
export const PinChallenge = Type.Object({
  id: Uuid,
  nonce: Type.String(),
  /** Seconds since 1970, as WeChat's safe-password-time-stamp takes it. */
  timestamp: Type.Integer(),
  /** SM2 public key, uncompressed point in hex (04…), for our own keypad. */
  publicKey: Type.String(),
  expiresAt: Instant,
})

/** The order that an authorisation is for: it is good for nothing else. */
const AuthorisedOrder = Type.Union([
  Type.Object({ kind: Type.Literal('transfer'), orderId: OrderId, payeeId: Uuid, amount: OrderAmount }),
  Type.Object({ kind: Type.Literal('transfer-return'), orderId: OrderId, transferId: Uuid, reason: ReturnReason }),
  Type.Object({
    kind: Type.Literal('scheduled-transfer'),
    orderId: OrderId,
    payeeId: Uuid,
    amount: OrderAmount,
    when: TransferWhen,
  }),
  Type.Object({
    kind: Type.Literal('claimable'),
    orderId: OrderId,
    amount: OrderAmount,
    shares: Type.Integer({ minimum: 1, maximum: 99 }),
    mode: ClaimMode,
    /** Whom a named one is for: with that mode alone. */
    mobile: Type.Optional(Mobile),
  }),
  /** The token of the request's link. */
  Type.Object({ kind: Type.Literal('payment-request'), orderId: OrderId, token: RequestToken, amount: OrderAmount }),
  Type.Object({ kind: Type.Literal('topup'), orderId: OrderId, cardId: Uuid, amount: OrderAmount }),
  /** `toId`: the payee’s, or the own card’s. */
  Type.Object({ kind: Type.Literal('card-transfer'), orderId: OrderId, toId: Uuid, amount: OrderAmount }),
  Type.Object({ kind: Type.Literal('deposit'), orderId: OrderId, productId: ProductId, amount: OrderAmount }),
  // People's data
  Type.Object({ kind: Type.Literal('personal-data'), orderId: OrderId }),
  Type.Object({ kind: Type.Literal('deletion'), orderId: OrderId }),
  Type.Object({ kind: Type.Literal('withdrawal'), orderId: OrderId, depositId: Uuid }),
  // Cards and security
  Type.Object({ kind: Type.Literal('card-binding'), orderId: OrderId }),
  Type.Object({ kind: Type.Literal('card-unbinding'), orderId: OrderId, cardId: Uuid }),
  Type.Object({ kind: Type.Literal('card-change'), orderId: OrderId, accountId: Uuid, cardId: Uuid }),
  Type.Object({ kind: Type.Literal('mobile-change'), orderId: OrderId, proofId: Uuid }),
  Type.Object({ kind: Type.Literal('pin-change'), orderId: OrderId }),
  Type.Object({
    kind: Type.Literal('account'),
    orderId: OrderId,
    class: Type.Union([Type.Literal('II'), Type.Literal('III')]),
    cardId: Uuid,
  }),
  Type.Object({ kind: Type.Literal('upgrade'), orderId: OrderId, accountId: Uuid }),
  // Restrictions and closing. A thaw and an awakening end one restriction: its id is the order's.
  Type.Object({ kind: Type.Literal('thaw'), orderId: Uuid }),
  Type.Object({ kind: Type.Literal('awakening'), orderId: Uuid }),
  Type.Object({
    kind: Type.Literal('id-validity'),
    orderId: OrderId,
    validUntil: Type.Union([BusinessDate, Type.Null()]),
    details: Type.Optional(IdDetails),
  }),
  Type.Object({ kind: Type.Literal('closure'), orderId: OrderId, accountId: Uuid }),
  Type.Object({ kind: Type.Literal('agreed-limits'), orderId: OrderId, accountId: Uuid, ...OwnLimits.properties }),
])
export const AuthorisationRequest = Type.Object({ pin: EncryptedPin, order: AuthorisedOrder })
export const AuthorisationToken = Type.Object({ token: Type.String(), expiresAt: Instant })
