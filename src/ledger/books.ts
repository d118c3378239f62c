/**
 * ledger/: the core that comes with the bank. Double entry in whole fen: accounts, movements, postings, holds. It knows
 * no customer and no product, and may touch storage and contract alone. The bank reaches it through bank/core.ts.
 *
 * This file has the words of the books; the seam uses the same ones.
 */
import type { Fen } from '../contract/money.ts'

/** `owner` spreads the keys of hot tables: a customer's id, or the house for the bank's own accounts. Both are UUIDs. */
export interface AccountRef {
  readonly owner: string
  readonly id: string
}

/** How maps of balances are keyed. */
export const accountKey = ({ owner, id }: AccountRef): string => `${owner}/${id}`

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
 * or voided by its id; `post-hold` moves exactly what was held; `void-hold` gives it back. Time alone ends no hold: from
 * `expiresAt` on it is due (DueHold), and until its owner voids it, it still reserves and may be posted; whichever commits
 * first ends it. Ids are UUIDs, each used once in the whole bank; ids that customers make are not unique across
 * customers, so derive one (bank/derived-id.ts).
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

/** Money that is reserved and not moved yet: what posting the hold will move. */
export interface PendingHold {
  readonly id: string
  readonly code: string
  readonly legs: readonly Leg[]
  readonly expiresAt: number | null
}

/** What a transaction has locked: balances by `accountKey`, pending holds by id. */
export interface Locked {
  readonly balances: ReadonlyMap<string, Balance>
  readonly holds: ReadonlyMap<string, PendingHold>
}

export interface Posting {
  /** Position in the account's history, rising; pages go by it. */
  readonly sequence: number
  readonly movementId: string
  readonly code: string
  readonly amount: Fen
  readonly balanceAfter: Fen
  readonly at: number
}

/** A hold that its owner has neither posted nor voided in time. */
export interface DueHold {
  readonly id: string
  readonly code: string
  readonly expiresAt: number
}
