/**
 * bank/complaints/: a complaint is taken at once, gets a number to quote on the telephone and a day by which it is
 * answered; staff answers it in the console (desk.ts). What a person writes may be personal, so it is sealed.
 */
import { randomInt } from 'node:crypto'
import { businessDate } from '../../contract/dates.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import type { Caller, Clock } from '../caller.ts'
import type { Complaints } from '../capabilities.ts'
import { BankError } from '../errors.ts'
import type { Rules } from '../rules/rules.ts'
import type { Complaint, ComplaintRow } from './records.ts'

const DAY_MS = 86_400_000
const LISTED = 100

export function createComplaints(deps: { db: Database; clock: Clock; sealer: Sealer; rules: Rules }): Complaints {
  const { db, clock, sealer, rules } = deps

  const show = (row: ComplaintRow): Complaint => ({
    id: row.id,
    number: row.number,
    topic: row.topic,
    text: sealer.open(row.text_sealed),
    state: row.state,
    answerBy: row.answer_by,
    createdAt: row.created_at,
    answer: row.answer_sealed && sealer.open(row.answer_sealed),
    answeredAt: row.answered_at,
  })

  async function find(caller: Caller, id: string): Promise<ComplaintRow | undefined> {
    const [row] = await db.query<ComplaintRow>('select * from complaints where customer_id = $1 and id = $2', [
      caller.customerId,
      id,
    ])
    return row
  }

  return {
    async make(caller, { id, topic, text }) {
      const now = clock.now()
      const days = await rules.on('complaint.answer', '', businessDate(now))
      // A number that is taken inserts nothing, like an id that is; then the next one is tried.
      for (let tries = 0; tries < 10; tries++) {
        await db.query(
          `insert into complaints (customer_id, id, number, topic, text_sealed, state, answer_by, created_at)
           values ($1, $2, $3, $4, $5, 'received', $6, $7) on conflict do nothing`,
          [
            caller.customerId,
            id,
            String(randomInt(10_000_000, 100_000_000)),
            topic,
            sealer.seal(text),
            now + days * DAY_MS,
            now,
          ],
        )
        const row = await find(caller, id)
        if (!row) continue
        const complaint = show(row)
        if (complaint.topic !== topic || complaint.text !== text) throw new BankError('ID_REUSED')
        return complaint
      }
      throw new Error('no free complaint number in ten tries')
    },

    async list(caller) {
      const rows = await db.query<ComplaintRow>(
        'select * from complaints where customer_id = $1 order by created_at desc, id desc limit $2',
        [caller.customerId, LISTED],
      )
      return { complaints: rows.map(show) }
    },
  }
}
