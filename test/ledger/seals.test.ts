/** The chain over postings: sealed after the write, block by block, only what is decided. */
import { expect, it } from 'vitest'
import { auditLedger } from '../../src/ledger/audit.ts'
import type { Database } from '../../src/storage/database.ts'
import { migrate, readMigrations } from '../../src/storage/migrations.ts'
import { openDatabase } from '../../src/storage/open.ts'
import { openPglite } from '../../src/storage/pglite.ts'
import { eachDatabase, freshPostgresUrl } from '../support/database.ts'
import { accountWith, auditBooks, ledger, openVault, payment, SEAL_KEYS, VAULT, writeOf } from '../support/ledger.ts'
import { type Sealer, sealAll, sealerOf } from '../support/seals.ts'
import { writePathOn } from '../support/write-path.ts'

const chainOf = (db: Database) =>
  db.snapshot(async (snapshot) => {
    const { blocks, unsealed, postings, head, findings } = await auditLedger(snapshot, SEAL_KEYS)
    return { blocks, unsealed, postings, head, findings }
  })

/** `count` movements of one fen from the vault, in one write. */
async function pay(db: Database, count: number): Promise<void> {
  const payee = await accountWith(db, 0)
  await db.transaction(async (tx) => {
    await ledger.lock(tx, [payee])
    await ledger.apply(
      tx,
      Array.from({ length: count }, () => payment(VAULT, payee, 1)),
      1,
    )
  })
}

eachDatabase('the chain', (database) => {
  it('seals what is written, and tells the log its head', async () => {
    const sealer = sealerOf(database())
    await openVault(database())
    expect(await sealer.now()).toBe(0)
    await pay(database(), 3)
    await sealAll(sealer)
    const { head, ...rest } = await chainOf(database())
    expect(rest).toEqual({ blocks: 1, unsealed: 0, postings: 6, findings: [] })
    expect(sealer.told).toEqual([{ ...head, message: 'posting chain sealed' }])
  })

  it('is no chain of tiny blocks: what comes within ten seconds shares one', async () => {
    const sealer = sealerOf(database())
    await pay(database(), 1)
    await sealAll(sealer)
    await pay(database(), 1)
    expect(await sealer.now()).toBe(0)
    expect(await chainOf(database())).toMatchObject({ blocks: 2, unsealed: 2, findings: [] })
    await sealAll(sealer)
    expect(await chainOf(database())).toMatchObject({ blocks: 3, unsealed: 0, findings: [] })
  })

  it('passes over numbers that were given up', async () => {
    const sealer = sealerOf(database())
    const undone = database().transaction(async (tx) => {
      await ledger.open(tx, [{ ...VAULT, id: VAULT.owner, mayGoBelowZero: true }])
      await ledger.apply(tx, [payment(VAULT, { ...VAULT, id: VAULT.owner }, 5)], 1)
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    expect(await sealer.later()).toBe(0)
    expect(await sealer.depth()).toEqual({ waiting: 2 })
    await pay(database(), 1)
    await sealAll(sealer)
    expect(await chainOf(database())).toMatchObject({ blocks: 4, unsealed: 0, findings: [] })
  })

  it('works a backlog off in blocks of ten thousand, at once', async () => {
    const sealer = sealerOf(database())
    await pay(database(), 12_000)
    await sealAll(sealer)
    expect(await chainOf(database())).toMatchObject({ blocks: 7, unsealed: 0, findings: [] })
  }, 60_000)

  it('is history', async () => {
    for (const statement of [
      'UPDATE ledger_seals SET last = last',
      'DELETE FROM ledger_seals',
      'TRUNCATE ledger_seals',
    ])
      await expect(database().query(statement)).rejects.toThrow('is history and cannot be changed')
  })
})

it('never seals past a writer that has numbers and is not done, and makes nobody wait', async () => {
  const db = await openDatabase({ url: await freshPostgresUrl() })
  const sealer = sealerOf(db)
  await openVault(db)
  await pay(db, 1)
  await sealAll(sealer)

  // Two writers take numbers in turn; the one with the smaller ones commits last.
  const payees = [await accountWith(db, 0), await accountWith(db, 0)] as const
  const slow = Promise.withResolvers<void>()
  const wrote = Promise.withResolvers<void>()
  const slowWriter = db.transaction(async (tx) => {
    await ledger.lock(tx, [payees[0]])
    await ledger.apply(tx, [payment(VAULT, payees[0], 7)], 1)
    wrote.resolve()
    await slow.promise
  })
  await wrote.promise
  await pay(db, 1)
  expect(await sealer.later()).toBe(0)
  expect(await chainOf(db)).toMatchObject({ blocks: 1, unsealed: 2, findings: [] })

  const sealing = sealer.later()
  await pay(db, 1)
  slow.resolve()
  await Promise.all([slowWriter, sealing])
  await sealAll(sealer)
  expect(await chainOf(db)).toMatchObject({ unsealed: 0, postings: 8, findings: [] })
  await db.close()
}, 60_000)

it('is sealed by several processes without a fork, while others write', async () => {
  const url = await freshPostgresUrl()
  const processes = await Promise.all(Array.from({ length: 3 }, () => openDatabase({ url })))
  const db = processes[0] as Database
  await openVault(db)
  const account = await accountWith(db, 0)
  const sealers = processes.map(sealerOf)
  let writing = true
  const writers = processes.map(async (process) => {
    const writes = writePathOn(process)
    for (let made = 0; made < 40; made++) {
      await writes.submit(
        writeOf({ owner: account.owner, accounts: [account] }, () => ({ movements: [payment(VAULT, account, 1)] })),
      )
    }
  })
  const sealing = sealers.map(async (sealer) => {
    while (writing) await sealer.later()
  })
  await Promise.all(writers)
  writing = false
  await Promise.all(sealing)
  await sealAll(sealers[0] as Sealer)
  const { blocks, ...rest } = await chainOf(db)
  expect(rest).toMatchObject({ unsealed: 0, postings: 240, findings: [] })
  expect(blocks).toBeGreaterThan(1)
  expect(sealers.flatMap(({ told }) => told)).toHaveLength(blocks)
  await Promise.all(processes.map((process) => process.close()))
}, 60_000)

it('numbers the postings of a database from before the chain', async () => {
  const db = await openPglite({ memory: true })
  const all = readMigrations()
  const before = all.filter(({ number }) => number < 5)
  await migrate(db, { at: 0, migrations: before })
  await openVault(db)
  await pay(db, 5)
  await migrate(db, { at: 0, migrations: all })
  const numbers = await db.query<{ number: number }>('SELECT number FROM ledger_postings ORDER BY number')
  expect(numbers.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  await pay(db, 1)
  await sealAll(sealerOf(db))
  expect(await auditBooks(db)).toEqual([])
  expect(await chainOf(db)).toMatchObject({ blocks: 1, postings: 12, unsealed: 0 })
  await db.close()
}, 60_000)
