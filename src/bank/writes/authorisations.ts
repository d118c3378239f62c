import type { Transaction } from '../../storage/database.ts'
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
  readonly owner: string
  /** SHA-256 of the token, hex: who reads the table cannot use it. */
  readonly hash: string
}

const useOf = ({ owner, authorisation }: Write<object>): Use | undefined =>
  authorisation ? { owner, hash: Buffer.from(tokenHash(authorisation.token)).toString('hex') } : undefined

const keyOf = ({ owner, hash }: Use): string => `${owner}/${hash}`

const columns = (uses: readonly Use[]): string[][] => [uses.map(({ owner }) => owner), uses.map(({ hash }) => hash)]

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
  const byKey = new Map([...uses.values()].flatMap((use) => (use ? [[keyOf(use), use]] : [])))
  // One order for everybody: the nested loop of the statement takes the rows as they are named.
  const wanted = [...byKey].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, use]) => use)
  const rows =
    wanted.length === 0
      ? []
      : await tx.query<Use & { order_text: string }>(
          `UPDATE authorisations AS a SET used_at = $3
           FROM unnest($1::uuid[], $2::text[]) AS k (owner, hash)
           WHERE a.owner = k.owner AND a.token_hash = decode(k.hash, 'hex') AND a.used_at IS NULL AND a.expires_at > $3
           RETURNING k.owner, k.hash, a.order_text`,
          [...columns(wanted), at],
        )
  const unspent = new Map(rows.map((row) => [keyOf(row), row]))

  return {
    check(write) {
      const use = uses.get(write)
      if (use && unspent.get(keyOf(use))?.order_text !== write.authorisation?.order)
        throw new BankError('AUTHORISATION_INVALID')
    },
    spend(write) {
      const use = uses.get(write)
      if (use) unspent.delete(keyOf(use))
    },
    async giveBackUnspent(within) {
      if (unspent.size === 0) return
      await within.query(
        `UPDATE authorisations AS a SET used_at = NULL FROM unnest($1::uuid[], $2::text[]) AS k (owner, hash)
         WHERE a.owner = k.owner AND a.token_hash = decode(k.hash, 'hex')`,
        columns([...unspent.values()]),
      )
    },
  }
}
