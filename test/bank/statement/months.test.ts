import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { STATEMENT_LAWS } from '../../../src/bank/audit/statement.ts'
import { businessDate } from '../../../src/contract/dates.ts'
import type { Database } from '../../../src/storage/database.ts'
import { eachDatabase, openTestDatabase } from '../../support/database.ts'
import { breaches } from '../../support/ledger.ts'
import { at, openTown, type Town, type Townsman, yuan } from '../town.ts'

/** Every line of a person's statement, summed by its month: what the months must say. */
async function summed(town: Town, person: Townsman) {
  const months = new Map<string, { month: string; in: number; out: number; lines: number }>()
  let before: string | undefined
  for (;;) {
    const page = await town.accounts.statement(person, person.accountId, {
      limit: 100,
      ...(before === undefined ? {} : { before }),
    })
    for (const { amount, at: moment } of page.entries) {
      const month = businessDate(moment).slice(0, 7)
      const sum = months.get(month) ?? { month, in: 0, out: 0, lines: 0 }
      months.set(month, {
        ...sum,
        in: sum.in + Math.max(amount, 0),
        out: sum.out - Math.min(amount, 0),
        lines: sum.lines + 1,
      })
    }
    if (page.next === null) return [...months.values()]
    before = page.next
  }
}

eachDatabase('the months of an account', (database) => {
  let town: Town
  beforeAll(async () => {
    town = await openTown(database())
  })

  it('say what came in and went out in each, newest first, and nothing of months in which nothing moved', async () => {
    const liLei = await town.settle('李雷')
    expect(await town.statement.months(liLei, liLei.accountId, {})).toEqual({ months: [], next: null })
    town.clock.set(at('2026-08-31 23:59'))
    await town.topUp(liLei, yuan(100))
    town.clock.set(at('2026-09-01 00:00'))
    await town.topUp(liLei, yuan(50))
    const payeeId = await town.payeeOf(liLei, await town.settle('韩梅'))
    await town.send(liLei, payeeId, yuan(20.01))
    town.clock.set(at('2026-11-30 12:00'))
    await town.send(liLei, payeeId, yuan(0.01))
    const months = [
      { month: '2026-11', in: 0, out: 1, lines: 1 },
      { month: '2026-09', in: yuan(50), out: yuan(20.01), lines: 2 },
      { month: '2026-08', in: yuan(100), out: 0, lines: 1 },
    ]
    expect(await town.statement.months(liLei, liLei.accountId, {})).toEqual({ months, next: null })
    const page = await town.statement.months(liLei, liLei.accountId, { limit: 2 })
    expect(page).toEqual({ months: months.slice(0, 2), next: '2026-09' })
    const rest = await town.statement.months(liLei, liLei.accountId, { limit: 2, before: '2026-09' })
    expect(rest).toEqual({ months: months.slice(2), next: null })
  })

  it.each([
    ['a sum that is another', 'update statement_months set went_out = went_out + 1'],
    ['a month that is missing', 'delete from statement_months'],
    ['one in which nothing moved', "update statement_months set month = '2026-07'"],
    ['one that is summed less far than it says', 'update statement_sums set through = through - 1'],
  ])('are held against the books: %s is found', async (_, villain) => {
    const liLei = await town.settle('李雷')
    town.clock.set(at('2026-11-23 12:00'))
    await town.topUp(liLei, yuan(7))
    await town.send(liLei, await town.payeeOf(liLei, await town.settle('韩梅')), yuan(2))
    await town.statement.months(liLei, liLei.accountId, {})
    const db = database()
    expect(await breaches(db, STATEMENT_LAWS)).toEqual([])
    await db.query(`${villain} where customer_id = $1`, [liLei.customerId])
    expect(await breaches(db, STATEMENT_LAWS)).toMatchObject([{ table: 'statement_months' }])
    await db.query('delete from statement_months where customer_id = $1', [liLei.customerId])
    await db.query('delete from statement_sums where customer_id = $1', [liLei.customerId])
  })

  it('are the same for many who look while money moves', async () => {
    const liLei = await town.settle('李雷')
    const payeeId = await town.payeeOf(liLei, await town.settle('韩梅'))
    await town.topUp(liLei, yuan(1_000))
    const looks = Array.from({ length: 8 }, () => town.statement.months(liLei, liLei.accountId, {}))
    const sends = Array.from({ length: 8 }, () => town.send(liLei, payeeId, yuan(1)))
    await Promise.all([...looks, ...sends])
    expect((await town.statement.months(liLei, liLei.accountId, {})).months).toEqual(await summed(town, liLei))
  })
})

describe('whatever moves, and whenever somebody looks, the months are the sums of the lines', () => {
  let db: Database
  beforeAll(async () => {
    db = await openTestDatabase('pglite')
  })
  afterAll(() => db.close())

  it('over random days', async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('in' as const), amount: fc.integer({ min: 1, max: 9_999_999 }) }),
      fc.record({ kind: fc.constant('out' as const), amount: fc.integer({ min: 1, max: 200_000 }) }),
      fc.record({ kind: fc.constant('days' as const), days: fc.integer({ min: 1, max: 40 }) }),
      fc.constant({ kind: 'look' as const }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const town = await openTown(db)
        const person = await town.settle('李雷')
        const payeeId = await town.payeeOf(person, await town.settle('韩梅'))
        for (const one of steps) {
          if (one.kind === 'in') await town.topUp(person, one.amount)
          else if (one.kind === 'days') town.clock.forward(one.days * 86_400_000)
          else if (one.kind === 'look') await town.statement.months(person, person.accountId, {})
          // What the balance or a limit refuses moves nothing.
          else await town.send(person, payeeId, one.amount).catch(() => undefined)
        }
        const { months } = await town.statement.months(person, person.accountId, { limit: 24 })
        expect(months).toEqual((await summed(town, person)).slice(0, 24))
      }),
      { numRuns: 15 },
    )
  })
})
