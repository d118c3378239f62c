import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import type { Caller } from '../../../src/bank/caller.ts'
import { OutsideError } from '../../../src/connectors/outside.ts'
import { HAN_MEI, HOUR, LI_LEI, MINUTE, onEveryDatabase, type People, PIN, VISIT } from '../../support/people.ts'

const NEW_PIN = '714203'

async function customer(people: People) {
  const liLei = await people.wechat('openid-li-lei')
  const { account } = await people.open(liLei)
  people.clock.forward(MINUTE)
  return { liLei, accountId: account?.id ?? '' }
}

const twice = async (people: People, caller: Caller, pin = NEW_PIN) => ({
  pin: await people.pin(caller, 'set', pin),
  pinAgain: await people.pin(caller, 'set', pin),
})

/** Whether a PIN opens an order: buys an authorisation. */
const opens = async (people: People, caller: Caller, pin: string) => {
  const order = { kind: 'pin-change' as const, orderId: v7() }
  return people.bank.pins.authorise(caller, { pin: await people.pin(caller, 'authorise', pin), order })
}

async function proved({ bank, outside, clock }: People, caller: Caller): Promise<string> {
  const { id } = await bank.security.askProof(caller, { id: v7(), purpose: 'pin-reset' }, VISIT)
  await bank.security.confirmProof(caller, id, { code: outside.codeFor(LI_LEI.mobile) })
  clock.forward(MINUTE)
  return id
}

async function reset(people: People, caller: Caller, proofId: string, changed: object = {}) {
  const { idNumber, cardNumber } = LI_LEI
  return { id: v7(), proofId, idNumber, cardNumber, ...(await twice(people, caller)), ...changed }
}

const lastMessage = async ({ bank, outside }: People) => {
  await bank.workers.find(({ name }) => name === 'outbox')?.run()
  return outside.inbox.at(-1)?.text
}

onEveryDatabase('another PIN, knowing the old one', (open) => {
  it('is good from then on; the old one is not, and the customer is told', async () => {
    const people = await open()
    const { liLei } = await customer(people)
    const order = {
      id: v7(),
      ...(await twice(people, liLei)),
      authorisation: { pin: await people.pin(liLei, 'authorise') },
    }
    expect(await people.bank.security.changePin(liLei, order)).toEqual({ id: order.id })
    expect(await people.bank.security.changePin(liLei, order)).toEqual({ id: order.id })
    expect(await people.refusal(opens(people, liLei, PIN))).toMatchObject({ code: 'PIN_WRONG', params: { left: 4 } })
    expect((await opens(people, liLei, NEW_PIN)).token).toBeTruthy()
    expect(await lastMessage(people)).toMatch(/您的交易密码已修改/)
  })

  it('is refused with the old one wrong, the new one weak, or two that differ', async () => {
    const people = await open()
    const { bank } = people
    const { liLei } = await customer(people)
    const change = async (changed: object, old = PIN) =>
      people.refusal(
        bank.security.changePin(liLei, {
          id: v7(),
          ...(await twice(people, liLei)),
          authorisation: { pin: await people.pin(liLei, 'authorise', old) },
          ...changed,
        }),
      )
    expect(await change({}, '741852')).toMatchObject({ code: 'PIN_WRONG', params: { left: 4 } })
    expect(await change(await twice(people, liLei, '123456'))).toMatchObject({ code: 'PIN_WEAK' })
    expect(await change(await twice(people, liLei, '950515'))).toMatchObject({ code: 'PIN_WEAK' })
    const differing = {
      pin: await people.pin(liLei, 'set', NEW_PIN),
      pinAgain: await people.pin(liLei, 'set', '714204'),
    }
    expect(await change(differing)).toMatchObject({ code: 'PIN_MISMATCH', field: 'pinAgain' })
    expect((await opens(people, liLei, PIN)).token).toBeTruthy()
  })

  it('voids what the old one bought and was not used yet', async () => {
    const people = await open()
    const { bank } = people
    const { liLei, accountId } = await customer(people)
    const [card] = (await bank.accounts.list(liLei)).cards
    const topup = { id: v7(), accountId, cardId: card?.id ?? '', amount: 100_00 }
    const { token } = await bank.pins.authorise(liLei, {
      pin: await people.pin(liLei, 'authorise'),
      order: { kind: 'topup', orderId: topup.id, cardId: topup.cardId, amount: topup.amount },
    })
    const authorisation = { pin: await people.pin(liLei, 'authorise') }
    await bank.security.changePin(liLei, { id: v7(), ...(await twice(people, liLei)), authorisation })
    expect(await people.refusal(bank.topups.make(liLei, { ...topup, authorisation: { token } }))).toMatchObject({
      code: 'AUTHORISATION_INVALID',
    })
  })
})

onEveryDatabase('a forgotten PIN', (open) => {
  it('is replaced by number, ID number and a bound card together, even while it is locked', async () => {
    const people = await open()
    const { bank } = people
    const { liLei } = await customer(people)
    for (let wrong = 0; wrong < 5; wrong++) await people.refusal(opens(people, liLei, '741852'))
    expect(await people.refusal(opens(people, liLei, PIN))).toMatchObject({ code: 'PIN_LOCKED' })
    const order = await reset(people, liLei, await proved(people, liLei))
    expect(await bank.security.resetPin(liLei, order)).toEqual({ id: order.id })
    expect(await bank.security.resetPin(liLei, order)).toEqual({ id: order.id })
    expect((await opens(people, liLei, NEW_PIN)).token).toBeTruthy()
    expect(await people.refusal(opens(people, liLei, PIN))).toMatchObject({ code: 'PIN_WRONG', params: { left: 4 } })
    expect(await lastMessage(people)).toMatch(/您的交易密码已重设/)
  })

  it('sends the code to the number on record, whoever asks', async () => {
    const people = await open()
    const { liLei } = await customer(people)
    await proved(people, liLei)
    expect(people.outside.inbox.at(-1)).toMatchObject({ mobile: LI_LEI.mobile })
    expect(people.outside.inbox.at(-1)?.text).toMatch(/重设交易密码验证码/)
    const visitor = await people.wechat('openid-stranger')
    const ask = people.bank.security.askProof(visitor, { id: v7(), purpose: 'pin-reset' }, VISIT)
    expect(await people.refusal(ask)).toMatchObject({ code: 'ACCOUNT_REQUIRED' })
  })

  it('a wrong ID number and a card that is not bound are refused alike; the network is not asked', async () => {
    const people = await open()
    const { bank, outside } = people
    const { liLei } = await customer(people)
    const proofId = await proved(people, liLei)
    const asked = outside.asked.filter((one) => one === 'verification.verify').length
    for (const changed of [{ idNumber: HAN_MEI.idNumber }, { cardNumber: HAN_MEI.cardNumber }]) {
      const order = await reset(people, liLei, proofId, changed)
      expect(await people.refusal(bank.security.resetPin(liLei, order))).toEqual({
        code: 'PIN_RESET_REFUSED',
        field: undefined,
        params: {},
      })
    }
    expect(outside.asked.filter((one) => one === 'verification.verify')).toHaveLength(asked)
    // The proof stays good for the right answer.
    const order = await reset(people, liLei, proofId)
    expect(await bank.security.resetPin(liLei, order)).toEqual({ id: order.id })
    const again = await reset(people, liLei, proofId)
    expect(await people.refusal(bank.security.resetPin(liLei, again))).toMatchObject({ code: 'MOBILE_PROOF_INVALID' })
  })

  it('the card’s bank has the last word, and may know another number of theirs', async () => {
    const people = await open()
    const { bank, outside } = people
    const { liLei } = await customer(people)
    outside.addCard({ ...LI_LEI, mobile: '13900139000', kind: 'I' })
    // What the card's bank said at the opening holds for a day; then it is asked again.
    people.clock.forward(48 * HOUR)
    const proofId = await proved(people, liLei)
    const refused = bank.security.resetPin(liLei, await reset(people, liLei, proofId))
    expect(await people.refusal(refused)).toMatchObject({ code: 'CARD_MISMATCH' })
    outside.failNext('verification.verify', new OutsideError('verification', 'unknown', 'silence'))
    const order = await reset(people, liLei, proofId, { cardMobile: '13900139000' })
    expect(await people.refusal(bank.security.resetPin(liLei, order))).toMatchObject({ code: 'OUTSIDE_UNAVAILABLE' })
    expect((await opens(people, liLei, PIN)).token).toBeTruthy()
    // The very same again: its PINs were typed once.
    expect(await bank.security.resetPin(liLei, order)).toEqual({ id: order.id })
    expect((await opens(people, liLei, NEW_PIN)).token).toBeTruthy()
  })

  it('may be tried five times a day, however many at once', async () => {
    const people = await open()
    const { bank, clock } = people
    const { liLei } = await customer(people)
    const proofId = await proved(people, liLei)
    const wrong = await Promise.all(
      Array.from({ length: 7 }, () => reset(people, liLei, proofId, { idNumber: HAN_MEI.idNumber })),
    )
    const codes = await Promise.all(wrong.map((one) => people.refusal(bank.security.resetPin(liLei, one))))
    expect(codes.map(({ code }) => code).sort()).toEqual([
      ...Array.from({ length: 2 }, () => 'PIN_RESET_LIMIT'),
      ...Array.from({ length: 5 }, () => 'PIN_RESET_REFUSED'),
    ])
    clock.forward(15 * HOUR)
    const tomorrow = await proved(people, liLei)
    const order = await reset(people, liLei, tomorrow)
    expect(await bank.security.resetPin(liLei, order)).toEqual({ id: order.id })
  })

  it('one proof sets one PIN, whatever comes at the same moment', async () => {
    const people = await open()
    const { bank, db } = people
    const { liLei } = await customer(people)
    const proofId = await proved(people, liLei)
    const orders = [await reset(people, liLei, proofId), await reset(people, liLei, proofId)]
    const outcomes = await Promise.allSettled(orders.map((order) => bank.security.resetPin(liLei, order)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await db.query(`select id from writes where kind = 'pin-reset'`)).toHaveLength(1)
  })
})
