import type { Fen } from '../../contract/money.ts'
import type { Queryable } from '../../storage/database.ts'
import type { AccountClass } from '../accounts/records.ts'
import type { CardOrderRow } from '../card-orders/records.ts'
import type { AccountRef } from '../core.ts'
import { derivedId } from '../derived-id.ts'
import { BankError } from '../errors.ts'

/** A row of table `core_transfers` with the card that leads to the Class I account. */
export interface CoreTransferRecord extends CardOrderRow {
  readonly payee_id: string
  readonly payee_account_id: string
  readonly payee_class: AccountClass
  /** Whom the payer looked up. */
  readonly looked_up_id: string
  /** Sealed `Sides`; null when they were forgotten. */
  readonly sides_sealed: Uint8Array | null
  /** Room under the payee's balance cap is kept for it until it ends. */
  readonly room_kept: boolean
  readonly amount: Fen
  /** The order that it was made by when its time had come; null: made at once. */
  readonly scheduled_id: string | null
}

const SELECT = `
  select t.customer_id, t.id, t.account_id, c.bank_name, c.bank_name_en, c.last4, c.agreement_no_sealed, t.payee_id,
    t.payee_account_id, a.class as payee_class, t.looked_up_id, t.sides_sealed, t.room_kept, t.amount, s.id as scheduled_id,
    t.state, t.reason_zh, t.reason_en, t.attempts, t.asked, t.created_at, t.finished_at
  from core_transfers t
  join cards c on c.customer_id = t.customer_id and c.id = t.card_id
  join accounts a on a.customer_id = t.payee_id and a.id = t.payee_account_id
  left join scheduled_transfers s on s.customer_id = t.customer_id and s.transfer_id = t.id`

/** The payer's own; undefined for an unknown one and for anyone else's. */
export async function findCoreTransfer(
  db: Queryable,
  customerId: string,
  id: string,
): Promise<CoreTransferRecord | undefined> {
  const [record] = await db.query<CoreTransferRecord>(`${SELECT} where t.customer_id = $1 and t.id = $2`, [
    customerId,
    id,
  ])
  return record
}

/** The same. Throws NOT_FOUND. */
export async function ownCoreTransfer(db: Queryable, customerId: string, id: string): Promise<CoreTransferRecord> {
  const record = await findCoreTransfer(db, customerId, id)
  if (!record) throw new BankError('NOT_FOUND')
  return record
}

export const payeeOf = (record: CoreTransferRecord): AccountRef => ({
  owner: record.payee_id,
  id: record.payee_account_id,
})

/** The id that the core knows the debit by: one for all attempts, so that it debits once. */
export const coreDebitId = (record: Pick<CoreTransferRecord, 'customer_id' | 'id'>): string =>
  derivedId('core-transfer', record.customer_id, record.id)
