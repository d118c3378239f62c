import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import type { Caller } from '../../../src/bank/caller.ts'
import { openHouseAccounts } from '../../../src/bank/house.ts'
import { OutsideError } from '../../../src/connectors/outside.ts'
import { createLedger } from '../../../src/ledger/ledger.ts'
import { FOR_THIS_STORY, HAN_MEI, HOUR, LI_LEI, MINUTE, onEveryDatabase, type People } from '../../support/people.ts'

const SECOND = '6228480000001234563'
const THIRD = '6217001180012345123'

/** 李雷 with an account, a customer of two other banks. */
async function customer(people: People) {
  const liLei = await people.wechat('openid-li-lei')
  const { account } = await people.open(liLei)
  for (const cardNumber of [SECOND, THIRD]) people.outside.addCard({ ...LI_LEI, cardNumber, kind: 'I' })
  people.clock.forward(MINUTE)
  const { cards } = await people.bank.accounts.list(liLei)
  return { liLei, accountId: account?.id ?? '', first: cards[0]?.id ?? '' }
}

const withPin = async (people: People, caller: Caller, pin?: string) => ({
  pin: await people.pin(caller, 'authorise', pin),
})

/** The form of another card, sent; its code confirms it. */
async function asked(people: People, caller: Caller, cardNumber = SECOND, mobile?: string) {
  const { id } = await people.bank.cards.bind(caller, { id: v7(), cardNumber, ...(mobile && { mobile }) })
  return { id, smsCode: people.outside.codeFor(mobile ?? LI_LEI.mobile) }
}

async function bind(people: People, caller: Caller, cardNumber = SECOND): Promise<string> {
  const { id, smsCode } = await asked(people, caller, cardNumber)
  await people.bank.cards.confirm(caller, id, { smsCode, authorisation: await withPin(people, caller) })
  people.clock.forward(MINUTE)
  return (await people.bank.accounts.list(caller)).cards.at(-1)?.id ?? ''
}

const last4s = async ({ bank }: People, caller: Caller) =>
  (await bank.accounts.list(caller)).cards.map(({ last4 }) => last4)

const messages = async ({ bank, outside }: People) => {
  await bank.workers.find(({ name }) => name === 'outbox')?.run()
  return outside.inbox.map(({ mobile, text }) => `${mobile} ${text}`)
}

const rule = ({ db }: People, name: string, value: number) =>
  db.query(
    `insert into rules (name, class, effective_from, value, unit, source, mark)
     values ($1, '', '2026-11-23', $2, 'count', $3, 'B')`,
    [name, value, FOR_THIS_STORY],
  )

onEveryDatabase('a customer whose accounts are frozen', (open) => {
  it('keeps cards and number as they are, also what was begun before; thawed, all of it goes on', async () => {
    const people = await open()
    const { bank } = people
    const { liLei, accountId } = await customer(people)
    const second = await bind(people, liLei)
    const begun = await asked(people, liLei, THIRD)
    const frozen = await bank.restrictions.freeze(liLei, { id: v7() })
    const authorisation = () => withPin(people, liLei)
    const tries = [
      async () => asked(people, liLei, '6222020200334450083'),
      async () => bank.cards.confirm(liLei, begun.id, { smsCode: begun.smsCode, authorisation: await authorisation() }),
      async () => bank.cards.unbind(liLei, second, { id: v7(), authorisation: await authorisation() }),
      async () =>
        bank.cards.change(liLei, accountId, { id: v7(), cardId: second, authorisation: await authorisation() }),
    ]
    for (const attempt of tries) expect(await people.refusal(attempt())).toMatchObject({ code: 'ACCOUNT_FROZEN_SELF' })
    await bank.restrictions.thaw(liLei, frozen.id, { authorisation: await authorisation() })
    await bank.cards.confirm(liLei, begun.id, { smsCode: begun.smsCode, authorisation: await authorisation() })
    expect(await last4s(people, liLei)).toEqual(['7430', '4563', '5123'])
  })
})

onEveryDatabase('binding another card', (open) => {
  it('asks for nothing but its number: who it must be is on record', async () => {
    const people = await open()
    const { bank, outside } = people
    const { liLei } = await customer(people)
    const id = v7()
    const binding = await bank.cards.bind(liLei, { id, cardNumber: SECOND })
    expect(binding).toMatchObject({
      id,
      state: 'code-sent',
      maskedCard: '622848*********4563',
      maskedMobile: '138****8000',
      account: null,
    })
    const smsCode = outside.codeFor(LI_LEI.mobile)
    const bound = await bank.cards.confirm(liLei, id, { smsCode, authorisation: await withPin(people, liLei) })
    expect(bound).toMatchObject({ id, state: 'bound', account: null })
    expect(await last4s(people, liLei)).toEqual(['7430', '4563'])
    expect(outside.agreementsSigned()).toBe(2)
    expect(await messages(people)).toContainEqual(
      `${LI_LEI.mobile} 【迷你银行】您已绑定招商银行尾号4563的卡。如非本人操作，请立即拨打本行客服电话`,
    )
  })

  it('whose bank has another number of theirs on record, sends the code there', async () => {
    const people = await open()
    const { liLei } = await customer(people)
    people.outside.addCard({ ...LI_LEI, cardNumber: SECOND, mobile: '13900139000', kind: 'credit' })
    await expect(people.bank.cards.bind(liLei, { id: v7(), cardNumber: SECOND })).rejects.toThrow('CARD_MISMATCH')
    const { id, smsCode } = await asked(people, liLei, SECOND, '13900139000')
    await people.bank.cards.confirm(liLei, id, { smsCode, authorisation: await withPin(people, liLei) })
    expect((await people.bank.accounts.list(liLei)).cards.at(-1)).toMatchObject({ kind: 'credit', last4: '4563' })
  })

  it('is refused to a visitor, with another person’s card, a Class II card, one that is bound already', async () => {
    const people = await open()
    const { bank, outside } = people
    const visitor = await people.wechat('openid-stranger')
    const refusal = (caller: Caller, cardNumber: string) =>
      people.refusal(bank.cards.bind(caller, { id: v7(), cardNumber }))
    expect(await refusal(visitor, SECOND)).toMatchObject({ code: 'ACCOUNT_REQUIRED' })
    const { liLei } = await customer(people)
    outside.addCard({ ...LI_LEI, cardNumber: THIRD, kind: 'II' })
    expect(await refusal(liLei, HAN_MEI.cardNumber)).toMatchObject({ code: 'CARD_MISMATCH' })
    // That it is bound here is told to nobody whose it is not.
    await people.open(await people.wechat('openid-han-mei'), HAN_MEI)
    expect(await refusal(liLei, HAN_MEI.cardNumber)).toMatchObject({ code: 'CARD_MISMATCH' })
    expect(await refusal(liLei, THIRD)).toMatchObject({ code: 'CARD_NOT_ELIGIBLE', field: 'cardNumber' })
    expect(await refusal(liLei, LI_LEI.cardNumber)).toMatchObject({ code: 'CARD_ALREADY_BOUND', field: 'cardNumber' })
    expect(await refusal(liLei, '62284800')).toMatchObject({ code: 'CARD_INVALID', field: 'cardNumber' })
  })

  it('with a wrong PIN or code binds nothing; the right ones then do', async () => {
    const people = await open()
    const { bank, outside } = people
    const { liLei } = await customer(people)
    const { id, smsCode } = await asked(people, liLei)
    const confirm = async (code: string, pin?: string) =>
      bank.cards.confirm(liLei, id, { smsCode: code, authorisation: await withPin(people, liLei, pin) })
    expect(await people.refusal(confirm(smsCode, '741852'))).toMatchObject({ code: 'PIN_WRONG', params: { left: 4 } })
    expect(await people.refusal(confirm('999999'))).toMatchObject({ code: 'SMS_CODE_WRONG', field: 'smsCode' })
    expect(outside.agreementsSigned()).toBe(1)
    expect((await confirm(smsCode)).state).toBe('bound')
  })

  it('whose answer was lost is asked again and bound once, also five times at the same moment', async () => {
    const people = await open()
    const { bank } = people
    const { liLei } = await customer(people)
    const { id, smsCode } = await asked(people, liLei)
    const confirmation = { smsCode, authorisation: await withPin(people, liLei) }
    const tries = await Promise.allSettled(Array.from({ length: 5 }, () => bank.cards.confirm(liLei, id, confirmation)))
    for (const one of tries) if (one.status === 'rejected') expect(one.reason.code).toBe('IN_PROGRESS')
    expect((await bank.cards.confirm(liLei, id, confirmation)).state).toBe('bound')
    expect(await last4s(people, liLei)).toEqual(['7430', '4563'])
  })

  it('a process that dies before or after the write binds it once all the same', async () => {
    for (const point of ['write.before-commit', 'write.after-commit']) {
      const people = await open()
      const { liLei } = await customer(people)
      const { id, smsCode } = await asked(people, liLei)
      const { token } = await people.bank.pins.authorise(liLei, {
        pin: await people.pin(liLei, 'authorise'),
        order: { kind: 'card-binding', orderId: id },
      })
      people.failAt(point)
      const confirm = () => people.bank.cards.confirm(liLei, id, { smsCode, authorisation: { token } })
      await expect(confirm()).rejects.toThrow(point)
      expect((await confirm()).state).toBe('bound')
      expect(await last4s(people, liLei)).toEqual(['7430', '4563'])
      expect(people.outside.agreementsSigned()).toBe(2)
    }
  })

  it('beyond the most that a person may have is refused, and two at once cannot pass it', async () => {
    const people = await open()
    const { bank } = people
    const { liLei } = await customer(people)
    await rule(people, 'cards.max', 2)
    const waiting = [await asked(people, liLei, SECOND)]
    people.clock.forward(MINUTE)
    waiting.push(await asked(people, liLei, THIRD))
    const confirmed = await Promise.allSettled(
      waiting.map(async ({ id, smsCode }) =>
        bank.cards.confirm(liLei, id, { smsCode, authorisation: await withPin(people, liLei) }),
      ),
    )
    expect(confirmed.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const [refused] = confirmed.filter((one) => one.status === 'rejected')
    expect(['CARD_LIMIT', 'IN_PROGRESS']).toContain(refused?.reason.code)
    expect(await last4s(people, liLei)).toHaveLength(2)
    expect(await people.refusal(bank.cards.bind(liLei, { id: v7(), cardNumber: '6225750000001234' }))).toEqual({
      code: 'CARD_LIMIT',
      field: undefined,
      params: { max: 2 },
    })
  })

  it('is nobody else’s to see or confirm, and no way to open an account', async () => {
    const people = await open()
    const { bank } = people
    const { liLei } = await customer(people)
    const { id, smsCode } = await asked(people, liLei)
    const hanMei = await people.wechat('openid-han-mei')
    await people.open(hanMei, HAN_MEI)
    const theirs = { smsCode, authorisation: await withPin(people, hanMei) }
    expect(await people.refusal(bank.cards.confirm(hanMei, id, theirs))).toMatchObject({ code: 'NOT_FOUND' })
    const opening = await people.confirmation(liLei, smsCode)
    expect(await people.refusal(bank.bindings.confirm(liLei, id, opening))).toMatchObject({ code: 'NOT_FOUND' })
  })
})

onEveryDatabase('another bound card for an account', (open) => {
  const change = async (people: People, caller: Caller, accountId: string, cardId: string, id = v7()) =>
    people.bank.cards.change(caller, accountId, { id, cardId, authorisation: await withPin(people, caller) })

  it('is one of their own, and the customer is told', async () => {
    const people = await open()
    const { liLei, accountId, first } = await customer(people)
    const second = await bind(people, liLei)
    expect((await people.bank.accounts.get(liLei, accountId)).cardId).toBe(first)
    expect(await change(people, liLei, accountId, second)).toMatchObject({ id: accountId, cardId: second })
    expect(await messages(people)).toContainEqual(expect.stringMatching(/您尾号\d{4}的账户已改绑招商银行尾号4563的卡/))
    expect(await people.refusal(change(people, liLei, accountId, second))).toMatchObject({ code: 'CARD_ALREADY_BOUND' })
    expect(await people.refusal(change(people, liLei, accountId, v7()))).toMatchObject({ code: 'CARD_NOT_BOUND' })
    expect(await people.refusal(change(people, liLei, v7(), first))).toMatchObject({ code: 'NOT_FOUND' })
  })

  it('again under the same id is the same change; its id for another card is refused', async () => {
    const people = await open()
    const { liLei, accountId, first } = await customer(people)
    const second = await bind(people, liLei)
    const id = v7()
    const order = { id, cardId: second, authorisation: await withPin(people, liLei) }
    await people.bank.cards.change(liLei, accountId, order)
    expect(await people.bank.cards.change(liLei, accountId, order)).toMatchObject({ cardId: second })
    const other = people.bank.cards.change(liLei, accountId, { ...order, cardId: first })
    expect(await people.refusal(other)).toMatchObject({ code: 'ID_REUSED' })
    expect(await people.db.query('select nth from card_changes where account_id = $1', [accountId])).toHaveLength(1)
  })

  it('may be chosen three times a month, also with several at the same moment', async () => {
    const people = await open()
    const { liLei, accountId, first } = await customer(people)
    const second = await bind(people, liLei)
    const third = await bind(people, liLei, THIRD)
    const outcomes = []
    for (const cardId of [second, third, first, second])
      outcomes.push(
        await Promise.allSettled([change(people, liLei, accountId, cardId), change(people, liLei, accountId, cardId)]),
      )
    expect(outcomes.slice(0, 3).map((pair) => pair.some(({ status }) => status === 'fulfilled'))).toEqual([
      true,
      true,
      true,
    ])
    expect(await people.refusal(change(people, liLei, accountId, second))).toEqual({
      code: 'CARD_CHANGE_LIMIT',
      field: undefined,
      params: { max: 3 },
    })
    expect(await people.db.query('select nth from card_changes where account_id = $1', [accountId])).toHaveLength(3)
    people.clock.forward(8 * 24 * HOUR)
    const later = await people.wechat('openid-li-lei')
    expect(await change(people, later, accountId, second)).toMatchObject({ cardId: second })
  })
})

onEveryDatabase('unbinding a card', (open) => {
  const unbind = async (people: People, caller: Caller, cardId: string, id = v7()) =>
    people.bank.cards.unbind(caller, cardId, { id, authorisation: await withPin(people, caller) })

  it('takes it out of the list; it may be bound again', async () => {
    const people = await open()
    const { liLei } = await customer(people)
    const second = await bind(people, liLei)
    const id = v7()
    const order = { id, authorisation: await withPin(people, liLei) }
    expect(await people.bank.cards.unbind(liLei, second, order)).toEqual({ id, cardId: second })
    expect(await people.bank.cards.unbind(liLei, second, order)).toEqual({ id, cardId: second })
    expect(await last4s(people, liLei)).toEqual(['7430'])
    expect(await people.refusal(unbind(people, liLei, second))).toMatchObject({ code: 'CARD_NOT_BOUND' })
    expect(await bind(people, liLei)).not.toBe(second)
    expect(await last4s(people, liLei)).toEqual(['7430', '4563'])
  })

  it('ends the agreement at the card’s bank, though that may be away at first', async () => {
    const people = await open()
    const { liLei } = await customer(people)
    const second = await bind(people, liLei)
    people.outside.failNext('cards.endAgreement', new OutsideError('cards', 'unknown', 'no answer in time'))
    await unbind(people, liLei, second)
    const outbox = people.bank.workers.find(({ name }) => name === 'outbox')
    await outbox?.run()
    expect(people.outside.agreementsEnded).toEqual([])
    people.clock.forward(MINUTE)
    await outbox?.run()
    await outbox?.run()
    expect(people.outside.agreementsEnded).toEqual([expect.stringMatching(/^A/)])
  })

  it('is refused while an account is bound to it, and goes once the account has another', async () => {
    const people = await open()
    const { liLei, accountId, first } = await customer(people)
    const second = await bind(people, liLei)
    expect(await people.refusal(unbind(people, liLei, first))).toMatchObject({ code: 'CARD_IN_USE', field: 'cardId' })
    await people.bank.cards.change(liLei, accountId, {
      id: v7(),
      cardId: second,
      authorisation: await withPin(people, liLei),
    })
    await unbind(people, liLei, first)
    expect(await last4s(people, liLei)).toEqual(['4563'])
  })

  it('waits for a top-up that has no result, whose money then arrives', async () => {
    const people = await open()
    const { liLei, accountId } = await customer(people)
    const second = await bind(people, liLei)
    await openHouseAccounts({ db: people.db, core: createLedger() })
    people.outside.failNext('cards.debit', new OutsideError('cards', 'unknown', 'no answer in time'))
    const order = { id: v7(), accountId, cardId: second, amount: 100_00, authorisation: await withPin(people, liLei) }
    expect((await people.bank.topups.make(liLei, order)).state).toBe('unknown')
    expect(await people.refusal(unbind(people, liLei, second))).toMatchObject({ code: 'CARD_ORDER_OPEN' })
    people.clock.forward(MINUTE)
    await people.bank.workers.find(({ name }) => name === 'top-ups not decided')?.run()
    expect((await people.bank.topups.get(liLei, order.id)).state).toBe('done')
    await unbind(people, liLei, second)
    // What came from it stays readable, and nothing more comes.
    expect(await people.bank.topups.get(liLei, order.id)).toMatchObject({ state: 'done', last4: '4563' })
    const again = { ...order, id: v7(), authorisation: await withPin(people, liLei) }
    expect(await people.refusal(people.bank.topups.make(liLei, again))).toMatchObject({ code: 'CARD_NOT_BOUND' })
  })

  it('and giving it to an account at the same moment never leaves an account without a bound card', async () => {
    const people = await open()
    const { liLei, accountId } = await customer(people)
    for (let turn = 0; turn < 3; turn++) {
      const card = await bind(people, liLei)
      const id = v7()
      const authorisation = await withPin(people, liLei)
      await Promise.allSettled([
        unbind(people, liLei, card),
        people.bank.cards.change(liLei, accountId, { id, cardId: card, authorisation }),
      ])
      const { accounts, cards } = await people.bank.accounts.list(liLei)
      expect(cards.map((one) => one.id)).toContain(accounts[0]?.cardId)
      if (accounts[0]?.cardId === card) return
    }
  })

  it('of another person is not found', async () => {
    const people = await open()
    const { first } = await customer(people)
    const hanMei = await people.wechat('openid-han-mei')
    await people.open(hanMei, HAN_MEI)
    expect(await people.refusal(unbind(people, hanMei, first))).toMatchObject({ code: 'CARD_NOT_BOUND' })
  })
})
