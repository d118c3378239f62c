import type { Queryable } from '../storage/database.ts'

/**
 * Counts one more attempt in a period, unless `max` were counted before; answers whether this one may go on. Exact over
 * all gateways, for it is one statement on one row. Inside a transaction that is rolled back the attempt is not counted.
 */
export async function countAttempt(
  db: Queryable,
  attempt: { name: string; key: Uint8Array; period: string; max: number },
): Promise<boolean> {
  if (attempt.max < 1) return false
  const counted = await db.query(
    `insert into attempts (name, key, period, used) values ($1, $2, $3, 1)
     on conflict (name, key, period) do update set used = attempts.used + 1 where attempts.used < $4
     returning used`,
    [attempt.name, attempt.key, attempt.period, attempt.max],
  )
  return counted.length === 1
}

/** An attempt that was none after all is not counted. */
export async function uncountAttempt(
  db: Queryable,
  { name, key, period }: { name: string; key: Uint8Array; period: string },
): Promise<void> {
  await db.query('update attempts set used = used - 1 where name = $1 and key = $2 and period = $3 and used > 0', [
    name,
    key,
    period,
  ])
}
