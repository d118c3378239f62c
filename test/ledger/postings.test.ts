import { randomUUID } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import { type AccountRef, HOUSE, type Movement } from '../../src/bank/core.ts'
import { eachDatabase } from '../support/database.ts'
import { accountWith, auditBooks, balanceOf, ledger, openVault, payment, VAULT } from '../support/ledger.ts'

eachDatabase('the books', (database) => {
  let payer: AccountRef
  let payee: AccountRef

  beforeAll(async () => {
    await openVault(database())
    payer = await accountWith(database(), 100_00)
    payee = await accountWith(database(), 0)
  })

  const book = (accounts: AccountRef[], ...movements: Movement[]) =>
    database().transaction(async (tx) => {
      await ledger.lock(tx, accounts)
      await ledger.apply(tx, movements, 1_000)
    })

  it('show a movement on both sides, with the balance after it', async () => {
    const id = randomUUID()
    await book([payer, payee], payment(payer, payee, 12_34, 'transfer', id))
    const [out] = await ledger.postings(database(), payer, { limit: 1 })
    const [into] = await ledger.postings(database(), payee, { limit: 1 })
    expect(out).toMatchObject({
      sequence: 2,
      movementId: id,
      code: 'transfer',
      amount: -12_34,
      balanceAfter: 87_66,
      at: 1_000,
    })
    expect(into).toMatchObject({
      sequence: 1,
      movementId: id,
      code: 'transfer',
      amount: 12_34,
      balanceAfter: 12_34,
      at: 1_000,
    })
  })

  it('go by pages, newest first', async () => {
    const account = await accountWith(database(), 0)
    const movements = Array.from({ length: 25 }, (_, index) => payment(VAULT, account, index + 1))
    await book([account], ...movements)
    const first = await ledger.postings(database(), account, { limit: 10 })
    const second = await ledger.postings(database(), account, { before: first.at(-1)?.sequence ?? 0, limit: 10 })
    const third = await ledger.postings(database(), account, { before: second.at(-1)?.sequence ?? 0, limit: 10 })
    expect([...first, ...second, ...third].map(({ amount }) => amount)).toEqual(
      Array.from({ length: 25 }, (_, index) => 25 - index),
    )
    await expect(ledger.postings(database(), account, { limit: 1001 })).rejects.toThrow('1 to 1000')
  })

  it('refuse what does not sum to zero, moves nothing, or has one side only', async () => {
    const legs = (...amounts: number[]): Movement => ({
      kind: 'post',
      id: randomUUID(),
      code: 'wrong',
      legs: amounts.map((amount, index) => ({ account: index % 2 ? payee : payer, amount })),
    })
    for (const wrong of [legs(-1, 2), legs(), legs(0, 0), legs(1), legs(-1, 1, 0)]) {
      await expect(book([payer, payee], wrong)).rejects.toThrow(/sum to zero|leg of nothing/)
    }
    await expect(book([payer, payee], legs(-1.5, 1.5))).rejects.toThrow('not a safe amount')
    await expect(book([payer, payee], legs(-(2 ** 53), 2 ** 53))).rejects.toThrow('not a safe amount')
  })

  it('refuse an overdraft and leave nothing of the whole write', async () => {
    const before = await balanceOf(database(), payer)
    const fine = payment(payer, payee, 1)
    await expect(book([payer, payee], fine, payment(payer, payee, before.available))).rejects.toThrow('overdraws')
    expect(await balanceOf(database(), payer)).toEqual(before)
    await book([payer, payee], fine)
  })

  it('judge a movement as a whole: money that comes in by it may go out by it', async () => {
    const account = await accountWith(database(), 0)
    await book([account], {
      kind: 'post',
      id: randomUUID(),
      code: 'deposit.paid-out',
      legs: [
        { account, amount: -50 },
        { account: VAULT, amount: -50 },
        { account, amount: 100 },
      ],
    })
    expect((await balanceOf(database(), account)).posted).toBe(50)
  })

  it('refuse accounts that are unknown or were not locked', async () => {
    const stranger = { owner: randomUUID(), id: randomUUID() }
    await expect(book([payer, stranger])).rejects.toThrow('unknown or not locked')
    await expect(book([payer], payment(payer, stranger, 1))).rejects.toThrow('unknown or not locked')
    await expect(book([payer], payment(payer, payee, 1))).rejects.toThrow('unknown or not locked')
    await expect(book([payee], { ...payment(payer, payee, 1), kind: 'hold', expiresAt: null })).rejects.toThrow(
      'unknown or not locked',
    )
  })

  it('take a movement once', async () => {
    const once = payment(payer, payee, 1)
    await book([payer, payee], once)
    await expect(book([payer, payee], once)).rejects.toThrow(/duplicate key/)
  })

  it('open an account once, and again without harm', async () => {
    await database().transaction((tx) => ledger.open(tx, [{ ...payer, mayGoBelowZero: false }]))
    expect((await balanceOf(database(), payer)).posted).toBeGreaterThan(0)
  })

  it('let an account that was just opened take part in the same write', async () => {
    const account = { owner: payer.owner, id: randomUUID() }
    await database().transaction(async (tx) => {
      await ledger.lock(tx, [payer])
      await ledger.open(tx, [{ ...account, mayGoBelowZero: false }])
      await ledger.apply(tx, [payment(payer, account, 10_00, 'deposit')], 1)
    })
    expect((await balanceOf(database(), account)).posted).toBe(10_00)
  })

  it("keep the bank's own account as the sum of its postings, below zero where customers hold money", async () => {
    const own = { owner: HOUSE, id: randomUUID() }
    const account = await accountWith(database(), 0)
    await database().transaction((tx) => ledger.open(tx, [{ ...own, mayGoBelowZero: true }]))
    await book([account, own], payment(own, account, 70))
    await book([account], payment(own, account, 30), payment(account, own, 10))
    expect(await balanceOf(database(), own)).toEqual({ posted: -90, held: 0, available: -90 })
    const postings = await ledger.postings(database(), own, { limit: 10 })
    expect(postings.map(({ amount, balanceAfter }) => [amount, balanceAfter])).toEqual([
      [10, -90],
      [-30, -100],
      [-70, -70],
    ])
  })

  it('are history: no posting and no movement is changed or removed by anyone', async () => {
    for (const statement of [
      'UPDATE ledger_postings SET amount = amount + 1',
      'DELETE FROM ledger_postings',
      'TRUNCATE ledger_postings',
      "UPDATE ledger_movements SET code = 'other'",
      'DELETE FROM ledger_movements',
    ]) {
      await expect(database().query(statement)).rejects.toThrow('is history and cannot be changed')
    }
  })

  it('are guarded by the table itself when code would overdraw', async () => {
    const overdraw = 'UPDATE ledger_accounts SET held = posted + 1 WHERE owner = $1 AND id = $2'
    await expect(database().query(overdraw, [payer.owner, payer.id])).rejects.toThrow('ledger_accounts_overdraft')
  })

  it('are sound after all of this', async () => {
    expect(await auditBooks(database())).toEqual([])
  })
})
