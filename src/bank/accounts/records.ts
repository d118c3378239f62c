import type { Answer } from '../../contract/schema/index.ts'
import type { Database } from '../../storage/database.ts'
import { findRows } from '../../storage/lookup.ts'
import type { AccountRef } from '../core.ts'
import { BankError } from '../errors.ts'

/** What an account's limits go by. */
export type AccountClass = Answer<'GET /v1/accounts/:accountId'>['class']

/** A row of table `accounts`. */
export interface AccountRecord {
  readonly customer_id: string
  readonly id: string
  readonly class: AccountClass
  readonly number_sealed: Uint8Array
  readonly last4: string
  readonly status: Answer<'GET /v1/accounts/:accountId'>['status']
  /** The bound card it was opened with; null for an organisation's. */
  readonly card_id: string | null
  /** Which of those of its class that a person may hold it is; see places.ts. */
  readonly place: number | null
  /** Which of the Class III accounts that may receive from others it is; null: it may not. */
  readonly receiving_place: number | null
  readonly link_id: string | null
  readonly opened_at: number
  /** Something in table `restrictions` concerns its holder: what, is worth another question (restrictions/standing.ts). */
  readonly restricted: boolean
}

/** A row of table `cards`, bound. */
export interface CardRecord {
  readonly customer_id: string
  readonly id: string
  readonly number_sealed: Uint8Array
  readonly bank_name: string
  readonly bank_name_en: string
  readonly kind: 'debit' | 'credit'
  readonly last4: string
  readonly agreement_no_sealed: Uint8Array
  readonly place: number
  readonly last_order: string | null
  readonly bound_at: number
  /** Of this bank's own Class I account, whose money is in the bank's core. */
  readonly own: boolean
}

const ACCOUNT = `k.n, t.customer_id, t.id, t.class, t.number_sealed, t.last4, t.status, t.card_id, t.place,
  t.receiving_place, t.link_id, t.opened_at,
  exists (select from restrictions r where r.customer_id = t.customer_id and r.ended_at is null) as restricted`
const CARD = `k.n, t.customer_id, t.id, t.number_sealed, t.bank_name, t.bank_name_en, t.kind, t.last4,
  t.agreement_no_sealed, t.place, t.last_order, t.bound_at, t.own`
const OF_CUSTOMER = 'unnest($1::uuid[]) with ordinality as k (customer_id, n)'
const BY_ID = 'unnest($1::uuid[], $2::uuid[]) with ordinality as k (customer_id, id, n)'

const ACCOUNTS_OF = `select ${ACCOUNT} from ${OF_CUSTOMER} join accounts t using (customer_id) order by t.opened_at, t.id`
const CARDS_OF = `select ${CARD} from ${OF_CUSTOMER} join cards t using (customer_id)
  where t.unbound_at is null order by t.bound_at, t.id`
const ACCOUNT_BY_ID = `select ${ACCOUNT} from ${BY_ID} join accounts t using (customer_id, id)`
const CARD_BY_ID = `select ${CARD} from ${BY_ID} join cards t using (customer_id, id)
  where t.unbound_at is null`

/** An account's place in the ledger: the same owner and id. */
export const refOf = (account: Pick<AccountRecord, 'customer_id' | 'id'>): AccountRef => ({
  owner: account.customer_id,
  id: account.id,
})

/** Oldest first. */
export const accountsOf = (db: Database, customerId: string): Promise<readonly AccountRecord[]> =>
  findRows(db, ACCOUNTS_OF, [customerId])

/** Oldest first. */
export const cardsOf = (db: Database, customerId: string): Promise<readonly CardRecord[]> =>
  findRows(db, CARDS_OF, [customerId])

/** The customer's own account. Throws NOT_FOUND for an unknown one and for anyone else's. */
export async function ownAccount(db: Database, customerId: string, id: string): Promise<AccountRecord> {
  const [account] = await findRows<AccountRecord>(db, ACCOUNT_BY_ID, [customerId, id])
  if (!account) throw new BankError('NOT_FOUND', { field: 'accountId' })
  return account
}

/** The customer's own account, fit for an order. Throws NOT_FOUND, ACCOUNT_SUSPENDED, ACCOUNT_CLOSING, ACCOUNT_CLOSED. */
export async function usableAccount(db: Database, customerId: string, id: string): Promise<AccountRecord> {
  const account = await ownAccount(db, customerId, id)
  const field = 'accountId'
  if (account.status === 'suspended') throw new BankError('ACCOUNT_SUSPENDED', { field })
  if (account.status === 'closing') throw new BankError('ACCOUNT_CLOSING', { field })
  if (account.status === 'closed') throw new BankError('ACCOUNT_CLOSED', { field })
  return account
}

/** The bound card behind the customer's own Class I account; undefined for any other id. */
export async function ownClassOne(db: Database, customerId: string, id: string): Promise<CardRecord | undefined> {
  const [card] = await findRows<CardRecord>(db, CARD_BY_ID, [customerId, id])
  return card?.own ? card : undefined
}

/** The customer's own bound card. Throws CARD_NOT_BOUND for an unknown one and for anyone else's. */
export async function ownCard(db: Database, customerId: string, id: string): Promise<CardRecord> {
  const [card] = await findRows<CardRecord>(db, CARD_BY_ID, [customerId, id])
  if (!card) throw new BankError('CARD_NOT_BOUND', { field: 'cardId' })
  return card
}
