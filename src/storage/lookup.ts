import type { Database } from './database.ts'
import { type Gathering, gather } from './gather.ts'

/** Rounds of look-ups under way at once; who asks meanwhile shares the next one. */
const LANES = 2
const MOST = 512
/** The gateway refuses callers long before that many wait. */
const QUEUE = 20_000

type Key = readonly (string | number)[]
interface Question {
  readonly sql: string
  readonly key: Key
}
const lookups = new WeakMap<Database, Gathering<Question, object[]>>()

/**
 * Finds the rows of one key. Callers at nearly the same time share one round trip to the database, and those of the same
 * text one query, which asks once what several ask; each answer is read after its question was asked.
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
  let ask = lookups.get(db)
  if (!ask) {
    ask = gather((questions) => answer(db, questions), { lanes: LANES, most: MOST, queue: QUEUE })
    lookups.set(db, ask)
  }
  return ask({ sql, key }) as Promise<Row[]>
}

/** The questions of one text. */
interface Alike {
  readonly sql: string
  /** Each key once. */
  readonly keys: Key[]
  /** Whose question each key is: places among all questions. */
  readonly askers: number[][]
  readonly seen: Map<string, number[]>
}

async function answer(db: Database, questions: readonly Question[]): Promise<object[][]> {
  const bySql = new Map<string, Alike>()
  for (const [place, { sql, key }] of questions.entries()) {
    const alike: Alike = bySql.get(sql) ?? { sql, keys: [], askers: [], seen: new Map() }
    bySql.set(sql, alike)
    const name = JSON.stringify(key)
    const askers = alike.seen.get(name)
    if (askers) {
      askers.push(place)
      continue
    }
    const first = [place]
    alike.seen.set(name, first)
    alike.askers.push(first)
    alike.keys.push(key)
  }
  const all = [...bySql.values()]
  const rows = await db.queries(
    all.map(({ sql, keys }) => ({
      sql,
      parameters: keys[0]?.map((_, part) => keys.map((key) => key[part] ?? '')) ?? [],
    })),
  )
  const found = questions.map((): object[] => [])
  for (const [index, { askers }] of all.entries())
    for (const row of rows[index] as { readonly n: number }[])
      for (const place of askers[row.n - 1] ?? []) found[place]?.push(row)
  return found
}
