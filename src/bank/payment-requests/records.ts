import type { Fen } from '../../contract/money.ts'
import type { Answer } from '../../contract/schema/index.ts'
import type { Database } from '../../storage/database.ts'
import { findRows } from '../../storage/lookup.ts'
import type { Sealer } from '../../storage/sealing.ts'
import type { AccountRecord } from '../accounts/records.ts'
import type { AccountRef } from '../core.ts'
import { tokenHash } from '../token.ts'

export type ShownState = Answer<'GET /v1/payment-requests/opened/:token'>['state']

/** A row of table `payment_requests`, with how its account stands. */
export interface RequestRecord {
  readonly customer_id: string
  readonly id: string
  readonly account_id: string
  readonly title_sealed: Uint8Array | null
  readonly total: Fen
  readonly people: number
  readonly asker_counts: boolean
  readonly state: 'open' | 'withdrawn'
  readonly created_at: number
  readonly expires_at: number
  readonly account_status: AccountRecord['status']
}

/** A row of table `payment_request_shares`. */
export interface ShareRecord {
  readonly nth: number
  readonly amount: Fen
  readonly state: 'open' | 'taken' | 'paid' | 'cash'
  readonly payer_id: string | null
  readonly transfer_id: string | null
  readonly settled_at: number | null
}

export interface RequestWithShares extends RequestRecord {
  /** By their numbers. */
  readonly shares: readonly ShareRecord[]
}

const REQUEST = `r.customer_id, r.id, r.account_id, r.title_sealed, r.total, r.people, r.asker_counts, r.state,
  r.created_at, r.expires_at, a.status as account_status`
const WITH_ACCOUNT = 'join accounts a on a.customer_id = r.customer_id and a.id = r.account_id'

const BY_ID = `
  select k.n as n, ${REQUEST} from unnest($1::uuid[], $2::uuid[]) with ordinality as k (customer_id, id, n)
  join payment_requests r using (customer_id, id) ${WITH_ACCOUNT}`
const BY_TOKEN = `
  select k.n as n, ${REQUEST} from unnest($1::text[]) with ordinality as k (token_hash, n)
  join payment_requests r on r.token_hash = decode(k.token_hash, 'hex') ${WITH_ACCOUNT}`
const SHARES = `
  select k.n as n, s.nth, s.amount, s.state, s.payer_id, s.transfer_id, s.settled_at
  from unnest($1::uuid[], $2::uuid[]) with ordinality as k (customer_id, request_id, n)
  join payment_request_shares s using (customer_id, request_id) order by s.nth`

const KEY_BYTES = 16

/**
 * The token of a request's link: 128 bits that follow from the request and a key which is not in the database. So it is
 * told to its asker as often as they share it, and nobody reads it out of the tables.
 */
export const requestToken = (sealer: Sealer, request: { readonly customerId: string; readonly id: string }): string =>
  Buffer.from(sealer.index('payment-request', `${request.customerId}|${request.id}`).subarray(0, KEY_BYTES)).toString(
    'base64url',
  )

export const accountOf = (request: Pick<RequestRecord, 'customer_id' | 'account_id'>): AccountRef => ({
  owner: request.customer_id,
  id: request.account_id,
})

async function withShares(db: Database, request: RequestRecord | undefined): Promise<RequestWithShares | undefined> {
  if (!request) return undefined
  return { ...request, shares: await findRows<ShareRecord>(db, SHARES, [request.customer_id, request.id]) }
}

/** The asker's own; undefined for an unknown one and for anyone else's. */
export async function ownRequest(db: Database, customerId: string, id: string): Promise<RequestWithShares | undefined> {
  const [request] = await findRows<RequestRecord>(db, BY_ID, [customerId, id])
  return withShares(db, request)
}

export async function requestOfToken(db: Database, token: string): Promise<RequestWithShares | undefined> {
  const hash = Buffer.from(tokenHash(token)).toString('hex')
  const [request] = await findRows<RequestRecord>(db, BY_TOKEN, [hash])
  return withShares(db, request)
}

export const titleOf = (sealer: Sealer, { title_sealed: sealed }: RequestRecord): string | null =>
  sealed && sealer.open(sealed)

/** Those that may still be paid first, then the newest, with their shares. */
export async function requestsOf(
  db: Database,
  customerId: string,
  most: number,
  now: number,
): Promise<RequestWithShares[]> {
  const requests = await db.query<RequestRecord>(
    `select ${REQUEST} from payment_requests r ${WITH_ACCOUNT}
     where r.customer_id = $1 order by r.state = 'open' and r.expires_at > $3 desc, r.created_at desc, r.id desc limit $2`,
    [customerId, most, now],
  )
  const found = await Promise.all(requests.map((request) => withShares(db, request)))
  return found.filter((request) => request !== undefined)
}

const isSettled = ({ state }: ShareRecord): boolean => state !== 'open'

/** How a request stands at a moment: what is settled stays settled, whatever came after. */
export function stateOf({ shares, state, expires_at, account_status }: RequestWithShares, now: number): ShownState {
  if (shares.every(isSettled)) return 'paid'
  if (state === 'withdrawn') return 'withdrawn'
  const over = now >= expires_at || account_status === 'closed' || account_status === 'closing'
  return over ? 'ended' : 'open'
}

export const settledOf = ({ shares }: RequestWithShares): number => shares.filter(isSettled).length
