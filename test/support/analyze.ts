import type { Database } from '../../src/storage/database.ts'

/** Tells the planner of the tables that hold rows. The server does so by itself after a while, for those alone. */
export async function analyzeFilled(db: Database): Promise<void> {
  const filled = await db.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class
     WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0`,
  )
  for (const { name } of filled) await db.query(`ANALYZE ${name}`)
}
