/** Two phones on one share, through two processes: of how many, and how many may. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../src/storage/database.ts'
import { openDatabase } from '../../../src/storage/open.ts'
import { freshPostgresUrl } from '../../support/database.ts'
import { openTown, type Town, yuan } from '../town.ts'
import { ask, payShare } from './asking.ts'

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
