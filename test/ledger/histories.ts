/**
 * Random histories, and how many of them are played side by side. A history is some moments of a few people's orders;
 * what is sent at the same moment is sent at once. All histories of a run share one clock that ticks after each moment,
 * so that their orders meet in the same transactions; some of them share an account, the till.
 */
import { inspect, isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import type { Database } from '../../src/storage/database.ts'
import { Model, type Operation } from './model.ts'
import { openRealBooks, type Played } from './real-books.ts'

interface Spend {
  readonly from: number
  readonly to: number
  readonly amount: number
}
type Step =
  | ({ readonly do: 'transfer' | 'fault' } & Spend)
  | ({ readonly do: 'hold'; readonly lasts: number | null } & Spend)
  /** Of the holds made before, one by its number. */
  | { readonly do: 'post-hold' | 'void-hold'; readonly nth: number }
  /** Sends an earlier operation again, as it was or with another amount. */
  | { readonly do: 'again' | 'otherwise'; readonly nth: number }

export interface History {
  readonly sharesTheTill: boolean
  readonly moments: readonly (readonly Step[])[]
}

const LIMIT = 1_000
const OWN = [700, 300, 0].map((posted) => ({ posted, limit: LIMIT }))
const TILL = { posted: 500, limit: 3 * LIMIT }
const MOST_SIDE_BY_SIDE = 64
/** In moments. */
const LONGEST_HOLD = 4
/** Operations shown with a failure. */
const LONGEST_LOG = 60

const person = fc.nat({ max: OWN.length - 1 })
/** Often all that somebody has or may spend, where it is decided. */
const amount = fc.oneof(
  fc.integer({ min: 1, max: 100 }),
  fc.integer({ min: 1, max: 700 }),
  fc.constantFrom(100, 300, 700),
)
const lasts = fc.option(fc.nat({ max: LONGEST_HOLD }))
const spend = { from: person, to: person, amount }
const nth = fc.nat({ max: 99 })
const step: fc.Arbitrary<Step> = fc
  .oneof(
    { weight: 24, arbitrary: fc.record({ do: fc.constant('transfer' as const), ...spend }) },
    { weight: 16, arbitrary: fc.record({ do: fc.constant('hold' as const), ...spend, lasts }) },
    { weight: 12, arbitrary: fc.record({ do: fc.constantFrom('post-hold' as const, 'void-hold' as const), nth }) },
    { weight: 7, arbitrary: fc.record({ do: fc.constantFrom('again' as const, 'otherwise' as const), nth }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('fault' as const), ...spend }) },
  )
  .filter((step) => !('to' in step) || step.from !== step.to)
const history: fc.Arbitrary<History> = fc.record({
  sharesTheTill: fc.nat({ max: 3 }).map((one) => one === 3),
  moments: fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 9, size: 'max' }),
})
/** From one alone to many: when they fail, fewer and shorter ones are tried. */
export const histories = fc.array(history, { minLength: 1, maxLength: MOST_SIDE_BY_SIDE, size: 'max' })
/** As drawn: fast-check leans a little to the small. */
export const MEAN_SIDE_BY_SIDE = 30

/**
 * Plays histories side by side on real books of their own, and the same on the model in the order in which the write
 * path decided: one account's orders are decided one after the other, so there is one. Throws where the two differ.
 */
export async function live(db: Database, histories: readonly History[]): Promise<void> {
  const opening = [TILL, ...histories.flatMap(() => OWN)]
  const real = await openRealBooks(db, opening)
  const model = new Model(opening)
  const people = histories.map((history, index) => createSender(history, 1 + index * OWN.length))
  const log: Played[] = []
  let ids = 0

  async function play(now: number): Promise<void> {
    const due = (await real.due(now)).sort((a, b) => a - b)
    same(`holds that are due at ${now}`, due, model.due(now), log)
    const sent = people.flatMap((person) => person.send(now, () => ++ids))
    const voids = due.map((hold) => ({ kind: 'void-hold', id: hold, hold }) as const)
    const played = await Promise.all([...sent, ...voids].map((operation, index) => real.play(operation, index % 2)))
    // What is stored answers without a decision, and the decision that it repeats is of this moment or an earlier one.
    for (const one of played.toSorted((a, b) => (a.turn ?? Infinity) - (b.turn ?? Infinity))) {
      log.push(one)
      same(JSON.stringify(one.operation), one.outcome, model.play(one.operation), log)
    }
    for (const person of people) person.hear(played)
  }

  const last = Math.max(...histories.map(({ moments }) => moments.length))
  for (let now = 0; now < last; now++) await play(now)
  // When everybody has left, the worker still voids what is due.
  await play(last + LONGEST_HOLD)
  const expected = model.accounts.map(({ posted, held, used }) => ({ posted, held, used }))
  same('accounts', await real.accounts(), expected, log)
  same('holds', await real.holds(), new Map([...model.holds].map(([id, { state }]) => [id, state])), log)
}

function same<Value>(what: string, real: Value, expected: Value, log: readonly Played[]): void {
  if (isDeepStrictEqual(real, expected)) return
  const led = log.slice(-LONGEST_LOG).map(({ operation, outcome }) => `  ${JSON.stringify(operation)} ${outcome}`)
  throw new Error(
    [`${what}: ${inspect(real)}, but to the model ${inspect(expected)}`, 'Decided before, in order:', ...led].join(
      '\n',
    ),
  )
}

/** Turns the steps of a history into operations, on accounts from number `first` on. */
function createSender({ sharesTheTill, moments }: History, first: number) {
  const account = (index: number): number => (sharesTheTill && index === OWN.length - 1 ? 0 : first + index)
  const sent: Operation[] = []
  const holds = new Set<number>()

  function operationOf(step: Step, now: number, newId: () => number): Operation | undefined {
    if ('amount' in step) {
      const order = { id: newId(), from: account(step.from), to: account(step.to), amount: step.amount }
      if (step.do !== 'hold') return { kind: step.do, ...order }
      return { kind: step.do, ...order, expiresAt: step.lasts === null ? null : now + step.lasts }
    }
    if (step.do === 'post-hold' || step.do === 'void-hold') {
      const hold = [...holds][step.nth % holds.size]
      return hold === undefined ? undefined : { kind: step.do, id: newId(), hold }
    }
    const earlier = sent[step.nth % sent.length]
    const differs = step.do === 'otherwise' && earlier && 'amount' in earlier
    return differs ? { ...earlier, amount: earlier.amount + 1 } : earlier
  }

  return {
    send(now: number, newId: () => number): readonly Operation[] {
      const before = sent.length
      for (const step of moments[now] ?? []) {
        const operation = operationOf(step, now, newId)
        if (operation) sent.push(operation)
      }
      return sent.slice(before)
    },
    /** Hears which of its holds were made. */
    hear(played: readonly Played[]): void {
      for (const { operation, outcome } of played) {
        if (operation.kind === 'hold' && outcome === 'done' && sent.includes(operation)) holds.add(operation.id)
      }
    },
  }
}
