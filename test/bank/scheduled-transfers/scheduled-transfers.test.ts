import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createListedStop } from '../../../src/bank/restrictions/listed.ts'
import type { Database } from '../../../src/storage/database.ts'
import { eachDatabase } from '../../support/database.ts'
import { allIsSound } from '../sound.ts'
import { at, MONDAY, openTown, type Town, type Townsman, yuan } from '../town.ts'
import { twoFriends } from '../two-friends.ts'

const HOUR_MS = 3_600_000
const ORDINARY = { arrival: 'ordinary' } as const
const NEXT_DAY = { arrival: 'next-day' } as const

eachDatabase('transfers that run later', (database) => {
  let db: Database
  let town: Town
  let liLei: Townsman
  let chenHua: Townsman
  let toChen: string

  beforeAll(() => {
    db = database()
  })
  beforeEach(async () => {
    town = await openTown(db)
    ;({ liLei, chenHua, toChen } = await twoFriends(town, yuan(20_000)))
  })

  /** The clock goes to a moment and the worker comes by. */
  async function comeTo(moment: number): Promise<void> {
    town.clock.set(moment)
    await town.workers.scheduled.run()
  }
  const balances = async () => [await town.balance(liLei), await town.balance(chenHua)]
  const stand = (id: string, language: 'zh' | 'en' = 'zh') => town.scheduled.get({ ...liLei, language }, id)
  const told = (person: Townsman) =>
    town.messages.filter(({ mobile }) => mobile === person.mobile).map(({ text }) => text)
  const sound = () => allIsSound(town)

  it('an ordinary one holds and counts nothing for two hours, and then is a transfer like any other', async () => {
    const order = await town.sendLater(liLei, toChen, yuan(200), ORDINARY, { note: '饭钱' })
    expect(order).toMatchObject({
      ...{
        state: 'waiting',
        arrival: 'ordinary',
        amount: yuan(200),
        capitals: '人民币贰佰元整',
        name: '*华',
        note: '饭钱',
      },
      ...{ runsAt: MONDAY + 2 * HOUR_MS, createdAt: MONDAY, transferId: null, reason: null, monthly: false },
    })
    await comeTo(MONDAY + 2 * HOUR_MS - 1)
    expect(await balances()).toEqual([yuan(20_000), 0])
    expect(await town.accounts.get(liLei, liLei.accountId)).toMatchObject({
      available: yuan(20_000),
      out: { dayLeft: yuan(10_000) },
    })
    await comeTo(MONDAY + 2 * HOUR_MS)
    expect(await balances()).toEqual([yuan(19_800), yuan(200)])
    expect(await town.accounts.get(liLei, liLei.accountId)).toMatchObject({ out: { dayLeft: yuan(9_800) } })
    const { state, transferId, endedAt } = await stand(order.id)
    expect([state, endedAt]).toEqual(['done', MONDAY + 2 * HOUR_MS])
    for (const [person, direction, name] of [
      [liLei, 'out', '*华'],
      [chenHua, 'in', '李雷'],
    ] as const) {
      expect(await town.transfers.get(person, transferId ?? '')).toMatchObject({ direction, name, note: '饭钱' })
      const { entries } = await town.accounts.statement(person, person.accountId, {})
      expect(entries[0]).toMatchObject({ kind: `transfer-${direction}`, orderId: transferId })
    }
    await town.workers.outbox.run()
    expect(told(chenHua)).toEqual([expect.stringContaining('*雷转入200.00元')])
    expect(told(liLei)).toEqual([])
    await sound()
  })

  it('one for the next day runs when that day has come, by the limits of that day', async () => {
    await town.send(liLei, toChen, yuan(10_000))
    const { id, runsAt } = await town.sendLater(liLei, toChen, yuan(10_000), NEXT_DAY)
    expect(runsAt).toBe(at('2026-11-24 08:00'))
    await comeTo(runsAt - 1)
    expect((await stand(id)).state).toBe('waiting')
    await comeTo(runsAt)
    expect((await stand(id)).state).toBe('done')
    expect(await balances()).toEqual([0, yuan(20_000)])
    await sound()
  })

  it('takes a date from tomorrow to a year from now, and says so of any other', async () => {
    const on = (date: string) => town.sendLater(liLei, toChen, yuan(1), { arrival: 'on-date', date })
    const refusal = { code: 'SCHEDULED_DATE_INVALID', params: { from: '2026-11-24', until: '2027-11-23' } }
    for (const date of ['2026-11-22', '2026-11-23', '2027-11-24', '2027-02-29', '2027-13-01', '9999-99-99'])
      await expect(on(date), date).rejects.toMatchObject(refusal)
    expect((await on('2026-11-24')).runsAt).toBe(at('2026-11-24 08:00'))
    expect((await on('2027-11-23')).runsAt).toBe(at('2027-11-23 08:00'))
    expect((await town.scheduled.list(liLei)).waiting.map(({ runsAt }) => runsAt)).toEqual([
      at('2026-11-24 08:00'),
      at('2027-11-23 08:00'),
    ])
  })

  describe('of a month', () => {
    const MONTHLY = { arrival: 'on-date', date: '2026-12-31', monthly: true } as const
    const waiting = async () => (await town.scheduled.list(liLei)).waiting

    it('runs on the same day of every month or on its last one, twelve times', async () => {
      await town.sendLater(liLei, toChen, yuan(100), MONTHLY)
      const days: string[] = []
      for (let times = 0; times < 13; times++) {
        const [next] = await waiting()
        if (!next) break
        days.push(new Date(next.runsAt).toISOString().slice(0, 10))
        await comeTo(next.runsAt)
      }
      expect(days).toHaveLength(12)
      expect(days.slice(0, 4)).toEqual(['2026-12-31', '2027-01-31', '2027-02-28', '2027-03-31'])
      expect(await balances()).toEqual([yuan(20_000 - 1_200), yuan(1_200)])
      await sound()
    })

    it('goes on after a month without money, and ends when it is cancelled', async () => {
      const order = await town.sendLater(liLei, toChen, yuan(9_000), MONTHLY)
      await town.send(liLei, toChen, yuan(10_000))
      await comeTo(at('2026-12-30 12:00'))
      await town.send(liLei, toChen, yuan(5_000))
      await comeTo(order.runsAt)
      expect(await stand(order.id)).toMatchObject({ state: 'failed', reason: '余额不足，可用 5,000.00 元' })
      const [next] = await waiting()
      expect(next?.runsAt).toBe(at('2027-01-31 08:00'))
      await town.scheduled.cancel(liLei, next?.id ?? '')
      expect(await waiting()).toEqual([])
      await comeTo(at('2027-06-30 12:00'))
      expect(await balances()).toEqual([yuan(5_000), yuan(15_000)])
      await sound()
    })

    it('ends with a payee who is no longer there', async () => {
      const order = await town.sendLater(liLei, toChen, yuan(1), MONTHLY)
      await close(chenHua)
      await comeTo(order.runsAt)
      expect((await stand(order.id)).state).toBe('failed')
      expect(await waiting()).toEqual([])
    })

    it('skips the months in which the bank was away', async () => {
      const order = await town.sendLater(liLei, toChen, yuan(1), MONTHLY)
      await comeTo(at('2027-04-10 12:00'))
      expect((await stand(order.id)).state).toBe('done')
      expect((await waiting()).map(({ runsAt }) => runsAt)).toEqual([at('2027-04-30 08:00')])
    })
  })

  describe('cancelling', () => {
    it('is good to the last millisecond, needs no PIN, and a repeat is told the same', async () => {
      const { id, runsAt } = await town.sendLater(liLei, toChen, yuan(200), ORDINARY)
      town.clock.set(runsAt - 1)
      const cancelled = await town.scheduled.cancel(liLei, id)
      expect(cancelled).toMatchObject({ state: 'cancelled', endedAt: runsAt - 1, transferId: null })
      await comeTo(runsAt + HOUR_MS)
      expect(await town.scheduled.cancel(liLei, id)).toEqual(cancelled)
      expect(await balances()).toEqual([yuan(20_000), 0])
      await sound()
    })

    it('comes in time as long as it has not run, and too late after', async () => {
      const [first, second] = [
        await town.sendLater(liLei, toChen, yuan(1), ORDINARY),
        await town.sendLater(liLei, toChen, yuan(2), ORDINARY),
      ]
      // Its time has come, and no worker has yet.
      town.clock.set(first.runsAt)
      expect((await town.scheduled.cancel(liLei, first.id)).state).toBe('cancelled')
      await comeTo(first.runsAt)
      await expect(town.scheduled.cancel(liLei, second.id)).rejects.toMatchObject({ code: 'SCHEDULED_ENDED' })
      expect(await balances()).toEqual([yuan(19_998), yuan(2)])
      await sound()
    })

    it('is for the payer alone, frozen or not', async () => {
      const { id } = await town.sendLater(liLei, toChen, yuan(1), ORDINARY)
      for (const other of [chenHua, await town.settle('韩梅')]) {
        await expect(town.scheduled.cancel(other, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
        await expect(town.scheduled.get(other, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
        expect(await town.scheduled.list(other)).toEqual({ waiting: [], past: [] })
      }
      await expect(town.scheduled.cancel(liLei, randomUUID())).rejects.toMatchObject({ code: 'NOT_FOUND' })
      await town.restrictions.freeze(liLei, { id: randomUUID() })
      expect((await town.scheduled.cancel(liLei, id)).state).toBe('cancelled')
    })
  })

  async function close(person: Townsman) {
    const id = randomUUID()
    const { accountId } = person
    const authorisation = await town.authorise(person, { kind: 'closure', orderId: id, accountId })
    return town.closures.close(person, accountId, { id, authorisation })
  }

  describe('what is against it when it is due ends it with its reason, and nothing moves', () => {
    const cases: readonly (readonly [string, number, () => Promise<unknown>, RegExp, RegExp])[] = [
      [
        'not enough money',
        9_000,
        () => town.send(liLei, toChen, yuan(10_000)).then(spendTomorrow),
        /余额不足，可用 1,000\.00 元/,
        /Not enough money/,
      ],
      [
        'the payer’s limit of that day',
        9_000,
        () => morning(2_000),
        /今天还可转 8,000\.00 元/,
        /8,000\.00 CNY left today/,
      ],
      ['the payee’s limit of that day', 9_000, () => received(2_000), /对方账户今天收款已达限额/, /receiving limit/],
      ['a payee who has closed', 1, () => close(chenHua), /请核对号码/, /Nobody here/],
      ['a payee who cannot receive', 1, () => listed(chenHua), /对方账户暂时不能收款/, /cannot receive just now/],
      [
        'a payer who is frozen',
        1,
        () => town.restrictions.freeze(liLei, { id: randomUUID() }),
        /您自己冻结了账户/,
        /You have frozen/,
      ],
    ]
    /** 10,000 have gone today; 9,000 of the rest go early tomorrow. */
    async function spendTomorrow() {
      town.clock.set(at('2026-11-24 07:00'))
      const id = randomUUID()
      const order = { kind: 'deposit', orderId: id, productId: 'anxin-3m', amount: yuan(9_000) } as const
      const authorisation = await town.authorise(liLei, order)
      await town.deposits.make(liLei, { ...order, id, accountId: liLei.accountId, authorisation })
    }
    async function morning(amount: number) {
      town.clock.set(at('2026-11-24 07:00'))
      await town.send(liLei, toChen, yuan(amount))
    }
    async function received(amount: number) {
      town.clock.set(at('2026-11-24 07:00'))
      const other = await town.settle('韩梅')
      await town.topUp(other, yuan(amount))
      await town.send(other, await town.payeeOf(other, chenHua), yuan(amount))
    }
    const listed = ({ customerId }: Townsman) =>
      createListedStop(town)(customerId, { list: 'fraud', matchId: randomUUID(), until: null })

    it.each(cases)('%s', async (_what, amount, change, zh, en) => {
      const { id, runsAt } = await town.sendLater(liLei, toChen, yuan(amount), NEXT_DAY)
      await change()
      const before = await balances()
      await comeTo(runsAt)
      const failed = await stand(id)
      expect(failed).toMatchObject({ state: 'failed', transferId: null, endedAt: runsAt })
      expect(failed.reason).toMatch(zh)
      expect((await stand(id, 'en')).reason).toMatch(en)
      expect(await balances()).toEqual(before)
      await town.workers.outbox.run()
      const [message, ...more] = told(liLei).filter((text) => text.includes('没有转出'))
      expect(message).toMatch(/您约定转给\*华的.*元没有转出，钱没有变动/)
      expect(message).toMatch(zh)
      expect(more).toEqual([])
      // It has ended: nothing comes of it later, and it cannot be cancelled.
      await comeTo(runsAt + 24 * HOUR_MS)
      expect(await stand(id)).toEqual(failed)
      await expect(town.scheduled.cancel(liLei, id)).rejects.toMatchObject({ code: 'SCHEDULED_ENDED' })
      await sound()
    })
  })

  it('stays though its payee is taken out of the book, who stands there again when paid', async () => {
    const { id, runsAt } = await town.sendLater(liLei, toChen, yuan(200), ORDINARY)
    await town.payees.remove(liLei, toChen)
    await comeTo(runsAt)
    expect((await stand(id)).state).toBe('done')
    expect((await town.payees.list(liLei)).payees.map(({ payeeId }) => payeeId)).toEqual([toChen])
  })

  it('keeps its payer’s account from being closed until it has ended', async () => {
    const { id } = await town.sendLater(liLei, toChen, yuan(200), ORDINARY)
    await expect(close(liLei)).rejects.toMatchObject({ code: 'CLOSURE_ORDERS' })
    await town.scheduled.cancel(liLei, id)
    expect(await close(liLei)).toMatchObject({ state: 'done', amount: yuan(20_000) })
    await expect(town.sendLater(liLei, toChen, yuan(1), ORDINARY)).rejects.toMatchObject({ code: 'ACCOUNT_CLOSED' })
    await sound()
  })

  it('of an account that went up a class meanwhile runs by what it has become', async () => {
    const pupil = await town.settle('小明', { accountClass: 'III' })
    await town.topUp(pupil, yuan(1_500))
    const payeeId = await town.payeeOf(pupil, chenHua)
    await town.send(pupil, payeeId, yuan(1_000))
    const { id, runsAt } = await town.sendLater(pupil, payeeId, yuan(1_900), ORDINARY)
    await town.moveUp(pupil)
    await town.topUp(pupil, yuan(2_000))
    await comeTo(runsAt)
    expect(await town.scheduled.get(pupil, id)).toMatchObject({ state: 'done' })
    await sound()
  })

  it('that the process dies over is carried out by the next one, once', async () => {
    const { id, runsAt } = await town.sendLater(liLei, toChen, yuan(200), ORDINARY)
    town.stopAt('write.before-commit')
    await comeTo(runsAt)
    expect((await stand(id)).state).toBe('waiting')
    town.stopAt('write.after-commit')
    await comeTo(runsAt + 20_000)
    town.stopAt(undefined)
    await comeTo(runsAt + 40_000)
    expect((await stand(id)).state).toBe('done')
    expect(await balances()).toEqual([yuan(19_800), yuan(200)])
    await sound()
  })

  describe('is refused at the order, and nothing waits', () => {
    const ordered = async (refused: Promise<unknown>, code: string) => {
      await expect(refused).rejects.toMatchObject({ code })
      expect((await town.scheduled.list(liLei)).waiting).toEqual([])
      expect(await balances()).toEqual([yuan(20_000), 0])
    }
    const orderOf = (change: object = {}) => ({
      ...{ id: randomUUID() as string, accountId: liLei.accountId, payeeId: toChen, amount: yuan(5) },
      ...{ when: ORDINARY, ...change },
    })

    it('for an amount that is none, or more than its class lets out in a day', async () => {
      for (const amount of [0, -1, 1.5, Number.MAX_SAFE_INTEGER])
        await ordered(town.sendLater(liLei, toChen, amount, ORDINARY), 'AMOUNT_INVALID')
      await ordered(town.sendLater(liLei, toChen, yuan(10_000.01), ORDINARY), 'CLASS_LIMIT_DAY')
    })

    it('for a payee or an account of somebody else’s', async () => {
      await ordered(town.sendLater(liLei, randomUUID(), yuan(1), ORDINARY), 'PAYEE_UNKNOWN')
      const other = await town.settle('韩梅')
      await ordered(town.sendLater({ ...liLei, accountId: other.accountId }, toChen, yuan(1), ORDINARY), 'NOT_FOUND')
      const { payeeId } = await town.payees.lookUp(liLei, { mobile: other.mobile })
      await ordered(town.sendLater(liLei, payeeId, yuan(1), ORDINARY), 'PAYEE_NAME_REQUIRED')
    })

    it('without what the PIN buys, which is bound to payee, amount and time', async () => {
      const order = orderOf()
      const bought = { kind: 'scheduled-transfer', orderId: order.id, payeeId: toChen, amount: order.amount } as const
      for (const [wrong, text] of [
        [{ when: NEXT_DAY }, { ...bought, when: ORDINARY }],
        [
          { when: { arrival: 'on-date', date: '2026-12-01' } as const },
          { ...bought, when: { arrival: 'on-date', date: '2026-12-02' } as const },
        ],
        [
          { when: { arrival: 'on-date', date: '2026-12-01', monthly: true } as const },
          { ...bought, when: { arrival: 'on-date', date: '2026-12-01' } as const },
        ],
        [{ amount: yuan(6) }, { ...bought, when: ORDINARY }],
      ] as const) {
        const authorisation = await town.authorise(liLei, text)
        await ordered(town.scheduled.make(liLei, { ...order, ...wrong, authorisation }), 'AUTHORISATION_INVALID')
      }
      const authorisation = await town.authorise(liLei, { ...bought, kind: 'transfer' })
      await ordered(town.scheduled.make(liLei, { ...order, authorisation }), 'AUTHORISATION_INVALID')
    })

    it('beyond the fifty that may wait', async () => {
      await db.query(
        "insert into rules (name, class, effective_from, value, unit, source, mark) values ('transfers.waiting.max', '', '2026-11-30', 2, 'count', 'a test', 'B')",
      )
      town.clock.set(at('2026-11-30 12:00'))
      const orders = [
        await town.sendLater(liLei, toChen, yuan(1), ORDINARY),
        await town.sendLater(liLei, toChen, yuan(1), ORDINARY),
      ]
      const third = town.sendLater(liLei, toChen, yuan(1), ORDINARY)
      await expect(third).rejects.toMatchObject({ code: 'SCHEDULED_TOO_MANY', params: { max: 2 } })
      await db.query("delete from rules where name = 'transfers.waiting.max' and effective_from = '2026-11-30'")
      for (const { id } of orders) await town.scheduled.cancel(liLei, id)
    })
  })

  it('is taken once: a repeat is told how it stands, other content under its id is refused', async () => {
    const id = randomUUID()
    const order = await town.sendLater(liLei, toChen, yuan(200), ORDINARY, { id })
    expect(await town.sendLater(liLei, toChen, yuan(200), ORDINARY, { id })).toEqual(order)
    for (const [amount, when] of [
      [yuan(201), ORDINARY],
      [yuan(200), NEXT_DAY],
    ] as const)
      await expect(town.sendLater(liLei, toChen, amount, when, { id })).rejects.toMatchObject({ code: 'ID_REUSED' })
    expect((await town.scheduled.list(liLei)).waiting).toHaveLength(1)
    await comeTo(order.runsAt)
    expect((await town.sendLater(liLei, toChen, yuan(200), ORDINARY, { id })).state).toBe('done')
    expect(await balances()).toEqual([yuan(19_800), yuan(200)])
  })
})
