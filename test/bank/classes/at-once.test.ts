/** What a person may hold is exact however much is opened at the same moment, by two write paths over one PostgreSQL. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../src/storage/database.ts'
import { openDatabase } from '../../../src/storage/open.ts'
import { freshPostgresUrl } from '../../support/database.ts'
import { auditBank } from '../../support/ledger.ts'
import { openTown, type Town, yuan } from '../town.ts'

const DAY_MS = 86_400_000

describe('at the same moment', () => {
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

  const each = async (count: number, act: (town: Town, index: number) => Promise<unknown>) => {
    const acts = Array.from({ length: count }, (_, i) => act(i % 2 === 0 ? towns[0] : towns[1], i))
    const outcomes = await Promise.allSettled(acts)
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []))
    return { done: outcomes.length - refused.length, refused: [...new Set(refused)] }
  }

  it('of ten openings four come through beside the first: five of a class, and no sixth', async () => {
    const liLei = await towns[0].settle('李雷')
    for (const accountClass of ['II', 'III'] as const) {
      const { done, refused } = await each(10, (town) => town.openAnother(liLei, accountClass))
      expect([done, refused]).toEqual([accountClass === 'II' ? 4 : 5, ['ACCOUNT_LIMIT']])
      // The card's bank is asked about a person ten times a day at most.
      for (const town of towns) town.clock.forward(DAY_MS)
    }
    const { accounts, mayOpen } = await towns[0].accounts.list(liLei)
    expect(accounts.map((account) => account.class).sort()).toEqual([...Array(5).fill('II'), ...Array(5).fill('III')])
    expect(mayOpen).toEqual({ II: 0, III: 0 })
  })

  it('of three Class III that want to go up two do, where three Class II are held', async () => {
    const liLei = await towns[0].settle('李雷')
    for (const _ of [1, 2]) await towns[0].openAnother(liLei, 'II')
    const thirds = [1, 2, 3].map(() => towns[0].openAnother(liLei, 'III'))
    const { done, refused } = await each(3, async (town, i) => {
      const third = await thirds[i]
      return third && town.moveUp(third)
    })
    expect([done, refused]).toEqual([2, ['ACCOUNT_LIMIT']])
  })

  it('one account goes up once, whoever asks', async () => {
    const liLei = await towns[0].settle('李雷', { accountClass: 'III' })
    const { done, refused } = await each(6, (town) => town.moveUp(liLei))
    expect([done, refused]).toEqual([1, ['UPGRADE_NOT_NEEDED']])
  })

  it('of several Class III that get their first money one may receive from others', async () => {
    const first = await towns[0].settle('李雷', { accountClass: 'III', identified: false })
    const others = await Promise.all([1, 2, 3].map(() => towns[0].openAnother(first, 'III')))
    const all = [first, ...others]
    expect((await each(4, (town, i) => town.topUp(all[i] ?? first, yuan(10)))).done).toBe(4)
    const { accounts } = await towns[0].accounts.list(first)
    expect(accounts.map(({ receives }) => receives).sort()).toEqual([
      ...['other-account', 'other-account', 'other-account', 'yes'],
    ])
    expect(accounts.map(({ balance }) => balance)).toEqual([1_000, 1_000, 1_000, 1_000])
  })

  it('and the books are sound', async () => {
    expect(await auditBank(databases[0] as Database)).toEqual([])
  })
})
