/**
 * The seam to a bank's own core. Everything in bank/ reaches balances, postings and holds through this interface;
 * ledger/ is the implementation that comes with it, docs/another-core.md shows a second one.
 */
import type { Fen } from '../contract/money.ts'
import type { Queryable, Transaction } from '../storage/database.ts'

/** `owner` spreads the keys of hot tables: a customer's id, or HOUSE for the bank's own accounts. */
export interface AccountRef {
  readonly owner: string
  readonly id: string
}

export interface Balance extends AccountRef {
  /** Sum of posted postings. Never below zero unless the account may go below. */
  readonly posted: Fen
  /** Outgoing holds, as a positive amount. */
  readonly held: Fen
  /** posted − held: what can be spent now. */
  readonly available: Fen
}

/** One side of a movement. Positive adds to the account, negative takes from it; the legs of a movement sum to zero. */
export interface Leg {
  readonly account: AccountRef
  readonly amount: Fen
}

/**
 * What a write does to the books. `post` moves money at once; `hold` reserves the negative legs until the hold is posted
 * or voided by its id; `post-hold` moves exactly what was held; `void-hold` gives it back.
 */
export type Movement =
  | { readonly kind: 'post'; readonly id: string; readonly code: string; readonly legs: readonly Leg[] }
  | {
      readonly kind: 'hold'
      readonly id: string
      readonly code: string
      readonly legs: readonly Leg[]
      readonly expiresAt: number | null
    }
  | { readonly kind: 'post-hold' | 'void-hold'; readonly id: string }

export interface Posting {
  /** Position in the account's history, rising; pages go by it. */
  readonly sequence: number
  readonly movementId: string
  readonly code: string
  readonly amount: Fen
  readonly balanceAfter: Fen
  readonly at: number
}

export interface Core {
  /** Opens accounts with a zero balance; opening again is harmless. Only the bank's own accounts may go below zero. */
  open(tx: Transaction, accounts: readonly (AccountRef & { readonly mayGoBelowZero: boolean })[]): Promise<void>
  /** Locks accounts in one order for everybody and tells their balances. Unknown accounts throw. */
  lock(tx: Transaction, accounts: readonly AccountRef[]): Promise<ReadonlyMap<string, Balance>>
  /** Writes movements over locked accounts. Throws on an imbalance, an overdraft, an unlocked account or a hold that is no longer pending: the caller has decided before. */
  apply(tx: Transaction, movements: readonly Movement[], at: number): Promise<void>
  balances(db: Queryable, accounts: readonly AccountRef[]): Promise<ReadonlyMap<string, Balance>>
  /** Newest first. `before` is a sequence. */
  postings(
    db: Queryable,
    account: AccountRef,
    page: { readonly before?: number; readonly limit: number },
  ): Promise<readonly Posting[]>
}

/** Owner of the bank's own ledger accounts. */
export const HOUSE = '00000000-0000-0000-0000-000000000000'
