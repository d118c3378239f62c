/**
 * A process is killed with kill -9 at a named point of the write path. Whatever that point is: after a restart, a retry
 * with the same id leaves exactly one transfer, and every further retry gets the same answer.
 */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migrate } from '../../src/storage/migrations.ts'
import { KINDS } from '../support/database.ts'
import { accountWith, auditBooks, balanceOf, openVault } from '../support/ledger.ts'
import { type PostgresServer, startPostgres } from '../support/postgres.ts'
import { inspect, type Place, run } from './books.ts'
import type { OneTransfer } from './one-transfer.ts'

const BEFORE = 'write.before-commit'
const AFTER = 'write.after-commit'

describe.each(KINDS)('a process killed in the middle of a transfer (%s)', (kind) => {
  let place: Place
  let server: PostgresServer | undefined
  let folder: string | undefined
  let transfer: Omit<OneTransfer, 'id' | 'killAt'>

  beforeAll(async () => {
    if (kind === 'postgres') {
      server = await startPostgres({ durable: true })
      place = { url: server.url() }
    } else {
      folder = mkdtempSync(join(tmpdir(), 'minibank-faults-'))
      place = { directory: folder }
    }
    transfer = await inspect(place, async (db) => {
      await migrate(db, { at: 0 })
      await openVault(db)
      return { place, payer: await accountWith(db, 100_00), payee: await accountWith(db, 0), amount: 10_00 }
    })
  }, 120_000)
  afterAll(async () => {
    await server?.stop()
    if (folder) rmSync(folder, { recursive: true, force: true })
  })

  const try_ = (id: string, killAt: string | null) => run('one-transfer.ts', { ...transfer, id, killAt })
  const left = () =>
    inspect(place, async (db) => ({
      payee: (await balanceOf(db, transfer.payee)).posted,
      counted: (await db.query<{ used: number }>('SELECT used FROM counters'))[0]?.used ?? 0,
      outbox: (await db.query('SELECT 1 AS one FROM outbox')).length,
      wrong: await auditBooks(db),
    }))

  it(`before the commit: nothing is left, and the retry makes the one transfer`, async () => {
    const id = randomUUID()
    const before = await left()
    expect(await try_(id, BEFORE)).toMatchObject({ signal: 'SIGKILL', said: '' })
    expect(await left()).toEqual(before)
    const retry = await try_(id, null)
    expect(retry).toMatchObject({ code: 0 })
    expect((await try_(id, null)).said).toBe(retry.said)
    expect(await left()).toEqual({
      payee: before.payee + 10_00,
      counted: before.counted + 10_00,
      outbox: before.outbox + 1,
      wrong: [],
    })
  }, 120_000)

  it('after the commit and before the answer: the transfer stands, and the retry gets its answer', async () => {
    const id = randomUUID()
    const before = await left()
    expect(await try_(id, AFTER)).toMatchObject({ signal: 'SIGKILL', said: '' })
    const after = { payee: before.payee + 10_00, counted: before.counted + 10_00, outbox: before.outbox + 1, wrong: [] }
    expect(await left()).toEqual(after)
    const retry = await try_(id, null)
    expect(retry).toMatchObject({ code: 0, said: expect.stringContaining('by') })
    expect((await try_(id, null)).said).toBe(retry.said)
    expect(await left()).toEqual(after)
  }, 120_000)

  it('again and again at both points: exactly one transfer', async () => {
    const id = randomUUID()
    const before = await left()
    for (const point of [BEFORE, BEFORE, AFTER, AFTER]) expect((await try_(id, point)).signal).toBe('SIGKILL')
    expect((await try_(id, null)).code).toBe(0)
    expect((await left()).payee).toBe(before.payee + 10_00)
  }, 120_000)
})

describe('PostgreSQL killed with kill -9', () => {
  it('keeps every transfer that was acknowledged, and the one under way happens once', async () => {
    const server = await startPostgres({ durable: true })
    try {
      const place = { url: server.url() }
      const transfer = await inspect(place, async (db) => {
        await migrate(db, { at: 0 })
        await openVault(db)
        return { place, payer: await accountWith(db, 100_00), payee: await accountWith(db, 0), amount: 1_00 }
      })
      const ids = Array.from({ length: 2 }, () => randomUUID())
      for (const id of ids) {
        const acknowledged = await run('one-transfer.ts', { ...transfer, id, killAt: null })
        await server.kill()
        await server.start()
        expect((await run('one-transfer.ts', { ...transfer, id, killAt: null })).said).toBe(acknowledged.said)
      }
      await inspect(place, async (db) => {
        expect((await balanceOf(db, transfer.payee)).posted).toBe(2_00)
        expect(await auditBooks(db)).toEqual([])
      })
    } finally {
      await server.stop()
    }
  }, 120_000)
})
