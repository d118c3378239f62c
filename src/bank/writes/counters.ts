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

/** What is used of each counter; nothing of one that has no row yet. Their accounts are locked, so this cannot change. */
export async function readCounters(tx: Transaction, counters: readonly CounterKey[]): Promise<Map<string, Fen>> {
  const used = new Map(counters.map((counter) => [counterKey(counter), 0]))
  if (used.size === 0) return used
  const rows = await tx.query<CounterKey & { used: Fen }>(
    `SELECT c.owner, c.account_id AS "accountId", c.name, c.period, c.used
     FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) AS k (owner, account_id, name, period)
     JOIN counters c
       ON c.owner = k.owner AND c.account_id = k.account_id AND c.name = k.name AND c.period = k.period`,
    columns(counters),
  )
  for (const row of rows) used.set(counterKey(row), row.used)
  return used
}

/** Adds to counters whose accounts are locked. `used`: what was read of them under that lock. */
export async function addToCounters(
  tx: Transaction,
  additions: readonly { readonly counter: CounterKey; readonly by: Fen }[],
  used: ReadonlyMap<string, Fen>,
): Promise<void> {
  if (additions.length === 0) return
  const after = new Map<string, { readonly counter: CounterKey; used: Fen }>()
  for (const { counter, by } of additions) {
    const key = counterKey(counter)
    const sum = after.get(key)
    if (sum) sum.used += by
    else after.set(key, { counter, used: (used.get(key) ?? 0) + by })
  }
  const changed = [...after.values()]
  await tx.query(
    `INSERT INTO counters AS c (owner, account_id, name, period, used)
     SELECT owner, account_id, name, period, used
     FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::bigint[]) AS n (owner, account_id, name, period, used)
     ON CONFLICT (owner, account_id, name, period) DO UPDATE SET used = excluded.used`,
    [...columns(changed.map(({ counter }) => counter)), changed.map(({ used }) => used)],
  )
}
