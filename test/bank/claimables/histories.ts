/**
 * Random histories of people who send one another cards, claim, confirm, decline and take back, repeat themselves, and let
 * the time go by; and how many of them are played side by side. What is sent at the same moment is sent at once, by two
 * gateway processes, and the worker that gives back runs among it. The days go over New Year's Eve.
 */
import fc from 'fast-check'
import { businessDate } from '../../../src/contract/dates.ts'
import type { ClassName, Opening, Played, Turn, World } from '../histories/people.ts'
import { replay, same } from '../histories/replay.ts'
import { FROM, figuresOf, NEW_YEAR, RECEIVING, type RuleRow } from '../histories/rules.ts'
import { at } from '../town.ts'
import { CardModel, type Event, type Mode } from './model.ts'
import { type Order, openRealCards, WRITE } from './real-cards.ts'

/** Cards live for 24 hours. */
const MOMENTS = [...NEW_YEAR, at('2027-01-01 23:50')]
const LAST = at('2027-01-03 12:00')

const MOST_FOR_THE_FIRST = 100

/** Small enough to be met in a few orders; yuan. */
export const RULES: readonly RuleRow[] = [
  ...RECEIVING,
  ['out.day', 'II', FROM, 500],
  ['out.year', 'II', FROM, 900],
  ['out.day', 'III', FROM, 200],
  ['out.year', 'III', FROM, 300],
  ['claimables.first', '', FROM, MOST_FOR_THE_FIRST],
  ['claimables.day', '', FROM, 1_000_000],
]

const figures = (accountClass: ClassName) => ({
  ...figuresOf(RULES, accountClass, FROM),
  ...{ first: MOST_FOR_THE_FIRST, lifeMs: 24 * 3_600_000 },
})

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
export const history = fc.array(moment, { minLength: 1, maxLength: MOMENTS.length, size: 'max' })
type PersonsOrder = Exclude<Order, { kind: 'worker' }>
type History = readonly { readonly steps: readonly Step[]; readonly worker: boolean }[]

/** One history as it is played: what was sent, and what is known of its cards. */
interface Life {
  readonly history: History
  readonly place: number
  readonly sent: PersonsOrder[]
  readonly cards: number[]
  readonly log: string[]
}

/** Plays histories side by side on real cards, and each on the model in the order in which its orders were decided. */
export async function live(world: World, histories: readonly History[]): Promise<void> {
  const opening = histories.flatMap(() => OWN)
  const real = await openRealCards(world, opening, MOMENTS[0] ?? 0)
  const model = new CardModel(opening, figures)
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
      const mine = played.filter((one): one is Played<PersonsOrder> => own.some((order) => order === one.order))
      replay({ orders: mine, done: doneOf(mine, life.cards, real.turn), now, date }, model, life.log)
      life.sent.push(...own)
      for (const { kind, id } of own)
        if (kind === 'make' && model.cards.has(id) && !life.cards.includes(id)) life.cards.push(id)
    }
  }
  await compare(real, model, lives)
}

/** Sends the same again, once more at once, or other content under an id that was used. */
function ordersOf(step: Step, { place, sent, cards }: Life, model: CardModel, newId: () => number): Life['sent'] {
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

/** What was done by people's orders, and by the worker. */
function doneOf(played: readonly Played<PersonsOrder>[], cards: readonly number[], turn: Turn) {
  return [
    ...played.flatMap(({ order, outcome }) =>
      outcome === 'done' ? [{ event: order as Event, turn: turn(WRITE[order.kind], order.id) ?? 0 }] : [],
    ),
    ...cards.flatMap((card) => {
      const when = turn('claimable.expiry', card)
      return when === undefined ? [] : [{ event: { kind: 'due', id: card, card } as const, turn: when }]
    }),
  ]
}

async function compare(
  real: Awaited<ReturnType<typeof openRealCards>>,
  model: CardModel,
  lives: readonly Life[],
): Promise<void> {
  const people = await real.accounts()
  const shares = await real.shares([...model.cards.keys()])
  for (const { place, cards, log } of lives) {
    for (const card of cards) {
      const expected = model.card(card).shares.map(({ state, by }) => `${state} ${by ?? '-'}`)
      same(`shares of card ${card}`, shares.get(card), expected.sort(), log)
    }
    for (let own = 0; own < OWN.length; own++) {
      const index = place * OWN.length + own
      const expected = model.people[index]
      if (!expected) throw new Error(`no person ${index}`)
      const { posted, held, used } = people[index] ?? { posted: Number.NaN, held: Number.NaN, used: {} }
      same(`person ${index}`, { balance: posted / 100, held }, { balance: expected.balance, held: 0 }, log)
      for (const [name, value] of expected.used) same(`${name} of person ${index}`, (used[name] ?? 0) / 100, value, log)
    }
  }
}
