import { createHash } from 'node:crypto'
import type { Queryable, Transaction } from '../../storage/database.ts'
import { BankError } from '../errors.ts'
import type { Write } from './write.ts'

type Key = Pick<Write<object>, 'owner' | 'id' | 'kind' | 'content'>

const keyText = ({ owner, id, kind }: Pick<Key, 'owner' | 'id' | 'kind'>): string => `${owner}/${id}/${kind}`
const contentHash = ({ content }: Key): Buffer => createHash('sha256').update(content).digest()

/** Writes with the same key wait here for one another, in one order for everybody, until the first one's commit. */
export async function takeTurns(tx: Transaction, keys: readonly Key[]): Promise<void> {
  const turns = keys.map((key) => createHash('sha256').update(keyText(key)).digest().readBigInt64BE())
  await tx.query('SELECT pg_advisory_xact_lock(turn) FROM unnest($1::bigint[]) AS turn', [
    turns.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)),
  ])
}

/**
 * Looks up what was answered to these keys before.
 * @returns finds the answer of a key, if there is one; throws BankError ID_REUSED when it answered other content
 */
export async function storedAnswers(
  db: Queryable,
  keys: readonly Key[],
): Promise<(key: Key) => { readonly answer: object } | undefined> {
  const rows = await db.query<{ owner: string; id: string; kind: string; content_hash: Uint8Array; answer: object }>(
    `SELECT w.owner, w.id, w.kind, w.content_hash, w.answer
     FROM writes w JOIN unnest($1::uuid[], $2::uuid[], $3::text[]) AS k (owner, id, kind)
       ON w.owner = k.owner AND w.id = k.id AND w.kind = k.kind`,
    [keys.map(({ owner }) => owner), keys.map(({ id }) => id), keys.map(({ kind }) => kind)],
  )
  const stored = new Map(rows.map((row) => [keyText(row), row]))
  return (key) => {
    const row = stored.get(keyText(key))
    if (row && contentHash(key).compare(row.content_hash) !== 0) throw new BankError('ID_REUSED')
    return row
  }
}

/** Stores the answers of writes that are about to commit. */
export async function storeAnswers(
  tx: Transaction,
  answered: readonly { readonly write: Key; readonly answer: object }[],
  at: number,
): Promise<void> {
  await tx.query(
    `INSERT INTO writes (owner, id, kind, content_hash, answer, at)
     SELECT owner, id, kind, decode(hash, 'hex'), answer::json, $6
     FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[]) AS n (owner, id, kind, hash, answer)`,
    [
      answered.map(({ write }) => write.owner),
      answered.map(({ write }) => write.id),
      answered.map(({ write }) => write.kind),
      answered.map(({ write }) => contentHash(write).toString('hex')),
      answered.map(({ answer }) => JSON.stringify(answer)),
      at,
    ],
  )
}
