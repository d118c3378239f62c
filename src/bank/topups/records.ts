import type { Answer } from '../../contract/schema/index.ts'
import type { Queryable } from '../../storage/database.ts'
import type { CardOrderRow } from '../card-orders/records.ts'
import { derivedId } from '../derived-id.ts'
import { BankError } from '../errors.ts'

export type Topup = Answer<'GET /v1/topups/:topupId'>

/** A row of table `topups` with its card and its account's class. */
export interface TopupRecord extends CardOrderRow {
  readonly class: 'II' | 'III'
  readonly card_id: string
  /** Of a card of our own: the bank's core carries it out. */
  readonly own: boolean
  /** Room under a balance cap is kept for it until it ends. */
  readonly room_kept: boolean
}

const SELECT = `
  select t.customer_id, t.id, t.account_id, a.class, t.card_id, c.bank_name, c.bank_name_en, c.last4,
         c.agreement_no_sealed, t.own, t.amount, t.room_kept, t.state, t.reason_zh, t.reason_en, t.attempts, t.asked,
         t.created_at, t.finished_at
  from topups t
  join accounts a on a.customer_id = t.customer_id and a.id = t.account_id
  join cards c on c.customer_id = t.customer_id and c.id = t.card_id`

/** The customer's own top-up. Throws NOT_FOUND for an unknown one and for anyone else's. */
export async function ownTopup(db: Queryable, customerId: string, id: string): Promise<TopupRecord> {
  const [record] = await db.query<TopupRecord>(`${SELECT} where t.customer_id = $1 and t.id = $2`, [customerId, id])
  if (!record) throw new BankError('NOT_FOUND')
  return record
}

/** The id that the card system knows the debit by: one for all attempts, so that it debits once. */
export const debitId = (record: Pick<TopupRecord, 'customer_id' | 'id'>): string =>
  derivedId('debit', record.customer_id, record.id)
