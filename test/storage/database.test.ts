import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, inject, it } from 'vitest'
import type { Queryable } from '../../src/storage/database.ts'
import { durabilityOff } from '../../src/storage/durability.ts'
import { migrate } from '../../src/storage/migrations.ts'
import { openDatabase } from '../../src/storage/open.ts'
import { eachDatabase, freshPostgresUrl } from '../support/database.ts'

eachDatabase('a database', (database) => {
  it('gives bigint as safe integers and refuses what is beyond', async () => {
    expect(await database().query('SELECT $1::bigint AS money', [Number.MAX_SAFE_INTEGER])).toEqual([
      { money: Number.MAX_SAFE_INTEGER },
    ])
    await expect(database().query('SELECT 9007199254740993 AS money')).rejects.toThrow('beyond the safe range')
  })

  it('keeps all of a transaction or nothing', async () => {
    await database().query('CREATE TABLE notes (text text)')
    const failing = database().transaction(async (tx) => {
      await tx.query(`INSERT INTO notes VALUES ('lost')`)
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    await database().transaction((tx) => tx.query(`INSERT INTO notes VALUES ('kept')`))
    expect(await database().query('SELECT text FROM notes')).toEqual([{ text: 'kept' }])
  })

  it('does not pretend that a transaction with a failed statement was committed', async () => {
    const swallowing = database().transaction(async (tx) => {
      await tx.query('SELECT 1 / 0').catch(() => {})
      return 'done'
    })
    await expect(swallowing).rejects.toThrow('division by zero')
  })

  it('refuses a query beside an open transaction, and one on a transaction that has ended', async () => {
    const beside = database().transaction(() => database().query('SELECT 1'))
    await expect(beside).rejects.toThrow('use the transaction')
    const tx = await database().transaction(async (tx) => tx)
    await expect(tx.query('SELECT 1')).rejects.toThrow('has ended')
  })

  it('runs a transaction again when PostgreSQL asks for it, a bounded number of times', async () => {
    let tries = 0
    const unlucky = (times: number) =>
      database().transaction(async (tx) => {
        if (++tries <= times) {
          await tx.query(`DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = 'serialization_failure'; END $$`)
        }
        return tries
      })
    expect(await unlucky(3)).toBe(4)
    tries = 0
    await expect(unlucky(1000)).rejects.toThrow('again')
    expect(tries).toBe(8)
  })
})

describe('PostgreSQL', () => {
  it('out of reach is told in one line, without the password', async () => {
    await expect(openDatabase({ url: 'postgres://bank:secret@127.0.0.1:1/minibank' })).rejects.toMatchObject({
      name: 'StartError',
      message: expect.stringMatching(
        /^The database at 127\.0\.0\.1:1\/minibank cannot be reached: .*ECONNREFUSED(?!.*secret)/,
      ),
    })
    const missing = new URL('/nowhere', inject('postgres').admin).href
    await expect(openDatabase({ url: missing })).rejects.toThrow(
      /\/nowhere cannot be reached: .*"nowhere" does not exist/,
    )
  })

  it('that ends our sessions is unavailable for whoever was talking to it, and there again for the next', async () => {
    const url = await freshPostgresUrl()
    const [db, other] = [await openDatabase({ url }), await openDatabase({ url, maxConnections: 1 })]
    const endAll = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE datname = current_database() AND pid <> pg_backend_pid()`
    const slow = db.transaction((tx) => tx.query('SELECT pg_sleep(9)'))
    const expectation = expect(slow).rejects.toMatchObject({ name: 'StorageUnavailable' })
    while (
      (await other.query(`SELECT 1 FROM pg_stat_activity WHERE query LIKE '%pg_sleep(9)%' AND pid <> pg_backend_pid()`))
        .length === 0
    ) {
      await wait(20)
    }
    await other.query(endAll)
    await expectation
    expect(await db.query('SELECT 1 AS one')).toEqual([{ one: 1 }])
    await Promise.all([db.close(), other.close()])
  })

  it('that ends a session between two statements of a transaction fails the next one, and not the process', async () => {
    const url = await freshPostgresUrl()
    const [db, other] = [await openDatabase({ url }), await openDatabase({ url, maxConnections: 1 })]
    const begun = Promise.withResolvers<void>()
    const ended = Promise.withResolvers<void>()
    const broken = db.transaction(async (tx) => {
      await tx.query('SELECT 1 AS one')
      begun.resolve()
      await ended.promise
      await tx.query('SELECT 2 AS two')
    })
    const expectation = expect(broken).rejects.toMatchObject({ name: 'StorageUnavailable' })
    await begun.promise
    await other.query(`SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
                       WHERE datname = current_database() AND pid <> pg_backend_pid()`)
    // For the end to reach us.
    await wait(100)
    ended.resolve()
    await expectation
    expect(await db.query('SELECT 1 AS one')).toEqual([{ one: 1 }])
    await Promise.all([db.close(), other.close()])
  })

  it('joins whole tables by hashes in a snapshot alone: for an order every row is found by an index', async () => {
    const db = await openDatabase({ url: await freshPostgresUrl() })
    const JOIN = 'EXPLAIN (COSTS OFF) SELECT 1 FROM transfers t JOIN entries e ON e.customer_id = t.payer_id'
    const planOf = async (place: Queryable) => {
      const lines = await place.query<{ 'QUERY PLAN': string }>(JOIN)
      return lines.map((line) => line['QUERY PLAN']).join('\n')
    }
    await migrate(db, { at: 0 })
    expect(await db.snapshot(planOf)).toMatch(/Hash Join|Merge Join/)
    expect(await planOf(db)).toMatch(/Nested Loop/)
    await db.close()
  })

  it('says which durability settings are off', async () => {
    const db = await openDatabase({ url: await freshPostgresUrl(), maxConnections: 1 })
    // The tests' own server runs without them, to be fast.
    expect(await durabilityOff(db)).toEqual(['fsync', 'full_page_writes', 'synchronous_commit'])
    await db.query('SET synchronous_commit = local')
    expect(await durabilityOff(db)).toEqual(['fsync', 'full_page_writes'])
    await db.close()
  })
})
