import { randomUUID } from 'node:crypto'
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Database } from '../../../src/storage/database.ts'
import { eachDatabase } from '../../support/database.ts'
import { at, openTown, type Town, type Townsman, yuan } from '../town.ts'

eachDatabase('a time deposit', (database) => {
  let db: Database
  let town: Town
  let liLei: Townsman

  beforeAll(() => {
    db = database()
  })
  beforeEach(async () => {
    town = await openTown(db)
    await town.begin()
    liLei = await town.settle('李雷')
    await town.topUp(liLei, yuan(30_000))
  })
  afterEach(async () => {
    expect(await town.sumOfBooks()).toBe(0)
  })

  async function deposit(
    amount: number,
    {
      productId = 'anxin-12m',
      id = randomUUID() as string,
      person = liLei,
      linkId,
    }: Partial<{
      productId: string
      id: string
      person: Townsman
      linkId: string
    }> = {},
  ) {
    const authorisation = await town.authorise(person, { kind: 'deposit', orderId: id, productId, amount })
    const order = { id, accountId: person.accountId, productId, amount, authorisation }
    return town.deposits.make(person, linkId === undefined ? order : { ...order, linkId })
  }

  async function withdraw(depositId: string, id: string = randomUUID(), person = liLei) {
    const authorisation = await town.authorise(person, { kind: 'withdrawal', orderId: id, depositId })
    return town.deposits.withdraw(person, depositId, { id, authorisation })
  }

  it('of 10,000.00 for a year at 1.85 % yields 185.00 on 2027-11-23, and stands on the statement', async () => {
    const made = await deposit(yuan(10_000), { linkId: 'meiShare1' })
    expect(made).toMatchObject({
      productId: 'anxin-12m',
      productName: '安心存 一年期',
      principal: yuan(10_000),
      ratePercent: '1.85',
      from: '2026-11-23',
      to: '2027-11-23',
      interestAtMaturity: yuan(185),
      ifWithdrawnToday: { interest: 0, total: yuan(10_000), ratePercent: '0.05' },
      state: 'running',
      paidInterest: null,
      linkId: 'meiShare1',
    })
    expect(await town.balance(liLei)).toBe(yuan(20_000))
    const { entries } = await town.accounts.statement(liLei, liLei.accountId, { limit: 1 })
    expect(entries).toMatchObject([
      { kind: 'deposit-made', orderId: made.id, amount: -yuan(10_000), counterparty: '安心存 一年期' },
    ])
  })

  it('taken out after 100 days pays 1.39 at the early rate, principal and interest in one line', async () => {
    const { id } = await deposit(yuan(10_000))
    town.clock.set(at('2027-03-03 09:00'))
    expect((await town.deposits.get(liLei, id)).ifWithdrawnToday).toEqual({
      interest: 139,
      total: yuan(10_001.39),
      ratePercent: '0.05',
    })
    expect(await withdraw(id)).toMatchObject({ state: 'withdrawn', paidInterest: 139, closedAt: town.clock.now() })
    expect(await town.balance(liLei)).toBe(yuan(30_001.39))
    expect((await town.accounts.statement(liLei, liLei.accountId, { limit: 1 })).entries).toMatchObject([
      { kind: 'deposit-paid', orderId: id, amount: yuan(10_001.39), note: '本金 10,000.00，利息 1.39' },
    ])
  })

  it('taken out on the day it was made gives back exactly the principal', async () => {
    const { id } = await deposit(yuan(50))
    expect(await withdraw(id)).toMatchObject({ state: 'withdrawn', paidInterest: 0 })
    expect(await town.balance(liLei)).toBe(yuan(30_000))
  })

  it('is paid out on its last day in Shanghai, not a second before, once, and told by SMS', async () => {
    const paidBefore = await town.interestPaid()
    const { id } = await deposit(yuan(10_000))
    town.clock.set(at('2027-11-22 23:59'))
    expect(await town.workers.maturity.run()).toBe(0)
    town.clock.set(at('2027-11-23 00:00'))
    expect(await town.workers.maturity.run()).toBe(1)
    expect(await town.workers.maturity.run()).toBe(0)
    expect(await town.deposits.get(liLei, id)).toMatchObject({ state: 'matured', paidInterest: yuan(185) })
    expect(await town.balance(liLei)).toBe(yuan(30_185))
    expect((await town.interestPaid()) - paidBefore).toBe(yuan(185))
    await town.workers.outbox.run()
    expect(town.messages.at(-1)?.text).toContain('本金10,000.00元、利息185.00元')
  })

  it('pays all its interest to a holder who comes on the last day before the worker does', async () => {
    const { id } = await deposit(yuan(10_000))
    town.clock.set(at('2027-11-23 00:00'))
    expect(await withdraw(id)).toMatchObject({ state: 'matured', paidInterest: yuan(185) })
    expect(await town.workers.maturity.run()).toBe(0)
    expect(await town.balance(liLei)).toBe(yuan(30_185))
  })

  it('is paid out once when holder and workers come at the same moment', async () => {
    const { id } = await deposit(yuan(10_000))
    town.clock.set(at('2027-11-23 00:00'))
    const orders = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const orderId = randomUUID()
        const order = { kind: 'withdrawal', orderId, depositId: id } as const
        return { id: orderId, authorisation: await town.authorise(liLei, order) }
      }),
    )
    const outcomes = await Promise.allSettled([
      ...orders.map((order) => town.deposits.withdraw(liLei, id, order)),
      town.workers.maturity.run(),
      town.workers.maturity.run(),
    ])
    const refusals = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []))
    expect(new Set(refusals)).toEqual(new Set(['DEPOSIT_CLOSED']))
    expect(await town.balance(liLei)).toBe(yuan(30_185))
    expect(await town.deposits.get(liLei, id)).toMatchObject({ state: 'matured' })
    expect(town.logged).toEqual([])
  })

  it('made at the end of November for three months ends on the last of February', async () => {
    town.clock.set(at('2026-11-30 12:00'))
    expect(await deposit(yuan(10_000), { productId: 'anxin-3m' })).toMatchObject({
      to: '2027-02-28',
      interestAtMaturity: 2_625,
    })
  })

  it('keeps its rate when the shelf’s changes', async () => {
    const { id } = await deposit(yuan(10_000))
    await db.query(
      "insert into product_rates (product_id, effective_from, rate_percent, early_rate_percent) values ('anxin-12m', '2026-12-01', '1.60', '0.05')",
    )
    town.clock.set(at('2026-12-01 00:00'))
    expect(await town.products.get('anxin-12m')).toMatchObject({ ratePercent: '1.60', rateFrom: '2026-12-01' })
    expect(await deposit(yuan(10_000))).toMatchObject({ interestAtMaturity: yuan(160) })
    expect(await town.deposits.get(liLei, id)).toMatchObject({ ratePercent: '1.85', interestAtMaturity: yuan(185) })
    await db.query("delete from product_rates where effective_from = '2026-12-01'")
  })

  it('sent again with the same id is the same deposit; other content is refused', async () => {
    const id = randomUUID()
    const first = await deposit(yuan(10_000), { id })
    const order = { id, accountId: liLei.accountId, productId: 'anxin-12m', amount: yuan(10_000) }
    expect(await town.deposits.make(liLei, { ...order, authorisation: { token: '' } })).toEqual(first)
    for (const other of [{ amount: yuan(10_001) }, { productId: 'anxin-3m' }, { linkId: 'otherLnk' }]) {
      const sent = town.deposits.make(liLei, { ...order, ...other, authorisation: { token: '' } })
      await expect(sent).rejects.toMatchObject({ code: 'ID_REUSED' })
    }
    expect(await town.balance(liLei)).toBe(yuan(20_000))

    const withdrawal = randomUUID()
    const ended = await withdraw(id, withdrawal)
    expect(await withdraw(id, withdrawal)).toEqual(ended)
    await expect(withdraw(id)).rejects.toMatchObject({ code: 'DEPOSIT_CLOSED' })
    expect(await town.balance(liLei)).toBe(yuan(30_000))
  })

  it('refuses too little, too much, what is not sold, and what does not exist', async () => {
    await expect(deposit(yuan(49.99))).rejects.toMatchObject({
      code: 'DEPOSIT_BELOW_MINIMUM',
      params: { minimum: '50.00' },
    })
    await expect(deposit(yuan(30_000.01))).rejects.toMatchObject({
      code: 'BALANCE_INSUFFICIENT',
      params: { available: '30,000.00' },
    })
    await expect(deposit(0)).rejects.toMatchObject({ code: 'AMOUNT_INVALID' })
    await expect(deposit(yuan(50), { productId: 'gold' })).rejects.toMatchObject({ code: 'PRODUCT_UNKNOWN' })
    await db.query("update products set on_sale = false where id = 'anxin-6m'")
    await expect(deposit(yuan(50), { productId: 'anxin-6m' })).rejects.toMatchObject({ code: 'PRODUCT_NOT_ON_SALE' })
    await db.query("update products set on_sale = true where id = 'anxin-6m'")
    const small = await town.settle('小店', { accountClass: 'III' })
    await town.topUp(small, yuan(100))
    await expect(deposit(yuan(50), { person: small })).rejects.toMatchObject({ code: 'CLASS_UPGRADE_REQUIRED' })
    expect(await town.balance(liLei)).toBe(yuan(30_000))
  })

  it('is nobody else’s: to see, to take out, or to authorise', async () => {
    const { id } = await deposit(yuan(10_000))
    const other = await town.settle('陈华')
    await town.topUp(other, yuan(100))
    await expect(town.deposits.get(other, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(withdraw(id, randomUUID(), other)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(deposit(yuan(50), { person: { ...other, accountId: liLei.accountId } })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    const orderId = randomUUID()
    const theirs = await town.authorise(other, { kind: 'withdrawal', orderId, depositId: id })
    await expect(town.deposits.withdraw(liLei, id, { id: orderId, authorisation: theirs })).rejects.toMatchObject({
      code: 'AUTHORISATION_INVALID',
    })
    expect((await town.deposits.list(other)).deposits).toEqual([])
    expect(await town.balance(liLei)).toBe(yuan(20_000))
  })

  it('the shelf as a whole can be closed by a rule, from its date on', async () => {
    await db.query(
      "insert into rules (name, class, effective_from, value, unit, source, mark) values ('deposit.shelf', '', '2026-12-24', 0, 'switch', 'a notice', 'S')",
    )
    town.clock.set(at('2026-12-24 08:00'))
    expect((await town.products.list()).products.map(({ onSale }) => onSale)).toEqual([false, false, false, false])
    await expect(deposit(yuan(50))).rejects.toMatchObject({ code: 'PRODUCT_NOT_ON_SALE' })
    await db.query("delete from rules where source = 'a notice'")
  })
})
