/**
 * bank/verification/: which network is asked whether a card is a person's, and what member banks are answered about
 * accounts of ours. Membership, coverage, price and patience are dated rows; every query is on record with its price and
 * answer. It asks the networks through their connectors and writes its own tables.
 */
import { OutsideError, type VerificationNetworks } from '../../connectors/outside.ts'
import { businessDate } from '../../contract/dates.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import type { Clock } from '../caller.ts'
import type { Verification } from '../capabilities.ts'
import type { Rules } from '../rules/rules.ts'
import { askInTurn } from './asking.ts'
import { createDirectory } from './directory.ts'
import { createQueryRecords, subjectOf, type VerificationTry } from './records.ts'
import { reportNetworks } from './report.ts'

const MINUTE_MS = 60_000

export interface VerificationDependencies {
  readonly db: Database
  readonly networks: VerificationNetworks
  readonly sealer: Sealer
  readonly clock: Clock
  readonly rules: Rules
  readonly log: { warn(fields: object, message: string): void }
  readonly onTry?: ((done: VerificationTry) => void) | undefined
}

export function createVerification(deps: VerificationDependencies): Verification {
  const { db, networks, sealer, clock, rules, log, onTry = () => {} } = deps
  const directory = createDirectory(deps)
  const records = createQueryRecords(deps)

  return {
    async verify(id, holder) {
      const now = clock.now()
      const today = businessDate(now)
      const question = { id, subject: subjectOf(sealer, holder), holder }
      const [yes, no] = await Promise.all([
        rules.on('verification.valid', '', today),
        rules.on('verification.valid-refusal', '', today),
      ])
      const known = await records.answerTo(question, { yes: now - yes * MINUTE_MS, no: now - no * MINUTE_MS })
      if (known) return known
      const { covered, candidates } = await directory.find(holder.cardNumber, today)
      if (!covered) return { ok: false, why: 'not-covered' }
      if (candidates.length === 0)
        throw new OutsideError('verification', 'unreached', 'verification: every circuit breaker is open')
      return askInTurn(question, candidates, { networks, records, clock, log, onTry })
    },
    report: (period) => reportNetworks(db, period, businessDate(clock.now())),
  }
}
