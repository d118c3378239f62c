import { Type } from 'typebox'
import { Instant, Uuid } from './shapes.ts'

/** A code to show at the counter: eight digits, single use, minutes. It is told this once; a new one voids it. */
export const IdentificationCode = Type.Object({
  id: Uuid,
  code: Type.String({ pattern: '^\\d{8}$' }),
  expiresAt: Instant,
  /** From this answer to its end: a phone's own clock may be wrong. */
  lifeSeconds: Type.Integer(),
})
/**
 * How far a code has come. `waiting`: to be shown. `at-counter`: a teller has entered it. `passed`, `refused`: the check is
 * recorded. `replaced`: a newer code was made, or the document could not be matched.
 */
export const IdentificationProgress = Type.Object({
  state: Type.Union([
    Type.Literal('waiting'),
    Type.Literal('at-counter'),
    Type.Literal('passed'),
    Type.Literal('refused'),
    Type.Literal('expired'),
    Type.Literal('replaced'),
  ]),
})
