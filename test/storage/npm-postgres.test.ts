import { expect, it } from 'vitest'
import { durabilityOff } from '../../src/storage/durability.ts'
import { migrate, readMigrations } from '../../src/storage/migrations.ts'
import { openDatabase } from '../../src/storage/open.ts'
import { startPostgres } from '../support/postgres.ts'

it('where the machine has no PostgreSQL, npm brings one that takes our migrations', async () => {
  const server = await startPostgres({ machines: false, durable: true })
  try {
    const db = await openDatabase({ url: server.url() })
    expect(await migrate(db, { at: 0 })).toHaveLength(readMigrations().length)
    expect(await durabilityOff(db)).toEqual([])
    await db.close()
  } finally {
    await server.stop()
  }
}, 60_000)
