/**
 * The recipe of docs/backup-and-restore.md, followed: the bank is dumped while it writes, restored into another server,
 * audited there, goes on there, and seals on.
 */
import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { audit } from '../../src/bank/audit/audit.ts'
import { openDatabase } from '../../src/storage/open.ts'
import { openTown, type Town, type Townsman, yuan } from '../bank/town.ts'
import { freshPostgresUrl } from '../support/database.ts'
import { SEAL_KEYS } from '../support/ledger.ts'
import { type PostgresServer, startPostgres } from '../support/postgres.ts'
import { sealAll, sealerOf } from '../support/seals.ts'

const run = promisify(execFile)

/** Why there can be no dump here; undefined when there can. pg_dump refuses a server newer than itself. */
function hindrance(): string | undefined {
  try {
    for (const program of ['pg_dump', 'pg_restore']) execFileSync(program, ['--version'], { stdio: 'ignore' })
    execFileSync('pg_dump', ['--schema-only', '--dbname', inject('postgres').admin], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    return undefined
  } catch (error) {
    return String(error instanceof Error ? error.message : error)
      .split('\n')
      .slice(0, 2)
      .join(' ')
  }
}
const hindered = hindrance()
if (hindered) console.warn(`No dump is tried here, install PostgreSQL's client programs: ${hindered}`)

describe.skipIf(hindered)('a bank that is dumped while it writes and restored elsewhere', () => {
  const folder = mkdtempSync(join(tmpdir(), 'minibank-dump-'))
  const dump = join(folder, 'bank.dump')
  let elsewhere: PostgresServer
  beforeAll(async () => {
    elsewhere = await startPostgres()
  }, 120_000)
  afterAll(async () => {
    await elsewhere?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('is sound there, goes on there, and its chain goes on', async () => {
    const url = await freshPostgresUrl()
    const db = await openDatabase({ url })
    const town = await openTown(db)
    const sealer = sealerOf(db)
    const people = [await town.settle('李雷'), await town.settle('陈华')] as const
    for (const person of people) await town.topUp(person, yuan(1_000))
    const pay = await payments(town, people)
    await pay(5)
    await sealAll(sealer)

    // Four payers who do not stop for the dump, and the worker that seals what they leave.
    let writing = true
    let sent = 5
    const writers = Array.from({ length: 4 }, async () => {
      while (writing) {
        await pay(1)
        sent++
      }
    })
    const sealing = (async () => {
      while (writing) await sealer.later()
    })()
    const before = sent
    await run('pg_dump', ['--format=custom', '--file', dump, '--dbname', url])
    const during = sent - before
    writing = false
    await Promise.all([...writers, sealing])
    await db.close()
    expect(during).toBeGreaterThan(0)

    const maker = await openDatabase({ url: elsewhere.url(), maxConnections: 1 })
    await maker.query('CREATE DATABASE bank')
    await maker.close()
    await run('pg_restore', ['--exit-on-error', '--no-owner', '--dbname', elsewhere.url('bank'), dump])
    const restored = await openDatabase({ url: elsewhere.url('bank') })
    const found = await audit(restored, SEAL_KEYS)
    expect(found.findings).toEqual([])
    // What was written before the dump is there; of what was written meanwhile, all or nothing of each transfer.
    expect(found.postings).toBeGreaterThanOrEqual(4 + 2 * before)
    expect(found.postings).toBeLessThanOrEqual(4 + 2 * sent)
    expect(found.blocks).toBeGreaterThan(0)

    // Transaction ids began again in the new server, and clocks went on: nothing of the old horizon is needed.
    const payThere = await payments(await openTown(restored), people)
    await payThere(10)
    await sealAll(sealerOf(restored))
    const later = await audit(restored, SEAL_KEYS, found.head ?? undefined)
    expect(later).toMatchObject({ findings: [], postings: found.postings + 20, unsealed: 0 })
    expect(later.blocks).toBeGreaterThan(found.blocks)
    await restored.close()
  }, 180_000)
})

/** The first pays the second one fen, again and again. */
async function payments(
  town: Town,
  [from, to]: readonly [Townsman, Townsman],
): Promise<(times: number) => Promise<void>> {
  const payeeId = await town.payeeOf(from, to)
  return async (times) => {
    for (let time = 0; time < times; time++) await town.send(from, payeeId, 1)
  }
}
