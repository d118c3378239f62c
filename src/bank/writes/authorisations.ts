import type { SqlValue, Transaction } from '../../storage/database.ts'
import { BankError } from '../errors.ts'
import { tokenHash } from '../token.ts'
import type { Write } from './write.ts'

/** The authorisations that the writes of one batch want to use, taken from everybody else. */
export interface TakenAuthorisations {
  /**
   * Throws BankError AUTHORISATION_INVALID when the write's authorisation is unknown, expired, used (also by a write
   * before it in this batch), or was bought for another order.
   */
  check(write: Write<object>): void
  /** The write goes through: its authorisation is used up. */
  spend(write: Write<object>): void
  /** What a refused write did not use is as it was. */
  giveBackUnspent(tx: Transaction): Promise<void>
}

interface Use {
  readonly key: string
  readonly owner: string
  /** SHA-256 of the token: who reads the table cannot use it. */
  readonly hash: Uint8Array
}

const useOf = ({ owner, authorisation }: Write<object>): Use | undefined =>
  authorisation ? { key: `${owner}/${authorisation.token}`, owner, hash: tokenHash(authorisation.token) } : undefined

const columns = (uses: readonly Use[]): SqlValue[] => [uses.map(({ owner }) => owner), uses.map(({ hash }) => hash)]

/**
 * Marks the authorisations of writes as used, in one order for everybody, before it is known whether they will be: one
 * statement locks and uses them, and a refusal, which is rare, costs one more.
 */
export async function takeAuthorisations(
  tx: Transaction,
  writes: readonly Write<object>[],
  at: number,
): Promise<TakenAuthorisations> {
  const uses = new Map(writes.map((write) => [write, useOf(write)]))
  const byKey = new Map([...uses.values()].flatMap((use) => (use ? [[use.key, use]] : [])))
  // One order for everybody: the nested loop of the statement takes the rows as they are named.
  const wanted = [...byKey.values()].sort((one, other) => (one.key < other.key ? -1 : 1))
  const rows =
    wanted.length === 0
      ? []
      : await tx.query<{ n: number; order_text: string }>(
          `UPDATE authorisations AS a SET used_at = $3
           FROM unnest($1::uuid[], $2::bytea[]) WITH ORDINALITY AS k (owner, hash, n)
           WHERE a.owner = k.owner AND a.token_hash = k.hash AND a.used_at IS NULL AND a.expires_at > $3
           RETURNING k.n, a.order_text`,
          [...columns(wanted), at],
        )
  const unspent = new Map(
    rows.map(({ n, order_text }) => [wanted[n - 1]?.key, { use: wanted[n - 1] as Use, order_text }]),
  )

  return {
    check(write) {
      const use = uses.get(write)
      if (use && unspent.get(use.key)?.order_text !== write.authorisation?.order)
        throw new BankError('AUTHORISATION_INVALID')
    },
    spend(write) {
      const use = uses.get(write)
      if (use) unspent.delete(use.key)
    },
    async giveBackUnspent(within) {
      if (unspent.size === 0) return
      await within.query(
        `UPDATE authorisations AS a SET used_at = NULL FROM unnest($1::uuid[], $2::bytea[]) AS k (owner, hash)
         WHERE a.owner = k.owner AND a.token_hash = k.hash`,
        columns([...unspent.values()].map(({ use }) => use)),
      )
    },
  }
}
