import { Type } from 'typebox'
import { Amount, Authorisation, Instant, Mobile, OrderAmount, OrderId, OrderState, Uuid } from './shapes.ts'

/** named: for who holds a mobile number. confirm: who opens it asks, the payer confirms. first: for who comes first. */
export const ClaimMode = Type.Enum(['named', 'confirm', 'first'])
/** In the card's link, and nowhere else: who has it may see the card. */
const ClaimToken = Type.String({ pattern: '^[0-9A-Za-z_-]{43}$', description: 'of the card’s link' })
const CardState = Type.Enum(['open', 'taking', 'claimed', 'taken-back', 'expired'])

export const ClaimableOrder = Type.Object({
  id: OrderId,
  accountId: Uuid,
  /** Of one share. */
  amount: OrderAmount,
  shares: Type.Integer({ minimum: 1, maximum: 99 }),
  mode: ClaimMode,
  /** Whom a named one is for, customer or not yet. */
  mobile: Type.Optional(Mobile),
  note: Type.Optional(Type.String({ maxLength: 50 })),
  authorisation: Authorisation,
})
/** What holds of a card that is made now, by the rules of today: forms take their figures from here. */
export const ClaimableTerms = Type.Object({
  sharesMost: Type.Integer(),
  /** A share of a card that whoever comes first may claim. */
  firstMost: Amount,
  /** After so many hours what nobody claimed comes back. */
  hours: Type.Integer(),
})
/** A card as its payer sees it. */
export const Claimable = Type.Object({
  id: Uuid,
  token: ClaimToken,
  accountId: Uuid,
  amount: Amount,
  mode: ClaimMode,
  state: CardState,
  maskedMobile: Type.Union([Type.String(), Type.Null()]),
  note: Type.Union([Type.String(), Type.Null()]),
  createdAt: Instant,
  expiresAt: Instant,
  shares: Type.Array(
    Type.Object({
      id: Uuid,
      state: CardState,
      /** Who claimed it, masked. Its receipt is the transfer by the share's id. */
      claimedBy: Type.Union([Type.String(), Type.Null()]),
      /** Claimed to a bank card: there is no transfer. */
      toCard: Type.Boolean(),
      endedAt: Type.Union([Instant, Type.Null()]),
    }),
  ),
  /** Who wait for the payer's word. */
  asks: Type.Array(Type.Object({ id: Uuid, maskedName: Type.String(), maskedMobile: Type.String(), at: Instant })),
})
export const ClaimableList = Type.Object({ claimables: Type.Array(Claimable) })
export const TakeBack = Type.Object({ id: OrderId })
export const AskAnswer = Type.Object({ id: OrderId, confirm: Type.Boolean() })

export const OpenedCard = Type.Object({ token: ClaimToken })
/** All that a card says to whoever has its link. */
export const ClaimCard = Type.Object({
  /** As payees see it before anything moved: masked. */
  payer: Type.String(),
  amount: Amount,
  mode: ClaimMode,
  shares: Type.Integer(),
  /** Shares that nobody has claimed. */
  left: Type.Integer(),
  state: CardState,
  expiresAt: Instant,
})
/** The same, and what it is to the customer who has opened it. */
export const OwnClaimCard = Type.Object({
  ...ClaimCard.properties,
  stands: Type.Enum(['own', 'taking', 'claimed', 'asked', 'declined', 'for-another', 'free']),
  /** The payer's own: the card's id. Claimed to an account: the transfer's. */
  orderId: Type.Union([Uuid, Type.Null()]),
  /** Where the money would come. */
  account: Type.Union([
    Type.Object({ id: Uuid, class: Type.Enum(['II', 'III', 'merchant']), last4: Type.String() }),
    Type.Null(),
  ]),
  /** Without such an account: what makes one. `account`: open one; `topup`: bring money from the bound card to `topupAccountId`. */
  way: Type.Union([Type.Enum(['account', 'topup', 'branch']), Type.Null()]),
  topupAccountId: Type.Union([Uuid, Type.Null()]),
  /** Bound cards that it may be claimed to instead. */
  cards: Type.Array(Type.Object({ id: Uuid, bankName: Type.String(), last4: Type.String() })),
  /** How one's last claim to a bound card stands; refused, the share is as open as before. */
  payout: Type.Union([
    Type.Object({
      id: Uuid,
      state: OrderState,
      reason: Type.Union([Type.String(), Type.Null()]),
      bankName: Type.String(),
      last4: Type.String(),
    }),
    Type.Null(),
  ]),
})
export const ClaimOrder = Type.Object({
  id: OrderId,
  token: ClaimToken,
  /** To this bound card of one's own instead of an account. */
  cardId: Type.Optional(Uuid),
})
export const Claim = Type.Object({
  id: Uuid,
  /** `asked`: the payer has to confirm. To a card: `processing`, `unknown`, `refused` by its bank, too. */
  state: Type.Enum(['done', 'asked', 'processing', 'unknown', 'refused']),
  /** The receipt, once the money is on an account. */
  transferId: Type.Union([Uuid, Type.Null()]),
})
