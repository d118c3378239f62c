import { inCapitals } from '../../contract/capitals.ts'
import type { Fen } from '../../contract/money.ts'
import type { Answer } from '../../contract/schema/index.ts'
import type { Queryable } from '../../storage/database.ts'
import type { OutboxEntry } from '../../storage/outbox.ts'
import type { Sealer } from '../../storage/sealing.ts'
import type { Sides, Words } from '../accounts/entries.ts'
import { derivedId } from '../derived-id.ts'
import { smsEntry } from '../messages/messages.ts'
import type { RecordChange } from '../writes/write.ts'

export type ScheduledTransfer = Answer<'GET /v1/scheduled-transfers/:orderId'>

/** A row of table `scheduled_transfers`. */
export interface ScheduledRecord {
  readonly customer_id: string
  readonly id: string
  /** Of an account of ours, or of a Class I account's stand-in. */
  readonly account_id: string
  /** The card that leads to the Class I account; null: an account of ours pays. */
  readonly card_id: string | null
  /** Whom the payer looked up, of table `payees`. */
  readonly looked_up_id: string
  /** Who that is. */
  readonly payee_id: string
  readonly amount: Fen
  readonly arrival: ScheduledTransfer['arrival']
  readonly nth: number
  /** Business date of the first of a monthly series; null: it runs once. */
  readonly first_on: string | null
  /** Sealed `Sides`; null when they were forgotten. */
  readonly sides_sealed: Uint8Array | null
  readonly state: ScheduledTransfer['state']
  /** Sealed `Words`. */
  readonly reason_sealed: Uint8Array | null
  readonly runs_at: number
  readonly transfer_id: string
  readonly created_at: number
  readonly ended_at: number | null
}

const COLUMNS = `customer_id, id, account_id, card_id, looked_up_id, payee_id, amount, arrival, nth, first_on, sides_sealed, state,
  reason_sealed, runs_at, transfer_id, created_at, ended_at`

/** Of those that have ended, so many are listed; every one that ran stands on the statement as well. */
const PAST_LISTED = 50

/** The payer's own; undefined for an unknown one and for anyone else's. */
export async function findScheduled(
  db: Queryable,
  customerId: string,
  id: string,
): Promise<ScheduledRecord | undefined> {
  const [record] = await db.query<ScheduledRecord>(
    `select ${COLUMNS} from scheduled_transfers where customer_id = $1 and id = $2`,
    [customerId, id],
  )
  return record
}

/** What waits or is under way, the next to run first, and what has ended, the newest first. */
export async function scheduledOf(db: Queryable, customerId: string) {
  const [waiting, past] = await Promise.all([
    db.query<ScheduledRecord>(
      `select ${COLUMNS} from scheduled_transfers where customer_id = $1 and ended_at is null order by runs_at, id`,
      [customerId],
    ),
    db.query<ScheduledRecord>(
      `select ${COLUMNS} from scheduled_transfers where customer_id = $1 and ended_at is not null
       order by ended_at desc, id limit $2`,
      [customerId, PAST_LISTED],
    ),
  ])
  return { waiting, past }
}

/** While a process carries one out nobody else needs to try. */
const LEASE_MS = 15_000

/**
 * Takes orders whose time has come, the longest due first, and puts the next try off, so that several processes share the
 * work. Should two try one all the same, it runs once.
 */
export const claimDue = (db: Queryable, now: number, most: number): Promise<ScheduledRecord[]> =>
  db.query<ScheduledRecord>(
    `update scheduled_transfers set due_at = $2
     where (customer_id, id) in (
       select customer_id, id from scheduled_transfers where due_at <= $1 order by due_at limit $3 for update skip locked
     )
     returning ${COLUMNS}`,
    [now, now + LEASE_MS, most],
  )

/** What becomes of an order, on its row, on condition that it is as it was: of a run and a cancellation one is too late. */
export const scheduledBecomes = (
  state: 'processing' | 'done' | 'failed' | 'cancelled',
  { customer_id, id }: Pick<ScheduledRecord, 'customer_id' | 'id'>,
  at: number,
  { from = 'waiting', reason = null }: { from?: 'waiting' | 'processing'; reason?: Uint8Array | null } = {},
): RecordChange => ({
  update: 'scheduled_transfers',
  where: { customer_id, id, state: from },
  set: { state, reason_sealed: reason, due_at: null, ended_at: state === 'processing' ? null : at },
})

/** Tells its payer that it did not go out, and why. */
export const failedEntry = (to: string, orderId: string): OutboxEntry =>
  smsEntry(derivedId('scheduled-failed-sms', to, orderId), { about: 'scheduled-failed', to, orderId })

/** The order as its payer sees it; undefined when what it says of people was forgotten. */
export function shownScheduled(
  record: ScheduledRecord,
  sealer: Sealer,
  language: 'zh' | 'en',
): ScheduledTransfer | undefined {
  if (!record.sides_sealed) return undefined
  const { payee, note } = JSON.parse(sealer.open(record.sides_sealed)) as Sides
  const reason = record.reason_sealed && (JSON.parse(sealer.open(record.reason_sealed)) as Words)
  return {
    id: record.id,
    accountId: record.card_id ?? record.account_id,
    amount: record.amount,
    capitals: inCapitals(record.amount),
    name: payee.maskedName,
    maskedMobile: payee.maskedMobile,
    note,
    arrival: record.arrival,
    monthly: record.first_on !== null,
    state: record.state,
    reason: reason?.[language] ?? null,
    runsAt: record.runs_at,
    transferId: record.state === 'done' ? record.transfer_id : null,
    createdAt: record.created_at,
    endedAt: record.ended_at,
  }
}
