import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database, Transaction } from './database.ts'
import { StartError } from './faults.ts'

const DIRECTORY = join(import.meta.dirname, 'migrations')
/** Key of PostgreSQL's advisory lock that makes two starting processes migrate one after the other. */
const LOCK = '(1296649801, 1)'

interface Migration {
  readonly number: number
  readonly name: string
  readonly sql: string
}

/** Reads `NNNN_name.sql` files, in order of their numbers. Throws when two share a number. */
export function readMigrations(directory = DIRECTORY): readonly Migration[] {
  const migrations = readdirSync(directory)
    .filter((file) => file.endsWith('.sql'))
    .map((file) => ({
      number: Number(/^(\d{4})_[a-z0-9_]+\.sql$/.exec(file)?.[1]),
      name: file.slice(0, -'.sql'.length),
      sql: readFileSync(join(directory, file), 'utf8'),
    }))
    .sort((a, b) => a.number - b.number)
  for (const [index, { number, name }] of migrations.entries()) {
    if (!(number > (migrations[index - 1]?.number ?? 0))) throw new Error(`migration ${name}: bad or repeated number`)
  }
  return migrations
}

/**
 * Brings the database to the code's shape: every migration that it has not had, each in a transaction of its own. Any
 * number of processes may do this at once. Throws StartError when the database has had one that this code does not know.
 * @returns names of what was run
 */
export async function migrate(
  db: Database,
  { at, migrations = readMigrations() }: { at: number; migrations?: readonly Migration[] },
): Promise<readonly string[]> {
  await db.transaction(async (tx) => {
    await takeTurn(tx)
    await tx.script(
      'CREATE TABLE IF NOT EXISTS migrations (number int PRIMARY KEY, name text NOT NULL, at bigint NOT NULL)',
    )
  })
  const had = await db.query<{ number: number; name: string }>('SELECT number, name FROM migrations ORDER BY number')
  const unknown = had.find(({ number }) => !migrations.some((migration) => migration.number === number))
  if (unknown) {
    throw new StartError(`The database is newer than this code: it has had migration ${unknown.name}. Start newer code`)
  }
  const run: string[] = []
  for (const migration of migrations) {
    if (await db.transaction((tx) => runOnce(tx, migration, at))) run.push(migration.name)
  }
  return run
}

/** Names of migrations that the database has not had. Production asks before it starts and runs them by a command. */
export async function pendingMigrations(db: Database, migrations = readMigrations()): Promise<readonly string[]> {
  const [table] = await db.query<{ exists: boolean }>(`SELECT to_regclass('migrations') IS NOT NULL AS exists`)
  const had = table?.exists ? await db.query<{ number: number }>('SELECT number FROM migrations') : []
  return migrations.filter(({ number }) => !had.some((row) => row.number === number)).map(({ name }) => name)
}

async function runOnce(tx: Transaction, { number, name, sql }: Migration, at: number): Promise<boolean> {
  await takeTurn(tx)
  const had = await tx.query('SELECT 1 AS one FROM migrations WHERE number = $1', [number])
  if (had.length > 0) return false
  await tx.script(sql)
  await tx.query('INSERT INTO migrations (number, name, at) VALUES ($1, $2, $3)', [number, name, at])
  return true
}

const takeTurn = (tx: Transaction): Promise<void> => tx.script(`SELECT pg_advisory_xact_lock${LOCK}`)

/** Removes everything, tables and data, for the development reset; `migrate` builds it anew. */
export async function dropEverything(db: Database): Promise<void> {
  await db.transaction(async (tx) => {
    await takeTurn(tx)
    await tx.script('DROP SCHEMA public CASCADE; CREATE SCHEMA public')
  })
}
