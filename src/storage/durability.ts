import type { Database } from './database.ts'

/** Settings without which an acknowledged transfer can be lost in a power cut. Production refuses to start then. */
const NEEDED = ['fsync', 'full_page_writes', 'synchronous_commit'] as const

/** Names of the durability settings that are off; empty when an acknowledged commit is on the disk. PGlite has no fsync. */
export async function durabilityOff(db: Database): Promise<readonly string[]> {
  if (db.kind === 'pglite') return ['fsync']
  const rows = await db.query<{ name: string; setting: string }>(
    'SELECT name, setting FROM pg_settings WHERE name = ANY($1)',
    [NEEDED],
  )
  return NEEDED.filter((name) => rows.find((row) => row.name === name)?.setting === 'off')
}
