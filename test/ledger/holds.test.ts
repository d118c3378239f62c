import { randomUUID } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import type { AccountRef, Movement } from '../../src/bank/core.ts'
import { eachDatabase } from '../support/database.ts'
import { accountWith, auditBooks, balanceOf, ledger, openVault, payment } from '../support/ledger.ts'

eachDatabase('a hold', (database) => {
  let payer: AccountRef
  let payee: AccountRef

  beforeAll(async () => {
    await openVault(database())
    payer = await accountWith(database(), 100_00)
    payee = await accountWith(database(), 0)
  })

  const book = (...movements: Movement[]) =>
    database().transaction(async (tx) => {
      await ledger.lock(tx, [payer, payee])
      await ledger.apply(tx, movements, 1_000)
    })
  const hold = (amount: number, expiresAt: number | null = null): Movement & { kind: 'hold' } => ({
    ...payment(payer, payee, amount, 'purchase'),
    kind: 'hold',
    expiresAt,
  })

  it('reserves money that is then neither spent twice nor moved yet', async () => {
    const reserved = hold(60_00)
    await book(reserved)
    expect(await balanceOf(database(), payer)).toEqual({ posted: 100_00, held: 60_00, available: 40_00 })
    expect(await balanceOf(database(), payee)).toEqual({ posted: 0, held: 0, available: 0 })
    await expect(book(payment(payer, payee, 40_01))).rejects.toThrow('overdraws')
    await expect(book(hold(40_01))).rejects.toThrow('overdraws')
    await book({ kind: 'void-hold', id: reserved.id })
    expect(await balanceOf(database(), payer)).toEqual({ posted: 100_00, held: 0, available: 100_00 })
  })

  it('moves exactly what was held when it is posted, and shows under its own code', async () => {
    const reserved = hold(25_00)
    await book(reserved)
    await book({ kind: 'post-hold', id: reserved.id })
    expect(await balanceOf(database(), payer)).toEqual({ posted: 75_00, held: 0, available: 75_00 })
    const [newest] = await ledger.postings(database(), payee, { limit: 1 })
    expect(newest).toMatchObject({ movementId: reserved.id, code: 'purchase', amount: 25_00, balanceAfter: 25_00 })
  })

  it('ends once: neither posted nor voided again', async () => {
    const reserved = hold(1_00)
    await book(reserved)
    await book({ kind: 'void-hold', id: reserved.id })
    for (const kind of ['post-hold', 'void-hold'] as const) {
      await expect(book({ kind, id: reserved.id })).rejects.toThrow('not pending')
    }
    await expect(book({ kind: 'post-hold', id: randomUUID() })).rejects.toThrow('not pending')
  })

  it('may be made and posted by the same write', async () => {
    const before = await balanceOf(database(), payer)
    const reserved = hold(5_00)
    await book(reserved, { kind: 'post-hold', id: reserved.id })
    expect((await balanceOf(database(), payer)).posted).toBe(before.posted - 5_00)
  })

  it('is listed when its time is over, oldest first, until its owner voids it', async () => {
    const late = hold(1_00, 9_000)
    const later = hold(1_00, 9_500)
    await book(later, late, hold(1_00, null))
    expect(await ledger.dueHolds(database(), 8_999, 10)).toEqual([])
    const due = await ledger.dueHolds(database(), 9_500, 10)
    expect(due.map(({ id }) => id)).toEqual([late.id, later.id])
    await book(...due.map(({ id }) => ({ kind: 'void-hold', id }) as const))
    expect(await ledger.dueHolds(database(), 10_000, 10)).toEqual([])
  })

  it('leaves sound books behind', async () => {
    expect(await auditBooks(database())).toEqual([])
  })
})
