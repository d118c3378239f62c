import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import type { Database, Queryable } from '../../../src/storage/database.ts'
import { eachDatabase } from '../../support/database.ts'
import { openTown, type Town, type Townsman, yuan } from '../town.ts'

/** Counts the statements that reach a database. */
function counting(db: Database): Database & { statements: number } {
  const counted = {
    ...db,
    statements: 0,
    query: <Row extends object>(...call: Parameters<Queryable['query']>) => {
      counted.statements++
      return db.query<Row>(...call)
    },
  }
  return counted
}

eachDatabase('the first screen', (database) => {
  let db: ReturnType<typeof counting>
  let town: Town
  let liLei: Townsman

  beforeAll(() => {
    db = counting(database())
  })
  beforeEach(async () => {
    town = await openTown(db)
    liLei = await town.settle('李雷')
  })

  async function deposit(amount: number) {
    const order = { id: randomUUID() as string, productId: 'anxin-12m', amount }
    const authorised = { kind: 'deposit', orderId: order.id, productId: order.productId, amount } as const
    const authorisation = await town.authorise(liLei, authorised)
    return town.deposits.make(liLei, { ...order, accountId: liLei.accountId, authorisation })
  }

  it('shows total, accounts, cards, holdings and what came in from whom', async () => {
    const chenHua = await town.settle('陈华')
    await town.topUp(chenHua, yuan(500))
    await town.send(chenHua, await town.payeeOf(chenHua, liLei), yuan(66), { note: '生日快乐' })
    await town.topUp(liLei, yuan(20_000))
    const { id } = await deposit(yuan(10_000))

    const home = await town.home.get(liLei)
    expect(home).toMatchObject({
      me: { name: '李雷', stage: 'customer', identified: true },
      total: yuan(20_066),
      available: yuan(10_066),
      accounts: [{ id: liLei.accountId, balance: yuan(10_066) }],
      cards: [{ id: liLei.cardId, bankName: '招商银行', kind: 'debit' }],
      deposits: [{ id, state: 'running' }],
      recent: [
        { kind: 'deposit-made', amount: -yuan(10_000), counterparty: '安心存 一年期' },
        { kind: 'topup', amount: yuan(20_000) },
        { kind: 'transfer-in', amount: yuan(66), counterparty: '陈华', note: '生日快乐' },
      ],
    })
    expect(home.products.map((product) => product.id)).toEqual(['anxin-3m', 'anxin-6m', 'anxin-12m', 'anxin-36m'])
    expect((await town.home.get({ ...liLei, language: 'en' })).cards[0]?.bankName).toBe('China Merchants Bank')
  })

  it('asks the database the same number of questions after thirty movements as after one', async () => {
    await town.topUp(liLei, yuan(10_000))
    await town.home.get(liLei)
    const questions = async () => {
      const before = db.statements
      await town.home.get(liLei)
      return db.statements - before
    }
    const few = await questions()
    for (let i = 0; i < 15; i++) await town.topUp(liLei, yuan(1))
    for (let i = 0; i < 15; i++) await deposit(yuan(50))
    const home = await town.home.get(liLei)
    expect([home.recent.length, home.deposits.length]).toEqual([10, 15])
    expect(await questions()).toBe(few)
    expect(few).toBeLessThanOrEqual(11)
  })

  it('is empty, not broken, for an account without history', async () => {
    expect(await town.home.get(liLei)).toMatchObject({ total: 0, available: 0, deposits: [], recent: [] })
  })
})

eachDatabase('the statement', (database) => {
  let db: Database
  let town: Town
  let liLei: Townsman

  beforeAll(async () => {
    db = database()
    town = await openTown(db)
    liLei = await town.settle('李雷')
    for (let i = 1; i <= 25; i++) await town.topUp(liLei, yuan(i))
  })

  it('comes newest first, in pages that neither repeat nor lose a line, each balance following from the next', async () => {
    const lines = []
    let before: string | null = null
    const sizes = []
    do {
      const page: Awaited<ReturnType<Town['accounts']['statement']>> = await town.accounts.statement(
        liLei,
        liLei.accountId,
        before === null ? { limit: 10 } : { limit: 10, before },
      )
      sizes.push(page.entries.length)
      lines.push(...page.entries)
      before = page.next
    } while (before !== null)
    expect(sizes).toEqual([10, 10, 5])
    expect(lines.map(({ amount }) => amount)).toEqual(Array.from({ length: 25 }, (_, i) => yuan(25 - i)))
    for (const [i, line] of lines.entries()) {
      expect(line.balanceAfter).toBe((lines[i + 1]?.balanceAfter ?? 0) + line.amount)
    }
  })

  it('takes a position beyond everything for the beginning', async () => {
    const all = await town.accounts.statement(liLei, liLei.accountId, { before: '9'.repeat(19), limit: 100 })
    expect(all.entries).toHaveLength(25)
    expect(all.next).toBeNull()
  })
})
