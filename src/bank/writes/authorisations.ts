import type { Transaction } from '../../storage/database.ts'
import { BankError } from '../errors.ts'
import { tokenHash } from '../token.ts'
import type { AuthorisationUse, Write } from './write.ts'

interface Use extends AuthorisationUse {
  readonly owner: string
}

/** Authorisations are kept by the SHA-256 of their token: who reads the table cannot use them. Hex. */
const hexHash = (token: string): string => Buffer.from(tokenHash(token)).toString('hex')

const usesOf = (writes: readonly Write<object>[]): Use[] =>
  writes.flatMap(({ owner, authorisation }) => (authorisation ? [{ owner, ...authorisation }] : []))

const columns = (uses: readonly Use[]): string[][] => [
  uses.map(({ owner }) => owner),
  uses.map(({ token }) => hexHash(token)),
]

/**
 * Locks the authorisations that writes want to use.
 * @returns takes one for a write; throws BankError AUTHORISATION_INVALID when it is unknown, used (also by a write that
 * took it before in this batch), expired at `at`, or was bought for another order
 */
export async function lockAuthorisations(
  tx: Transaction,
  writes: readonly Write<object>[],
  at: number,
): Promise<(write: Write<object>) => void> {
  const uses = usesOf(writes)
  const rows =
    uses.length === 0
      ? []
      : await tx.query<{ owner: string; hash: string; order_text: string; expires_at: number; used_at: number | null }>(
          `SELECT a.owner, encode(a.token_hash, 'hex') AS hash, a.order_text, a.expires_at, a.used_at
           FROM authorisations a JOIN unnest($1::uuid[], $2::text[]) AS k (owner, hash)
             ON a.owner = k.owner AND a.token_hash = decode(k.hash, 'hex')
           ORDER BY a.owner, a.token_hash
           FOR UPDATE OF a`,
          columns(uses),
        )
  const free = new Map(
    rows
      .filter(({ used_at, expires_at }) => used_at === null && expires_at > at)
      .map((row) => [`${row.owner}/${row.hash}`, row.order_text]),
  )
  return ({ owner, authorisation }) => {
    if (!authorisation) return
    const key = `${owner}/${hexHash(authorisation.token)}`
    if (free.get(key) !== authorisation.order) throw new BankError('AUTHORISATION_INVALID')
    free.delete(key)
  }
}

/** Marks the authorisations of writes that are about to commit as used. */
export async function consumeAuthorisations(
  tx: Transaction,
  writes: readonly Write<object>[],
  at: number,
): Promise<void> {
  const uses = usesOf(writes)
  if (uses.length === 0) return
  await tx.query(
    `UPDATE authorisations AS a SET used_at = $3
     FROM unnest($1::uuid[], $2::text[]) AS k (owner, hash)
     WHERE a.owner = k.owner AND a.token_hash = decode(k.hash, 'hex')`,
    [...columns(uses), at],
  )
}
