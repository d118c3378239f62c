/**
 * Random histories of people who send one another cards, claim, confirm, decline and take back, repeat themselves, and let
 * the time go by; and how many of them are played side by side. What is sent at the same moment is sent at once, by two
 * gateway processes, and the worker that gives back runs among it. The days go over New Year's Eve.
 */
import { inspect, isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { businessDate } from '../../../src/contract/dates.ts'
import type { ClassName } from '../classes/model.ts'
import type { RuleRow, World } from '../classes/real-accounts.ts'
import { at } from '../town.ts'
import { type Event, type Mode, Model, type Opening } from './model.ts'
import { type Order, openRealCards, type Played, WRITE } from './real-cards.ts'

/** Cards live for 24 hours: to the millisecond at the fourth moment, for those of the first. */
const MOMENTS = [
  '2026-12-30 10:00',
  '2026-12-30 23:50',
  '2026-12-31 09:59',
  '2026-12-31 10:00',
  '2026-12-31 23:50',
  '2027-01-01 00:10',
  '2027-01-01 23:50',
].map(at)
const LAST = at('2027-01-03 12:00')
const FROM = '2026-12-30'
const MOST_SIDE_BY_SIDE = 40
/** As drawn: fast-check leans a little to the small. */
export const MEAN_SIDE_BY_SIDE = 19
/** Events shown with a failure. */
const LONGEST_LOG = 60

/** Small enough to be met in a few orders; yuan. */
export const RULES: readonly RuleRow[] = [
  ['out.day', 'II', FROM, 500],
  ['out.year', 'II', FROM, 900],
  ['in.day', 'II', FROM, 300],
  ['in.year', 'II', FROM, 500],
  ['out.day', 'III', FROM, 200],
  ['out.year', 'III', FROM, 300],
  ['in.day', 'III', FROM, 150],
  ['in.year', 'III', FROM, 250],
  ['balance.cap', 'III', FROM, 300],
  ['claimables.first', '', FROM, 100],
  ['claimables.day', '', FROM, 1_000_000],
]

function figures(accountClass: ClassName) {
  const on = (name: string, ofClass: string = accountClass): number =>
    RULES.find(([rule, ruleClass]) => rule === name && ruleClass === ofClass)?.[3] ?? Number.POSITIVE_INFINITY
  return {
    ...{ outDay: on('out.day'), outYear: on('out.year'), inDay: on('in.day'), inYear: on('in.year') },
    ...{ cap: on('balance.cap'), first: on('claimables.first', ''), lifeMs: 24 * 3_600_000 },
  }
}

/** Two with a full account, two with a light one: fed and not. */
const OWN: readonly Opening[] = [
  { class: 'II', identified: true, fed: false, posted: 1_000 },
  { class: 'II', identified: true, fed: false, posted: 300 },
  { class: 'III', identified: false, fed: true, posted: 150 },
  { class: 'III', identified: true, fed: false, posted: 100 },
]

/** `nth`: of what there is when its turn comes, counted round. */
type Step =
  | {
      readonly do: 'make'
      readonly payer: number
      readonly amount: number
      readonly shares: number
      readonly mode: Mode
      readonly whom: number
    }
  | { readonly do: 'claim'; readonly person: number; readonly nth: number }
  | { readonly do: 'answer'; readonly nth: number; readonly confirm: boolean }
  | { readonly do: 'back' | 'repeat' | 'differ'; readonly nth: number }
  /** Everybody claims one card at once. */
  | { readonly do: 'rush'; readonly nth: number }

const person = fc.nat({ max: OWN.length - 1 })
const nth = fc.nat({ max: 20 })
const amount = fc.oneof(
  fc.integer({ min: 1, max: 120 }),
  fc.constantFrom(50, 75, 100, 101, 150, 151, 250, 300, 301, 500),
)
const mode = fc.constantFrom<Mode[]>('first', 'first', 'confirm', 'named')
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .record({
        do: fc.constant('make' as const),
        payer: person,
        amount,
        shares: fc.integer({ min: 1, max: 3 }),
        mode,
        whom: person,
      })
      .map((made) => (made.mode === 'named' ? { ...made, shares: 1 } : made)),
  },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('claim' as const), person, nth }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('answer' as const), nth, confirm: fc.nat({ max: 3 }).map(Boolean) }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constantFrom('back' as const, 'repeat' as const, 'differ' as const), nth }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('rush' as const), nth }) },
)
/** What is sent at each moment, and whether the worker runs then. */
const moment = fc.record({ steps: fc.array(step, { minLength: 1, maxLength: 4 }), worker: fc.boolean() })
const history = fc.array(moment, { minLength: 1, maxLength: MOMENTS.length, size: 'max' })
export const histories = fc.array(history, { minLength: 1, maxLength: MOST_SIDE_BY_SIDE, size: 'max' })
type History = readonly { readonly steps: readonly Step[]; readonly worker: boolean }[]

/** One history as it is played: what was sent, and what is known of its cards. */
interface Life {
  readonly history: History
  readonly place: number
  readonly sent: Exclude<Order, { kind: 'worker' }>[]
  readonly cards: number[]
  readonly log: string[]
}

/** Plays histories side by side on real cards, and each on the model in the order in which its orders were decided. */
export async function live(world: World, histories: readonly History[]): Promise<void> {
  const opening = histories.flatMap(() => OWN)
  const real = await openRealCards(world, opening, MOMENTS[0] ?? 0)
  const model = new Model(opening, figures)
  const lives: Life[] = histories.map((history, place) => ({ history, place, sent: [], cards: [], log: [] }))
  let ids = 0

  for (const [index, now] of [...MOMENTS, LAST].entries()) {
    const date = businessDate(now)
    const sendings = lives.map((life) => ({
      life,
      orders: (life.history[index]?.steps ?? []).flatMap((one) => ordersOf(one, life, model, () => ++ids)),
    }))
    const turnOfWorker = now === LAST || lives.some(({ history }) => history[index]?.worker)
    const workers = turnOfWorker ? [{ kind: 'worker' } as const] : []
    const orders = sendings.flatMap(({ orders: own }) => own)
    if (orders.length + workers.length === 0) continue
    const played = await real.play([...workers, ...orders, ...workers], now)
    for (const { life, orders: own } of sendings) {
      const mine = played.filter(({ order }) => order.kind !== 'worker' && own.includes(order))
      replay(mine, life, model, real.turn, now, date)
      life.sent.push(...own)
    }
  }
  await compare(real, model, lives)
}

/** Sends the same again, once more at once, or other content under an id that was used. */
function ordersOf(step: Step, { place, sent, cards }: Life, model: Model, newId: () => number): Life['sent'] {
  const who = (own: number) => place * OWN.length + own
  const pick = <Thing>(things: readonly Thing[], which: number): Thing | undefined => things[which % things.length]
  if (step.do === 'make') {
    const { payer, amount, shares, mode, whom } = step
    return [{ kind: 'make', id: newId(), payer: who(payer), amount, shares, mode, whom: who(whom) }]
  }
  if (step.do === 'repeat') {
    const before = pick(sent, step.nth)
    return before ? [before] : []
  }
  if (step.do === 'differ') {
    const before = pick(
      sent.filter(({ kind, id }) => kind === 'make' && model.done.has(id)),
      step.nth,
    )
    return before?.kind === 'make' ? [{ ...before, amount: before.amount + 1 }] : []
  }
  if (step.do === 'answer') {
    const asked = cards.flatMap((card) => [...model.card(card).asks.keys()].map((one) => ({ card, person: one })))
    const which = pick(asked, step.nth)
    return which ? [{ kind: 'answer', id: newId(), ...which, confirm: step.confirm }] : []
  }
  const card = pick(cards, step.nth)
  if (card === undefined) return []
  switch (step.do) {
    case 'claim':
      return [{ kind: 'claim', id: newId(), person: who(step.person), card }]
    case 'rush':
      return OWN.map((_, own) => ({ kind: 'claim', id: newId(), person: who(own), card }))
    case 'back':
      return [{ kind: 'back', id: newId(), card }]
  }
}

type Turn = (kind: string, id: number) => number | undefined

/** What was done, in the order of the decisions; a refusal is fair when it was so at some time of the moment. */
function replay(
  played: readonly Played[],
  { cards, log }: Life,
  model: Model,
  turn: Turn,
  now: number,
  date: string,
): void {
  const told = (what: string) => new Error([what, 'Before, in order:', ...log.slice(-LONGEST_LOG)].join('\n'))
  const orders = played.flatMap(({ order, outcome }) => (order.kind === 'worker' ? [] : [{ order, outcome }]))
  const events = [
    ...orders.flatMap(({ order, outcome }) =>
      outcome === 'done' ? [{ event: order as Event, turn: turn(WRITE[order.kind], order.id) ?? 0 }] : [],
    ),
    ...cards.flatMap((card) => {
      const when = turn('claimable.expiry', card)
      return when === undefined ? [] : [{ event: { kind: 'due', id: card, card } as const, turn: when }]
    }),
  ].sort((one, other) => one.turn - other.turn)

  let unfair = orders.filter(({ outcome }) => outcome !== 'done')
  const lookAround = () => {
    unfair = unfair.filter(({ order, outcome }) => !model.outcomes(order, now, date).includes(outcome))
  }
  lookAround()
  for (const { event } of events) {
    const expected = model.outcomes(event, now, date)
    if (!expected.includes('done'))
      throw told(`${date} ${JSON.stringify(event)} was done, but to the model it is ${expected.join(' or ')}`)
    model.apply(event, now, date)
    if (event.kind === 'make' && !cards.includes(event.id)) cards.push(event.id)
    log.push(`  ${date} ${JSON.stringify(event)}`)
    lookAround()
  }
  const [first] = unfair
  if (first) throw told(`${date} ${JSON.stringify(first.order)} was refused with ${first.outcome}, which it never was`)
  for (const { order, outcome } of orders)
    if (outcome !== 'done') log.push(`  ${date} ${JSON.stringify(order)} ${outcome}`)
}

async function compare(
  real: Awaited<ReturnType<typeof openRealCards>>,
  model: Model,
  lives: readonly Life[],
): Promise<void> {
  const people = await real.people()
  const shares = await real.shares([...model.cards.keys()])
  for (const { place, cards, log } of lives) {
    const same = (what: string, is: unknown, expected: unknown) => {
      if (isDeepStrictEqual(is, expected)) return
      const lines = [`${what}: ${inspect(is)}, but to the model ${inspect(expected)}`, ...log.slice(-LONGEST_LOG)]
      throw new Error(lines.join('\n'))
    }
    for (const card of cards) {
      const expected = model.card(card).shares.map(({ state, by }) => `${state} ${by ?? '-'}`)
      same(`shares of card ${card}`, shares.get(card), expected.sort())
    }
    for (let own = 0; own < OWN.length; own++) {
      const index = place * OWN.length + own
      const expected = model.people[index]
      if (!expected) throw new Error(`no person ${index}`)
      const { balance, held, used } = people[index] ?? { balance: Number.NaN, held: Number.NaN, used: {} }
      same(`person ${index}`, { balance, held }, { balance: expected.balance, held: 0 })
      for (const [name, value] of expected.used) same(`${name} of person ${index}`, (used[name] ?? 0) / 100, value)
    }
  }
}
