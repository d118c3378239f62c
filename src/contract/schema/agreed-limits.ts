import { Type } from 'typebox'
import { Amount, Authorisation, OrderAmount, OrderId } from './shapes.ts'

const OwnAmount = Type.Union([OrderAmount, Type.Null()])
/** Payments a day. */
const OwnCount = Type.Union([Type.Integer({ minimum: 1, maximum: 1000 }), Type.Null()])

/** The limits of one's own for payments to others from an account; null: none, and what its class allows holds. */
const OWN_LIMITS = { day: OwnAmount, count: OwnCount, year: OwnAmount }
export const OwnLimits = Type.Object(OWN_LIMITS)

export const AgreedLimitsOrder = Type.Object({
  id: OrderId,
  ...OWN_LIMITS,
  /** Needed as soon as one of them is raised or given up. */
  authorisation: Type.Optional(Authorisation),
})

const Left = Type.Union([Amount, Type.Null()])
export const AgreedLimits = Type.Object({
  ...OWN_LIMITS,
  /** What is left of each today and this year; null without a limit. */
  dayLeft: Left,
  countLeft: Left,
  yearLeft: Left,
})
