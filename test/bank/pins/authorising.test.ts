import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import type { Caller } from '../../../src/bank/caller.ts'
import { orderText } from '../../../src/bank/pins/order.ts'
import type { AuthorisationUse } from '../../../src/bank/writes/write.ts'
import { interruptible } from '../../support/interruptible.ts'
import { HOUR, MINUTE, onEveryDatabase, type People, PIN, peopleOn, VISIT } from '../../support/people.ts'

const order = (amount = 10_000) => ({ kind: 'transfer', orderId: v7(), payeeId: v7(), amount }) as const

const pepper = (fill: number) => Buffer.alloc(32, fill).toString('base64')

async function customer(people: People) {
  const caller = await people.wechat('openid-li-lei')
  await people.open(caller)
  const authorise = async (pin = PIN, what = order()) =>
    people.bank.pins.authorise(caller, { pin: await people.pin(caller, 'authorise', pin), order: what })
  return { caller, authorise }
}

/** A write that needs an authorisation and does nothing else. */
const spend = (people: People, caller: Caller, authorisation: AuthorisationUse) =>
  people.writes.submit({
    owner: caller.customerId,
    id: v7(),
    kind: 'story',
    content: '',
    accounts: [],
    counters: [],
    authorisation,
    decide: () => ({ opens: [], movements: [], count: [], records: [], outbox: [], answer: { done: true } }),
  })

onEveryDatabase('a right PIN', (open) => {
  it('buys an authorisation that is good for five minutes, for one order, once', async () => {
    const people = await open()
    const { caller, authorise } = await customer(people)
    const transfer = order()
    const { token, expiresAt } = await authorise(PIN, transfer)
    expect(token).toMatch(/^[\w-]{43}$/)
    expect(expiresAt).toBe(people.clock.now() + 5 * MINUTE)

    const use = await people.bank.pins.use(caller, orderText(transfer), { token })
    const dearer = { token, order: orderText({ ...transfer, amount: 10_001 }) }
    await expect(spend(people, caller, dearer)).rejects.toThrow('AUTHORISATION_INVALID')
    const another = { token, order: orderText({ ...transfer, payeeId: v7() }) }
    await expect(spend(people, caller, another)).rejects.toThrow('AUTHORISATION_INVALID')
    expect(await spend(people, caller, use)).toEqual({ done: true })
    await expect(spend(people, caller, use)).rejects.toThrow('AUTHORISATION_INVALID')

    const late = await authorise(PIN, transfer)
    people.clock.forward(5 * MINUTE)
    await expect(spend(people, caller, { token: late.token, order: orderText(transfer) })).rejects.toThrow(
      'AUTHORISATION_INVALID',
    )
  })

  it('may come with the order itself', async () => {
    const people = await open()
    const { caller } = await customer(people)
    const text = orderText(order())
    const use = await people.bank.pins.use(caller, text, { pin: await people.pin(caller, 'authorise') })
    expect(await spend(people, caller, use)).toEqual({ done: true })
  })

  it('is nobody else’s: another customer’s token opens nothing', async () => {
    const people = await open()
    const { authorise } = await customer(people)
    const transfer = order()
    const { token } = await authorise(PIN, transfer)
    const other = await people.wechat('openid-other')
    await expect(spend(people, other, { token, order: orderText(transfer) })).rejects.toThrow('AUTHORISATION_INVALID')
  })

  it('moves to the current pepper when it is used, and the old pepper may then go', async () => {
    const people = await open()
    const { caller } = await customer(people)
    const renewed = peopleOn(people.db, { peppers: { 1: pepper(3), 2: pepper(4) }, currentPepper: 2 })
    await renewed.bank.pins.authorise(caller, { pin: await renewed.pin(caller, 'authorise'), order: order() })
    const withoutOld = peopleOn(people.db, { peppers: { 2: pepper(4) }, currentPepper: 2 })
    await withoutOld.bank.pins.authorise(caller, { pin: await withoutOld.pin(caller, 'authorise'), order: order() })
  })
})

onEveryDatabase('a PIN entry', (open) => {
  it('is good once: replayed for another order it is refused, sent again for the same one it passes', async () => {
    const people = await open()
    const { caller } = await customer(people)
    const { pins } = people.bank
    const transfer = order()
    const pin = await people.pin(caller, 'authorise')
    await pins.authorise(caller, { pin, order: transfer })
    await expect(pins.authorise(caller, { pin, order: order() })).rejects.toThrow('PIN_CHALLENGE_INVALID')
    await pins.authorise(caller, { pin, order: transfer })
  })

  it('is bound to its session, its purpose, its nonce and five minutes', async () => {
    const people = await open()
    const { caller } = await customer(people)
    const { pins } = people.bank
    const refused = (pin: { challengeId: string; cipher: string }, by: Caller = caller) =>
      expect(pins.authorise(by, { pin, order: order() })).rejects.toThrow('PIN_CHALLENGE_INVALID')
    await refused(await people.pin(caller, 'authorise'), await people.wechat('openid-li-lei'))
    await refused(await people.pin(caller, 'set'))
    const [one, two] = [await people.pin(caller, 'authorise'), await people.pin(caller, 'authorise')]
    await refused({ challengeId: one.challengeId, cipher: two.cipher })
    await refused({ ...one, challengeId: v7() })
    await refused({ ...one, cipher: `V02_${'ab'.repeat(100)}` })
    people.clock.forward(5 * MINUTE)
    await refused(two)
  })

  it('that is changed while it is looked at buys nothing, and the new one stays', async () => {
    const people = await open()
    const { caller } = await customer(people)
    const between = interruptible(people.db)
    const there = peopleOn(between.db, { peppers: { 1: pepper(3), 2: pepper(4) }, currentPepper: 2 })
    const pin = await people.pin(caller, 'authorise')
    // As a change does it.
    const change = () => people.db.query(`update pins set hash = $1, set_at = set_at + 1`, [Buffer.alloc(32, 7)])
    between.after('select hash, salt', change)
    expect(await people.refusal(there.bank.pins.authorise(caller, { pin, order: order() }))).toMatchObject({
      code: 'PIN_CHALLENGE_INVALID',
    })
    expect(between.happened()).toBe(true)
    expect(await people.db.query('select token_hash from authorisations')).toEqual([])
    expect(await people.db.query('select hash, pepper_version from pins')).toMatchObject([{ pepper_version: 1 }])
  })

  it('of a visitor, who has no PIN yet, asks for one to be set', async () => {
    const people = await open()
    const visitor = await people.wechat('openid-1')
    const pin = await people.pin(visitor, 'authorise')
    await expect(people.bank.pins.authorise(visitor, { pin, order: order() })).rejects.toThrow('PIN_NOT_SET')
  })
})

onEveryDatabase('wrong PINs', (open) => {
  it('count down, the last one with a warning, and the fifth in a row locks for a day, even for the right one', async () => {
    const people = await open()
    const { authorise } = await customer(people)
    for (const left of [4, 3, 2])
      expect(await people.refusal(authorise('111222'))).toEqual({ code: 'PIN_WRONG', field: 'pin', params: { left } })
    const last = { code: 'PIN_LAST_TRY', field: 'pin', params: { hours: 24 } }
    expect(await people.refusal(authorise('111222'))).toEqual(last)
    const lock = { code: 'PIN_LOCKED', field: 'pin', params: { until: '2026-11-24 10:00' } }
    expect(await people.refusal(authorise('111222'))).toEqual(lock)
    people.clock.forward(24 * HOUR - 1)
    expect(await people.refusal(authorise())).toEqual(lock)
    people.clock.forward(1)
    expect(await people.refusal(authorise('111222'))).toMatchObject({ code: 'PIN_WRONG', params: { left: 4 } })
    await authorise()
  })

  it('are forgotten with a right one', async () => {
    const people = await open()
    const { authorise } = await customer(people)
    for (let i = 0; i < 4; i++) await people.refusal(authorise('111222'))
    await authorise()
    expect(await people.refusal(authorise('111222'))).toMatchObject({ code: 'PIN_WRONG', params: { left: 4 } })
  })

  it('lock on every device of the customer', async () => {
    const people = await open()
    const { authorise } = await customer(people)
    for (let i = 0; i < 5; i++) await people.refusal(authorise('111222'))
    const tablet = await people.wechat('openid-li-lei')
    await people.bank.sessions.resolve(tablet.token, VISIT)
    const pin = await people.pin(tablet, 'authorise')
    await expect(people.bank.pins.authorise(tablet, { pin, order: order() })).rejects.toThrow('PIN_LOCKED')
  })

  it('sent twenty at once are five tries, not twenty, and the right one comes too late', async () => {
    const people = await open()
    const { caller } = await customer(people)
    const guesses = Array.from({ length: 20 }, (_, n) => `4837${String(n).padStart(2, '0')}`)
    const entries = await Promise.all(guesses.map((guess) => people.pin(caller, 'authorise', guess)))
    const outcomes = await Promise.all(
      entries.map((pin) => people.refusal(people.bank.pins.authorise(caller, { pin, order: order() }))),
    )
    const wrong = outcomes.filter(({ code }) => code === 'PIN_WRONG').map(({ params }) => params)
    expect(wrong.map((params) => (params as { left: number }).left).sort()).toEqual([2, 3, 4])
    expect(outcomes.filter(({ code }) => code === 'PIN_LAST_TRY')).toHaveLength(1)
    expect(outcomes.filter(({ code }) => code === 'PIN_LOCKED')).toHaveLength(16)
    const right = people.bank.pins.authorise(caller, { pin: await people.pin(caller, 'authorise'), order: order() })
    await expect(right).rejects.toThrow('PIN_LOCKED')
  })

  it('whose PIN nobody could look at are none: the right one is not locked by a busy bank', async () => {
    const people = await open()
    const { authorise } = await customer(people)
    await people.db.query('update pins set pepper_version = 9')
    for (let time = 0; time < 6; time++) await expect(authorise()).rejects.toThrow('no PIN pepper of version 9')
    await people.db.query('update pins set pepper_version = 1')
    expect(await people.refusal(authorise('111222'))).toMatchObject({ code: 'PIN_WRONG', params: { left: 4 } })
    expect((await authorise()).token).not.toBe('')
  })

  it('sent again because the answer was lost count once', async () => {
    const people = await open()
    const { caller, authorise } = await customer(people)
    const transfer = order()
    const pin = await people.pin(caller, 'authorise', '111222')
    const send = () => people.refusal(people.bank.pins.authorise(caller, { pin, order: transfer }))
    expect(await send()).toMatchObject({ code: 'PIN_WRONG', params: { left: 4 } })
    expect(await send()).toMatchObject({ code: 'PIN_CHALLENGE_INVALID' })
    expect(await people.refusal(authorise('111222'))).toMatchObject({ code: 'PIN_WRONG', params: { left: 3 } })
  })
})
