/**
 * Random histories of orders, played against the model and the real books. When they differ, fast-check prints the
 * seed and the fewest, shortest histories that show it, and `live` the operations that led there.
 *
 *     HISTORIES=10000 npm test -- histories               plays more of them (about: they come in random companies)
 *     SEED=… SHRUNK=… npm test -- histories               plays again what failed: seed and path as fast-check prints them
 */
import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { eachDatabase, warmUp } from '../support/database.ts'
import { auditBooks, openVault } from '../support/ledger.ts'
import { histories, live, MEAN_SIDE_BY_SIDE } from './histories.ts'
import { prepareRecords } from './real-books.ts'

const HISTORIES = Number(process.env.HISTORIES ?? 500)
const LIMIT_MS = 600_000

eachDatabase('random histories', (database) => {
  beforeAll(async () => {
    await openVault(database())
    await prepareRecords(database())
    await warmUp(database())
  })

  it(
    'leave the real books as the model says, however many are played at the same moment',
    async () => {
      // PGlite has one session, and PostgreSQL shows all that it shows and more.
      const wanted = database().kind === 'pglite' ? HISTORIES / 5 : HISTORIES
      await fc.assert(
        fc.asyncProperty(histories, (histories) => live(database(), histories)),
        {
          numRuns: Math.ceil(wanted / MEAN_SIDE_BY_SIDE),
          ...(process.env.SEED && { seed: Number(process.env.SEED) }),
          ...(process.env.SHRUNK && { path: process.env.SHRUNK }),
          interruptAfterTimeLimit: LIMIT_MS - 30_000,
          markInterruptAsFailure: true,
        },
      )
      expect(await auditBooks(database())).toEqual([])
    },
    LIMIT_MS,
  )
})
