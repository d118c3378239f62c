/**
 * Random histories of people who pay one another, bring money in and go up a class, around the limits; and how many of
 * them are played side by side. What is sent at the same moment is sent at once, by two gateway processes. The days
 * go over New Year's Eve, and on the second a rule becomes stricter.
 */
import fc from 'fast-check'
import type { Opening, Played, Turn, World } from '../histories/people.ts'
import { same, told } from '../histories/replay.ts'
import { figuresOf, type RuleRow } from '../histories/rules.ts'
import { at } from '../town.ts'
import { type Event, Model } from './model.ts'
import { type Order, openRealAccounts } from './real-accounts.ts'

const DAYS = ['2026-12-30', '2026-12-31', '2027-01-01'] as const
const MOMENTS_A_DAY = 2

/** Small enough to be met in a few orders; yuan. */
export const RULES: readonly RuleRow[] = [
  ['out.day', 'II', DAYS[0], 1_000],
  ['out.year', 'II', DAYS[0], 2_500],
  ['in.day', 'II', DAYS[0], 900],
  ['in.year', 'II', DAYS[0], 1_600],
  ['out.day', 'III', DAYS[0], 200],
  ['out.year', 'III', DAYS[0], 300],
  ['in.day', 'III', DAYS[0], 250],
  ['in.year', 'III', DAYS[0], 350],
  ['balance.cap', 'III', DAYS[0], 400],
  ['out.day', 'III', DAYS[1], 120],
  ['balance.cap', 'III', DAYS[1], 300],
  // Everybody here shows the same card.
  ['verification.day', '', DAYS[0], 1_000_000],
]

/** Two with a full account, two with a light one: fed and not. The last is somebody whom a branch has seen. */
const OWN: readonly Opening[] = [
  { class: 'II', identified: true, fed: false, posted: 3_000 },
  { class: 'II', identified: true, fed: false, posted: 400 },
  { class: 'III', identified: false, fed: true, posted: 150 },
  { class: 'III', identified: true, fed: false, posted: 0 },
]
/** A light account that some histories share in place of their own. */
const SHARED: Opening = { class: 'III', identified: true, fed: true, posted: 100 }

type Step =
  | { readonly do: 'transfer'; readonly from: number; readonly to: number; readonly amount: number }
  | { readonly do: 'topup'; readonly account: number; readonly amount: number }
  | { readonly do: 'up'; readonly account: number }
interface History {
  readonly shares: boolean
  readonly moments: readonly (readonly Step[])[]
}

const person = fc.nat({ max: OWN.length - 1 })
/** Often just what a limit leaves, or one more. */
const amount = fc.oneof(
  fc.integer({ min: 1, max: 260 }),
  fc.constantFrom(50, 51, 100, 120, 121, 200, 201, 250, 300, 301, 900, 1_000, 1_001),
)
const step: fc.Arbitrary<Step> = fc
  .oneof(
    { weight: 12, arbitrary: fc.record({ do: fc.constant('transfer' as const), from: person, to: person, amount }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('topup' as const), account: person, amount }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('up' as const), account: fc.constantFrom(2, 3) }) },
  )
  .filter((step) => step.do !== 'transfer' || step.from !== step.to)
export const history: fc.Arbitrary<History> = fc.record({
  shares: fc.nat({ max: 3 }).map((one) => one === 3),
  moments: fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), {
    minLength: 1,
    maxLength: DAYS.length * MOMENTS_A_DAY,
    size: 'max',
  }),
})

/**
 * Plays histories side by side on real accounts, and the same on the model in the order in which the write path decided:
 * one account's orders are decided one after the other, so there is one. Throws where the two differ.
 */
export async function live(world: World, histories: readonly History[]): Promise<void> {
  const opening = [SHARED, ...histories.flatMap(() => OWN)]
  const real = await openRealAccounts(world, opening, at(`${DAYS[0]} 09:00`))
  const model = new Model(opening, (accountClass, date) => figuresOf(RULES, accountClass, date))
  const log: string[] = []
  let ids = 0

  for (let moment = 0; moment < DAYS.length * MOMENTS_A_DAY; moment++) {
    const date = DAYS[Math.floor(moment / MOMENTS_A_DAY)] ?? ''
    const orders = histories.flatMap(({ shares, moments }, place) =>
      (moments[moment] ?? []).map((step) => orderOf(step, ++ids, (own) => accountAt(place, own, shares))),
    )
    if (orders.length === 0) continue
    const before = opening.map((_, index) => ({ open: model.isOpen(index) }))
    const played = await real.play(orders, at(`${date} 1${moment % MOMENTS_A_DAY}:00`))
    for (const { event, outcome } of inTurn(played, real.turn)) {
      log.push(`${date} ${JSON.stringify(event)} ${outcome}`)
      same(`${date} ${JSON.stringify(event)}`, outcome, model.play(event, date), log)
    }
    for (const { order, outcome } of played.filter((one) => turnOf(one, real.turn) === undefined)) {
      const fair = isFair(order, outcome, before, model)
      if (!fair) throw told(`${date} ${JSON.stringify(order)} was refused with ${outcome}`, log)
    }
  }
  const expected = model.accounts.map(({ posted, fed, class: kind }) => ({
    posted,
    class: kind,
    fed: kind === 'III' && fed,
  }))
  const accounts = await real.accounts()
  same(
    'accounts',
    accounts.map(({ posted, class: kind, fed }) => ({ posted, class: kind, fed })),
    expected,
    log,
  )
  for (const [index, { used }] of accounts.entries())
    for (const [name, value] of model.at(index).used)
      same(`${name} of account ${index}`, (used[name] ?? 0) / 100, value, log)
}

const accountAt = (history: number, own: number, shares: boolean): number =>
  shares && own === 2 ? 0 : 1 + history * OWN.length + own

function orderOf(step: Step, id: number, account: (own: number) => number): Order {
  if (step.do === 'transfer') {
    return { kind: step.do, id, from: account(step.from), to: account(step.to), amount: step.amount }
  }
  return step.do === 'topup'
    ? { kind: step.do, id, account: account(step.account), amount: step.amount }
    : { kind: step.do, id, account: account(step.account) }
}

const KIND = { transfer: 'transfer', topup: 'topup.begin', up: 'upgrade' } as const

/**
 * When an order was decided. One that was refused for what had changed since it was framed, an account that had gone up,
 * was decided by the look that followed.
 */
function turnOf({ order, outcome }: Played<Order>, turn: Turn): number | undefined {
  if (outcome === 'PAYEE_NOT_IDENTIFIED' || outcome === 'UPGRADE_NOT_NEEDED') return undefined
  return turn(KIND[order.kind], order.id)
}

/** What was decided, in order, each with its outcome: a top-up that came through is decided twice. */
function inTurn(played: readonly Played<Order>[], turn: Turn): { event: Event; outcome: string }[] {
  const events = played.flatMap((one): { event: Event; outcome: string; turn: number }[] => {
    const { order, outcome } = one
    const decided = turnOf(one, turn)
    if (decided === undefined) return []
    if (order.kind !== 'topup') return [{ event: order, outcome, turn: decided }]
    const { id, account, amount } = order
    const begun = { event: { kind: 'begin', id, account, amount } as const, outcome, turn: decided }
    const ended = turn('topup.end', id)
    if (ended === undefined) return [begun]
    return [begun, { event: { kind: 'end', id, account, amount } as const, outcome, turn: ended }]
  })
  return events.sort((one, other) => one.turn - other.turn)
}

/** Refused without a decision: for an account that was closed to others, or had gone up, at the moment's start or end. */
function isFair(order: Order, outcome: string, before: readonly { open: boolean }[], model: Model): boolean {
  if (order.kind === 'up') return outcome === 'UPGRADE_NOT_NEEDED' && model.at(order.account).class === 'II'
  if (order.kind !== 'transfer' || outcome !== 'PAYEE_NOT_IDENTIFIED') return false
  return !before[order.to]?.open || !model.isOpen(order.to)
}
