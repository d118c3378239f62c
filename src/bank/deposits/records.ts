import { businessDate, daysBetween } from '../../contract/dates.ts'
import type { Fen } from '../../contract/money.ts'
import type { Answer } from '../../contract/schema/index.ts'
import type { Database, Queryable } from '../../storage/database.ts'
import { findRows } from '../../storage/lookup.ts'
import type { AccountRef } from '../core.ts'
import { BankError } from '../errors.ts'
import { interestEarly } from './interest.ts'

export type Deposit = Answer<'GET /v1/deposits/:depositId'>

/** A row of table `deposits` with its product's names. */
export interface DepositRecord {
  readonly customer_id: string
  readonly id: string
  readonly account_id: string
  readonly ledger_account_id: string
  readonly product_id: string
  readonly name: string
  readonly name_en: string
  readonly principal: Fen
  readonly rate_percent: string
  readonly early_rate_percent: string
  readonly from_date: string
  readonly to_date: string
  readonly interest_at_maturity: Fen
  readonly state: Deposit['state']
  readonly paid_interest: Fen | null
  readonly closed_at: number | null
  readonly created_at: number
  readonly link_id: string | null
}

const COLUMNS = `d.customer_id, d.id, d.account_id, d.ledger_account_id, d.product_id, p.name, p.name_en, d.principal,
  d.rate_percent, d.early_rate_percent, d.from_date, d.to_date, d.interest_at_maturity, d.state,
  d.paid_interest, d.closed_at, d.created_at, d.link_id`
const SELECT = `select ${COLUMNS} from deposits d join products p on p.id = d.product_id`
const RUNNING = `
  select k.n, ${COLUMNS}
  from unnest($1::uuid[]) with ordinality as k (customer_id, n)
  join deposits d on d.customer_id = k.customer_id and d.state = 'running' join products p on p.id = d.product_id
  order by d.created_at desc, d.id`

/** Running ones first, then the newest. */
export const depositsOf = (db: Queryable, customerId: string): Promise<DepositRecord[]> =>
  db.query(`${SELECT} where d.customer_id = $1 order by d.state <> 'running', d.created_at desc, d.id`, [customerId])

export const runningDepositsOf = (db: Database, customerId: string): Promise<readonly DepositRecord[]> =>
  findRows(db, RUNNING, [customerId])

/** Deposits whose last day has come, the longest due first. */
export const dueDeposits = (db: Queryable, today: string, limit: number): Promise<DepositRecord[]> =>
  db.query(`${SELECT} where d.state = 'running' and d.to_date <= $1 order by d.to_date, d.customer_id, d.id limit $2`, [
    today,
    limit,
  ])

/** The customer's own deposit. Throws NOT_FOUND for an unknown one and for anyone else's. */
export async function ownDeposit(db: Queryable, customerId: string, id: string): Promise<DepositRecord> {
  const [record] = await db.query<DepositRecord>(`${SELECT} where d.customer_id = $1 and d.id = $2`, [customerId, id])
  if (!record) throw new BankError('NOT_FOUND')
  return record
}

/** The ledger account that the principal lies in. */
export const principalRef = (record: DepositRecord): AccountRef => ({
  owner: record.customer_id,
  id: record.ledger_account_id,
})

/** What taking a deposit out on a business date pays: the early rate before its last day, all of it from then on. */
export function payout(
  record: DepositRecord,
  date: string,
): { state: 'matured' | 'withdrawn'; interest: Fen; ratePercent: string } {
  if (date >= record.to_date) {
    return { state: 'matured', interest: record.interest_at_maturity, ratePercent: record.rate_percent }
  }
  // A clock that went back must not make interest negative.
  const days = Math.max(0, daysBetween(record.from_date, date))
  return {
    state: 'withdrawn',
    interest: interestEarly(record.principal, record.early_rate_percent, days),
    ratePercent: record.early_rate_percent,
  }
}

/** A deposit as its owner sees it at an instant. A closed one tells what it paid instead of what it would pay. */
export function shownDeposit(record: DepositRecord, now: number): Deposit {
  const today = payout(record, businessDate(now))
  const interest = record.paid_interest ?? today.interest
  const rate = record.state === 'matured' ? record.rate_percent : record.early_rate_percent
  return {
    id: record.id,
    productId: record.product_id,
    productName: record.name,
    productNameEn: record.name_en,
    accountId: record.account_id,
    principal: record.principal,
    ratePercent: record.rate_percent,
    from: record.from_date,
    to: record.to_date,
    interestAtMaturity: record.interest_at_maturity,
    ifWithdrawnToday: {
      interest,
      total: record.principal + interest,
      ratePercent: record.state === 'running' ? today.ratePercent : rate,
    },
    state: record.state,
    paidInterest: record.paid_interest,
    closedAt: record.closed_at,
    createdAt: record.created_at,
    linkId: record.link_id,
  }
}
