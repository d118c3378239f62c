/** What a person writes to another passes WeChat's content check, or the order does not go; without a note nobody is asked. */
import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { OutsideError, type TextVerdict } from '../../../src/connectors/outside.ts'
import { eachDatabase } from '../../support/database.ts'
import { MONDAY, openTown, type Town, type Townsman, yuan } from '../town.ts'

type Said = TextVerdict | 'outage' | 'silence'
const IN_TWO_HOURS = { arrival: 'ordinary' } as const

eachDatabase('a note to somebody else', (database) => {
  let town: Town
  let liLei: Townsman
  let chenHua: Townsman
  let toChen: string
  let says: Said
  const asked: { readonly openid: string; readonly text: string }[] = []

  beforeAll(async () => {
    town = await openTown(database(), {
      wechat: {
        checkText: async (written) => {
          asked.push(written)
          if (says === 'outage') throw new OutsideError('wechat', 'unreached', 'wechat checkText: closed')
          if (says === 'silence') return new Promise<never>(() => {})
          return says
        },
      },
    })
  })
  beforeEach(async () => {
    town.clock.set(MONDAY)
    says = 'pass'
    asked.length = 0
    liLei = await town.settle('李雷')
    chenHua = await town.settle('陈华')
    await town.topUp(liLei, yuan(1_000))
    toChen = await town.payeeOf(liLei, chenHua)
    await attach(liLei, `o-${liLei.customerId}`)
  })

  const attach = ({ customerId }: Townsman, openid: string) =>
    town.db.query(
      'insert into wechat_identities (openid_index, openid_sealed, customer_id, attached_at) values ($1, $2, $3, $4)',
      [town.sealer.index('openid', openid), town.sealer.seal(openid), customerId, MONDAY],
    )
  const balances = async () => [await town.balance(liLei), await town.balance(chenHua)]
  const UNMOVED = [yuan(1_000), 0]

  it('is asked about as it is kept, with whose it is, and goes', async () => {
    const sent = await town.send(liLei, toChen, yuan(1), { note: '  <b>午饭</b>\n谢谢 ' })
    expect(sent.note).toBe('b午饭/b 谢谢')
    expect(asked).toEqual([{ openid: `o-${liLei.customerId}`, text: 'b午饭/b 谢谢' }])
  })

  it('that is risky is refused beside it, nothing moves, and the order goes under its id with other words', async () => {
    const id = randomUUID()
    says = 'risky'
    await expect(town.send(liLei, toChen, yuan(1), { id, note: '赌博' })).rejects.toMatchObject({
      code: 'NOTE_REFUSED',
      field: 'note',
    })
    expect(await balances()).toEqual(UNMOVED)
    says = 'pass'
    expect(await town.send(liLei, toChen, yuan(1), { id, note: '午饭' })).toMatchObject({ id, note: '午饭' })
    expect(await balances()).toEqual([yuan(999), yuan(1)])
    expect(await town.sumOfBooks()).toBe(0)
  })

  it('is asked about before the PIN is used: the right that it bought is still good', async () => {
    const id = randomUUID()
    const authorisation = await town.authorise(liLei, {
      kind: 'transfer',
      orderId: id,
      payeeId: toChen,
      amount: yuan(2),
    })
    const order = { id, accountId: liLei.accountId, payeeId: toChen, amount: yuan(2), authorisation }
    says = 'risky'
    await expect(town.transfers.make(liLei, { ...order, note: '刷单' })).rejects.toThrow('NOTE_REFUSED')
    says = 'pass'
    expect(await town.transfers.make(liLei, { ...order, note: '车费' })).toMatchObject({ state: 'done' })
  })

  it('that somebody should read passes: it is not a no', async () => {
    says = 'review'
    expect(await town.send(liLei, toChen, yuan(1), { note: '加微信' })).toMatchObject({ note: '加微信' })
  })

  it.each(['outage', 'silence', 'unseen'] as const)('is not let through unchecked: %s', async (what) => {
    const id = randomUUID()
    says = what
    await expect(town.send(liLei, toChen, yuan(1), { id, note: '午饭' })).rejects.toMatchObject({
      code: 'NOTE_UNCHECKED',
      field: 'note',
    })
    expect(await balances()).toEqual(UNMOVED)
    expect(await town.send(liLei, toChen, yuan(1), { id })).toMatchObject({ id, note: null })
  })

  it('of somebody without a WeChat account cannot be checked, and nobody is asked', async () => {
    const other = await town.settle('韩梅')
    await town.topUp(other, yuan(10))
    const payeeId = await town.payeeOf(other, chenHua)
    await expect(town.send(other, payeeId, yuan(1), { note: '午饭' })).rejects.toThrow('NOTE_UNCHECKED')
    expect(await town.send(other, payeeId, yuan(1))).toMatchObject({ state: 'done' })
    expect(asked).toEqual([])
  })

  it('that is none, or of which nothing is left, is not asked about', async () => {
    says = 'risky'
    for (const note of ['', '  ', '<>']) expect((await town.send(liLei, toChen, yuan(1), { note })).note).toBeNull()
    expect(asked).toEqual([])
  })

  it('is asked about once, however often its order is repeated', async () => {
    const id = randomUUID()
    const first = await town.send(liLei, toChen, yuan(1), { id, note: '午饭' })
    says = 'risky'
    expect(await town.send(liLei, toChen, yuan(1), { id, note: '午饭' })).toEqual(first)
    expect(asked).toHaveLength(1)
  })

  it('is checked of transfers that run later, once at the order', async () => {
    const id = randomUUID()
    says = 'risky'
    await expect(town.sendLater(liLei, toChen, yuan(1), IN_TWO_HOURS, { id, note: '赌博' })).rejects.toThrow(
      'NOTE_REFUSED',
    )
    says = 'pass'
    await town.sendLater(liLei, toChen, yuan(1), IN_TWO_HOURS, { id, note: '饭钱' })
    says = 'risky'
    expect(await town.sendLater(liLei, toChen, yuan(1), IN_TWO_HOURS, { id, note: '饭钱' })).toMatchObject({
      state: 'waiting',
    })
    expect(asked).toHaveLength(2)
  })

  it('is checked of cards in the chat, and a refused one holds nothing and is not counted', async () => {
    const share = { accountId: liLei.accountId, amount: yuan(1), shares: 1, mode: 'first' } as const
    const authorised = async (id: string) =>
      town.authorise(liLei, { kind: 'claimable', orderId: id, amount: yuan(1), shares: 1, mode: 'first' })
    const id = randomUUID()
    says = 'risky'
    const order = { id, ...share, authorisation: await authorised(id) }
    await expect(town.claimables.make(liLei, { ...order, note: '代开发票' })).rejects.toThrow('NOTE_REFUSED')
    const { available } = await town.accounts.get(liLei, liLei.accountId)
    expect(available).toBe(yuan(1_000))
    const counted = await town.db.query("select 1 from attempts where name = 'claimable' and key = $1", [
      Buffer.from(liLei.customerId),
    ])
    expect(counted).toEqual([])
    says = 'pass'
    expect(await town.claimables.make(liLei, { ...order, note: '奶茶' })).toMatchObject({ id, note: '奶茶' })
  })

  it('is checked of transfers to cards', async () => {
    const id = randomUUID()
    const { cardId } = liLei
    const order = { id, accountId: liLei.accountId, to: { cardId }, amount: yuan(1) }
    const authorisation = await town.authorise(liLei, {
      kind: 'card-transfer',
      orderId: id,
      toId: cardId,
      amount: yuan(1),
    })
    says = 'risky'
    await expect(town.cardTransfers.make(liLei, { ...order, note: '赌博', authorisation })).rejects.toThrow(
      'NOTE_REFUSED',
    )
    expect(await balances()).toEqual(UNMOVED)
    says = 'pass'
    expect(await town.cardTransfers.make(liLei, { ...order, note: '备用', authorisation })).toMatchObject({
      note: '备用',
    })
  })

  it('is what a request for money is for, too: without words it is made, and asks nobody', async () => {
    const request = {
      id: randomUUID() as string,
      accountId: liLei.accountId,
      total: yuan(30),
      people: 1,
      askerCounts: false,
    }
    says = 'risky'
    const risky = town.paymentRequests.make(liLei, { ...request, title: '赌债' })
    await expect(risky).rejects.toMatchObject({ code: 'NOTE_REFUSED', field: 'title' })
    says = 'silence'
    const unchecked = town.paymentRequests.make(liLei, { ...request, title: '午饭' })
    await expect(unchecked).rejects.toMatchObject({ code: 'NOTE_UNCHECKED', field: 'title' })
    expect(await town.paymentRequests.list(liLei)).toEqual({ requests: [] })
    asked.length = 0
    const { token } = await town.paymentRequests.make(liLei, request)
    expect(asked).toEqual([])
    expect(await town.paymentRequests.open(token)).toMatchObject({ title: null, amount: yuan(30) })
    says = 'pass'
    const named = await town.paymentRequests.make(liLei, { ...request, id: randomUUID(), title: '午饭' })
    says = 'risky'
    expect(await town.paymentRequests.make(liLei, { ...request, id: named.id, title: '午饭' })).toEqual(named)
    expect(asked).toHaveLength(1)
  })
})
