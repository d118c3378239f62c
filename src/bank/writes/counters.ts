import type { Fen } from '../../contract/money.ts'
import type { Transaction } from '../../storage/database.ts'
import type { CounterKey } from './write.ts'

export const counterKey = ({ owner, accountId, name, period }: CounterKey): string =>
  `${owner}/${accountId}/${name}/${period}`

const columns = (counters: readonly CounterKey[]): string[][] => [
  counters.map(({ owner }) => owner),
  counters.map(({ accountId }) => accountId),
  counters.map(({ name }) => name),
  counters.map(({ period }) => period),
]

/**
 * Locks limit counters and tells what is used of each. Two orders could both pass a limit on a row that does not exist
 * yet, so the zero row is inserted first; both steps go in one order for everybody.
 */
export async function lockCounters(tx: Transaction, counters: readonly CounterKey[]): Promise<Map<string, Fen>> {
  const wanted = [...new Map(counters.map((counter) => [counterKey(counter), counter])).values()]
  if (wanted.length === 0) return new Map()
  await tx.query(
    `INSERT INTO counters (owner, account_id, name, period)
     SELECT owner, account_id, name, period
     FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) AS k (owner, account_id, name, period)
     ORDER BY owner, account_id, name, period
     ON CONFLICT DO NOTHING`,
    columns(wanted),
  )
  const rows = await tx.query<CounterKey & { used: Fen }>(
    `SELECT c.owner, c.account_id AS "accountId", c.name, c.period, c.used
     FROM counters c JOIN unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) AS k (owner, account_id, name, period)
       ON c.owner = k.owner AND c.account_id = k.account_id AND c.name = k.name AND c.period = k.period
     ORDER BY c.owner, c.account_id, c.name, c.period
     FOR UPDATE OF c`,
    columns(wanted),
  )
  return new Map(rows.map((row) => [counterKey(row), row.used]))
}

/** Adds to locked counters; several additions to one are summed. */
export async function addToCounters(
  tx: Transaction,
  additions: readonly { readonly counter: CounterKey; readonly by: Fen }[],
): Promise<void> {
  if (additions.length === 0) return
  await tx.query(
    `UPDATE counters AS c SET used = c.used + n.by
     FROM (
       SELECT owner, account_id, name, period, sum(by)::bigint AS by
       FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::bigint[]) AS k (owner, account_id, name, period, by)
       GROUP BY owner, account_id, name, period
     ) AS n
     WHERE c.owner = n.owner AND c.account_id = n.account_id AND c.name = n.name AND c.period = n.period`,
    [...columns(additions.map(({ counter }) => counter)), additions.map(({ by }) => by)],
  )
}
