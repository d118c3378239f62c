import type { Queryable } from '../../storage/database.ts'
import type { AccountRef } from '../core.ts'
import { BankError } from '../errors.ts'

/** A row of table `accounts`. */
export interface AccountRecord {
  readonly customer_id: string
  readonly id: string
  readonly class: 'II' | 'III'
  readonly number_sealed: Uint8Array
  readonly last4: string
  readonly status: 'active' | 'suspended'
  readonly link_id: string | null
  readonly opened_at: number
}

/** A row of table `cards`. */
export interface CardRecord {
  readonly customer_id: string
  readonly id: string
  readonly bank_name: string
  readonly bank_name_en: string
  readonly kind: 'debit' | 'credit'
  readonly last4: string
  readonly agreement_no_sealed: Uint8Array
}

const ACCOUNT = 'customer_id, id, class, number_sealed, last4, status, link_id, opened_at'
const CARD = 'customer_id, id, bank_name, bank_name_en, kind, last4, agreement_no_sealed'

/** An account's place in the ledger: the same owner and id. */
export const refOf = (account: AccountRecord): AccountRef => ({ owner: account.customer_id, id: account.id })

/** Oldest first. */
export const accountsOf = (db: Queryable, customerId: string): Promise<AccountRecord[]> =>
  db.query(`select ${ACCOUNT} from accounts where customer_id = $1 order by opened_at, id`, [customerId])

/** Oldest first. */
export const cardsOf = (db: Queryable, customerId: string): Promise<CardRecord[]> =>
  db.query(`select ${CARD} from cards where customer_id = $1 order by bound_at, id`, [customerId])

/** The customer's own account. Throws NOT_FOUND for an unknown one and for anyone else's. */
export async function ownAccount(db: Queryable, customerId: string, id: string): Promise<AccountRecord> {
  const [account] = await db.query<AccountRecord>(
    `select ${ACCOUNT} from accounts where customer_id = $1 and id = $2`,
    [customerId, id],
  )
  if (!account) throw new BankError('NOT_FOUND', { field: 'accountId' })
  return account
}

/** The customer's own account, fit for an order. Throws NOT_FOUND, ACCOUNT_SUSPENDED. */
export async function usableAccount(db: Queryable, customerId: string, id: string): Promise<AccountRecord> {
  const account = await ownAccount(db, customerId, id)
  if (account.status === 'suspended') throw new BankError('ACCOUNT_SUSPENDED', { field: 'accountId' })
  return account
}

/** The customer's own bound card. Throws CARD_NOT_BOUND for an unknown one and for anyone else's. */
export async function ownCard(db: Queryable, customerId: string, id: string): Promise<CardRecord> {
  const [card] = await db.query<CardRecord>(`select ${CARD} from cards where customer_id = $1 and id = $2`, [
    customerId,
    id,
  ])
  if (!card) throw new BankError('CARD_NOT_BOUND', { field: 'cardId' })
  return card
}
