import { v7 } from 'uuid'
import type { StaffAnswer, StaffQuery } from '../../contract/schema/staff-routes.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import type { Clock } from '../caller.ts'
import type { StaffCaller } from './caller.ts'

type LookRecord = StaffAnswer<'GET /console/api/looks'>['looks'][number]

interface LookRow {
  readonly id: string
  readonly staff_id: string
  readonly name_sealed: Uint8Array
  readonly branch: string
  readonly customer_id: string | null
  readonly occasion: LookRecord['occasion']
  readonly fields: string
  readonly reason_sealed: Uint8Array
  readonly at: number
}

/** What is about to be shown of whom, and why. */
export interface LookAt {
  /** Null: the search found nobody. */
  readonly customerId: string | null
  readonly occasion: LookRecord['occasion']
  readonly fields: readonly string[]
  readonly reason: string
}

export interface Looks {
  /** To be awaited before anything is shown: what cannot be recorded is not shown. */
  record(caller: StaffCaller, look: LookAt): Promise<void>
  /** Newest first. */
  list(query: StaffQuery<'GET /console/api/looks'>): Promise<StaffAnswer<'GET /console/api/looks'>>
}

const PAGE = 50

/** The record of who of the staff looked at whom, when, at what and why. It is only added to. */
export function createLooks({ db, sealer, clock }: { db: Database; sealer: Sealer; clock: Clock }): Looks {
  return {
    async record({ staffId, sessionId, branch }, { customerId, occasion, fields, reason }) {
      await db.query(
        `insert into staff_looks (id, staff_id, session_id, branch, customer_id, occasion, fields, reason_sealed, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [v7(), staffId, sessionId, branch, customerId, occasion, fields.join(','), sealer.seal(reason), clock.now()],
      )
    },

    async list({ before, customerId, staffId }) {
      const rows = await db.query<LookRow>(
        `select l.id, l.staff_id, m.name_sealed, l.branch, l.customer_id, l.occasion, l.fields, l.reason_sealed, l.at
         from staff_looks l join staff m on m.id = l.staff_id
         where ($1::uuid is null or (l.at, l.id) < (select b.at, b.id from staff_looks b where b.id = $1))
           and ($2::uuid is null or l.customer_id = $2) and ($3::text is null or l.staff_id = $3)
         order by l.at desc, l.id desc limit $4`,
        [before ?? null, customerId ?? null, staffId ?? null, PAGE + 1],
      )
      const looks = rows.slice(0, PAGE).map((row) => ({
        id: row.id,
        at: row.at,
        staff: { id: row.staff_id, name: sealer.open(row.name_sealed) },
        branch: row.branch,
        customerId: row.customer_id,
        occasion: row.occasion,
        fields: row.fields.split(','),
        reason: sealer.open(row.reason_sealed),
      }))
      return { looks, next: rows.length > PAGE ? (looks.at(-1)?.id ?? null) : null }
    },
  }
}
