import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { dropEverything, migrate, pendingMigrations, readMigrations } from '../../src/storage/migrations.ts'
import { openDatabase } from '../../src/storage/open.ts'
import { eachDatabase, freshPostgresUrl } from '../support/database.ts'

const migration = (number: number, sql: string) => ({ number, name: `${String(number).padStart(4, '0')}_test`, sql })

eachDatabase('migrations', (database) => {
  it('have all run, and run once', async () => {
    expect(await pendingMigrations(database())).toEqual([])
    expect(await migrate(database(), { at: 1 })).toEqual([])
  })

  it('build everything anew after a reset', async () => {
    const look = () => database().query('SELECT * FROM outbox')
    await look()
    await dropEverything(database())
    await expect(look()).rejects.toThrow('does not exist')
    expect(await pendingMigrations(database())).toEqual(readMigrations().map(({ name }) => name))
    expect(await migrate(database(), { at: 1 })).toHaveLength(readMigrations().length)
    // Sessions that had prepared the statement before find the new table.
    expect(await Promise.all(Array.from({ length: 5 }, look))).toEqual([[], [], [], [], []])
  })

  it('come through whole or not at all', async () => {
    const migrations = [
      ...readMigrations(),
      migration(9001, 'CREATE TABLE kept (a int); CREATE TABLE also_kept (a int)'),
      migration(9002, 'CREATE TABLE lost (a int); SELECT 1 / 0'),
    ]
    await expect(migrate(database(), { at: 1, migrations })).rejects.toThrow('division by zero')
    expect(await pendingMigrations(database(), migrations)).toEqual(['9002_test'])
    expect(
      await database().query(`SELECT to_regclass('also_kept') IS NOT NULL AS kept, to_regclass('lost') AS lost`),
    ).toEqual([{ kept: true, lost: null }])
  })

  it('refuse a database that newer code has changed', async () => {
    await expect(migrate(database(), { at: 1 })).rejects.toMatchObject({
      name: 'StartError',
      message: 'The database is newer than this code: it has had migration 9001_test. Start newer code',
    })
  })
})

it('are run once by processes that start at the same moment', async () => {
  const url = await freshPostgresUrl({ migrated: false })
  const processes = await Promise.all(Array.from({ length: 3 }, () => openDatabase({ url })))
  const runs = await Promise.all(processes.map((db) => migrate(db, { at: 1 })))
  expect(runs.flat().sort()).toEqual(readMigrations().map(({ name }) => name))
  await Promise.all(processes.map((db) => db.close()))
})

it('have a number of their own each', () => {
  const directory = mkdtempSync(join(tmpdir(), 'minibank-migrations-'))
  writeFileSync(join(directory, '0001_one.sql'), '')
  writeFileSync(join(directory, '0001_other.sql'), '')
  expect(() => readMigrations(directory)).toThrow('bad or repeated number')
})
