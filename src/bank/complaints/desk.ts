/** Where staff reads complaints and answers them. An answer is written once, and its customer is told that it is there. */
import type { StaffAnswer } from '../../contract/schema/staff-routes.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import type { Clock } from '../caller.ts'
import type { ComplaintDesk } from '../capabilities.ts'
import { derivedId } from '../derived-id.ts'
import { BankError } from '../errors.ts'
import { smsEntry } from '../messages/messages.ts'
import type { CustomerFile } from '../staff/customers.ts'
import type { Looks } from '../staff/looks.ts'
import { movesNothing } from '../writes/moves-nothing.ts'
import { RecordChanged } from '../writes/records.ts'
import type { WritePath } from '../writes/write.ts'
import type { ComplaintRow } from './records.ts'

type Line = StaffAnswer<'GET /console/api/complaints'>['complaints'][number]
type Seen = StaffAnswer<'POST /console/api/complaints/:number/looks'>

const LISTED = 200

interface DeskDependencies {
  readonly db: Database
  readonly writes: WritePath
  readonly clock: Clock
  readonly sealer: Sealer
  readonly looks: Looks
  readonly customers: Pick<CustomerFile, 'line'>
}

export function createComplaintDesk(deps: DeskDependencies): ComplaintDesk {
  const { db, writes, clock, sealer, looks, customers } = deps

  const lineOf = (row: ComplaintRow): Line => ({
    number: row.number,
    topic: row.topic,
    state: row.state,
    createdAt: row.created_at,
    answerBy: row.answer_by,
    answeredAt: row.answered_at,
  })

  async function find(number: string): Promise<ComplaintRow> {
    const [row] = await db.query<ComplaintRow>('select * from complaints where number = $1', [number])
    if (!row) throw new BankError('NOT_FOUND')
    return row
  }

  async function seen(row: ComplaintRow): Promise<Seen> {
    const [colleague] = await db.query<{ name_sealed: Uint8Array }>('select name_sealed from staff where id = $1', [
      row.answered_by,
    ])
    return {
      ...lineOf(row),
      customer: await customers.line(row.customer_id),
      text: sealer.open(row.text_sealed),
      answer: row.answer_sealed && sealer.open(row.answer_sealed),
      answeredBy:
        row.answered_by && colleague ? { id: row.answered_by, name: sealer.open(colleague.name_sealed) } : null,
    }
  }

  return {
    async list({ state = 'received' }) {
      const order = state === 'received' ? 'answer_by, number' : 'answered_at desc, number'
      const rows = await db.query<ComplaintRow>(
        `select * from complaints where state = $1 order by ${order} limit $2`,
        [state, LISTED],
      )
      return { complaints: rows.map(lineOf) }
    },

    async look(caller, number) {
      const row = await find(number)
      await looks.record(caller, {
        customerId: row.customer_id,
        occasion: 'complaint',
        fields: ['name', 'mobile', 'id-number', 'complaint'],
        reason: `complaint ${number}`,
      })
      return seen(row)
    },

    async answer(caller, number, text) {
      const row = await find(number)
      const { customer_id: owner, id } = row
      const said = text.trim()
      const key = {
        owner,
        id: derivedId('complaint-answer', owner, id),
        kind: 'complaint.answer',
        // Its hash is stored, and what is said may be guessed: keyed. A colleague's words are another answer.
        content: Buffer.from(sealer.index('complaint-answer', JSON.stringify([caller.staffId, said]))).toString('hex'),
      }
      try {
        await writes.submit(
          movesNothing(key, {
            records: [
              {
                update: 'complaints',
                where: { customer_id: owner, id, state: 'received' },
                set: {
                  state: 'answered',
                  answer_sealed: sealer.seal(said),
                  answered_at: clock.now(),
                  answered_by: caller.staffId,
                },
              },
            ],
            outbox: [
              smsEntry(derivedId('complaint-answered-sms', owner, id), {
                about: 'complaint-answered',
                to: owner,
                number,
              }),
            ],
            answer: {},
          }),
        )
      } catch (error) {
        const first = error instanceof RecordChanged || (error instanceof BankError && error.code === 'ID_REUSED')
        throw first ? new BankError('COMPLAINT_ANSWERED') : error
      }
      return seen(await find(number))
    },
  }
}
