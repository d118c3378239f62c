/**
 * No cap is ever passed and nothing that fits is refused: random histories around the class limits, through the bank's own
 * transfers, top-ups and upgrades, against a model. Two write paths with two pools on one PostgreSQL stand for two
 * gateway processes: what two gateways share is the database, and what they do not is here apart too.
 *
 *     HISTORIES=10000 npm test -- test/bank/classes/histories      plays more of them
 *     SEED=… SHRUNK=… npm test -- test/bank/classes/histories      plays again what failed
 */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../src/storage/database.ts'
import { openDatabase } from '../../../src/storage/open.ts'
import { freshPostgresUrl, warmUp } from '../../support/database.ts'
import { auditBooks } from '../../support/ledger.ts'
import { histories, live, MEAN_SIDE_BY_SIDE, RULES } from './histories.ts'
import { writeRules } from './real-accounts.ts'

const HISTORIES = Number(process.env.HISTORIES ?? 300)
const LIMIT_MS = 1_800_000

describe('random histories around the class limits (postgres)', () => {
  let databases: Database[] = []

  beforeAll(async () => {
    const url = await freshPostgresUrl()
    databases = [await openDatabase({ url }), await openDatabase({ url })]
    await writeRules(databases[0] as Database, RULES)
    await Promise.all(databases.map(warmUp))
  })
  afterAll(() => Promise.all(databases.map((db) => db.close())))

  it(
    'pass no cap, and refuse nothing that fits',
    async () => {
      await fc.assert(
        fc.asyncProperty(histories, (histories) => live(databases, histories)),
        {
          numRuns: Math.ceil(HISTORIES / MEAN_SIDE_BY_SIDE),
          ...(process.env.SEED && { seed: Number(process.env.SEED) }),
          ...(process.env.SHRUNK && { path: process.env.SHRUNK }),
          interruptAfterTimeLimit: LIMIT_MS - 30_000,
          markInterruptAsFailure: true,
        },
      )
      expect(await auditBooks(databases[0] as Database)).toEqual([])
    },
    LIMIT_MS,
  )
})
