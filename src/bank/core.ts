/**
 * The seam to a bank's own core. Everything in bank/ reaches balances, postings and holds through this interface;
 * ledger/ is the implementation that comes with it, docs/another-core.md shows a second one.
 */
import type { AccountRef, Balance, DueHold, Locked, Movement, Posting } from '../ledger/books.ts'
import type { Database, Queryable, Transaction } from '../storage/database.ts'

export type { AccountRef, Balance, DueHold, Leg, Locked, Movement, PendingHold, Posting } from '../ledger/books.ts'
export { accountKey } from '../ledger/books.ts'

export interface Core {
  /** Opens accounts with a zero balance; opening again is harmless. Only the bank's own accounts may go below zero. */
  open(tx: Transaction, accounts: readonly (AccountRef & { readonly mayGoBelowZero: boolean })[]): Promise<void>
  /**
   * Locks accounts, then holds, each in one order for everybody, and tells balances by `accountKey` and those holds that
   * are pending. Until the transaction ends, nobody else's `lock` on them returns. Unknown accounts throw. The bank's own
   * accounts may be named or not: they are never locked, as all would wait for them, and have no balance here.
   */
  lock(tx: Transaction, accounts: readonly AccountRef[], holds?: readonly string[]): Promise<Locked>
  /**
   * Writes movements over accounts and holds that this transaction locked or made. Throws on an imbalance, an overdraft,
   * an unlocked account or a hold that is not pending and locked: the caller has decided before.
   */
  apply(tx: Transaction, movements: readonly Movement[], at: number): Promise<void>
  /** By `accountKey`; unknown accounts are absent. For the bank's own accounts it sums their whole history. */
  balances(db: Database, accounts: readonly AccountRef[]): Promise<ReadonlyMap<string, Balance>>
  /** Newest first. `before` is a sequence. */
  postings(
    db: Database,
    account: AccountRef,
    page: { readonly before?: number; readonly limit: number },
  ): Promise<readonly Posting[]>
  /** Pending holds that expired at or before `at`, oldest first: whoever made them voids them. */
  dueHolds(db: Queryable, at: number, limit: number): Promise<readonly DueHold[]>
}

/** Owner of the bank's own ledger accounts. */
export const HOUSE = '00000000-0000-0000-0000-000000000000'
