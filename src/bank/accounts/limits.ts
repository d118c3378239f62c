/**
 * The class limits: how much may leave an account to others, and come in from others, in a business day and a calendar
 * year. Two counters a direction, shared by everything that counts; what goes to and from the bound card, and what buys
 * the bank's own products, does not count (银发〔2016〕302号).
 */
import { type Fen, formatYuan } from '../../contract/money.ts'
import type { Answer } from '../../contract/schema/index.ts'
import type { Database } from '../../storage/database.ts'
import { findRows } from '../../storage/lookup.ts'
import type { AccountRef } from '../core.ts'
import { BankError } from '../errors.ts'
import type { RuleClass, Rules } from '../rules/rules.ts'
import type { CounterKey, Seen } from '../writes/write.ts'

export type Direction = 'out' | 'in'
type Account = Answer<'GET /v1/accounts/:accountId'>
type LimitLeft = Account['out']

/** What the rules allow a class in one direction, fen. */
export interface DirectionLimits {
  readonly day: Fen
  readonly year: Fen
}

/** Throws when the table knows no limit for the class: never taken for 'no limit'. */
export async function limitsOf(
  rules: Rules,
  accountClass: RuleClass,
  direction: Direction,
  date: string,
): Promise<DirectionLimits> {
  const [day, year] = await Promise.all([
    rules.on(`${direction}.day`, accountClass, date),
    rules.on(`${direction}.year`, accountClass, date),
  ])
  return { day, year }
}

/** The two counters of an account, direction and business date. */
export const countersOf = (
  account: AccountRef,
  direction: Direction,
  date: string,
): { readonly day: CounterKey; readonly year: CounterKey } => ({
  day: { owner: account.owner, accountId: account.id, name: direction, period: date },
  year: { owner: account.owner, accountId: account.id, name: direction, period: date.slice(0, 4) },
})

/** What is left, never below zero: a rule that became stricter may lie under what was used before it. */
const left = (limit: Fen, used: Fen): Fen => Math.max(0, limit - used)

/** Refuses an amount beyond the payer's own limits with CLASS_LIMIT_DAY or CLASS_LIMIT_YEAR, which say what is left. */
export function refuseBeyondOut(
  seen: Seen,
  counters: ReturnType<typeof countersOf>,
  limits: DirectionLimits,
  amount: Fen,
): void {
  const leftToday = left(limits.day, seen.used(counters.day))
  const leftThisYear = left(limits.year, seen.used(counters.year))
  // The narrower one is told: 'today 10,000 left' would be no help when the year has 300.
  if (amount > leftThisYear && leftThisYear <= leftToday) {
    throw new BankError('CLASS_LIMIT_YEAR', { field: 'amount', params: { left: formatYuan(leftThisYear) } })
  }
  if (amount > leftToday) {
    throw new BankError('CLASS_LIMIT_DAY', { field: 'amount', params: { left: formatYuan(leftToday) } })
  }
}

/** Refuses an amount beyond what the payee may still receive with PAYEE_LIMIT. How much that is, is the payee's affair. */
export function refuseBeyondIn(
  seen: Seen,
  counters: ReturnType<typeof countersOf>,
  limits: DirectionLimits,
  amount: Fen,
): void {
  if (amount > left(limits.day, seen.used(counters.day)) || amount > left(limits.year, seen.used(counters.year))) {
    throw new BankError('PAYEE_LIMIT', { field: 'amount' })
  }
}

/**
 * What is on its way in from bound cards and not yet credited. Counted where a balance has a cap (Class III): what the
 * card's bank has taken must be credited, so room for it is kept from the order on.
 */
export const pendingIn = (account: AccountRef): CounterKey => ({
  owner: account.owner,
  accountId: account.id,
  name: 'pending-in',
  period: 'open',
})

/** How much more an account under a balance cap may take in now, fen. */
export const roomUnder = (cap: Fen, seen: Seen, account: AccountRef): Fen =>
  left(cap, seen.balance(account).posted + seen.used(pendingIn(account)))

/** A balance cap as the customer sees it. `cap` is the rule's, undefined where it sets none. */
export const capLeft = (
  cap: Fen | undefined,
  posted: Fen,
  used: (counter: CounterKey) => Fen,
  account: AccountRef,
): Account['cap'] => (cap === undefined ? null : { amount: cap, left: left(cap, posted + used(pendingIn(account))) })

const USED = `
  select k.n, c.account_id, c.used
  from unnest($1::uuid[]) with ordinality as k (owner, n) join account_counters c using (owner)`

/** What a customer's accounts have used, by one query over all of them. */
export async function readUsed(db: Database, owner: string): Promise<(counter: CounterKey) => Fen> {
  const rows = await findRows<{ account_id: string; used: Record<string, Fen> }>(db, USED, [owner])
  const byAccount = new Map(rows.map((row) => [row.account_id, row.used]))
  return ({ accountId, name, period }) => byAccount.get(accountId)?.[`${name} ${period}`] ?? 0
}

/** What may leave a Class I account to others in a day without an electronic signature. */
export interface Unsigned {
  readonly day: CounterKey
  readonly limit: Fen
}
export async function unsignedOut(rules: Rules, account: AccountRef, date: string): Promise<Unsigned> {
  return { day: countersOf(account, 'out', date).day, limit: await rules.on('transfers.unsigned.day', 'I', date) }
}

/** Throws SIGNATURE_REQUIRED, which says what is left. */
export function refuseUnsigned(seen: Pick<Seen, 'used'>, { day, limit }: Unsigned, amount: Fen): void {
  const leftToday = left(limit, seen.used(day))
  if (amount <= leftToday) return
  const params = { limit: formatYuan(limit), left: formatYuan(leftToday) }
  throw new BankError('SIGNATURE_REQUIRED', { field: 'amount', params })
}

/** The same as the customer sees it. */
export const unsignedLeft = (used: (counter: CounterKey) => Fen, { day, limit }: Unsigned) => ({
  dayLimit: limit,
  dayLeft: left(limit, used(day)),
})

/** The limits of one direction as the customer sees them. */
export function limitLeft(
  used: (counter: CounterKey) => Fen,
  counters: ReturnType<typeof countersOf>,
  limits: DirectionLimits,
): LimitLeft {
  return {
    dayLimit: limits.day,
    dayLeft: left(limits.day, used(counters.day)),
    yearLimit: limits.year,
    yearLeft: left(limits.year, used(counters.year)),
  }
}
