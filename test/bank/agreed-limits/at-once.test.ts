/** Limits of one's own while many pay at the same moment, over two processes' connections to one PostgreSQL. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../src/storage/database.ts'
import { openDatabase } from '../../../src/storage/open.ts'
import { freshPostgresUrl } from '../../support/database.ts'
import { auditBank } from '../../support/ledger.ts'
import { openTown, type Town, type Townsman, yuan } from '../town.ts'

describe('fifty payments at the same moment, under limits of one’s own', () => {
  let databases: Database[] = []
  let towns: [Town, Town]
  let payer: Townsman
  let payees: string[]

  beforeAll(async () => {
    const url = await freshPostgresUrl()
    databases = [await openDatabase({ url }), await openDatabase({ url })]
    const [one, other] = await Promise.all(databases.map((db) => openTown(db)))
    if (!one || !other) throw new Error('two towns on one database')
    towns = [one, other]
  })
  afterAll(() => Promise.all(databases.map((db) => db.close())))

  async function settle(): Promise<void> {
    payer = await towns[0].settle('李雷')
    await towns[0].topUp(payer, yuan(9_000))
    payees = await Promise.all(
      Array.from({ length: 5 }, async () => towns[0].payeeOf(payer, await towns[0].settle('陈华'))),
    )
  }
  const set = (limits: { day?: number; count?: number; year?: number }) =>
    towns[1].agreedLimits.set(payer, payer.accountId, {
      ...{ id: randomUUID(), day: null, count: null, year: null },
      ...limits,
    })
  const fifty = (amount: number) =>
    Array.from({ length: 50 }, (_, index) =>
      (index % 2 === 0 ? towns[0] : towns[1]).send(payer, payees[index % 5] ?? '', amount).then(
        () => 'done',
        (error: { code: string }) => error.code,
      ),
    )
  const tally = (outcomes: readonly string[]) => ({
    done: outcomes.filter((one) => one === 'done').length,
    refused: [...new Set(outcomes.filter((one) => one !== 'done'))],
  })

  it.each([
    ['a number a day', { count: 7 }, 7, 'AGREED_LIMIT_COUNT'],
    ['an amount a day', { day: yuan(70) }, 7, 'AGREED_LIMIT_DAY'],
    ['an amount a year', { year: yuan(70) }, 7, 'AGREED_LIMIT_YEAR'],
  ] as const)('%s is never exceeded', async (_what, limits, done, code) => {
    await settle()
    await set(limits)
    expect(tally(await Promise.all(fifty(yuan(10))))).toEqual({ done, refused: [code] })
    expect(await towns[0].balance(payer)).toBe(yuan(9_000 - 10 * done))
    expect(await auditBank(databases[0] as Database)).toEqual([])
  })

  it('nothing goes out beyond a limit that was lowered meanwhile, once that was acknowledged', async () => {
    await settle()
    const sending = fifty(yuan(10))
    const { count, countLeft } = await set({ count: 5 })
    const gone = async () => (yuan(9_000) - (await towns[0].balance(payer))) / yuan(10)
    const before = await gone()
    expect(count).toBe(5)
    const { done } = tally(await Promise.all(sending))
    // What had gone out before it was lowered stays; after that, as many as were left.
    expect(done).toBeLessThanOrEqual(Math.max(5, before))
    expect(await gone()).toBe(done)
    expect(countLeft).toBeGreaterThanOrEqual(0)
    expect(tally(await Promise.all(fifty(yuan(10)))).done).toBe(Math.max(0, 5 - done))
    expect(await auditBank(databases[0] as Database)).toEqual([])
  })
})
