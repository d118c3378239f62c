/** What several processes did at one moment, told to a model in the order in which the bank decided it. */
import { inspect, isDeepStrictEqual } from 'node:util'
import type { Played } from './people.ts'

export interface Model<Event> {
  /** What may come of an event now: 'done', or codes. Several where one look tells of two things that are so at once. */
  outcomes(event: Event, now: number, date: string): readonly string[]
  /** Does what was done. */
  apply(event: Event, now: number, date: string): void
}

interface Moment<Event> {
  readonly orders: readonly Played<Event>[]
  /** What was done, an order's repeats too, with when it was decided. */
  readonly done: readonly { readonly event: Event; readonly turn: number }[]
  readonly now: number
  readonly date: string
}

/** Events shown with a failure. */
const LONGEST_LOG = 60

/** What differs from the model, and what was before it. */
export const told = (what: string, log: readonly string[]): Error =>
  new Error([what, 'Before, in order:', ...log.slice(-LONGEST_LOG).map((line) => `  ${line}`)].join('\n'))

/** Throws where the bank has something else than the model. */
export function same<Value>(what: string, real: Value, expected: Value, log: readonly string[]): void {
  if (isDeepStrictEqual(real, expected)) return
  throw told(`${what}: ${inspect(real)}, but to the model ${inspect(expected)}`, log)
}

/**
 * Throws when the model would not have done what was done, at its turn, or when an order was refused for what was so at no
 * time of the moment.
 */
export function replay<Event>({ orders, done, now, date }: Moment<Event>, model: Model<Event>, log: string[]): void {
  let unfair = orders.filter(({ outcome }) => outcome !== 'done')
  const lookAround = () => {
    unfair = unfair.filter(({ order, outcome }) => !model.outcomes(order, now, date).includes(outcome))
  }
  lookAround()
  for (const { event } of done.toSorted((one, other) => one.turn - other.turn)) {
    const expected = model.outcomes(event, now, date)
    if (!expected.includes('done'))
      throw told(`${date} ${JSON.stringify(event)} was done, but to the model it is ${expected.join(' or ')}`, log)
    model.apply(event, now, date)
    log.push(`${date} ${JSON.stringify(event)}`)
    lookAround()
  }
  const [first] = unfair
  if (first)
    throw told(`${date} ${JSON.stringify(first.order)} was refused with ${first.outcome}, which it never was`, log)
  for (const { order, outcome } of orders)
    if (outcome !== 'done') log.push(`${date} ${JSON.stringify(order)} ${outcome}`)
}
