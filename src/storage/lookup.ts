import type { Database, SqlValue } from './database.ts'
import { type Gathering, gather } from './gather.ts'

/** Queries of one look-up under way at once; callers beyond that share the next one. */
const LANES = 2
const MOST = 256
/** The gateway refuses callers long before that many wait. */
const QUEUE = 20_000

type Key = readonly SqlValue[]
const lookups = new WeakMap<Database, Map<string, Gathering<Key, object[]>>>()

/**
 * Finds the rows of one key. Callers at nearly the same time share one query; each answer is read after its question was
 * asked.
 *
 *     findRows<AccountRecord>(
 *       db,
 *       `select k.n, a.* from unnest($1::uuid[]) with ordinality as k (customer_id, n)
 *        join accounts a on a.customer_id = k.customer_id`,
 *       [customerId],
 *     )
 *
 * @param sql takes each part of the key as an array of all callers' parts, and selects `n`, the place of a row's key
 * among them, counted from 1. One text, not one put together for a caller.
 */
export function findRows<Row extends object>(db: Database, sql: string, key: Key): Promise<readonly Row[]> {
  const ofDatabase = lookups.get(db) ?? new Map<string, Gathering<Key, object[]>>()
  lookups.set(db, ofDatabase)
  let ask = ofDatabase.get(sql)
  if (!ask) {
    ask = gather((keys) => query(db, sql, keys), { lanes: LANES, most: MOST, queue: QUEUE })
    ofDatabase.set(sql, ask)
  }
  return ask(key) as Promise<Row[]>
}

async function query(db: Database, sql: string, keys: readonly Key[]): Promise<object[][]> {
  const parts = keys[0]?.map((_, part) => keys.map((key) => key[part] ?? null)) ?? []
  const found = keys.map((): object[] => [])
  for (const row of await db.query<{ readonly n: number }>(sql, parts)) found[row.n - 1]?.push(row)
  return found
}
