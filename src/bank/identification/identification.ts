/**
 * bank/identification/: face-to-face identification. The customer shows a code from the mini-program, a teller enters it,
 * compares the document in hand and records the check; a passed one opens inflow from others (银发〔2016〕302号). One that
 * was recorded wrongly is taken back under four eyes.
 */
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import type { Clock } from '../caller.ts'
import type { Identifications } from '../capabilities.ts'
import { BankError } from '../errors.ts'
import type { IdCollected } from '../restrictions/id-due.ts'
import type { Rules } from '../rules/rules.ts'
import type { Looks } from '../staff/looks.ts'
import type { Tasks } from '../staff/tasks.ts'
import type { WritePath } from '../writes/write.ts'
import { createCodes } from './codes.ts'
import { correction } from './correction.ts'
import { createCounter, type IdentificationRow } from './counter.ts'

export function createIdentifications(deps: {
  db: Database
  writes: WritePath
  sealer: Sealer
  clock: Clock
  rules: Rules
  looks: Looks
  tasks: Tasks
  idCollected: IdCollected
}): Identifications {
  const { db, tasks } = deps
  const kind = correction(deps)

  return {
    ...createCodes(deps),
    ...createCounter(deps),

    async requestCorrection(caller, { id, identificationId, note }) {
      const [row] = await db.query<IdentificationRow>('select * from identifications where id = $1', [identificationId])
      // A teller knows no checks but their own.
      const others = caller.roles.some((role) => role === 'service' || role === 'risk')
      if (!row || !(others || row.teller === caller.staffId)) throw new BankError('NOT_FOUND')
      if (row.result !== 'passed' || row.withdrawn_at !== null) throw new BankError('TASK_STALE')
      const { customer_id: customerId } = row
      return tasks.request(caller, kind, {
        id,
        subject: customerId,
        matter: identificationId,
        payload: { customerId, identificationId },
        note,
      })
    },
  }
}
