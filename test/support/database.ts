/**
 * Databases for tests: migrated, empty, one a caller. Whoever opens one closes it.
 *
 *     eachDatabase('holds', (database) => {
 *       it('…', async () => { await database().transaction(…) })
 *     })
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, inject } from 'vitest'
import type { Database } from '../../src/storage/database.ts'
import { migrate, readMigrations } from '../../src/storage/migrations.ts'
import { openDatabase } from '../../src/storage/open.ts'
import { openPglite } from '../../src/storage/pglite.ts'

export const KINDS = ['postgres', 'pglite'] as const
export type Kind = (typeof KINDS)[number]

const OPEN_LIMIT_MS = 60_000
const IMAGES = join(import.meta.dirname, '../../node_modules/.cache/minibank')

/** Describes the same behaviour on PostgreSQL and on PGlite, each with a database of its own for the whole block. */
export function eachDatabase(name: string, body: (database: () => Database) => void): void {
  describe.each(KINDS)(`${name} (%s)`, (kind) => {
    let db: Database | undefined
    beforeAll(async () => {
      db = await openTestDatabase(kind)
    }, OPEN_LIMIT_MS)
    afterAll(() => db?.close())
    body(() => {
      if (!db) throw new Error('the database is open in tests and hooks only')
      return db
    })
  })
}

/** Opens a migrated, empty database of a kind. PGlite lives in memory. */
export async function openTestDatabase(kind: Kind): Promise<Database> {
  return kind === 'postgres'
    ? openDatabase({ url: await freshPostgresUrl() })
    : openPglite({ memory: true, image: await image() })
}

/** Opens all of a pool's connections, so that what a test then sends at the same moment also arrives so. */
export async function warmUp(db: Database): Promise<void> {
  if (db.kind === 'postgres') await Promise.all(Array.from({ length: 10 }, () => db.query('SELECT pg_sleep(0.1)')))
}

let made = 0

/** Address of a migrated, empty database on the test run's PostgreSQL, for tests of several processes. */
export async function freshPostgresUrl({ migrated = true } = {}): Promise<string> {
  const { admin, template } = inject('postgres')
  const name = `test_${process.pid}_${++made}`
  const db = await openDatabase({ url: admin, maxConnections: 1 })
  await db.query(`CREATE DATABASE ${name}${migrated ? ` TEMPLATE ${template}` : ''}`)
  await db.close()
  return new URL(`/${name}`, admin).href
}

/** A migrated PGlite as one file, made once for these migrations: opening it is much faster than making one. */
async function image(): Promise<Blob> {
  const migrations = readMigrations()
  const hash = createHash('sha256').update(JSON.stringify(migrations)).digest('hex').slice(0, 16)
  const file = join(IMAGES, `pglite-${hash}.tar`)
  if (!existsSync(file)) {
    const db = await openPglite({ memory: true })
    await migrate(db, { at: 0, migrations })
    mkdirSync(IMAGES, { recursive: true })
    for (const old of readdirSync(IMAGES)) if (old.endsWith('.tar')) rmSync(join(IMAGES, old), { force: true })
    writeFileSync(`${file}.${process.pid}`, await (await db.image()).bytes())
    renameSync(`${file}.${process.pid}`, file)
    await db.close()
  }
  return new Blob([readFileSync(file)])
}
