import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import type { Database } from '../../../src/storage/database.ts'
import { eachDatabase } from '../../support/database.ts'
import { at, MONDAY, openTown, type Town, type Townsman, yuan } from '../town.ts'

eachDatabase('sending money', (database) => {
  let db: Database
  let town: Town
  let liLei: Townsman
  let chenHua: Townsman

  beforeAll(async () => {
    db = database()
    town = await openTown(db)
  })
  beforeEach(async () => {
    town.clock.set(MONDAY)
    liLei = await town.settle('李雷', { identified: false })
    chenHua = await town.settle('陈华')
    await town.topUp(liLei, yuan(50_000))
  })

  it('moves 200.00 once, and each side sees it from its own side', async () => {
    const payeeId = await town.payeeOf(liLei, chenHua)
    const id = randomUUID()
    const sent = await town.send(liLei, payeeId, yuan(200), { id, note: '午饭' })

    expect(sent).toMatchObject({
      id,
      direction: 'out',
      state: 'done',
      amount: 20_000,
      capitals: '人民币贰佰元整',
      name: '*华',
      note: '午饭',
      at: MONDAY,
      tookMs: 0,
    })
    expect(await town.transfers.get(chenHua, id)).toMatchObject({
      direction: 'in',
      name: '李雷',
      maskedMobile: `${liLei.mobile.slice(0, 3)}****${liLei.mobile.slice(-4)}`,
      note: '午饭',
    })
    expect([await town.balance(liLei), await town.balance(chenHua)]).toEqual([yuan(49_800), yuan(200)])

    expect((await town.accounts.statement(liLei, liLei.accountId, { limit: 1 })).entries).toMatchObject([
      {
        kind: 'transfer-out',
        orderId: id,
        amount: -20_000,
        balanceAfter: yuan(49_800),
        counterparty: '*华',
        note: '午饭',
      },
    ])
    const { entries } = await town.accounts.statement(chenHua, chenHua.accountId, {})
    expect(entries).toMatchObject([
      { kind: 'transfer-in', orderId: id, amount: 20_000, balanceAfter: 20_000, counterparty: '李雷', note: '午饭' },
    ])
    expect(await town.sumOfBooks()).toBe(0)
  })

  it('tells the payee by SMS with no more than the last digits and a masked name', async () => {
    await town.begin()
    const payeeId = await town.payeeOf(liLei, chenHua)
    await town.send(liLei, payeeId, yuan(200))
    const [waiting] = await db.query<{ text: string }>(
      "select payload::text as text from outbox where state = 'waiting'",
    )
    // Ids only wait there: no name, no number.
    expect(waiting?.text).not.toMatch(/[\u4e00-\u9fff]|138\d{8}/)

    expect(await town.workers.outbox.run()).toBe(1)
    expect(await town.workers.outbox.run()).toBe(0)

    const { number } = await town.accounts.get(chenHua, chenHua.accountId)
    expect(town.messages.at(-1)).toMatchObject({
      mobile: chenHua.mobile,
      text: `【城里银行】您尾号${number.slice(-4)}的账户收到*雷转入200.00元`,
    })
  })

  it('knows a payee who was paid before', async () => {
    const { payeeId, known } = await town.payees.lookUp(liLei, { mobile: chenHua.mobile })
    await town.payees.tellSurname(liLei, payeeId, '陈')
    expect(known).toBe(false)
    await town.send(liLei, payeeId, yuan(1))
    await town.send(liLei, payeeId, yuan(1))
    expect(await town.payees.lookUp(liLei, { mobile: chenHua.mobile })).toMatchObject({ payeeId, known: true })
  })

  it('sent again with the same id is the same transfer, and asks for no new PIN', async () => {
    const payeeId = await town.payeeOf(liLei, chenHua)
    const id = randomUUID()
    const first = await town.send(liLei, payeeId, yuan(200), { id })
    town.clock.forward(60_000)
    const order = { id, accountId: liLei.accountId, payeeId, amount: yuan(200), authorisation: { token: 'long gone' } }
    expect(await town.transfers.make(liLei, order)).toEqual(first)
    expect(await town.balance(liLei)).toBe(yuan(49_800))
  })

  it('refuses the same id with another amount, payee, account or note, and moves nothing', async () => {
    const payeeId = await town.payeeOf(liLei, chenHua)
    const id = randomUUID()
    await town.send(liLei, payeeId, yuan(200), { id })
    const order = { id, accountId: liLei.accountId, payeeId, amount: yuan(200), authorisation: { token: '' } }
    for (const other of [
      { amount: yuan(201) },
      { payeeId: randomUUID() },
      { accountId: randomUUID() },
      { note: 'x' },
    ]) {
      await expect(town.transfers.make(liLei, { ...order, ...other })).rejects.toMatchObject({ code: 'ID_REUSED' })
    }
    expect(await town.balance(liLei)).toBe(yuan(49_800))
  })

  it('lets two customers use the same id for transfers of their own', async () => {
    const han = await town.settle('韩梅')
    await town.topUp(chenHua, yuan(100))
    const id = randomUUID()
    await town.send(liLei, await town.payeeOf(liLei, han), yuan(10), { id })
    await town.send(chenHua, await town.payeeOf(chenHua, han), yuan(20), { id })
    expect(await town.balance(han)).toBe(yuan(30))
    expect(await town.transfers.get(chenHua, id)).toMatchObject({ direction: 'out', amount: yuan(20) })
  })

  it('takes an authorisation once, and only for the order that it was bought for', async () => {
    const payeeId = await town.payeeOf(liLei, chenHua)
    const [id, other] = [randomUUID(), randomUUID()]
    const authorisation = await town.authorise(liLei, { kind: 'transfer', orderId: id, payeeId, amount: yuan(200) })
    const order = { id, accountId: liLei.accountId, payeeId, amount: yuan(200), authorisation }
    const invalid = { code: 'AUTHORISATION_INVALID' }

    await expect(town.transfers.make(liLei, { ...order, id: other })).rejects.toMatchObject(invalid)
    await expect(town.transfers.make(liLei, { ...order, amount: yuan(2_000) })).rejects.toMatchObject(invalid)
    await town.transfers.make(liLei, order)
    await expect(town.transfers.make(liLei, { ...order, id: other })).rejects.toMatchObject(invalid)
    expect(await town.balance(liLei)).toBe(yuan(49_800))
  })

  it('refuses an authorisation that is five minutes old, or somebody else’s', async () => {
    const payeeId = await town.payeeOf(liLei, chenHua)
    const id = randomUUID()
    const bought = { kind: 'transfer', orderId: id, payeeId, amount: yuan(200) } as const
    const order = { id, accountId: liLei.accountId, payeeId, amount: yuan(200) }
    const theirs = await town.authorise(chenHua, bought)
    const invalid = { code: 'AUTHORISATION_INVALID' }
    await expect(town.transfers.make(liLei, { ...order, authorisation: theirs })).rejects.toMatchObject(invalid)

    const old = await town.authorise(liLei, bought)
    town.clock.forward(5 * 60_000)
    await expect(town.transfers.make(liLei, { ...order, authorisation: old })).rejects.toMatchObject(invalid)
  })

  it('refuses more than there is, and says how much there is', async () => {
    const poor = await town.settle('赵虎')
    await town.topUp(poor, yuan(80.5))
    const payeeId = await town.payeeOf(poor, chenHua)
    await expect(town.send(poor, payeeId, yuan(80.51))).rejects.toMatchObject({
      code: 'BALANCE_INSUFFICIENT',
      field: 'amount',
      params: { available: '80.50' },
    })
    await town.send(poor, payeeId, yuan(80.5))
    expect(await town.balance(poor)).toBe(0)
  })

  it('refuses amounts that are none', async () => {
    const payeeId = await town.payeeOf(liLei, chenHua)
    for (const amount of [0, -1, 0.5, Number.NaN, 1e13]) {
      await expect(town.send(liLei, payeeId, amount)).rejects.toMatchObject({ code: 'AMOUNT_INVALID', field: 'amount' })
    }
  })

  it('refuses a suspended account', async () => {
    const payeeId = await town.payeeOf(liLei, chenHua)
    await db.query("update accounts set status = 'suspended' where customer_id = $1", [liLei.customerId])
    await expect(town.send(liLei, payeeId, yuan(1))).rejects.toMatchObject({ code: 'ACCOUNT_SUSPENDED' })
    // Money may not come in either, and why is the holder's own affair.
    await expect(town.payees.lookUp(chenHua, { mobile: liLei.mobile })).rejects.toMatchObject({
      code: 'PAYEE_UNKNOWN',
    })
  })

  it('treats other people’s ids as unknown: account, payee, receipt', async () => {
    const payeeId = await town.payeeOf(liLei, chenHua)
    const stranger = await town.settle('王五')
    await town.topUp(stranger, yuan(10))
    await expect(
      town.send({ ...stranger, accountId: liLei.accountId }, await town.payeeOf(stranger, chenHua), yuan(1)),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(town.send(stranger, payeeId, yuan(1))).rejects.toMatchObject({
      code: 'PAYEE_UNKNOWN',
      field: 'payeeId',
    })
    const { id } = await town.send(liLei, payeeId, yuan(1))
    await expect(town.transfers.get(stranger, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(town.accounts.get(stranger, liLei.accountId)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(town.accounts.statement(stranger, liLei.accountId, {})).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('an order refused and then corrected may keep its id', async () => {
    const payeeId = await town.payeeOf(liLei, chenHua)
    const id = randomUUID()
    await expect(town.send(liLei, payeeId, yuan(10_000.01), { id })).rejects.toMatchObject({ code: 'CLASS_LIMIT_DAY' })
    expect(await town.send(liLei, payeeId, yuan(9_999), { id })).toMatchObject({ amount: yuan(9_999) })
  })
})

eachDatabase('the limits of an account class', (database) => {
  let db: Database
  let town: Town
  let payer: Townsman
  let payee: Townsman

  beforeAll(async () => {
    db = database()
    town = await openTown(db)
  })
  beforeEach(async () => {
    town.clock.set(MONDAY)
    payer = await town.settle('李雷')
    payee = await town.settle('陈华')
    await town.topUp(payer, yuan(300_000))
  })

  const limits = async (person: Townsman) => {
    const { out, in: inward } = await town.accounts.get(person, person.accountId)
    return [out.dayLeft, out.yearLeft, inward?.dayLeft, inward?.yearLeft].map((left) => (left ?? 0) / 100)
  }

  it('10,000 a day may leave a Class II account; the refusal says what is left, and midnight renews it', async () => {
    const payeeId = await town.payeeOf(payer, payee)
    await town.send(payer, payeeId, yuan(9_800))
    expect(await limits(payer)).toEqual([200, 190_200, 10_000, 200_000])
    await expect(town.send(payer, payeeId, yuan(200.01))).rejects.toMatchObject({
      code: 'CLASS_LIMIT_DAY',
      field: 'amount',
      params: { left: '200.00' },
    })
    await town.send(payer, payeeId, yuan(200))
    town.clock.set(at('2026-11-23 23:59'))
    await expect(town.send(payer, payeeId, yuan(0.01))).rejects.toMatchObject({ params: { left: '0.00' } })
    town.clock.set(at('2026-11-24 00:00'))
    await town.send(payer, payeeId, yuan(10_000))
  })

  it('200,000 a year may leave it; the new year renews it', async () => {
    for (let day = 1; day <= 20; day++) {
      town.clock.set(at(`2026-12-${String(day).padStart(2, '0')} 10:00`))
      // Another payee every day: this is about the payer's year.
      const friend = await town.settle('张三')
      await town.send(payer, await town.payeeOf(payer, friend), day === 20 ? yuan(9_700) : yuan(10_000))
    }
    town.clock.set(at('2026-12-31 23:00'))
    const payeeId = await town.payeeOf(payer, payee)
    await expect(town.send(payer, payeeId, yuan(301))).rejects.toMatchObject({
      code: 'CLASS_LIMIT_YEAR',
      params: { left: '300.00' },
    })
    town.clock.set(at('2027-01-01 00:00'))
    await town.send(payer, payeeId, yuan(301))
  })

  it('10,000 a day may come in from others; the payer is not told how much the payee has left', async () => {
    const other = await town.settle('王五')
    await town.topUp(other, yuan(10_000))
    await town.send(other, await town.payeeOf(other, payee), yuan(9_999))
    const refusal = await town.send(payer, await town.payeeOf(payer, payee), yuan(2)).catch((error: unknown) => error)
    expect(refusal).toMatchObject({ code: 'PAYEE_LIMIT', params: {} })
    await town.send(payer, await town.payeeOf(payer, payee), yuan(1))
  })

  it('money from and to the own bound card, and the bank’s own products, are not counted', async () => {
    await town.topUp(payer, yuan(100_000))
    expect(await limits(payer)).toEqual([10_000, 200_000, 10_000, 200_000])
  })

  it('a Class III account holds 2,000 at most, whatever comes in, and from wherever', async () => {
    const small = await town.settle('小店', { accountClass: 'III' })
    await town.topUp(small, yuan(1_500))
    await expect(town.topUp(small, yuan(501))).rejects.toMatchObject({
      code: 'BALANCE_CAP',
      params: { left: '500.00' },
    })
    const payeeId = await town.payeeOf(payer, small)
    await expect(town.send(payer, payeeId, yuan(501))).rejects.toMatchObject({ code: 'PAYEE_LIMIT' })
    // What the card's bank has been asked for keeps its room until that is decided.
    town.cards.feel('processing')
    await town.topUp(small, yuan(400))
    await expect(town.send(payer, payeeId, yuan(101))).rejects.toMatchObject({ code: 'PAYEE_LIMIT' })
    town.cards.feel('done')
    town.cards.decide('refused')
    town.clock.forward(60_000)
    await town.workers.topups.run()
    await town.send(payer, payeeId, yuan(500))
    expect(await town.balance(small)).toBe(yuan(2_000))
  })

  it('a rule that changes on a date changes what happens from then on', async () => {
    await db.query(
      `insert into rules (name, class, effective_from, value, unit, source, mark)
       values ('out.day', 'II', '2026-12-01', 500000, 'fen', 'a notice', 'S')`,
    )
    const payeeId = await town.payeeOf(payer, payee)
    town.clock.set(at('2026-11-30 23:59'))
    await town.send(payer, payeeId, yuan(6_000))
    town.clock.set(at('2026-12-01 00:00'))
    await expect(town.send(payer, payeeId, yuan(6_000))).rejects.toMatchObject({ params: { left: '5,000.00' } })
    await db.query("delete from rules where source = 'a notice'")
  })
})
