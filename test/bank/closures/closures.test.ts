import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import type { Core } from '../../../src/bank/core.ts'
import { createLedger } from '../../../src/ledger/ledger.ts'
import type { Database } from '../../../src/storage/database.ts'
import { eachDatabase } from '../../support/database.ts'
import { allIsSound } from '../sound.ts'
import { openTown, type Town, type Townsman, yuan } from '../town.ts'

const MINUTE_MS = 60_000

eachDatabase('closing an account', (database) => {
  let db: Database
  let town: Town
  let liLei: Townsman
  let chenHua: Townsman

  beforeAll(() => {
    db = database()
  })
  beforeEach(async () => {
    town = await openTown(db)
    liLei = await town.settle('李雷')
    chenHua = await town.settle('陈华')
    await town.topUp(liLei, yuan(300))
    await town.topUp(chenHua, yuan(100))
  })

  async function close(person: Townsman, id: string = randomUUID()) {
    const { accountId } = person
    const authorisation = await town.authorise(person, { kind: 'closure', orderId: id, accountId })
    return town.closures.close(person, accountId, { id, authorisation })
  }
  const account = (person: Townsman) => town.accounts.get(person, person.accountId)
  const sound = () => allIsSound(town)

  it('pays what is left to the bound card first, and then nothing moves any more', async () => {
    const { number } = await account(liLei)
    const closed = await close(liLei)
    expect(closed).toMatchObject({ state: 'done', amount: yuan(300), reason: null })
    expect(town.cards.paid()).toBe(yuan(300))
    expect(await account(liLei)).toMatchObject({ status: 'closed', balance: 0, available: 0, number })
    await expect(town.topUp(liLei, yuan(1))).rejects.toMatchObject({ code: 'ACCOUNT_CLOSED' })
    await expect(close(liLei)).rejects.toMatchObject({ code: 'ACCOUNT_CLOSED' })
    await expect(town.payeeOf(chenHua, liLei)).rejects.toMatchObject({ code: 'PAYEE_UNKNOWN' })
    const { entries } = await town.accounts.statement(liLei, liLei.accountId, {})
    expect(entries.map(({ kind, amount }) => [kind, amount])).toEqual([
      ['payout', -yuan(300)],
      ['topup', yuan(300)],
    ])
    expect((await town.home.get(liLei)).accounts).toEqual([])
    await town.workers.outbox.run()
    expect(town.messages.map(({ text }) => text)).toContainEqual(expect.stringContaining('余额300.00元已退回绑定的卡'))
    await sound()
  })

  it('frees its place among the five of its class', async () => {
    const others = await Promise.all(Array.from({ length: 4 }, () => town.openAnother(liLei, 'II')))
    await expect(town.openAnother(liLei, 'II')).rejects.toMatchObject({ code: 'ACCOUNT_LIMIT' })
    await close(liLei)
    expect((await town.accounts.list(liLei)).mayOpen).toMatchObject({ II: 1 })
    const again = await town.openAnother(others[0] as Townsman, 'II')
    expect(await account(again)).toMatchObject({ status: 'active' })
    await sound()
  })

  it('with nothing on it asks no card system', async () => {
    const mei = await town.settle('韩梅')
    expect(await close(mei)).toMatchObject({ state: 'done', amount: 0 })
    expect(town.cards.asked).not.toContain('payout')
    expect((await account(mei)).status).toBe('closed')
    await sound()
  })

  it('happens once: a repeat is told how it ended, and another order finds it closed', async () => {
    const id = randomUUID()
    const closed = await close(liLei, id)
    expect(await town.closures.close(liLei, liLei.accountId, { id, authorisation: { token: 'none' } })).toEqual(closed)
    expect(town.cards.paid()).toBe(yuan(300))
    await expect(town.closures.get(chenHua, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const twins = await Promise.allSettled([close(chenHua), close(chenHua), close(chenHua)])
    expect(twins.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(town.cards.paid()).toBe(yuan(400))
    await sound()
  })

  it('is refused while a deposit runs, a top-up is undecided, or something keeps it from being used', async () => {
    const productId = 'anxin-3m'
    const [id, amount] = [randomUUID(), yuan(100)]
    const authorisation = await town.authorise(liLei, { kind: 'deposit', orderId: id, productId, amount })
    await town.deposits.make(liLei, { id, accountId: liLei.accountId, productId, amount, authorisation })
    await expect(close(liLei)).rejects.toMatchObject({ code: 'CLOSURE_DEPOSITS' })
    town.cards.feel('processing')
    await town.topUp(chenHua, yuan(1))
    await expect(close(chenHua)).rejects.toMatchObject({ code: 'CLOSURE_TOPUPS' })
    const mei = await town.settle('韩梅')
    await town.restrictions.freeze(mei, { id: randomUUID() })
    await expect(close(mei)).rejects.toMatchObject({ code: 'ACCOUNT_FROZEN_SELF' })
    expect(town.cards.asked).not.toContain('payout')
    // Nothing of these stories is due in the next ones.
    town.cards.decide('refused')
    town.clock.forward(MINUTE_MS)
    await town.workers.topups.run()
    await sound()
  })

  it('that the card’s bank refuses leaves the account open with its money', async () => {
    town.cards.feel('refused')
    expect(await close(liLei)).toMatchObject({ state: 'refused', reason: '余额不足' })
    expect(await account(liLei)).toMatchObject({ status: 'active', balance: yuan(300), available: yuan(300) })
    await sound()
    town.cards.feel('done')
    await town.send(liLei, await town.payeeOf(liLei, chenHua), yuan(1))
    expect(await close(liLei)).toMatchObject({ state: 'done', amount: yuan(299) })
    await sound()
  })

  it('whose answer is lost is neither done nor failed: the money is held, and the card system’s word ends it', async () => {
    town.cards.feel('lost')
    town.cards.answerQuestions(false)
    expect(await close(liLei)).toMatchObject({ state: 'unknown', finishedAt: null })
    expect(await account(liLei)).toMatchObject({ status: 'closing', balance: yuan(300), available: 0 })
    await expect(town.topUp(liLei, yuan(1))).rejects.toMatchObject({ code: 'ACCOUNT_CLOSING' })
    town.clock.forward(MINUTE_MS)
    await town.workers.closures.run()
    expect((await account(liLei)).status).toBe('closing')
    await sound()
    town.cards.answerQuestions(true)
    town.clock.forward(10 * MINUTE_MS)
    await town.workers.closures.run()
    expect(await account(liLei)).toMatchObject({ status: 'closed', balance: 0 })
    expect(town.cards.paid()).toBe(yuan(300))
    await sound()
  })

  it('that never reached the card system fails at once, and a crash before or after it is gone on from', async () => {
    town.cards.feel('unreached')
    expect((await close(liLei)).state).toBe('refused')
    town.cards.feel('done')
    for (const point of ['closure.before-payout', 'closure.before-answer-stored']) {
      const person = await town.settle('周杰')
      await town.topUp(person, yuan(50))
      town.stopAt(point)
      expect((await close(person)).state).toBe('processing')
      town.stopAt(undefined)
      town.clock.forward(MINUTE_MS)
      await town.workers.closures.run()
      expect(await account(person)).toMatchObject({ status: 'closed', balance: 0 })
    }
    expect(town.cards.paid()).toBe(yuan(100))
    await sound()
  })

  it('is refused when a top-up that began with it ends just while it is looked for', async () => {
    const ledger = createLedger()
    const reads: (() => Promise<unknown>)[] = []
    const core: Core = {
      ...ledger,
      async balances(...asked) {
        const seen = await ledger.balances(...asked)
        await reads.shift()?.()
        return seen
      },
    }
    const slow = await openTown(db, { core })
    const person = await slow.settle('周杰')
    const id = randomUUID()
    const authorisation = await slow.authorise(person, { kind: 'closure', orderId: id, accountId: person.accountId })
    slow.cards.feel('processing')
    reads.push(
      () => slow.topUp(person, yuan(10)),
      () => {
        slow.cards.decide('done')
        slow.cards.feel('done')
        slow.clock.forward(MINUTE_MS)
        return slow.workers.topups.run()
      },
    )
    expect((await slow.closures.close(person, person.accountId, { id, authorisation })).state).toBe('refused')
    slow.cards.decide('done')
    slow.clock.forward(MINUTE_MS)
    await slow.workers.topups.run()
    expect(await slow.accounts.get(person, person.accountId)).toMatchObject({ status: 'active', available: yuan(10) })
    expect(slow.cards.paid()).toBe(0)
    await sound()
  })

  it('at the same moment as money comes and deposits are made ends either way, and nothing is left behind', async () => {
    for (let round = 0; round < 8; round++) {
      const person = await town.settle('周杰')
      await town.topUp(person, yuan(200))
      const [payeeId, depositId, productId] = [await town.payeeOf(chenHua, person), randomUUID(), 'anxin-3m']
      const deposit = { kind: 'deposit', orderId: depositId, productId, amount: yuan(60) } as const
      const authorisation = await town.authorise(person, deposit)
      await Promise.allSettled([
        town.send(chenHua, payeeId, yuan(1)),
        town.topUp(person, yuan(10)),
        town.deposits.make(person, { ...deposit, id: depositId, accountId: person.accountId, authorisation }),
        close(person),
      ])
      // Whoever waits a moment longer than people do finds it decided.
      town.clock.forward(MINUTE_MS)
      await town.workers.closures.run()
      const { status, balance, available } = await account(person)
      expect(['active', 'closed']).toContain(status)
      expect(status === 'closed' ? balance : available).toBe(status === 'closed' ? 0 : balance)
    }
    await sound()
  })
})
