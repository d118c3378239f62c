import type { Database, SqlValue } from './database.ts'
import { type Gathering, gather } from './gather.ts'

/** Rounds of look-ups under way at once; who asks meanwhile shares the next one. */
const LANES = 2
const MOST = 512
/** The gateway refuses callers long before that many wait. */
const QUEUE = 20_000

interface Question {
  readonly sql: string
  readonly key: readonly SqlValue[]
}
const lookups = new WeakMap<Database, Gathering<Question, object[]>>()

/**
 * Finds the rows of one key. Callers at nearly the same time share one round trip to the database, and those of the same
 * text one query; each answer is read after its question was asked.
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
export function findRows<Row extends object>(
  db: Database,
  sql: string,
  key: readonly SqlValue[],
): Promise<readonly Row[]> {
  let ask = lookups.get(db)
  if (!ask) {
    ask = gather((questions) => answer(db, questions), { lanes: LANES, most: MOST, queue: QUEUE })
    lookups.set(db, ask)
  }
  return ask({ sql, key }) as Promise<Row[]>
}

/** The questions of one text, and where among all questions each of them stands. */
interface Alike {
  readonly sql: string
  readonly keys: (readonly SqlValue[])[]
  readonly places: number[]
}

async function answer(db: Database, questions: readonly Question[]): Promise<object[][]> {
  const bySql = new Map<string, Alike>()
  for (const [place, { sql, key }] of questions.entries()) {
    const alike = bySql.get(sql) ?? { sql, keys: [], places: [] }
    bySql.set(sql, alike)
    alike.keys.push(key)
    alike.places.push(place)
  }
  const all = [...bySql.values()]
  const rows = await db.queries(
    all.map(({ sql, keys }) => ({
      sql,
      parameters: keys[0]?.map((_, part) => keys.map((key) => key[part] ?? null)) ?? [],
    })),
  )
  const found = questions.map((): object[] => [])
  for (const [index, { places }] of all.entries())
    for (const row of rows[index] as { readonly n: number }[]) found[places[row.n - 1] as number]?.push(row)
  return found
}
