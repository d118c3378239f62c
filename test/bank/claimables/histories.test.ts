/**
 * A share is claimed once or comes back: random histories of cards in the chat through the bank's own orders and worker,
 * in two gateway processes on one PostgreSQL, against a model.
 *
 *     HISTORIES=10000 npm test -- test/bank/claimables/histories      plays more of them
 *     SEED=… SHRUNK=… npm test -- test/bank/claimables/histories      plays again what failed
 */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CLAIMABLE_LAWS } from '../../../src/bank/audit/claimables.ts'
import { COUNTER_LAWS } from '../../../src/bank/audit/counters.ts'
import { holdAgainst } from '../../../src/ledger/laws.ts'
import { openDatabase } from '../../../src/storage/open.ts'
import { freshPostgresUrl } from '../../support/database.ts'
import { auditBooks } from '../../support/ledger.ts'
import { startGateway } from '../classes/gateways.ts'
import { type World, writeRules } from '../classes/real-accounts.ts'
import { histories, live, MEAN_SIDE_BY_SIDE, RULES } from './histories.ts'

const HISTORIES = Number(process.env.HISTORIES ?? 500)
const LIMIT_MS = 900_000

describe('random histories of cards in the chat (postgres)', () => {
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
    'claim every share at most once, and give back what nobody claimed',
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
      expect(await holdAgainst(world.db, [...CLAIMABLE_LAWS, ...COUNTER_LAWS])).toEqual([])
    },
    LIMIT_MS,
  )
})
