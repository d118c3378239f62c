import { Type } from 'typebox'
import { AgreedLimits } from './agreed-limits.ts'
import { Restriction } from './restrictions.ts'
import { Amount, Instant, LinkId, Uuid } from './shapes.ts'

/**
 * Whether others may pay into an account, and if not, what opens it: a first top-up from its bound card (Class III), a
 * visit to a branch (Class II). `other-account`: another Class III of this person is the one that may. `never`: it only pays.
 */
const RECEIVES = ['yes', 'after-topup', 'after-identification', 'other-account', 'never'] as const

/** Day and year counters of a class limit, whole fen; null where the rules set none. */
const LimitLeft = Type.Object({
  dayLimit: Amount,
  dayLeft: Amount,
  yearLimit: Amount,
  yearLeft: Amount,
})

export const Card = Type.Object({
  id: Uuid,
  bankName: Type.String(),
  kind: Type.Union([Type.Literal('debit'), Type.Literal('credit')]),
  last4: Type.String(),
})

export const Account = Type.Object({
  id: Uuid,
  /** II and III are people's; payroll and merchant are organisations', opened at a branch. */
  class: Type.Union([Type.Literal('II'), Type.Literal('III'), Type.Literal('payroll'), Type.Literal('merchant')]),
  /** In full: a customer may copy their own number. */
  number: Type.String(),
  /** closing: the money is on its way back to the card. closed: nothing moves any more, and its history can be read. */
  status: Type.Enum(['active', 'suspended', 'closing', 'closed']),
  /** In force now, oldest first; empty: nothing keeps it from being used. */
  restrictions: Type.Array(Restriction),
  balance: Amount,
  /** Balance less holds: what can be spent now. */
  available: Amount,
  openedAt: Instant,
  /** Its bound card; null for an organisation's. */
  cardId: Type.Union([Uuid, Type.Null()]),
  /** The shared link that led to it. */
  linkId: Type.Union([LinkId, Type.Null()]),
  /** Payments to others. */
  out: LimitLeft,
  /** The holder’s own limits for them. */
  agreed: AgreedLimits,
  receives: Type.Enum([...RECEIVES]),
  /** Money in from others: null while it may receive none. */
  in: Type.Union([LimitLeft, Type.Null()]),
  /** The most it may hold, and how much more may come in now; null where its class has no such cap. */
  cap: Type.Union([Type.Object({ amount: Amount, left: Amount }), Type.Null()]),
})
/**
 * This bank's own Class I account, bound by its card. Its money is in the bank's core, and no class limit holds for it; a
 * day's payments to others are limited as long as no electronic signature is asked for.
 */
export const ClassOne = Type.Object({
  /** The same as of its card. */
  id: Uuid,
  number: Type.String(),
  /** Null: the core cannot be reached just now. */
  balance: Type.Union([Amount, Type.Null()]),
  available: Type.Union([Amount, Type.Null()]),
  boundAt: Instant,
  /** Payments to others that need no electronic signature. */
  out: Type.Object({ dayLimit: Amount, dayLeft: Amount }),
  /** The holder’s own limits for payments to others. */
  agreed: AgreedLimits,
  /** In force now over all accounts of the person, oldest first. */
  restrictions: Type.Array(Restriction),
})
export const AccountList = Type.Object({
  accounts: Type.Array(Account),
  classOne: Type.Union([ClassOne, Type.Null()]),
  cards: Type.Array(Card),
  /** How many more accounts of each class the rules let this person open. */
  mayOpen: Type.Object({ II: Type.Integer(), III: Type.Integer() }),
})

const LEDGER_KINDS = [
  ...[
    'topup',
    'transfer-in',
    'transfer-out',
    'card-transfer',
    'claimed-to-card',
    'deposit-made',
    'deposit-paid',
    'payout',
  ],
] as const
/** On the statement of a Class I account: to and from one's other accounts here, and what came to pass elsewhere. */
const CORE_KINDS = ['to-own', 'from-own', 'core-in', 'core-out'] as const

/** One line of a statement. */
export const Entry = Type.Object({
  id: Type.String({ description: 'position in the account’s history; pages go by it' }),
  kind: Type.Enum([...LEDGER_KINDS, ...CORE_KINDS]),
  /** The order behind it: a transfer, top-up or deposit id; null for what no order of this gateway's moved. */
  orderId: Type.Union([Uuid, Type.Null()]),
  /** Positive in, negative out. */
  amount: Amount,
  balanceAfter: Amount,
  at: Instant,
  /** Who or what stands on the other side, as it may be shown: masked name, bank and last four, product. */
  counterparty: Type.String(),
  note: Type.Union([Type.String(), Type.Null()]),
})
export const Statement = Type.Object({
  entries: Type.Array(Entry),
  /** Pass as `before` for the next page; null at the end. */
  next: Type.Union([Type.String(), Type.Null()]),
})
