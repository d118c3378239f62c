/** Money to others from this bank's own Class I account: the core is asked first, then it reaches the payee, once. */
import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import { OutsideError } from '../../../src/connectors/outside.ts'
import { HAN_MEI, HOUR, MINUTE, onEveryDatabase } from '../../support/people.ts'
import { counted, type Neighbours, neighbours, received, receivesAtMost } from './neighbours.ts'
import { askAgain, authorised, OWN, openThird, START, sound, topUp } from './own-town.ts'

const DAY = 24 * HOUR

async function pay(here: Neighbours, amount: number, { id = v7() as string, note = '房租' } = {}) {
  const { caller, classOneId: accountId, payeeId } = here
  const authorisation = await authorised(here, caller, { kind: 'transfer', orderId: id, payeeId, amount })
  return here.bank.transfers.make(caller, { id, accountId, payeeId, amount, note, authorisation })
}

onEveryDatabase('paying from a Class I account of this bank', (open) => {
  it('debits the core, credits the payee, tells them, and both have a receipt and an entry', async () => {
    const here = await neighbours(open)
    const { bank, caller, hanMei, people } = here
    const sent = await pay(here, 200_00)
    expect(sent).toMatchObject({ state: 'done', direction: 'out', amount: 200_00, name: '*梅', note: '房租' })
    expect(people.outside.coreBalance(OWN.cardNumber)).toBe(START - 200_00)
    expect(await received(here, hanMei)).toBe(200_00)
    expect(await bank.transfers.get(hanMei, sent.id)).toMatchObject({ state: 'done', direction: 'in', name: '李雷' })
    const ours = await bank.accounts.statement(caller, here.classOneId, {})
    expect(ours.entries).toMatchObject([{ kind: 'transfer-out', amount: -200_00, orderId: sent.id, note: '房租' }])
    expect(await bank.home.get(caller)).toMatchObject({
      classOne: { out: { dayLimit: 50_000_00, dayLeft: 49_800_00 }, restrictions: [] },
      recent: [{ kind: 'transfer-out', amount: -200_00, accountId: here.classOneId }],
    })
    const { accounts } = await bank.accounts.list(hanMei)
    const theirs = await bank.accounts.statement(hanMei, accounts[0]?.id ?? '', {})
    expect(theirs.entries).toMatchObject([{ kind: 'transfer-in', amount: 200_00, counterparty: '李雷' }])
    await bank.workers.find(({ name }) => name === 'outbox')?.run()
    expect(people.outside.inbox.findLast(({ mobile }) => mobile === HAN_MEI.mobile)?.text).toContain('200.00')
    await sound(here)
  })

  it('happens once, however often it is sent, and needs no PIN again', async () => {
    const here = await neighbours(open)
    const id = v7()
    const first = await pay(here, 50_00, { id })
    expect(await pay(here, 50_00, { id })).toEqual(first)
    expect(await here.people.refusal(pay(here, 60_00, { id }))).toMatchObject({ code: 'ID_REUSED' })
    expect(here.people.outside.coreBalance(OWN.cardNumber)).toBe(START - 50_00)
    expect(await received(here, here.hanMei)).toBe(50_00)
    await sound(here)
  })

  it('refused by the core: nothing moved, the reason is told, and the limits are as before', async () => {
    const here = await neighbours(open)
    const refused = await pay(here, START + 1)
    expect(refused).toMatchObject({ state: 'refused', reason: '余额不足', amount: START + 1, name: '*梅' })
    expect(await received(here, here.hanMei)).toBe(0)
    expect(await counted(here, here.caller, '2026-11-23')).toBe(0)
    expect((await here.people.refusal(here.bank.transfers.get(here.hanMei, refused.id))).code).toBe('NOT_FOUND')
    await sound(here)
  })

  it('while the core is away is refused at once, and nothing was taken', async () => {
    const here = await neighbours(open)
    here.people.outside.failNext('core.debit', new OutsideError('core', 'unreached', 'away'))
    expect(await pay(here, 10_00)).toMatchObject({
      state: 'refused',
      reason: expect.stringContaining('连不上核心系统'),
    })
    expect(here.people.outside.coreBalance(OWN.cardNumber)).toBe(START)
    await sound(here)
  })

  it('when the answer is lost is neither done nor failed, until the core was asked', async () => {
    const here = await neighbours(open)
    here.people.outside.failNext('core.debit-answer', new OutsideError('core', 'unknown', 'no answer in time'))
    const lost = await pay(here, 10_00)
    expect(lost.state).toBe('unknown')
    expect(await received(here, here.hanMei)).toBe(0)
    await sound(here)
    await askAgain(here)
    expect(await here.bank.transfers.get(here.caller, lost.id)).toMatchObject({ state: 'done', amount: 10_00 })
    expect(await received(here, here.hanMei)).toBe(10_00)
    expect(here.people.outside.coreBalance(OWN.cardNumber)).toBe(START - 10_00)
    await sound(here)
  })

  it('lets the card go only when every order is decided, and the payee’s account close only then', async () => {
    const here = await neighbours(open)
    const { bank, caller, hanMei, people } = here
    people.outside.failNext('core.debit-answer', new OutsideError('core', 'unknown', 'no answer in time'))
    await pay(here, 10_00)
    const unbinding = v7()
    const cardId = here.classOneId
    const order = { kind: 'card-unbinding', orderId: unbinding, cardId } as const
    const unbind = async () =>
      bank.cards.unbind(caller, cardId, { id: unbinding, authorisation: await authorised(here, caller, order) })
    expect((await people.refusal(unbind())).code).toBe('CARD_ORDER_OPEN')
    const accountId = (await bank.accounts.list(hanMei)).accounts[0]?.id ?? ''
    const close = async () => {
      const id = v7()
      const closing = { kind: 'closure', orderId: id, accountId } as const
      return bank.closures.close(hanMei, accountId, { id, authorisation: await authorised(here, hanMei, closing) })
    }
    expect(await people.refusal(close())).toMatchObject({ code: 'CLOSURE_TOPUPS' })
    await askAgain(here)
    await unbind()
    expect(await close()).toMatchObject({ state: 'done', amount: 10_00 })
  })

  it('is found again when the process ended after the core took the money', async () => {
    const here = await neighbours(open)
    const id = v7()
    here.people.failAt('core-transfer.before-answer-stored')
    await pay(here, 10_00, { id }).catch(() => undefined)
    expect(here.people.outside.coreBalance(OWN.cardNumber)).toBe(START - 10_00)
    expect(await received(here, here.hanMei)).toBe(0)
    await askAgain(here)
    expect(await here.bank.transfers.get(here.caller, id)).toMatchObject({ state: 'done' })
    expect(await received(here, here.hanMei)).toBe(10_00)
    await sound(here)
  })

  it('is sent when the process ended before it could be', async () => {
    const here = await neighbours(open)
    const id = v7()
    here.people.failAt('core-transfer.before-debit')
    await pay(here, 10_00, { id }).catch(() => undefined)
    expect(here.people.outside.coreBalance(OWN.cardNumber)).toBe(START)
    await askAgain(here)
    expect(await here.bank.transfers.get(here.caller, id)).toMatchObject({ state: 'done' })
    expect(here.people.outside.coreBalance(OWN.cardNumber)).toBe(START - 10_00)
    await sound(here)
  })

  it('stops at 50,000 a day without a signature, to the fen (银发〔2016〕261号); the next day begins anew', async () => {
    const here = await neighbours(open, 90_000_00)
    expect(await here.db.query(`select source, mark from rules where name = 'transfers.unsigned.day'`)).toEqual([
      { source: '银发〔2016〕261号', mark: 'S' },
    ])
    await receivesAtMost(here, 90_000_00)
    expect(await pay(here, 49_999_99)).toMatchObject({ state: 'done' })
    expect(await here.people.refusal(pay(here, 2))).toMatchObject({
      code: 'SIGNATURE_REQUIRED',
      field: 'amount',
      params: { limit: '50,000.00', left: '0.01' },
    })
    expect(await pay(here, 1)).toMatchObject({ state: 'done' })
    expect((await here.people.refusal(pay(here, 1))).code).toBe('SIGNATURE_REQUIRED')
    here.people.clock.forward(DAY)
    expect(await pay(here, 1)).toMatchObject({ state: 'done' })
    await sound(here)
  })

  it('lets two at once through up to the limit and no further', async () => {
    const here = await neighbours(open, 90_000_00)
    await receivesAtMost(here, 90_000_00)
    const both = await Promise.allSettled([pay(here, 30_000_00), pay(here, 30_000_00)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(here.people.outside.coreBalance(OWN.cardNumber)).toBe(60_000_00)
    await sound(here)
  })

  it('keeps the payee’s room while it is under way, and gives it back of that date when the core refuses', async () => {
    const here = await neighbours(open)
    const { people, caller } = here
    await receivesAtMost(here, 100_00)
    people.outside.failNext('core.debit', new OutsideError('core', 'unknown', 'no answer in time'))
    const lost = await pay(here, 80_00)
    expect(lost.state).toBe('unknown')
    expect((await people.refusal(pay(here, 30_00))).code).toBe('PAYEE_LIMIT')
    // The core never heard of it, and has less by then.
    people.outside.addClassOne(OWN, 50_00)
    people.clock.forward(DAY)
    await askAgain(here)
    expect(await here.bank.transfers.get(caller, lost.id)).toMatchObject({ state: 'refused', reason: '余额不足' })
    expect(await counted(here, caller, '2026-11-23')).toBe(0)
    expect(await pay(here, 50_00)).toMatchObject({ state: 'done' })
    expect(await counted(here, caller, '2026-11-24')).toBe(50_00)
    await sound(here)
  })

  it('ends as the core says, however many days both have been busy meanwhile: refused, or done a month later', async () => {
    const here = await neighbours(open)
    const { people, caller, bank, hanMei } = here
    people.outside.failNext('core.debit', new OutsideError('core', 'unknown', 'no answer in time'))
    const refused = await pay(here, 80_00)
    people.outside.addClassOne(OWN, 50_00)
    for (let day = 0; day < 12; day++) {
      people.clock.forward(DAY)
      expect(await pay(here, 1_00)).toMatchObject({ state: 'done' })
    }
    await askAgain(here)
    expect(await bank.transfers.get(caller, refused.id)).toMatchObject({ state: 'refused' })
    people.outside.failNext('core.debit-answer', new OutsideError('core', 'unknown', 'no answer in time'))
    const done = await pay(here, 2_00)
    people.clock.forward(30 * DAY)
    await askAgain(here)
    expect(await bank.transfers.get(caller, done.id)).toMatchObject({ state: 'done' })
    expect(await received(here, hanMei)).toBe(14_00)
    await sound(here)
  })

  it('is refused while the payer has frozen everything, also who has no account but this one', async () => {
    const here = await neighbours(open)
    const { bank, caller, people } = here
    const { id } = await bank.restrictions.freeze(caller, { id: v7() })
    expect((await people.refusal(pay(here, 10_00))).code).toBe('ACCOUNT_FROZEN_SELF')
    expect(people.outside.asked).not.toContain('core.debit')
    expect((await bank.accounts.list(caller)).classOne).toMatchObject({ restrictions: [{ id, kind: 'self' }] })
    const authorisation = await authorised(here, caller, { kind: 'thaw', orderId: id })
    await bank.restrictions.thaw(caller, id, { authorisation })
    expect(await pay(here, 10_00)).toMatchObject({ state: 'done' })
    await sound(here)
  })

  it('counts on when the card is unbound and bound again', async () => {
    const here = await neighbours(open, 90_000_00)
    await receivesAtMost(here, 90_000_00)
    const { bank, caller, people } = here
    await openThird(here)
    await pay(here, 50_000_00)
    // The account that is bound to it goes first.
    const accountId = (await bank.accounts.list(caller)).accounts[0]?.id ?? ''
    const closing = v7()
    const authorisation = await authorised(here, caller, { kind: 'closure', orderId: closing, accountId })
    await bank.closures.close(caller, accountId, { id: closing, authorisation })
    const unbinding = v7()
    const order = { kind: 'card-unbinding', orderId: unbinding, cardId: here.classOneId } as const
    await bank.cards.unbind(caller, here.classOneId, {
      id: unbinding,
      authorisation: await authorised(here, caller, order),
    })
    people.clock.forward(MINUTE)
    const id = v7()
    await bank.cards.bind(caller, { id, cardNumber: OWN.cardNumber })
    await bank.cards.confirm(caller, id, {
      smsCode: people.outside.codeFor(OWN.mobile),
      authorisation: await authorised(here, caller, { kind: 'card-binding', orderId: id }),
    })
    const classOneId = (await bank.accounts.list(caller)).classOne?.id ?? ''
    expect((await people.refusal(pay({ ...here, classOneId }, 1))).code).toBe('SIGNATURE_REQUIRED')
    await sound(here)
  })

  it('is nobody else’s to pay from', async () => {
    const here = await neighbours(open)
    const { bank, hanMei, people } = here
    const { account, cardId } = await openThird(here)
    await topUp(here, account.id, cardId, 10_00)
    const payeeId = await people.payee(hanMei, OWN.mobile)
    const id = v7()
    const authorisation = await authorised(here, hanMei, { kind: 'transfer', orderId: id, payeeId, amount: 1_00 })
    const theft = { id, accountId: here.classOneId, payeeId, amount: 1_00, authorisation }
    expect((await people.refusal(bank.transfers.make(hanMei, theft))).code).toBe('NOT_FOUND')
    expect(people.outside.coreBalance(OWN.cardNumber)).toBe(START - 10_00)
  })

  it('keeps to the limits that its holder set, and what the core refuses gives them back', async () => {
    const here = await neighbours(open)
    const { bank, caller, classOneId, people } = here
    const limits = { day: 300_00, count: 2, year: null }
    await bank.agreedLimits.set(caller, classOneId, { id: v7(), ...limits })
    const agreed = async () => (await bank.accounts.list(caller)).classOne?.agreed
    await pay(here, 200_00)
    expect(await agreed()).toMatchObject({ ...limits, dayLeft: 100_00, countLeft: 1, yearLeft: null })
    await expect(pay(here, 100_01)).rejects.toMatchObject({ code: 'AGREED_LIMIT_DAY', params: { left: '100.00' } })
    people.outside.addClassOne(OWN, 1)
    expect((await pay(here, 100_00)).state).toBe('refused')
    expect(await agreed()).toMatchObject({ dayLeft: 100_00, countLeft: 1 })
    people.outside.addClassOne(OWN, START)
    await pay(here, 1_00)
    await expect(pay(here, 1_00)).rejects.toMatchObject({ code: 'AGREED_LIMIT_COUNT', params: { limit: 2 } })
    const above = bank.agreedLimits.set(caller, classOneId, { id: v7(), ...limits, day: 50_000_01 })
    await expect(above).rejects.toMatchObject({ code: 'AGREED_LIMIT_TOO_HIGH', params: { limit: '50,000.00' } })
    await sound(here)
  })
})
