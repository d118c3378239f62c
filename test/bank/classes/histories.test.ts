/**
 * No cap is ever passed and nothing that fits is refused: random histories around the class limits, through the bank's own
 * transfers, top-ups and upgrades in two gateway processes on one PostgreSQL, against a model.
 *
 *     HISTORIES=10000 npm test -- test/bank/classes/histories      plays more of them
 *     SEED=… SHRUNK=… npm test -- test/bank/classes/histories      plays again what failed
 */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../../src/storage/open.ts'
import { freshPostgresUrl } from '../../support/database.ts'
import { auditBooks } from '../../support/ledger.ts'
import { startGateway } from './gateways.ts'
import { histories, live, MEAN_SIDE_BY_SIDE, RULES } from './histories.ts'
import { type World, writeRules } from './real-accounts.ts'

const HISTORIES = Number(process.env.HISTORIES ?? 300)
const LIMIT_MS = 900_000

describe('random histories around the class limits (postgres)', () => {
  let world: World

  beforeAll(async () => {
    const url = await freshPostgresUrl()
    const db = await openDatabase({ url })
    await writeRules(db, RULES)
    world = { db, gateways: await Promise.all([startGateway(url), startGateway(url)]) }
  })
  afterAll(async () => {
    await Promise.all(world.gateways.map((gateway) => gateway.stop()))
    await world.db.close()
  })

  it(
    'pass no cap, and refuse nothing that fits',
    async () => {
      await fc.assert(
        fc.asyncProperty(histories, (histories) => live(world, histories)),
        {
          numRuns: Math.ceil(HISTORIES / MEAN_SIDE_BY_SIDE),
          ...(process.env.SEED && { seed: Number(process.env.SEED) }),
          ...(process.env.SHRUNK && { path: process.env.SHRUNK }),
          interruptAfterTimeLimit: LIMIT_MS - 30_000,
          markInterruptAsFailure: true,
        },
      )
      expect(await auditBooks(world.db)).toEqual([])
    },
    LIMIT_MS,
  )
})
