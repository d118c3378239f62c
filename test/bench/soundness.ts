/** After every run: the books are sound, and what was acknowledged is there, once. */
import { readFileSync } from 'node:fs'
import type { Database } from '../../src/storage/database.ts'

const CHUNK = 10_000

/** Throws what is wrong. `acknowledged`: a file of the ids of transfers that the load generator had an answer for. */
export async function auditRun(db: Database, acknowledged: string): Promise<void> {
  const text = readFileSync(acknowledged, 'utf8')
  const ids = text === '' ? [] : text.split('\n')
  let found = 0
  for (let first = 0; first < ids.length; first += CHUNK) {
    const some = ids.slice(first, first + CHUNK)
    const [row] = await db.query<{ count: number }>(
      `SELECT count(*) AS count FROM (
         SELECT t.id FROM unnest($1::uuid[]) AS k (id) JOIN transfers t ON t.id = k.id GROUP BY t.id HAVING count(*) = 1
       ) AS once`,
      [some],
    )
    found += row?.count ?? 0
  }
  if (found !== ids.length || new Set(ids).size !== ids.length)
    throw new Error(`${ids.length} transfers were acknowledged, ${found} of them are there once`)
  const wrong = await db.query<{ what: string }>(`
    SELECT 'postings do not sum to zero' AS what FROM ledger_postings HAVING sum(amount) <> 0
    UNION ALL
    SELECT 'balance of ' || a.id || ' is not its postings' FROM ledger_accounts a
    JOIN (SELECT owner, account_id, sum(amount) AS sum, count(*) AS count FROM ledger_postings GROUP BY owner, account_id) p
      ON p.owner = a.owner AND p.account_id = a.id
    WHERE NOT a.may_go_below_zero AND (a.posted <> p.sum OR a.sequence <> p.count)
    LIMIT 10`)
  if (wrong.length > 0) throw new Error(wrong.map(({ what }) => what).join('\n'))
}
