/**
 * Random histories of people who ask one another for money, pay shares, once and again and several at a time, withdraw and
 * mark cash, and let the time go by. What is sent at the same moment is sent at once, by two gateway processes. The days go
 * over New Year's Eve.
 */
import fc from 'fast-check'
import { businessDate } from '../../../src/contract/dates.ts'
import type { ClassName, Opening, World } from '../histories/people.ts'
import { replay, same } from '../histories/replay.ts'
import { type Figures, FROM, figuresOf, NEW_YEAR as MOMENTS, RECEIVING, type RuleRow } from '../histories/rules.ts'
import { yuan } from '../town.ts'
import { type Event, RequestModel } from './model.ts'
import { openRealRequests, WRITE } from './real-requests.ts'

const MOST_PEOPLE = 4

/** Small enough to be met in a few orders; yuan. */
export const RULES: readonly RuleRow[] = [
  ...RECEIVING,
  ['out.day', 'II', FROM, 350],
  ['out.year', 'II', FROM, 450],
  ['out.day', 'III', FROM, 120],
  ['out.year', 'III', FROM, 200],
  ['payment-requests.people', '', FROM, MOST_PEOPLE, 'count'],
  ['payment-requests.life', '', FROM, 1, 'days'],
  ['payment-requests.day', '', FROM, 1_000_000, 'count'],
]
const TERMS = {
  figures: (accountClass: ClassName, date: string): Figures => {
    const { outDay, outYear, inDay, inYear, cap } = figuresOf(RULES, accountClass, date)
    const out = { outDay: yuan(outDay), outYear: yuan(outYear) }
    return { ...out, inDay: yuan(inDay), inYear: yuan(inYear), cap: yuan(cap) }
  },
  lifeMs: 24 * 3_600_000,
  mostPeople: MOST_PEOPLE,
}

/** Two with a full account, two with a light one, of which the last may not receive, and so not ask. */
const OWN: readonly Opening[] = [
  { class: 'II', identified: true, fed: false, posted: 1_000 },
  { class: 'II', identified: true, fed: false, posted: 200 },
  { class: 'III', identified: false, fed: true, posted: 250 },
  { class: 'III', identified: true, fed: false, posted: 250 },
]

/** `nth`: of what there is when its turn comes, counted round. */
type Step =
  | {
      readonly do: 'ask'
      readonly asker: number
      readonly total: number
      readonly people: number
      readonly counts: boolean
    }
  /** `more`: than is shown, fen. `how`: by one order; by one that is sent twice at once; by two orders at once. */
  | {
      readonly do: 'pay'
      readonly payer: number
      readonly nth: number
      readonly more: number
      readonly how: 'once' | 'twice' | 'two'
    }
  /** Everybody pays one request at once. */
  | { readonly do: 'rush' | 'withdraw' | 'repeat' | 'differ'; readonly nth: number }
  | { readonly do: 'cash'; readonly nth: number; readonly n: number; readonly cash: boolean }

const person = fc.nat({ max: OWN.length - 1 })
const nth = fc.nat({ max: 20 })
/** Often what a limit leaves, or a fen more. */
const total = fc.oneof(
  fc.integer({ min: 20, max: yuan(300) }),
  fc.constantFrom(...[100, 120, 150, 200, 240, 300, 400].map(yuan), yuan(120) + 1, yuan(150) + 1, yuan(300) + 1),
)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .record({
        do: fc.constant('ask' as const),
        asker: person,
        total,
        people: fc.integer({ min: 1, max: MOST_PEOPLE + 1 }),
        counts: fc.boolean(),
      })
      .map((asked) => (asked.people === 1 ? { ...asked, counts: false } : asked)),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('pay' as const),
      payer: person,
      nth,
      more: fc.constantFrom(0, 0, 0, 0, 0, 1, -1),
      how: fc.constantFrom<('once' | 'twice' | 'two')[]>('once', 'once', 'twice', 'two'),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constantFrom<('rush' | 'repeat' | 'differ')[]>('rush', 'repeat', 'differ'), nth }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('withdraw' as const), nth }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('cash' as const),
      nth,
      n: fc.integer({ min: 1, max: MOST_PEOPLE }),
      cash: fc.nat({ max: 2 }).map(Boolean),
    }),
  },
)
/** What is sent at each moment. */
export const history = fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), {
  minLength: 1,
  maxLength: MOMENTS.length,
  size: 'max',
})
type History = readonly (readonly Step[])[]

/** One history as it is played: what was sent, and the requests that were made. */
interface Life {
  readonly history: History
  readonly place: number
  readonly sent: Event[]
  readonly made: number[]
  readonly log: string[]
}

/** Plays histories side by side on real requests, and each on the model in the order in which its orders were decided. */
export async function live(world: World, histories: readonly History[]): Promise<void> {
  const opening = histories.flatMap(() => OWN)
  const real = await openRealRequests(world, opening, MOMENTS[0] ?? 0)
  const inFen = opening.map((one) => ({ ...one, posted: yuan(one.posted) }))
  const model = new RequestModel(inFen, TERMS)
  const lives: Life[] = histories.map((history, place) => ({ history, place, sent: [], made: [], log: [] }))
  let ids = 0

  for (const [index, now] of MOMENTS.entries()) {
    const date = businessDate(now)
    const sendings = lives.map((life) => ({
      life,
      own: (life.history[index] ?? []).flatMap((one) => ordersOf(one, life, model, () => ++ids)),
    }))
    const orders = sendings.flatMap(({ own }) => own)
    if (orders.length === 0) continue
    const played = await real.play(orders, now)
    const paid = await real.paid(orders.map(({ id }) => id))
    for (const { life, own } of sendings) {
      const mine = played.filter(({ order }) => own.includes(order))
      const done = mine.flatMap(({ order, outcome }) => {
        const event = order.kind === 'pay' ? { ...order, n: paid.get(order.id) ?? 0 } : order
        return outcome === 'done' ? [{ event, turn: real.turn(WRITE[order.kind], order.id) ?? 0 }] : []
      })
      replay({ orders: mine, done, now, date }, model, life.log)
      life.sent.push(...own)
      for (const { kind, id } of own)
        if (kind === 'ask' && model.requests.has(id) && !life.made.includes(id)) life.made.push(id)
    }
  }
  await compare(real, model, lives)
}

function ordersOf(step: Step, { place, sent, made }: Life, model: RequestModel, newId: () => number): Event[] {
  const who = (own: number) => place * OWN.length + own
  const pick = <Thing>(things: readonly Thing[]): Thing | undefined =>
    'nth' in step ? things[step.nth % things.length] : undefined
  if (step.do === 'ask') {
    const { total, people, counts } = step
    return [{ kind: 'ask', id: newId(), asker: who(step.asker), total, people, counts }]
  }
  if (step.do === 'repeat') {
    const before = pick(sent)
    return before ? [before] : []
  }
  if (step.do === 'differ') {
    const before = pick(sent.filter(({ id, kind }) => kind !== 'withdraw' && model.done.has(id)))
    return before ? [otherOf(before)] : []
  }
  const request = pick(made)
  if (request === undefined) return []
  const pay = (payer: number, more = 0): Event => {
    return { kind: 'pay', id: newId(), payer: who(payer), request, amount: Math.max(1, model.shown(request) + more) }
  }
  switch (step.do) {
    case 'pay': {
      const order = pay(step.payer, step.more)
      if (step.how === 'once') return [order]
      return [order, step.how === 'twice' ? order : pay(step.payer)]
    }
    case 'rush':
      return OWN.map((_, own) => pay(own))
    case 'withdraw':
      return [{ kind: 'withdraw', id: newId(), request }]
    case 'cash':
      return [{ kind: 'cash', id: newId(), request, n: step.n, cash: step.cash }]
  }
}

/** Other content under the id of an order that was carried out. */
function otherOf(order: Event): Event {
  switch (order.kind) {
    case 'ask':
      return { ...order, total: order.total + 1 }
    case 'pay':
      return { ...order, amount: order.amount + 1 }
    case 'cash':
      return { ...order, cash: !order.cash }
    case 'withdraw':
      return order
  }
}

async function compare(
  real: Awaited<ReturnType<typeof openRealRequests>>,
  model: RequestModel,
  lives: readonly Life[],
): Promise<void> {
  const accounts = await real.accounts()
  const requests = await real.requests([...model.requests.keys()])
  for (const { place, made, log } of lives) {
    for (const id of made) {
      const { shares, withdrawnAt } = model.request(id)
      const expected = shares.map(({ state, amount, by }) => ({ state, amount, by }))
      const state = withdrawnAt === undefined ? 'open' : 'withdrawn'
      same(`request ${id}`, requests.get(id), { state, shares: expected }, log)
    }
    for (let own = 0; own < OWN.length; own++) {
      const index = place * OWN.length + own
      const { posted, held, used } = accounts[index] ?? { posted: Number.NaN, held: Number.NaN, used: {} }
      const expected = model.accounts.at(index)
      same(`account ${index}`, { posted, held }, { posted: expected.posted, held: 0 }, log)
      for (const [name, value] of expected.used) same(`${name} of account ${index}`, used[name] ?? 0, value, log)
    }
  }
}
