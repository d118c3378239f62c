import type { Answer } from '../../contract/schema/index.ts'
import type { Queryable } from '../../storage/database.ts'
import type { AccountClass } from '../accounts/records.ts'
import type { CardOrderRow } from '../card-orders/records.ts'
import type { AccountRef } from '../core.ts'
import { derivedId } from '../derived-id.ts'
import { BankError } from '../errors.ts'

export type Closure = Answer<'GET /v1/closures/:closureId'>

/** A row of table `closures` with its card and its account's class. */
export interface ClosureRecord extends CardOrderRow {
  readonly class: AccountClass
}

/** The customer's own closing of an account. Throws NOT_FOUND for an unknown one and for anyone else's. */
export async function ownClosure(db: Queryable, customerId: string, id: string): Promise<ClosureRecord> {
  const [record] = await db.query<ClosureRecord>(
    `select l.customer_id, l.id, l.account_id, a.class, c.bank_name, c.bank_name_en, c.last4, c.agreement_no_sealed, l.amount,
       l.state, l.reason_zh, l.reason_en, l.attempts, l.asked, l.created_at, l.finished_at
     from closures l
     join cards c on c.customer_id = l.customer_id and c.id = l.card_id
     join accounts a on a.customer_id = l.customer_id and a.id = l.account_id
     where l.customer_id = $1 and l.id = $2`,
    [customerId, id],
  )
  if (!record) throw new BankError('NOT_FOUND')
  return record
}

/** The hold on what is left, and the movement that it becomes. */
export const movementOf = (record: Pick<ClosureRecord, 'customer_id' | 'id'>): string =>
  derivedId('payout', record.customer_id, record.id)

/** The id that the card system knows the payout by: one for all attempts, so that it pays once. */
export const payoutId = (record: Pick<ClosureRecord, 'customer_id' | 'id'>): string =>
  derivedId('payout-order', record.customer_id, record.id)

/** What an account still waits for: it cannot be closed before. */
export async function awaitedBy(
  db: Queryable,
  { owner, id }: AccountRef,
): Promise<'deposits' | 'incoming' | 'orders' | 'claimables' | undefined> {
  const [awaited] = await db.query<{ deposits: boolean; incoming: boolean; orders: boolean; claimables: boolean }>(
    `select
       exists (select from deposits where customer_id = $1 and account_id = $2 and state = 'running') as deposits,
       exists (select from topups where customer_id = $1 and account_id = $2 and next_ask_at is not null)
         or exists (select from core_transfers
           where payee_id = $1 and payee_account_id = $2 and next_ask_at is not null) as incoming,
       exists (select from scheduled_transfers
         where customer_id = $1 and account_id = $2 and due_at is not null) as orders,
       exists (select from claimable_shares where customer_id = $1 and account_id = $2 and state in ('open', 'taking')) as claimables`,
    [owner, id],
  )
  if (awaited?.deposits) return 'deposits'
  if (awaited?.incoming) return 'incoming'
  if (awaited?.orders) return 'orders'
  return awaited?.claimables ? 'claimables' : undefined
}
