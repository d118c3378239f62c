import type { Fen } from '../../contract/money.ts'
import type { Answer } from '../../contract/schema/index.ts'
import type { Queryable } from '../../storage/database.ts'
import type { CardOrderRecord } from '../card-orders/settling.ts'
import type { AccountRef } from '../core.ts'
import { derivedId } from '../derived-id.ts'
import { BankError } from '../errors.ts'

export type Closure = Answer<'GET /v1/closures/:closureId'>

/** A row of table `closures` with its card. */
export interface ClosureRecord extends CardOrderRecord {
  readonly account_id: string
  readonly bank_name: string
  readonly bank_name_en: string
  readonly last4: string
  readonly agreement_no_sealed: Uint8Array
  readonly amount: Fen
  readonly state: Closure['state']
  readonly reason_zh: string | null
  readonly reason_en: string | null
  readonly created_at: number
  readonly finished_at: number | null
}

/** The customer's own closing of an account. Throws NOT_FOUND for an unknown one and for anyone else's. */
export async function ownClosure(db: Queryable, customerId: string, id: string): Promise<ClosureRecord> {
  const [record] = await db.query<ClosureRecord>(
    `select l.customer_id, l.id, l.account_id, c.bank_name, c.bank_name_en, c.last4, c.agreement_no_sealed, l.amount,
       l.state, l.reason_zh, l.reason_en, l.attempts, l.asked, l.created_at, l.finished_at
     from closures l join cards c on c.customer_id = l.customer_id and c.id = l.card_id
     where l.customer_id = $1 and l.id = $2`,
    [customerId, id],
  )
  if (!record) throw new BankError('NOT_FOUND')
  return record
}

export const accountRef = (record: ClosureRecord): AccountRef => ({ owner: record.customer_id, id: record.account_id })

/** The hold on what is left, and the movement that it becomes. */
export const movementOf = (record: Pick<ClosureRecord, 'customer_id' | 'id'>): string =>
  derivedId('payout', record.customer_id, record.id)

/** The id that the card system knows the payout by: one for all attempts, so that it pays once. */
export const payoutId = (record: Pick<ClosureRecord, 'customer_id' | 'id'>): string =>
  derivedId('payout-order', record.customer_id, record.id)

export const shownClosure = (record: ClosureRecord, language: 'zh' | 'en'): Closure => ({
  id: record.id,
  accountId: record.account_id,
  amount: record.amount,
  bankName: language === 'zh' ? record.bank_name : record.bank_name_en,
  last4: record.last4,
  state: record.state,
  reason: language === 'zh' ? record.reason_zh : record.reason_en,
  createdAt: record.created_at,
  finishedAt: record.finished_at,
})

/** What an account still waits for: it cannot be closed before. */
export async function awaitedBy(db: Queryable, { owner, id }: AccountRef): Promise<'deposits' | 'topups' | undefined> {
  const [awaited] = await db.query<{ deposits: boolean; topups: boolean }>(
    `select
       exists (select from deposits where customer_id = $1 and account_id = $2 and state = 'running') as deposits,
       exists (select from topups where customer_id = $1 and account_id = $2 and state in ('processing', 'unknown'))
         as topups`,
    [owner, id],
  )
  if (awaited?.deposits) return 'deposits'
  return awaited?.topups ? 'topups' : undefined
}
