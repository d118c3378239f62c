/**
 * Random histories of money, played side by side in two gateway processes on one PostgreSQL against a model.
 *
 *     HISTORIES=10000 npm test -- /histories -t '(postgres)'      plays more of them
 *     SEED=… SHRUNK=… npm test -- …/histories                     plays again what failed
 */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Law } from '../../../src/ledger/laws.ts'
import { openDatabase } from '../../../src/storage/open.ts'
import { freshPostgresUrl } from '../../support/database.ts'
import { auditBooks, breaches } from '../../support/ledger.ts'
import { startGateway } from './gateways.ts'
import type { World } from './people.ts'
import { type RuleRow, writeRules } from './rules.ts'

const LIMIT_MS = 900_000
const MOST_SIDE_BY_SIDE = 40
/** As drawn: fast-check leans a little to the small. */
const MEAN_SIDE_BY_SIDE = 19

interface Random<History> {
  /** How many `npm test` plays. */
  readonly usual: number
  readonly rules: readonly RuleRow[]
  readonly history: fc.Arbitrary<History>
  /** What the audit holds against the bank in the end, beside the books. */
  readonly laws: readonly Law[]
  /** Plays histories side by side. Throws where the bank and the model differ. */
  live(world: World, histories: readonly History[]): Promise<void>
}

/** @param promise what the histories do, as a test says it */
export function randomHistories<History>(
  subject: string,
  promise: string,
  { usual, rules, history, laws, live }: Random<History>,
): void {
  const wanted = Number(process.env.HISTORIES ?? usual)
  const histories = fc.array(history, { minLength: 1, maxLength: MOST_SIDE_BY_SIDE, size: 'max' })

  describe(`random histories ${subject} (postgres)`, () => {
    let world: World

    beforeAll(async () => {
      const url = await freshPostgresUrl()
      const db = await openDatabase({ url })
      await writeRules(db, rules)
      world = { db, gateways: await Promise.all([startGateway(url), startGateway(url)]) }
    })
    afterAll(async () => {
      await Promise.all(world.gateways.map((gateway) => gateway.stop()))
      await world.db.close()
    })

    it(
      promise,
      async () => {
        await fc.assert(
          fc.asyncProperty(histories, (histories) => live(world, histories)),
          {
            numRuns: Math.ceil(wanted / MEAN_SIDE_BY_SIDE),
            ...(process.env.SEED && { seed: Number(process.env.SEED) }),
            ...(process.env.SHRUNK && { path: process.env.SHRUNK }),
            interruptAfterTimeLimit: LIMIT_MS - 30_000,
            markInterruptAsFailure: true,
          },
        )
        expect(await auditBooks(world.db)).toEqual([])
        expect(await breaches(world.db, laws)).toEqual([])
      },
      LIMIT_MS,
    )
  })
}
