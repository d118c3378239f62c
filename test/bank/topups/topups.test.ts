import { randomUUID } from 'node:crypto'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../../src/storage/database.ts'
import { eachDatabase } from '../../support/database.ts'
import type { CardsMood } from '../card-system.ts'
import { MONDAY, openTown, type Town, type Townsman, yuan } from '../town.ts'

eachDatabase('bringing money in from a bound card', (database) => {
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
  })
  /** Money is never taken without being credited, nor credited without being taken. */
  afterEach(async () => {
    expect(await town.sumOfBooks()).toBe(0)
  })

  /** The worker, again and again for a while: every second, or every ten in a longer while. */
  async function letTimePass(seconds: number) {
    const step = seconds > 30 ? 10 : 1
    for (let passed = 0; passed < seconds; passed += step) {
      town.clock.forward(step * 1_000)
      await town.workers.topups.run()
    }
  }
  const settled = async () => ({ taken: town.cards.taken(), balance: await town.balance(liLei) })

  it('credits what the card’s bank debited, and the statement names the card', async () => {
    const topup = await town.topUp(liLei, yuan(3_000))
    expect(topup).toMatchObject({
      state: 'done',
      amount: yuan(3_000),
      bankName: '招商银行',
      reason: null,
      createdAt: MONDAY,
      finishedAt: MONDAY,
    })
    const { entries, next } = await town.accounts.statement(liLei, liLei.accountId, {})
    expect(entries).toMatchObject([
      { kind: 'topup', orderId: topup.id, amount: yuan(3_000), counterparty: `招商银行（${topup.last4}）` },
    ])
    expect(next).toBeNull()
    expect(await settled()).toEqual({ taken: yuan(3_000), balance: yuan(3_000) })
  })

  it('tells the reason when the card’s bank refuses, in the reader’s language, and moves nothing', async () => {
    town.cards.feel('refused')
    const { id, state, reason } = await town.topUp(liLei, yuan(3_000))
    expect([state, reason]).toEqual(['refused', '余额不足'])
    expect((await town.topups.get({ ...liLei, language: 'en' }, id)).reason).toBe('not enough money on the card')
    expect(await settled()).toEqual({ taken: 0, balance: 0 })
    await letTimePass(30)
    expect(town.cards.asked).toEqual(['debit'])
  })

  it('a debit that was done but got no answer is unknown, and credited once it is asked about', async () => {
    town.cards.feel('lost')
    const { id, state, finishedAt } = await town.topUp(liLei, yuan(3_000))
    expect([state, finishedAt]).toEqual(['unknown', null])
    expect(await settled()).toEqual({ taken: yuan(3_000), balance: 0 })

    await letTimePass(3)
    expect(await town.topups.get(liLei, id)).toMatchObject({ state: 'done', finishedAt: town.clock.now() - 1_000 })
    expect(await settled()).toEqual({ taken: yuan(3_000), balance: yuan(3_000) })
    // Asked once, debited once.
    expect(town.cards.asked).toEqual(['debit', 'state'])
  })

  it('a debit that never arrived is sent again under the same id', async () => {
    town.cards.feel('late')
    const { id, state } = await town.topUp(liLei, yuan(3_000))
    expect(state).toBe('unknown')
    town.cards.feel('done')
    await letTimePass(3)
    expect(town.cards.asked).toEqual(['debit', 'state', 'debit'])
    expect(await town.topups.get(liLei, id)).toMatchObject({ state: 'done' })
    expect(await settled()).toEqual({ taken: yuan(3_000), balance: yuan(3_000) })
  })

  it('a card system that cannot be reached at all is a refusal at once: nothing was sent', async () => {
    town.cards.feel('unreached')
    const topup = await town.topUp(liLei, yuan(3_000))
    expect(topup).toMatchObject({ state: 'refused', reason: expect.stringContaining('钱没有扣') })
    town.cards.feel('done')
    await letTimePass(60)
    expect(await settled()).toEqual({ taken: 0, balance: 0 })
  })

  it('but not after an attempt that may have arrived: that stays unknown until the card system says', async () => {
    town.cards.feel('late')
    const { id } = await town.topUp(liLei, yuan(3_000))
    town.cards.feel('unreached')
    await letTimePass(120)
    expect(await town.topups.get(liLei, id)).toMatchObject({ state: 'unknown' })
    town.cards.feel('done')
    await letTimePass(300)
    expect(await settled()).toEqual({ taken: yuan(3_000), balance: yuan(3_000) })
  })

  it('stays in processing while the card’s bank works on it, then follows its word either way', async () => {
    for (const [word, balance] of [
      ['refused', 0],
      ['done', yuan(500)],
    ] as const) {
      town.cards.feel('processing')
      const { id, state } = await town.topUp(liLei, yuan(500))
      expect(state).toBe('processing')
      await letTimePass(10)
      expect(await town.topups.get(liLei, id)).toMatchObject({ state: 'processing' })
      town.cards.decide(word)
      await letTimePass(30)
      expect(await town.topups.get(liLei, id)).toMatchObject({ state: word })
      expect(await town.balance(liLei)).toBe(balance)
    }
  })

  it('asks less and less often while there is no answer, and never gives up', async () => {
    town.cards.feel('lost')
    const { id } = await town.topUp(liLei, yuan(500))
    town.cards.answerQuestions(false)
    const asked = () => town.cards.asked.filter((what) => what === 'state').length
    await letTimePass(60)
    expect(asked()).toBeLessThanOrEqual(5)
    for (let hour = 0; hour < 48; hour++) {
      town.clock.forward(3_600_000)
      await town.workers.topups.run()
    }
    expect(asked()).toBeGreaterThan(40)
    town.cards.answerQuestions(true)
    town.clock.forward(300_000)
    await town.workers.topups.run()
    expect(await town.topups.get(liLei, id)).toMatchObject({ state: 'done' })
    expect(await town.balance(liLei)).toBe(yuan(500))
  })

  it('does not keep a person waiting for a card’s bank that is slow', async () => {
    let answer: (state: { state: 'done' }) => void = () => {}
    const slow = new Promise<{ state: 'done' }>((resolve) => {
      answer = resolve
    })
    const impatient = await openTown(db, { patienceMs: 10 })
    const person = await impatient.settle('王五')
    impatient.cards.connector.debit = () => slow
    const { id, state } = await impatient.topUp(person, yuan(500))
    expect(state).toBe('processing')
    answer({ state: 'done' })
    await expect.poll(async () => (await impatient.topups.get(person, id)).state).toBe('done')
    expect(await impatient.balance(person)).toBe(yuan(500))
  })

  describe('when the process ends', () => {
    it('between the card’s bank’s answer and its storing, the worker of the next one credits it, once', async () => {
      town.stopAt('topup.before-answer-stored')
      const { id, state } = await town.topUp(liLei, yuan(3_000))
      expect(state).toBe('processing')
      expect(await settled()).toEqual({ taken: yuan(3_000), balance: 0 })
      town.stopAt(undefined)

      await letTimePass(20)
      expect(await town.topups.get(liLei, id)).toMatchObject({ state: 'done' })
      expect(await settled()).toEqual({ taken: yuan(3_000), balance: yuan(3_000) })
    })

    it('right after the order was stored, the worker of the next one sends the debit', async () => {
      town.stopAt('write.after-commit')
      const id = randomUUID()
      await expect(town.topUp(liLei, yuan(3_000), id)).rejects.toThrow('write.after-commit')
      town.stopAt(undefined)
      expect(town.cards.asked).toEqual([])
      // The phone sends its order again: it is known, needs no PIN, and is not done a second time.
      const { accountId, cardId } = liLei
      const order = { id, accountId, cardId, amount: yuan(3_000), authorisation: { token: '' } }
      expect(await town.topups.make(liLei, order)).toMatchObject({ state: 'processing' })
      await letTimePass(20)
      expect(await town.topups.make(liLei, order)).toMatchObject({ state: 'done' })
      expect(await settled()).toEqual({ taken: yuan(3_000), balance: yuan(3_000) })
    })
  })

  it('two processes that ask at the same moment credit it once', async () => {
    town.cards.feel('lost')
    await town.topUp(liLei, yuan(3_000))
    town.cards.feel('done')
    for (let i = 0; i < 5; i++) {
      await db.query('update topups set next_ask_at = 0 where customer_id = $1', [liLei.customerId])
      await Promise.all([town.workers.topups.run(), town.workers.topups.run(), town.workers.topups.run()])
    }
    expect(await settled()).toEqual({ taken: yuan(3_000), balance: yuan(3_000) })
    expect(town.logged).toEqual([])
  })

  it('a first attempt that did not arrive is no refusal when another process has sent a second one meanwhile', async () => {
    const { debit } = town.cards.connector
    let first = true
    town.cards.connector.debit = async (id, order) => {
      if (!first) return debit(id, order)
      first = false
      // The other process: it took the order over, and its debit was done but got no answer.
      town.cards.feel('lost')
      town.clock.forward(16_000)
      await town.workers.topups.run()
      town.cards.feel('unreached')
      return debit(id, order)
    }
    const { id, state } = await town.topUp(liLei, yuan(3_000))
    expect(state).toBe('unknown')
    expect(await settled()).toEqual({ taken: yuan(3_000), balance: 0 })
    await letTimePass(60)
    expect(await town.topups.get(liLei, id)).toMatchObject({ state: 'done' })
    expect(await settled()).toEqual({ taken: yuan(3_000), balance: yuan(3_000) })
  })

  it('whatever the card system does, what it took is what was credited', async () => {
    const moods: CardsMood[] = ['done', 'lost', 'late', 'unreached', 'processing', 'refused', 'late', 'lost', 'done']
    for (const mood of moods) {
      town.cards.feel(mood)
      await town.topUp(liLei, yuan(7))
      await letTimePass(2)
    }
    town.cards.feel('done')
    town.cards.decide('done')
    for (let i = 0; i < 20; i++) {
      town.clock.forward(300_000)
      await town.workers.topups.run()
    }
    const { taken, balance } = await settled()
    expect(balance).toBe(taken)
    const left = await db.query('select 1 as one from topups where customer_id = $1 and next_ask_at is not null', [
      liLei.customerId,
    ])
    expect(left).toEqual([])
  })

  it('refuses another customer’s card and account, a used authorisation, and the same id with other content', async () => {
    const other = await town.settle('陈华')
    await expect(town.topUp({ ...liLei, cardId: other.cardId }, yuan(1))).rejects.toMatchObject({
      code: 'CARD_NOT_BOUND',
      field: 'cardId',
    })
    await expect(town.topUp({ ...liLei, accountId: other.accountId }, yuan(1))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    const { accountId, cardId } = liLei
    const id = randomUUID()
    const authorisation = await town.authorise(liLei, { kind: 'topup', orderId: id, cardId, amount: yuan(1) })
    const order = { id, accountId, cardId, amount: yuan(1), authorisation }
    await town.topups.make(liLei, order)
    await expect(town.topups.make(liLei, { ...order, amount: yuan(2) })).rejects.toMatchObject({ code: 'ID_REUSED' })
    await expect(town.topups.make(liLei, { ...order, id: randomUUID() })).rejects.toMatchObject({
      code: 'AUTHORISATION_INVALID',
    })
    await expect(town.topups.get(other, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await settled()).toEqual({ taken: yuan(1), balance: yuan(1) })
  })
})
