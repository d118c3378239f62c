import type { RestrictionKind } from '../../contract/choices.ts'
import type { Answer } from '../../contract/schema/index.ts'
import type { StaffAnswer } from '../../contract/schema/staff-routes.ts'
import type { Database, Queryable } from '../../storage/database.ts'
import { findRows } from '../../storage/lookup.ts'
import type { OutboxEntry } from '../../storage/outbox.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { derivedId } from '../derived-id.ts'
import { smsEntry } from '../messages/messages.ts'
import type { RecordChange } from '../writes/write.ts'

export type Restriction = Answer<'POST /v1/restrictions'>
export type StaffRestriction = StaffAnswer<'POST /console/api/customers/:customerId/telephone-freezes'>

/** A row of table `restrictions`. */
export interface RestrictionRecord {
  readonly customer_id: string
  readonly id: string
  readonly account_id: string | null
  readonly kind: RestrictionKind
  readonly begun_at: number
  readonly ends_on: string | null
  readonly grounds_sealed: Uint8Array | null
  readonly ended_at: number | null
  /** 'self', 'clock', 'list', or a member of staff. */
  readonly begun_by: string
  readonly ended_by: string | null
}

/** Why staff stopped an account, or let it go again. Sealed at rest. */
export interface Grounds {
  /** Who ordered it: 'XX市公安局YY分局'. */
  readonly authority?: string
  readonly documentNumber?: string
  /** What staff wrote down; never shown to the customer. */
  readonly note?: string
}

const COLUMNS =
  'r.customer_id, r.id, r.account_id, r.kind, r.begun_at, r.ends_on, r.grounds_sealed, r.ended_at, r.begun_by, r.ended_by'
const IN_FORCE = `
  select k.n, ${COLUMNS}
  from unnest($1::uuid[]) with ordinality as k (customer_id, n)
  join restrictions r on r.customer_id = k.customer_id and r.ended_at is null
  order by r.begun_at, r.id`

/** In force by the books, oldest first; one whose last date is over stands among them until it is ended. */
export const restrictionsOf = (db: Database, customerId: string): Promise<readonly RestrictionRecord[]> =>
  findRows(db, IN_FORCE, [customerId])

/** Whether what the books have in force still holds on a business date. */
export const holdsOn = ({ ends_on: endsOn }: RestrictionRecord, date: string): boolean =>
  endsOn === null || endsOn >= date

/** All that a customer ever had, newest first. */
export const historyOf = (db: Queryable, customerId: string): Promise<RestrictionRecord[]> =>
  db.query(`select ${COLUMNS} from restrictions r where r.customer_id = $1 order by r.begun_at desc, r.id`, [
    customerId,
  ])

export async function findRestriction(
  db: Queryable,
  customerId: string,
  id: string,
): Promise<RestrictionRecord | undefined> {
  const rows = await db.query<RestrictionRecord>(
    `select ${COLUMNS} from restrictions r where r.customer_id = $1 and r.id = $2`,
    [customerId, id],
  )
  return rows[0]
}

/** In force by the books though their last date is before `today`, the longest over first. */
export const lapsedRestrictions = (db: Queryable, today: string, limit: number): Promise<RestrictionRecord[]> =>
  db.query(
    `select ${COLUMNS} from restrictions r where r.ended_at is null and r.ends_on < $1
     order by r.ends_on, r.customer_id, r.id limit $2`,
    [today, limit],
  )

/** A restriction to begin. */
export interface Beginning {
  readonly customerId: string
  readonly id: string
  readonly accountId: string | null
  readonly kind: RestrictionKind
  readonly endsOn: string | null
  readonly by: string
  readonly grounds: Grounds | null
}

export const beginningRecord = (order: Beginning, at: number, sealer: Sealer): RecordChange => ({
  insert: 'restrictions',
  row: {
    customer_id: order.customerId,
    id: order.id,
    account_id: order.accountId,
    kind: order.kind,
    begun_at: at,
    ends_on: order.endsOn,
    begun_by: order.by,
    grounds_sealed: order.grounds && sealer.seal(JSON.stringify(order.grounds)),
  },
})

/** How a restriction ends. */
export interface Ending {
  readonly at: number
  readonly by: string
  readonly checkedBy?: string
  readonly grounds?: Grounds
}

export const endingRecord = (
  record: Pick<RestrictionRecord, 'customer_id' | 'id'>,
  ending: Ending,
  sealer: Sealer,
): RecordChange => ({
  update: 'restrictions',
  where: { customer_id: record.customer_id, id: record.id, ended_at: null },
  set: {
    ended_at: ending.at,
    ended_by: ending.by,
    ended_checked_by: ending.checkedBy ?? null,
    ended_grounds_sealed: ending.grounds ? sealer.seal(JSON.stringify(ending.grounds)) : null,
  },
})

export function groundsOf(record: Pick<RestrictionRecord, 'grounds_sealed'>, sealer: Sealer): Grounds {
  return record.grounds_sealed ? (JSON.parse(sealer.open(record.grounds_sealed)) as Grounds) : {}
}

/** Begun because a list means somebody: the law forbids to let them know of it. */
const isListed = (kind: RestrictionKind): kind is 'fraud-list' | 'sanctions-list' =>
  kind === 'fraud-list' || kind === 'sanctions-list'

export const isByAuthority = (kind: RestrictionKind): boolean =>
  kind === 'authority-freeze' || kind === 'authority-stop'

/** Whose work it is to let go before the time: risk's what an authority ordered and what a list led to, all others service's. */
export const releasedBy = ({ kind }: Pick<RestrictionRecord, 'kind'>): 'service' | 'risk' =>
  isByAuthority(kind) || isListed(kind) ? 'risk' : 'service'

/** The customer is told by SMS. */
export const toldOf = (about: 'frozen' | 'thawed', customerId: string, restrictionId: string): OutboxEntry =>
  smsEntry(derivedId(`${about}-sms`, customerId, restrictionId), { about, to: customerId })

/**
 * A restriction as its customer may see it: of an authority's order the authority, its document and the last date; of what
 * a list led to nothing but that the account is suspended.
 */
export function shownRestriction(record: RestrictionRecord, sealer: Sealer): Restriction {
  const { authority, documentNumber } = groundsOf(record, sealer)
  const { kind } = record
  return {
    id: record.id,
    accountId: record.account_id,
    kind: isListed(kind) ? 'suspended' : kind,
    begunAt: record.begun_at,
    endsOn: isListed(kind) ? null : record.ends_on,
    endedAt: record.ended_at,
    authority: authority ?? null,
    documentNumber: documentNumber ?? null,
  }
}

/** A restriction as staff sees it, with its kind and what was written down. */
export const staffRestriction = (record: RestrictionRecord, sealer: Sealer): StaffRestriction => ({
  ...shownRestriction(record, sealer),
  kind: record.kind,
  endsOn: record.ends_on,
  note: groundsOf(record, sealer).note ?? null,
  begunBy: record.begun_by,
  endedBy: record.ended_by,
  releasedBy: releasedBy(record),
})
