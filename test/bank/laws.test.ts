/**
 * The laws of the money side, attacked with random days of a small town:
 *
 * 1. The books sum to zero.
 * 2. No customer's account is ever below zero.
 * 3. What customers hold is what their cards were debited plus the interest that the bank paid, less what was paid to cards.
 * 4. What left an account to others, and what came in from others, never exceeds the limits of the day.
 * 5. A refusal leaves nothing behind; every answer is the one that a model of three lines foretells.
 */
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BankError } from '../../src/bank/errors.ts'
import type { Database } from '../../src/storage/database.ts'
import { openTestDatabase } from '../support/database.ts'
import { payCard, WANG } from './card-transfers/paying.ts'
import { openTown, type Town, type Townsman } from './town.ts'

const DAY_MS = 86_400_000
const DAY_LIMIT = 1_000_000
const PEOPLE = 3
/** What everybody has at first: more than a day's limit, less than a few days'. */
const START = 2_500_000

type Step =
  | { readonly kind: 'topup'; readonly who: number; readonly amount: number }
  | { readonly kind: 'send'; readonly who: number; readonly to: number; readonly amount: number }
  | {
      readonly kind: 'card'
      readonly who: number
      readonly amount: number
      readonly refused: boolean
      readonly own: boolean
    }
  | { readonly kind: 'deposit'; readonly who: number; readonly amount: number }
  | { readonly kind: 'withdraw'; readonly who: number }
  | { readonly kind: 'days'; readonly days: number }

const who = fc.nat(PEOPLE - 1)
/** Fen: often near the day limit, where it is decided. */
const amount = fc.oneof(fc.integer({ min: 1, max: 1_500_000 }), fc.constantFrom(1, 400_000, 600_000, DAY_LIMIT))
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('topup' as const), who, amount }),
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('send' as const), who, to: who, amount }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('card' as const), who, amount, refused: fc.boolean(), own: fc.boolean() }),
  },
  fc.record({ kind: fc.constant('deposit' as const), who, amount }),
  fc.record({ kind: fc.constant('withdraw' as const), who }),
  fc.record({ kind: fc.constant('days' as const), days: fc.integer({ min: 1, max: 200 }) }),
)

/** What ought to be: balances, holdings, what is used today. */
function model() {
  const balance = Array<number>(PEOPLE).fill(0)
  const held = Array<number>(PEOPLE).fill(0)
  let out = Array<number>(PEOPLE).fill(0)
  let inward = Array<number>(PEOPLE).fill(0)
  const of = (list: number[], index: number) => list[index] ?? 0
  const add = (list: number[], index: number, by: number) => {
    list[index] = of(list, index) + by
  }
  return {
    balance,
    held,
    credit: (index: number, by: number) => add(balance, index, by),
    newDay: () => {
      out = Array<number>(PEOPLE).fill(0)
      inward = Array<number>(PEOPLE).fill(0)
    },
    /** The code of the refusal that is due, or undefined when it goes through. */
    send(from: number, to: number, sum: number): string | undefined {
      if (sum > of(balance, from)) return 'BALANCE_INSUFFICIENT'
      if (of(out, from) + sum > DAY_LIMIT) return 'CLASS_LIMIT_DAY'
      if (of(inward, to) + sum > DAY_LIMIT) return 'PAYEE_LIMIT'
      add(balance, from, -sum)
      add(balance, to, sum)
      add(out, from, sum)
      add(inward, to, sum)
      return undefined
    },
    card(from: number, sum: number, { refused, own }: { refused: boolean; own: boolean }): string | undefined {
      if (sum > of(balance, from)) return 'BALANCE_INSUFFICIENT'
      if (!own && of(out, from) + sum > DAY_LIMIT) return 'CLASS_LIMIT_DAY'
      if (refused) return undefined
      add(balance, from, -sum)
      if (!own) add(out, from, sum)
      return undefined
    },
    deposit(from: number, sum: number): string | undefined {
      if (sum < 5_000) return 'DEPOSIT_BELOW_MINIMUM'
      if (sum > of(balance, from)) return 'BALANCE_INSUFFICIENT'
      add(balance, from, -sum)
      add(held, from, sum)
      return undefined
    },
    paidOut: (to: number, principal: number, interest: number) => {
      add(held, to, -principal)
      add(balance, to, principal + interest)
    },
  }
}

const codeOf = (sending: Promise<unknown>): Promise<string | undefined> =>
  sending.then(
    () => undefined,
    (error: BankError) => error.code,
  )

describe('random days of a small town', () => {
  let db: Database
  beforeAll(async () => {
    db = await openTestDatabase('pglite')
  })
  afterAll(() => db.close())

  async function live(town: Town, steps: readonly Step[]): Promise<void> {
    await town.begin()
    const people: Townsman[] = []
    for (const name of ['李雷', '陈华', '韩梅']) people.push(await town.settle(name))
    const person = (index: number) => people[index] as Townsman
    const payee = await Promise.all(people.map((one) => Promise.all(people.map((two) => codeless(town, one, two)))))
    const landlord = await Promise.all(people.map((one) => town.payees.tellCard(one, WANG)))
    const interestBefore = await town.interestPaid()
    const expected = model()
    for (const [index, one] of people.entries()) {
      await town.topUp(one, START)
      expected.credit(index, START)
    }

    async function settleHoldings(index: number, ids: readonly string[]) {
      for (const id of ids) {
        const { state, principal, paidInterest } = await town.deposits.get(person(index), id)
        if (state !== 'running') expected.paidOut(index, principal, paidInterest ?? Number.NaN)
      }
    }
    const running = async (index: number) =>
      (await town.deposits.list(person(index))).deposits.filter(({ state }) => state === 'running').map(({ id }) => id)

    for (const act of steps) {
      if (act.kind === 'topup') {
        await town.topUp(person(act.who), act.amount)
        expected.credit(act.who, act.amount)
      } else if (act.kind === 'send' && act.who !== act.to) {
        const sending = town.send(person(act.who), payee[act.who]?.[act.to] ?? '', act.amount)
        expect(await codeOf(sending)).toBe(expected.send(act.who, act.to, act.amount))
      } else if (act.kind === 'card') {
        const payer = person(act.who)
        town.cards.feel(act.refused ? 'refused' : 'done')
        const to = act.own ? { cardId: payer.cardId } : { payeeId: landlord[act.who]?.payeeId ?? '' }
        expect(await codeOf(payCard(town, payer, to, act.amount))).toBe(expected.card(act.who, act.amount, act))
        town.cards.feel('done')
      } else if (act.kind === 'deposit') {
        expect(await codeOf(deposit(town, person(act.who), act.amount))).toBe(expected.deposit(act.who, act.amount))
      } else if (act.kind === 'withdraw') {
        const [id] = await running(act.who)
        if (id === undefined) continue
        await withdraw(town, person(act.who), id)
        await settleHoldings(act.who, [id])
      } else if (act.kind === 'days') {
        const before = await Promise.all(people.map((_, index) => running(index)))
        town.clock.forward(act.days * DAY_MS)
        await town.workers.maturity.run()
        for (const [index, ids] of before.entries()) await settleHoldings(index, ids)
        expected.newDay()
      }
      const homes = await Promise.all(people.map((one) => town.home.get(one)))
      expect(homes.map(({ available }) => available)).toEqual(expected.balance)
      expect(homes.map(({ total, available }) => total - available)).toEqual(expected.held)
      for (const { accounts } of homes) expect(accounts[0]?.available).toBeGreaterThanOrEqual(0)
    }

    expect(await town.sumOfBooks()).toBe(0)
    const owned = [...expected.balance, ...expected.held].reduce((sum, one) => sum + one, 0)
    expect(owned).toBe(town.cards.taken() - town.cards.paid() + (await town.interestPaid()) - interestBefore)
    expect(town.logged).toEqual([])
  }

  it('never break a law', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 25 }), async (steps) =>
        live(await openTown(db), steps),
      ),
      { numRuns: 12, endOnFailure: true },
    )
  }, 120_000)
})

/** The id to pay somebody by; none for oneself. */
const codeless = async (town: Town, payer: Townsman, payee: Townsman): Promise<string> =>
  payer === payee ? '' : town.payeeOf(payer, payee)

async function deposit(town: Town, person: Townsman, amount: number): Promise<void> {
  const id = randomUUID()
  const authorisation = await town.authorise(person, { kind: 'deposit', orderId: id, productId: 'anxin-6m', amount })
  const { accountId } = person
  await town.deposits.make(person, { id, accountId, productId: 'anxin-6m', amount, authorisation })
}

async function withdraw(town: Town, person: Townsman, depositId: string): Promise<void> {
  const id = randomUUID()
  const authorisation = await town.authorise(person, { kind: 'withdrawal', orderId: id, depositId })
  await town.deposits.withdraw(person, depositId, { id, authorisation })
}
