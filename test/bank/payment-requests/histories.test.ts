/**
 * Random histories of requests over two processes' connections to one PostgreSQL: people ask, pay, pay again, withdraw and
 * mark cash, several at the same moment. Whatever happens:
 *
 *  1. no share is paid twice, and nobody pays two shares of one request;
 *  2. the shares that are paid add up to what moved, between each two people and in all;
 *  3. a refusal moves nothing, and a repeat pays nothing more;
 *  4. the books sum to zero, and the audit finds nothing.
 *
 * `SEED=123 npx vitest run test/bank/payment-requests/histories.test.ts` plays one again.
 */
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BankError } from '../../../src/bank/errors.ts'
import type { Database } from '../../../src/storage/database.ts'
import { openDatabase } from '../../../src/storage/open.ts'
import { freshPostgresUrl } from '../../support/database.ts'
import { auditBank } from '../../support/ledger.ts'
import { openTown, type Town, type Townsman, yuan } from '../town.ts'
import { type Asked, ask, markCash, payShare, withdraw } from './asking.ts'

const PEOPLE = 6
const START = yuan(500)

const person = fc.nat({ max: PEOPLE - 1 })
const request = fc.nat({ max: 20 })
const deed = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('ask' as const),
      who: person,
      total: fc.integer({ min: 6, max: yuan(60) }),
      people: fc.integer({ min: 1, max: 5 }),
    }),
  },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('pay' as const), who: person, request, twice: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('withdraw' as const), request }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('cash' as const),
      request,
      n: fc.integer({ min: 1, max: 5 }),
      cash: fc.boolean(),
    }),
  },
)
type Deed = typeof deed extends fc.Arbitrary<infer D> ? D : never
/** Rounds, of which the deeds of each happen at once. */
const history = fc.array(fc.array(deed, { minLength: 1, maxLength: 8 }), { minLength: 2, maxLength: 5 })

describe('requests, shares and payments at random, over two processes', () => {
  let databases: Database[] = []
  let towns: [Town, Town]

  beforeAll(async () => {
    const url = await freshPostgresUrl()
    databases = [await openDatabase({ url }), await openDatabase({ url })]
    const [one, other] = await Promise.all(databases.map((db) => openTown(db)))
    if (!one || !other) throw new Error('two towns on one database')
    towns = [one, other]
  })
  afterAll(() => Promise.all(databases.map((db) => db.close())))

  it('pay no share twice, and move what was paid and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (rounds) => {
        const people: Townsman[] = []
        for (let born = 0; born < PEOPLE; born++) {
          const one = await towns[0].settle('王芳')
          await towns[0].topUp(one, START)
          people.push(one)
        }
        const asked: { readonly by: Townsman; readonly request: Asked }[] = []
        for (const round of rounds) {
          const before = [...asked]
          await Promise.all(round.map((one, index) => play(one, towns[index % 2] as Town, people, before, asked)))
        }
        await holds(people, asked)
      }),
      { numRuns: 12, ...(process.env.SEED && { seed: Number(process.env.SEED) }) },
    )
    const [first] = databases
    expect(await towns[0].sumOfBooks()).toBe(0)
    if (first) expect(await auditBank(first)).toEqual([])
  }, 120_000)

  async function play(
    deed: Deed,
    town: Town,
    people: readonly Townsman[],
    before: readonly { readonly by: Townsman; readonly request: Asked }[],
    asked: { readonly by: Townsman; readonly request: Asked }[],
  ): Promise<void> {
    if (deed.kind === 'ask') {
      const by = people[deed.who] as Townsman
      asked.push({ by, request: await ask(town, by, { total: deed.total, people: deed.people }) })
      return
    }
    const found = before[deed.request % Math.max(1, before.length)]
    if (!found) return
    const { by, request } = found
    const other = town === towns[0] ? towns[1] : towns[0]
    if (deed.kind === 'withdraw') await orRefusal(withdraw(town, by, request.id))
    else if (deed.kind === 'cash') await orRefusal(markCash(town, by, [request.id, deed.n], deed.cash))
    else {
      const payer = people[deed.who] as Townsman
      const order = { id: randomUUID() as string }
      await Promise.all([
        orRefusal(payShare(town, payer, request.token, order)),
        // The same order through the other process, or another one of the same payer's.
        orRefusal(payShare(other, payer, request.token, deed.twice ? order : {})),
      ])
    }
  }

  async function holds(
    people: readonly Townsman[],
    asked: readonly { readonly by: Townsman; readonly request: Asked }[],
  ): Promise<void> {
    const db = databases[0] as Database
    const ids = people.map(({ customerId }) => customerId)
    const moved = await db.query<{ payer_id: string; payee_id: string; amount: number }>(
      'select payer_id, payee_id, sum(amount)::bigint as amount from transfers where payer_id = any($1::uuid[]) group by 1, 2',
      [ids],
    )
    const paid = await db.query<{ payer_id: string; payee_id: string; amount: number }>(
      `select payer_id, customer_id as payee_id, sum(amount)::bigint as amount from payment_request_shares
       where state = 'paid' and customer_id = any($1::uuid[]) group by 1, 2`,
      [ids],
    )
    const sorted = (rows: typeof moved) => rows.map((row) => JSON.stringify(row)).sort()
    expect(sorted(paid)).toEqual(sorted(moved))
    const twice = await db.query(
      `select 1 as one from payment_request_shares where payer_id = any($1::uuid[])
       group by customer_id, request_id, payer_id having count(*) > 1`,
      [ids],
    )
    expect(twice).toEqual([])
    for (const { by, request } of asked) {
      const now = await towns[1].paymentRequests.get(by, request.id)
      expect(now.each.filter(({ state }) => state === 'paid').length).toBe(now.each.filter(({ name }) => name).length)
      expect(now.received).toBe(now.each.reduce((sum, { state, amount }) => (state === 'paid' ? sum + amount : sum), 0))
    }
    const balances = await Promise.all(people.map((one) => towns[1].balance(one)))
    expect(balances.reduce((sum, balance) => sum + balance, 0)).toBe(PEOPLE * START)
  }
})

/** Two phones on one share: of how many, and how many may. */
describe('a share that many pay at the same moment', () => {
  let databases: Database[] = []
  let towns: Town[] = []

  beforeAll(async () => {
    const url = await freshPostgresUrl()
    databases = [await openDatabase({ url }), await openDatabase({ url })]
    towns = await Promise.all(databases.map((db) => openTown(db)))
  })
  afterAll(() => Promise.all(databases.map((db) => db.close())))

  it.each([
    [1, 1],
    [4, 3],
    [20, 19],
  ])(
    'among %i people is paid by as many as there are shares: %i',
    async (count, shares) => {
      const [town] = towns
      if (!town) throw new Error('no town')
      const asker = await town.settle('李秀英')
      const asked = await ask(town, asker, { total: yuan(100), people: count })
      const payers = await Promise.all(
        Array.from({ length: shares + 6 }, async () => {
          const payer = await town.settle('李雷')
          await town.topUp(payer, yuan(1_000))
          return payer
        }),
      )
      const amount = asked.each[0]?.amount ?? 0
      const ends = await Promise.allSettled(
        payers.flatMap((payer, index) =>
          // Each from two phones, by both processes.
          towns.map((at) =>
            payShare(at, payer, asked.token, { amount, id: `${randomUUID().slice(0, -2)}${10 + index}` }),
          ),
        ),
      )
      const codes = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason.code] : []))
      expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(shares)
      expect(new Set(codes)).toEqual(new Set(['PAYMENT_REQUEST_PAID', 'PAYMENT_REQUEST_PAID_BY_YOU']))
      expect(await town.balance(asker)).toBe(amount * shares)
      expect(await town.paymentRequests.get(asker, asked.id)).toMatchObject({ state: 'paid', settled: shares })
      expect(await town.sumOfBooks()).toBe(0)
    },
    60_000,
  )
})

/** Anything but a refusal is a fault. */
const orRefusal = (deed: Promise<unknown>): Promise<unknown> =>
  deed.catch((error: unknown) => {
    if (!(error instanceof BankError)) throw error
  })
