/** Asking for money by a card in the chat, as stories. */
import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { requestTitle } from '../../../src/bank/payment-requests/title.ts'
import { splitEqually } from '../../../src/contract/shares.ts'
import type { Database } from '../../../src/storage/database.ts'
import { eachDatabase } from '../../support/database.ts'
import { auditBank } from '../../support/ledger.ts'
import { MONDAY, openTown, type Town, type Townsman, yuan } from '../town.ts'
import { ask, markCash, payShare, withdraw } from './asking.ts'

const DAY_MS = 86_400_000

describe('a total among people', () => {
  it.each([
    [400, 4, true, 100, [100, 100, 100]],
    // What does not divide falls to the asker, who counts among them.
    [10_000, 3, true, 3_334, [3_333, 3_333]],
    // Where the asker does not, the first pay a fen more.
    [10_000, 3, false, null, [3_334, 3_333, 3_333]],
    [20_001, 2, false, null, [10_001, 10_000]],
    [88_00, 1, false, null, [88_00]],
    [3, 3, true, 1, [1, 1]],
  ])('%i fen among %i, with the asker %s', (total, people, askerCounts, asker, shares) =>
    expect(splitEqually(total, people, askerCounts)).toEqual({ asker, shares }),
  )

  it('is not split below a fen', () => expect(splitEqually(3, 4, true)).toBeUndefined())
})

describe('what is asked for', () => {
  it.each([
    ['  周末  聚餐 ', '周末 聚餐'],
    ['房租（12 月）', '房租（12 月）'],
    ['Dinner & tea 🍜', 'Dinner & tea 🍜'],
    ['一二三四五六七八九十一二三四五六七八九十', '一二三四五六七八九十一二三四五六七八九十'],
  ])('%s → %s', (typed, title) => expect(requestTitle(typed)).toBe(title))

  it.each(['', '   ', '<b>聚餐</b>', '聚餐\u202E', '见 https://a.b/c', 'www.bank', '领奖 evil.com', '一'.repeat(21)])(
    '%j is refused',
    (typed) => expect(() => requestTitle(typed)).toThrow('PAYMENT_REQUEST_TITLE'),
  )
})

eachDatabase('asking for money', (database) => {
  let db: Database
  let town: Town
  let xiuying: Townsman
  let friends: [Townsman, Townsman, Townsman]

  const settle = async (name: string, amount = yuan(1_000)): Promise<Townsman> => {
    const person = await town.settle(name)
    if (amount > 0) await town.topUp(person, amount)
    return person
  }
  beforeAll(async () => {
    db = database()
    town = await openTown(db)
  })
  beforeEach(async () => {
    town.clock.set(MONDAY)
    xiuying = await settle('李秀英', 0)
    friends = [await settle('李雷'), await settle('韩梅'), await settle('陈华')]
  })
  const code = (code: string) => ({ code })
  const statement = async (person: Townsman) => (await town.accounts.statement(person, person.accountId, {})).entries

  it('splits a bill among four: three friends pay a share each, one of them twice in vain', async () => {
    const [liLei, hanMei, chenHua] = friends
    const asked = await ask(town, xiuying, { total: yuan(402), people: 4, title: '火锅' })
    expect(asked).toMatchObject({
      title: '火锅',
      total: yuan(402),
      people: 4,
      askerShare: yuan(100.5),
      shares: 3,
      settled: 0,
      received: 0,
      state: 'open',
      expiresAt: MONDAY + 7 * DAY_MS,
    })
    expect(await town.paymentRequests.open(asked.token)).toEqual({
      maskedName: '**英',
      title: '火锅',
      amount: yuan(100.5),
      total: yuan(402),
      people: 4,
      shares: 3,
      settled: 0,
      state: 'open',
      expiresAt: asked.expiresAt,
    })
    expect(await payShare(town, liLei, asked.token)).toMatchObject({
      state: 'done',
      direction: 'out',
      amount: yuan(100.5),
      name: '**英',
      note: '火锅',
    })
    await expect(payShare(town, liLei, asked.token)).rejects.toMatchObject(code('PAYMENT_REQUEST_PAID_BY_YOU'))
    town.clock.forward(60_000)
    await payShare(town, hanMei, asked.token)
    // Others learn how many have paid, not who.
    const seen = await town.paymentRequests.openMine(chenHua, asked.token)
    expect(seen).toMatchObject({
      settled: 2,
      state: 'open',
      payee: { known: false, reported: false },
      transferId: null,
    })
    expect(JSON.stringify(seen)).not.toMatch(/李雷|韩梅|雷|梅/)
    const last = await payShare(town, chenHua, asked.token)
    expect(await town.paymentRequests.openMine(chenHua, asked.token)).toMatchObject({
      state: 'paid',
      payee: { known: true },
      transferId: last.id,
    })

    const now = await town.paymentRequests.get(xiuying, asked.id)
    expect(now).toMatchObject({ state: 'paid', settled: 3, received: yuan(301.5) })
    expect(now.each.map(({ name, state }) => [name, state]).sort()).toEqual(
      [
        ['李雷', 'paid'],
        ['韩梅', 'paid'],
        ['陈华', 'paid'],
      ].sort(),
    )
    expect(await town.balance(xiuying)).toBe(yuan(301.5))
    expect(await Promise.all(friends.map(town.balance))).toEqual([yuan(899.5), yuan(899.5), yuan(899.5)])
    expect(await statement(xiuying)).toMatchObject([
      { kind: 'transfer-in', counterparty: '陈华', note: '火锅' },
      { kind: 'transfer-in', counterparty: '韩梅', note: '火锅' },
      { kind: 'transfer-in', counterparty: '李雷', note: '火锅' },
    ])
    expect((await statement(liLei))[0]).toMatchObject({ kind: 'transfer-out', counterparty: '**英', note: '火锅' })
    while ((await town.workers.outbox.run()) > 0);
    expect(town.messages.filter(({ mobile }) => mobile === xiuying.mobile)).toHaveLength(3)
    expect((await town.paymentRequests.list(xiuying)).requests).toMatchObject([{ id: asked.id, state: 'paid' }])
    expect(await auditBank(db)).toEqual([])
  })

  it('asks one person: the link is paid once, however far it is forwarded', async () => {
    const [liLei, hanMei] = friends
    const { token, each } = await ask(town, xiuying, { total: yuan(88), title: '代买车票' })
    expect(each).toMatchObject([{ n: 1, amount: yuan(88), state: 'open', name: null }])
    await payShare(town, liLei, token)
    await expect(payShare(town, hanMei, token)).rejects.toMatchObject(code('PAYMENT_REQUEST_PAID'))
    expect(await town.balance(hanMei)).toBe(yuan(1_000))
    // Who asked stands in the payer's book now, and no surname was asked for.
    expect((await town.payees.list(liLei)).payees).toMatchObject([{ maskedName: '**英', known: true }])
    expect((await town.payees.list(hanMei)).payees).toEqual([])
    expect(await town.paymentRequests.openMine(liLei, token)).toMatchObject({ payee: { known: true } })
    expect((await town.paymentRequests.openMine(xiuying, token)).payee).toBeNull()
  })

  it('is answered the same for a repeat of the order, and needs no PIN again', async () => {
    const [liLei] = friends
    const { token } = await ask(town, xiuying, { total: yuan(20) })
    const id = randomUUID()
    const first = await payShare(town, liLei, token, { id, amount: yuan(20) })
    const order = { id, accountId: liLei.accountId, amount: yuan(20) }
    const pin = { pin: { challengeId: randomUUID(), cipher: 'V02_' } }
    expect(await town.paymentRequests.pay(liLei, token, { ...order, authorisation: pin })).toEqual(first)
    expect(await town.transfers.get(liLei, id)).toEqual(first)
    const { token: other } = await ask(town, xiuying, { total: yuan(20) })
    await expect(town.paymentRequests.pay(liLei, other, { ...order, authorisation: pin })).rejects.toMatchObject(
      code('ID_REUSED'),
    )
    expect(await town.balance(liLei)).toBe(yuan(980))
  })

  it('is refused with a code each where there is no paying, and the books stay as they are', async () => {
    const [liLei, hanMei] = friends
    const before = await statement(liLei)
    const single = await ask(town, xiuying, { total: yuan(10) })
    await expect(payShare(town, xiuying, single.token)).rejects.toMatchObject(code('PAYMENT_REQUEST_OWN'))
    const unknown = 'A'.repeat(22)
    await expect(town.paymentRequests.open(unknown)).rejects.toMatchObject(code('PAYMENT_REQUEST_UNKNOWN'))
    await expect(payShare(town, liLei, unknown, { amount: 1 })).rejects.toMatchObject(code('PAYMENT_REQUEST_UNKNOWN'))
    await expect(payShare(town, liLei, single.token, { amount: yuan(9.99) })).rejects.toMatchObject(
      code('PAYMENT_REQUEST_CHANGED'),
    )
    await withdraw(town, xiuying, single.id)
    await expect(payShare(town, liLei, single.token)).rejects.toMatchObject(code('PAYMENT_REQUEST_WITHDRAWN'))
    const { token } = await ask(town, xiuying, { total: yuan(10) })
    town.clock.forward(7 * DAY_MS - 1)
    expect((await town.paymentRequests.open(token)).state).toBe('open')
    town.clock.forward(1)
    expect((await town.paymentRequests.open(token)).state).toBe('ended')
    await expect(payShare(town, liLei, token)).rejects.toMatchObject(code('PAYMENT_REQUEST_ENDED'))
    // Other people's are nobody's.
    await expect(town.paymentRequests.get(hanMei, single.id)).rejects.toMatchObject(code('NOT_FOUND'))
    await expect(withdraw(town, hanMei, single.id)).rejects.toMatchObject(code('NOT_FOUND'))
    await expect(markCash(town, hanMei, [single.id, 1], true)).rejects.toMatchObject(code('NOT_FOUND'))
    expect(await statement(liLei)).toEqual(before)
    expect(await town.balance(xiuying)).toBe(0)
  })

  it('withdrawn keeps what was paid, and a share that is settled in cash is nobody’s to pay', async () => {
    const [liLei, hanMei, chenHua] = friends
    const asked = await ask(town, xiuying, { total: yuan(90), people: 3, askerCounts: false })
    await payShare(town, liLei, asked.token)
    const free = (await town.paymentRequests.get(xiuying, asked.id)).each.filter(({ state }) => state === 'open')
    for (const { n } of free) await markCash(town, xiuying, [asked.id, n], true)
    expect(await town.paymentRequests.get(xiuying, asked.id)).toMatchObject({
      state: 'paid',
      settled: 3,
      received: yuan(30),
    })
    await expect(payShare(town, hanMei, asked.token)).rejects.toMatchObject(code('PAYMENT_REQUEST_PAID'))
    await expect(withdraw(town, xiuying, asked.id)).rejects.toMatchObject(code('PAYMENT_REQUEST_PAID'))
    const n = free[0]?.n ?? 0
    await expect(markCash(town, xiuying, [asked.id, n], true)).rejects.toMatchObject(code('PAYMENT_REQUEST_CHANGED'))
    const again = randomUUID()
    for (let time = 0; time < 2; time++) await markCash(town, xiuying, [asked.id, n], false, again)
    await payShare(town, hanMei, asked.token)
    await expect(markCash(town, xiuying, [asked.id, n], false)).rejects.toMatchObject(code('PAYMENT_REQUEST_CHANGED'))
    await markCash(town, xiuying, [asked.id, free[1]?.n ?? 0], false)
    const ended = randomUUID()
    for (let time = 0; time < 2; time++) {
      expect(await withdraw(town, xiuying, asked.id, ended)).toMatchObject({ state: 'withdrawn', settled: 2 })
    }
    await expect(payShare(town, chenHua, asked.token)).rejects.toMatchObject(code('PAYMENT_REQUEST_WITHDRAWN'))
    expect(await town.balance(xiuying)).toBe(yuan(60))
    expect(await auditBank(db)).toEqual([])
  })

  it('is made once for one id, by who may receive, of so many people and so often', async () => {
    const id = randomUUID()
    const first = await ask(town, xiuying, { id, total: yuan(10) })
    expect(await ask(town, xiuying, { id, total: yuan(10) })).toEqual(first)
    await expect(ask(town, xiuying, { id, total: yuan(11) })).rejects.toMatchObject(code('ID_REUSED'))
    for (const people of [21, 0, 1.5]) {
      await expect(ask(town, xiuying, { total: yuan(10), people })).rejects.toMatchObject({
        code: 'PAYMENT_REQUEST_PEOPLE',
        params: { max: 20 },
      })
    }
    const alone = ask(town, xiuying, { total: yuan(10), people: 1, askerCounts: true })
    await expect(alone).rejects.toMatchObject(code('PAYMENT_REQUEST_PEOPLE'))
    for (const total of [0, 19]) {
      await expect(ask(town, xiuying, { total, people: 20 })).rejects.toMatchObject(code('AMOUNT_INVALID'))
    }
    const stranger = await town.settle('王强', { identified: false })
    await expect(ask(town, stranger, { total: yuan(1) })).rejects.toMatchObject(code('PAYMENT_REQUEST_ACCOUNT'))
    const notOwn = { ...xiuying, accountId: stranger.accountId }
    await expect(ask(town, notOwn, { total: yuan(1) })).rejects.toMatchObject(code('NOT_FOUND'))

    const today = await Promise.allSettled(Array.from({ length: 31 }, () => ask(town, xiuying, { total: yuan(1) })))
    const refused = today.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
    // One was made before, so 29 more are thirty.
    expect(refused.map((error) => error.code)).toEqual(['PAYMENT_REQUEST_LIMIT', 'PAYMENT_REQUEST_LIMIT'])
    expect(refused[0].retryAfter).toBe(10 * 3600)
    town.clock.forward(DAY_MS)
    await ask(town, xiuying, { total: yuan(1) })
  })

  it('ends with the account, and waits while that is stopped', async () => {
    const [liLei] = friends
    const { token } = await ask(town, xiuying, { total: yuan(10), people: 2, askerCounts: false })
    await db.query(
      `insert into account_counters (owner, account_id, used) values ($1, $2, '{"stopped-in open": 1}')
       on conflict (owner, account_id) do update set used = excluded.used`,
      [xiuying.customerId, xiuying.accountId],
    )
    await expect(payShare(town, liLei, token)).rejects.toMatchObject(code('PAYEE_CANNOT_RECEIVE'))
    await db.query(`update account_counters set used = '{}' where owner = $1 and account_id = $2`, [
      xiuying.customerId,
      xiuying.accountId,
    ])
    await payShare(town, liLei, token)
    const id = randomUUID()
    const { accountId } = xiuying
    const authorisation = await town.authorise(xiuying, { kind: 'closure', orderId: id, accountId })
    expect(await town.closures.close(xiuying, accountId, { id, authorisation })).toMatchObject({ state: 'done' })
    expect(await town.paymentRequests.open(token)).toMatchObject({ state: 'ended', settled: 1 })
    await expect(payShare(town, friends[1], token)).rejects.toMatchObject(code('PAYMENT_REQUEST_ENDED'))
    await expect(ask(town, xiuying, { total: yuan(1) })).rejects.toMatchObject(code('ACCOUNT_CLOSED'))
    expect(await auditBank(db)).toEqual([])
  })

  it('holds the limits of both sides: a share beyond them is not paid, and stays to be paid', async () => {
    const [liLei] = friends
    const big = await ask(town, xiuying, { total: yuan(1_000.01) })
    await expect(payShare(town, liLei, big.token)).rejects.toMatchObject(code('BALANCE_INSUFFICIENT'))
    await town.topUp(liLei, yuan(20_000))
    const bigger = await ask(town, xiuying, { total: yuan(10_000.01) })
    await expect(payShare(town, liLei, bigger.token)).rejects.toMatchObject(code('CLASS_LIMIT_DAY'))
    const light = await town.settle('小明', { accountClass: 'III' })
    await town.topUp(light, yuan(1_000))
    const capped = await ask(town, light, { total: yuan(1_000.01) })
    await expect(payShare(town, liLei, capped.token)).rejects.toMatchObject(code('PAYEE_LIMIT'))
    // Up to Class II, the same request has room.
    await town.moveUp(light)
    await town.identify(light)
    await payShare(town, liLei, capped.token)
    await payShare(town, liLei, big.token)
    expect(await town.balance(xiuying)).toBe(yuan(1_000.01))
    expect(await auditBank(db)).toEqual([])
  })

  it('survives the end of the process: before the commit nothing is paid, after it all of it', async () => {
    const [liLei] = friends
    const { token, id: requestId } = await ask(town, xiuying, { total: yuan(10) })
    const id = randomUUID()
    town.stopAt('write.before-commit')
    await expect(payShare(town, liLei, token, { id, amount: yuan(10) })).rejects.toThrow('the process ends')
    town.stopAt(undefined)
    expect(await town.paymentRequests.get(xiuying, requestId)).toMatchObject({ settled: 0, state: 'open' })
    expect(await town.balance(liLei)).toBe(yuan(1_000))
    town.stopAt('write.after-commit')
    await expect(payShare(town, liLei, token, { id, amount: yuan(10) })).rejects.toThrow('the process ends')
    town.stopAt(undefined)
    expect(await payShare(town, liLei, token, { id, amount: yuan(10) })).toMatchObject({ state: 'done' })
    expect(await town.paymentRequests.get(xiuying, requestId)).toMatchObject({ settled: 1, received: yuan(10) })
    expect(await town.balance(liLei)).toBe(yuan(990))
  })
})
