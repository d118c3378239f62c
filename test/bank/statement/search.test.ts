import { randomUUID } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import { WINDOW } from '../../../src/bank/statement/search.ts'
import type { Body } from '../../../src/contract/schema/index.ts'
import { eachDatabase } from '../../support/database.ts'
import { at, openTown, type Town, type Townsman, yuan } from '../town.ts'

type Search = Body<'POST /v1/accounts/:accountId/entry-searches'>

eachDatabase('looking for a line of the statement', (database) => {
  let town: Town
  let liLei: Townsman
  let hanMei: Townsman
  let payeeId: string
  let toHanMei: string

  /** What a search finds, as signed amounts, newest first. */
  const find = async (search: Search, person = liLei) =>
    (await town.statement.search(person, person.accountId, search)).entries.map(({ amount }) => amount)

  beforeAll(async () => {
    town = await openTown(database())
    liLei = await town.settle('李雷')
    hanMei = await town.settle('韩梅')
    const chenHua = await town.settle('陈华')
    town.clock.set(at('2026-09-05 10:00'))
    await town.topUp(liLei, yuan(5_000))
    toHanMei = await town.payeeOf(liLei, hanMei)
    payeeId = await town.payeeOf(liLei, chenHua)
    await town.send(liLei, toHanMei, yuan(120), { note: '九月房租 Rent' })
    town.clock.set(at('2026-10-31 23:59'))
    await town.send(liLei, payeeId, yuan(66.5), { note: '晚饭' })
    town.clock.set(at('2026-11-01 00:00'))
    await town.send(liLei, toHanMei, yuan(120), { note: '十月房租' })
    await town.send(hanMei, await town.payeeOf(hanMei, liLei), yuan(30))
  })

  it('finds by note, whatever the case, and by the name that the statement shows', async () => {
    expect(await find({ text: '房租' })).toEqual([yuan(-120), yuan(-120)])
    expect(await find({ text: ' RENT ' })).toEqual([yuan(-120)])
    expect(await find({ text: '华' })).toEqual([yuan(-66.5)])
    // Of who paid, a statement has the name in full.
    expect(await find({ text: '韩梅' })).toEqual([yuan(30)])
    expect(await find({ text: '没有这样的话' })).toEqual([])
  })

  it('finds by the name that the payer gave, both what was sent and what came', async () => {
    await town.payees.rename(liLei, toHanMei, '房东阿姨')
    expect(await find({ text: '阿姨' })).toEqual([yuan(30), yuan(-120), yuan(-120)])
    // The other side never learns of it.
    expect(await find({ text: '阿姨' }, hanMei)).toEqual([])
  })

  it('finds an amount as it is, and amounts between two', async () => {
    expect(await find({ text: '66.50' })).toEqual([yuan(-66.5)])
    expect(await find({ text: '¥66.5' })).toEqual([yuan(-66.5)])
    expect(await find({ text: '66' })).toEqual([])
    expect(await find({ atLeast: yuan(66.5), atMost: yuan(120) })).toEqual([yuan(-120), yuan(-66.5), yuan(-120)])
    expect(await find({ atLeast: yuan(120), atMost: yuan(66) })).toEqual([])
  })

  it('filters by direction, group and month, the month of Shanghai, and by all of them together', async () => {
    expect(await find({ direction: 'in' })).toEqual([yuan(30), yuan(5_000)])
    expect(await find({ group: 'card' })).toEqual([yuan(5_000)])
    expect(await find({ group: 'deposit' })).toEqual([])
    expect(await find({ month: '2026-10' })).toEqual([yuan(-66.5)])
    expect(await find({ month: '2026-11', direction: 'out' })).toEqual([yuan(-120)])
    expect(await find({ month: '2026-08' })).toEqual([])
    expect(await find({ month: '2026-09', group: 'people', text: '房租' })).toEqual([yuan(-120)])
  })

  it('comes in pages that neither lose a line nor show one twice', async () => {
    const seen: number[] = []
    let before: string | undefined
    for (let pages = 0; pages < 10; pages++) {
      const found = await town.statement.search(liLei, liLei.accountId, {
        group: 'people',
        limit: 2,
        ...(before === undefined ? {} : { before }),
      })
      seen.push(...found.entries.map(({ amount }) => amount))
      if (found.next === null) break
      before = found.next
    }
    expect(seen).toEqual([yuan(30), yuan(-120), yuan(-66.5), yuan(-120)])
  })

  it('is nobody else’s: another person’s account is as if it did not exist', async () => {
    for (const accountId of [hanMei.accountId, randomUUID()]) {
      await expect(town.statement.search(liLei, accountId, {})).rejects.toThrow('NOT_FOUND')
      await expect(town.statement.months(liLei, accountId, {})).rejects.toThrow('NOT_FOUND')
    }
  })

  it('looks at a bounded number of lines, says how far back that was, and goes on from there', async () => {
    const busy = await town.settle('王芳')
    town.clock.set(at('2026-11-02 09:00'))
    await town.topUp(busy, yuan(1_000))
    await fill(busy, WINDOW + 20)
    const first = await town.statement.search(busy, busy.accountId, { group: 'card' })
    expect(first.entries).toEqual([])
    expect(first.next).not.toBeNull()
    expect(first.lookedTo).toBe(at('2026-11-02 09:00'))
    const second = await town.statement.search(busy, busy.accountId, { group: 'card', before: first.next ?? '' })
    expect(second.entries.map(({ amount }) => amount)).toEqual([yuan(1_000)])
    expect(second.next).toBeNull()
  })

  /** A long history of small payments, written straight into the books. */
  async function fill(person: Townsman, lines: number): Promise<void> {
    const db = database()
    const ref = [person.customerId, person.accountId]
    const text = town.sealer.seal(JSON.stringify({ counterparty: { zh: '某人', en: 'Somebody' }, note: null }))
    const [{ sequence = 0 } = {}] = await db.query<{ sequence: number }>(
      'select sequence from ledger_accounts where owner = $1 and id = $2',
      ref,
    )
    const ids = Array.from({ length: lines }, () => randomUUID())
    await db.query(
      `insert into ledger_postings (owner, account_id, sequence, movement_id, code, amount, balance_after, at)
       select $1, $2, $3 + n, id, 'transfer', -1, 100000, $4 from unnest($5::uuid[]) with ordinality as k (id, n)`,
      [...ref, sequence, town.clock.now(), ids],
    )
    await db.query(
      `insert into entries (customer_id, movement_id, kind, order_id, text_sealed)
       select $1, id, 'transfer-out', id, $2 from unnest($3::uuid[]) as k (id)`,
      [person.customerId, text, ids],
    )
  }
})
