/** What card system and core answer of an order that moves money: both know it by the caller's id, and act once. */
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'

/** Words for a person, in both languages. */
export const Words = Type.Object({ zh: Type.String({ maxLength: 200 }), en: Type.String({ maxLength: 200 }) })
/** A whole number of something, or ms since 1970 UTC. */
export const whole = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })

export const moneyOrder = {
  /** Fen. */
  amount: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
  /** When the order was made, ms since 1970 UTC. */
  at: whole,
}

export const OrderAnswer = Type.Union([
  Type.Object({ state: Type.Enum(['done', 'processing', 'absent']) }),
  Type.Object({
    state: Type.Literal('refused'),
    reason: Words,
    why: Type.Optional(Type.Enum(['unknown-card', 'wrong-name'])),
  }),
])
export type OrderAnswer = Static<typeof OrderAnswer>
export const isOrderAnswer = Compile(OrderAnswer)
