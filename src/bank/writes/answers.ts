import { hash } from 'node:crypto'
import type { Database, Queryable, SqlValue, Transaction } from '../../storage/database.ts'
import { findRows } from '../../storage/lookup.ts'
import { BankError } from '../errors.ts'
import type { WriteKey } from './write.ts'

interface Stored {
  readonly owner: string
  readonly id: string
  readonly kind: string
  readonly hash: Uint8Array
  readonly answer: object
}

/** A write under the same key committed while ours was on its way: run again, and its answer is found. */
export class TwinCommitted extends Error {
  override readonly name = 'TwinCommitted'
}

/** Idempotency key of a write, as one text. */
export const keyOf = ({ owner, id, kind }: Pick<WriteKey, 'owner' | 'id' | 'kind'>): string => `${owner}/${id}/${kind}`

/** SHA-256 of what was asked: tells a repeat from a conflict. */
const contentHash = ({ content }: WriteKey): Buffer => hash('sha256', content, 'buffer')

const columns = (keys: readonly WriteKey[]): SqlValue[] => [
  keys.map(({ owner }) => owner),
  keys.map(({ id }) => id),
  keys.map(({ kind }) => kind),
]

const STORED = `
  SELECT k.n, w.owner, w.id, w.kind, w.content_hash AS hash, w.answer
  FROM unnest($1::uuid[], $2::uuid[], $3::text[]) WITH ORDINALITY AS k (owner, id, kind, n)
  JOIN writes w ON w.owner = k.owner AND w.id = k.id AND w.kind = k.kind`

/** Throws BankError ID_REUSED when the key was answered for other content. */
function checked(key: WriteKey, stored: Stored | undefined): { readonly answer: object } | undefined {
  if (stored && !contentHash(key).equals(stored.hash)) throw new BankError('ID_REUSED')
  return stored && { answer: stored.answer }
}

/** Answers that were given before, by the keys that callers made. */
export function createAnswers(db: Database) {
  return {
    /** What was answered to a key, outside of any transaction. Throws BankError ID_REUSED. */
    async find(key: WriteKey): Promise<{ readonly answer: object } | undefined> {
      return checked(key, (await findRows<Stored>(db, STORED, [key.owner, key.id, key.kind]))[0])
    },

    /**
     * What was answered to these keys before.
     * @returns finds the answer of a key, if there is one; throws BankError ID_REUSED when it answered other content
     */
    async stored(
      tx: Queryable,
      keys: readonly WriteKey[],
    ): Promise<(key: WriteKey) => { readonly answer: object } | undefined> {
      const rows = await tx.query<Stored>(STORED, columns(keys))
      const byKey = new Map(rows.map((row) => [keyOf(row), row]))
      return (key) => checked(key, byKey.get(keyOf(key)))
    },

    /** Stores the answers of writes that are about to commit. Throws TwinCommitted when one has been answered meanwhile. */
    async store(
      tx: Transaction,
      answered: readonly { readonly write: WriteKey; readonly decision: { readonly answer: object } }[],
      at: number,
    ): Promise<void> {
      // Sorted, so that two batches that hold the same keys wait for one another in one direction.
      const sorted = [...answered].sort((one, other) => (keyOf(one.write) < keyOf(other.write) ? -1 : 1))
      const keys = sorted.map(({ write }) => write)
      const [stored] = await tx.query<{ count: number }>(
        `WITH stored AS (
           INSERT INTO writes (owner, id, kind, content_hash, answer, at)
           SELECT owner, id, kind, hash, answer::json, $6
           FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::bytea[], $5::text[]) AS n (owner, id, kind, hash, answer)
           ON CONFLICT DO NOTHING
           RETURNING 1
         )
         SELECT count(*) AS count FROM stored`,
        [...columns(keys), keys.map(contentHash), sorted.map(({ decision }) => JSON.stringify(decision.answer)), at],
      )
      if (stored?.count !== keys.length) throw new TwinCommitted('a write under the same key has committed meanwhile')
    },
  }
}
