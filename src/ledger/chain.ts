/**
 * The chain over all postings: what a block's digest and mac are. The worker of seals.ts makes them, the audit makes them
 * again and compares.
 *
 * A digest is computed by the database over the text of a block's postings, so that no rows travel. Who can write the
 * database can do the same; therefore each block's mac is made here, under a key that the database never sees, over the
 * block and the mac before it. Nothing that lies before a seal can be changed, added or taken away without the key.
 */
import { createHmac } from 'node:crypto'
import type { Queryable } from '../storage/database.ts'

/** A row of table `ledger_seals`. Digest and mac are hex. */
export interface Seal {
  /** 1, 2, 3 … */
  readonly block: number
  /** The block covers the postings with numbers after the previous block's `last`, up to this one. */
  readonly last: number
  readonly postings: number
  readonly digest: string
  readonly mac: string
  readonly keyVersion: number
  readonly at: number
}

export interface SealKeys {
  /** Version to key: 32 bytes in base64. Old versions stay to check what they sealed. */
  readonly keys: Readonly<Record<number, string>>
  /** The version that seals from now on. */
  readonly current: number
}

/** What stands before the first block. */
export const BEGINNING: Pick<Seal, 'block' | 'last' | 'mac'> = { block: 0, last: 0, mac: '0'.repeat(64) }

const SEAL = `block, last, postings, encode(digest, 'hex') AS digest, encode(mac, 'hex') AS mac,
  key_version AS "keyVersion", at`

/** Seals after a block, oldest first. */
export const sealsAfter = (db: Queryable, block: number, limit: number): Promise<Seal[]> =>
  db.query(`SELECT ${SEAL} FROM ledger_seals WHERE block > $1 ORDER BY block LIMIT $2`, [block, limit])

/** The newest seal. */
export async function newestSeal(db: Queryable): Promise<Seal | undefined> {
  const [seal] = await db.query<Seal>(`SELECT ${SEAL} FROM ledger_seals ORDER BY block DESC LIMIT 1`)
  return seal
}

/** The newest number that was handed out, whether or not its posting is committed. Not part of any snapshot. */
export async function newestNumber(db: Queryable): Promise<number> {
  const [sequence] = await db.query<{ newest: number }>(
    'SELECT CASE WHEN is_called THEN last_value ELSE 0 END AS newest FROM ledger_posting_numbers',
  )
  if (!sequence) throw new Error('the sequence of posting numbers is gone')
  return sequence.newest
}

/** SHA-256 of nothing: the digest of a block whose numbers were all given up. */
const EMPTY = { postings: 0, digest: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' }

/**
 * Count and digest of blocks that follow one another, by one pass over their postings.
 * @param after the number after which the first block begins
 * @param lasts each block's last number, rising
 */
export async function digestsOf(
  db: Queryable,
  after: number,
  lasts: readonly number[],
): Promise<Pick<Seal, 'postings' | 'digest'>[]> {
  const firsts = [after, ...lasts.slice(0, -1)].map((last) => last + 1)
  // The code is the one text that is not of a fixed alphabet: as JSON it cannot break out of its line.
  const rows = await db.query<{ nth: number; postings: number; digest: string }>(
    `SELECT width_bucket(number, $1::bigint[]) AS nth, count(*) AS postings,
       encode(sha256(convert_to(string_agg(concat_ws('|', number, owner, account_id, sequence, movement_id, amount,
         coalesce(balance_after::text, '-'), at, to_json(code)), E'\\n' ORDER BY number, owner, account_id, sequence),
         'UTF8')), 'hex') AS digest
     FROM ledger_postings WHERE number > $2 AND number <= $3 GROUP BY 1`,
    [firsts, after, lasts.at(-1) ?? after],
  )
  const found = new Map(rows.map((row) => [row.nth, row]))
  return lasts.map((_, index) => found.get(index + 1) ?? EMPTY)
}

/** The mac of a block after the mac before it. Undefined when its key is not configured. */
export function macOf({ keys }: SealKeys, before: string, seal: Omit<Seal, 'mac'>): string | undefined {
  const key = keys[seal.keyVersion]
  if (key === undefined) return undefined
  const text = [before, seal.keyVersion, seal.block, seal.last, seal.postings, seal.digest, seal.at].join('|')
  return createHmac('sha256', Buffer.from(key, 'base64')).update(text).digest('hex')
}
