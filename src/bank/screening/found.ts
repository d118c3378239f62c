import { birthDate } from '../../contract/checks.ts'
import { businessDate } from '../../contract/dates.ts'
import { maskIdNumber, maskMobile, maskName } from '../../contract/masks.ts'
import type { StaffAnswer } from '../../contract/schema/staff-routes.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import type { Clock } from '../caller.ts'
import { BankError } from '../errors.ts'
import type { Screened } from './judging.ts'
import type { MatchState } from './matches.ts'

type Seen = StaffAnswer<'POST /console/api/list-matches/:matchId/looks'>
type Line = StaffAnswer<'GET /console/api/list-matches'>['matches'][number]

/** A match with the person and the entry it is of. */
export interface MatchRow {
  readonly id: string
  readonly list: Line['list']
  readonly state: MatchState
  readonly customer_id: string
  readonly stage: 'visitor' | 'customer'
  readonly mobile_sealed: Uint8Array | null
  readonly person_sealed: Uint8Array
  readonly entry_id: string
  readonly name_sealed: Uint8Array
  readonly birth_date_sealed: Uint8Array | null
  readonly by_id_number: boolean
  readonly effective_from: string
  readonly source: string
  readonly found_at: number
  readonly answer_by: number | null
  readonly proposed: boolean
}

/** The kind of task by which a match is decided. */
export const LIST_MATCH = 'list-match'

const LISTED = 200
const MATCHES = `select m.id, m.list, m.state, m.customer_id, c.stage, c.mobile_sealed, m.person_sealed, m.entry_id,
    e.name_sealed, e.birth_date_sealed, e.id_number_index is not null as by_id_number, e.effective_from, v.source,
    m.found_at, m.answer_by, exists (
      select 1 from staff_tasks t where t.kind = '${LIST_MATCH}' and t.matter = m.id and t.state = 'open') as proposed
  from list_matches m
  join customers c on c.id = m.customer_id
  join list_entries e on e.list = m.list and e.id = m.entry_id and e.since_version = m.entry_since
  join list_versions v on v.list = m.list and v.version = m.entry_since`

/** Matches as officers see them. */
export function createFound({ db, sealer, clock }: { db: Database; sealer: Sealer; clock: Clock }) {
  const screened = (row: MatchRow) => JSON.parse(sealer.open(row.person_sealed)) as Screened

  const lineOf = (row: MatchRow): Omit<Line, 'state'> => ({
    id: row.id,
    list: row.list,
    about: row.stage === 'customer' ? 'customer' : 'opening',
    matchedBy: row.by_id_number ? 'id-number' : row.birth_date_sealed ? 'name-and-birth-date' : 'name',
    source: row.source,
    foundAt: row.found_at,
    answerBy: row.answer_by,
    proposed: row.proposed,
  })

  /** Whoever was screened, by the name and number that were: a visitor has given the bank no others. */
  const personOf = (row: MatchRow): Seen['customer'] => {
    const { name, idNumber } = screened(row)
    return {
      customerId: row.customer_id,
      maskedName: maskName(name),
      maskedMobile: row.mobile_sealed && maskMobile(sealer.open(row.mobile_sealed)),
      maskedIdNumber: maskIdNumber(idNumber),
    }
  }

  const entryOf = (row: MatchRow): Seen['entry'] => ({
    id: row.entry_id,
    name: sealer.open(row.name_sealed),
    birthDate: row.birth_date_sealed && sealer.open(row.birth_date_sealed),
    from: row.effective_from,
  })

  return {
    lineOf,
    personOf,
    entryOf,
    bornOn: (row: MatchRow): string => birthDate(screened(row).idNumber),

    /** What waits for people, the oldest first. */
    waiting: (): Promise<(MatchRow & Pick<Line, 'state'>)[]> =>
      db.query(
        `${MATCHES} where m.state = 'open' or (m.state in ('confirmed', 'listed') and m.stopped_at is null
           and c.stage = 'customer' and (m.barred_until is null or m.barred_until > $2))
         order by m.found_at, m.id limit $1`,
        [LISTED, businessDate(clock.now())],
      ),

    /** Throws NOT_FOUND. */
    async one(id: string): Promise<MatchRow> {
      const [row] = await db.query<MatchRow>(`${MATCHES} where m.id = $1`, [id])
      if (!row) throw new BankError('NOT_FOUND')
      return row
    },
  }
}

export type Found = ReturnType<typeof createFound>
