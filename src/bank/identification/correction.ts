import { wallClock } from '../../contract/dates.ts'
import type { Database } from '../../storage/database.ts'
import { BankError } from '../errors.ts'
import type { TaskKind } from '../staff/tasks.ts'
import type { IdentificationRow } from './counter.ts'

export interface Correction {
  readonly customerId: string
  readonly identificationId: string
}

/** Taking back a check that was recorded wrongly, under four eyes: inflow from others closes at once. */
export const correction = ({ db }: { db: Database }): TaskKind<Correction> => ({
  kind: 'identification-correction',
  requestedBy: ['teller', 'service', 'risk'],
  decidedBy: ['risk'],

  async facts({ customerId, identificationId }) {
    const [row] = await db.query<IdentificationRow>(
      'select * from identifications where customer_id = $1 and id = $2',
      [customerId, identificationId],
    )
    if (!row) throw new Error('a correction of no identification')
    const { document, checked_by: checkedBy, branch, teller, at } = row
    return { document, checkedBy, branch, teller, at: wallClock(at).slice(0, 16) }
  },

  async approved(tx, { id, payload, at }) {
    const [withdrawn] = await tx.query<{ at: number }>(
      `update identifications set withdrawn_by = $3, withdrawn_at = $4
       where customer_id = $1 and id = $2 and result = 'passed' and withdrawn_at is null returning at`,
      [payload.customerId, payload.identificationId, id, at],
    )
    if (!withdrawn) throw new BankError('TASK_STALE')
    // Only what this very check has opened.
    const closed = await tx.query(
      `update customers set identified_at = null, identified_branch = null, identified_teller = null
       where id = $1 and identified_at = $2 returning id`,
      [payload.customerId, withdrawn.at],
    )
    if (closed.length === 0) throw new BankError('TASK_STALE')
  },
})
