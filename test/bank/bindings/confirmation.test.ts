import { expect, it } from 'vitest'
import { OutsideError } from '../../../src/connectors/outside.ts'
import { LI_LEI, MINUTE, onEveryDatabase, type People } from '../../support/people.ts'

async function submitted(people: People) {
  const visitor = await people.wechat('openid-li-lei')
  const { id } = await people.bank.bindings.submit(visitor, people.form())
  const code = people.outside.codeFor(LI_LEI.mobile)
  const confirm = async (smsCode = code, pin?: string) =>
    people.bank.bindings.confirm(visitor, id, await people.confirmation(visitor, smsCode, pin))
  return { visitor, id, code, confirm }
}

const count = async ({ db }: People, table: string) => (await db.query(`select 1 as one from ${table}`)).length

onEveryDatabase('confirming a binding', (open) => {
  it('with a wrong code tells the tries left; the right one then passes with the PIN already entered', async () => {
    const people = await open()
    const { bank } = people
    const { visitor, id, code } = await submitted(people)
    const confirmation = await people.confirmation(visitor, '999999')
    expect(await people.refusal(bank.bindings.confirm(visitor, id, confirmation))).toEqual({
      code: 'SMS_CODE_WRONG',
      field: 'smsCode',
      params: { left: 4 },
    })
    expect(await count(people, 'accounts')).toBe(0)
    expect((await bank.bindings.confirm(visitor, id, { ...confirmation, smsCode: code })).state).toBe('opened')
  })

  it('after the last wrong code asks for a new one', async () => {
    const people = await open()
    const { confirm } = await submitted(people)
    for (const left of [4, 3, 2, 1])
      expect(await people.refusal(confirm('999999'))).toMatchObject({ code: 'SMS_CODE_WRONG', params: { left } })
    expect(await people.refusal(confirm('999999'))).toMatchObject({ code: 'SMS_CODE_EXPIRED' })
  })

  it('refuses two PINs that differ, and a PIN that is guessed first', async () => {
    const people = await open()
    const { visitor, id, code, confirm } = await submitted(people)
    const differing = {
      smsCode: code,
      pin: await people.pin(visitor, 'set', '258036'),
      pinAgain: await people.pin(visitor, 'set', '258037'),
    }
    expect(await people.refusal(people.bank.bindings.confirm(visitor, id, differing))).toMatchObject({
      code: 'PIN_MISMATCH',
      field: 'pinAgain',
    })
    // Runs and repeats; his birthday 1995-05-15 four ways; ends of his mobile number.
    for (const weak of ['123456', '888888', '121212', '950515', '150595', '051595', '199505', '138000', '138001'])
      expect(await people.refusal(confirm(code, weak)), weak).toMatchObject({ code: 'PIN_WEAK', field: 'pin' })
    expect(people.outside.asked).not.toContain('cards.signAgreement')
    expect((await confirm()).state).toBe('opened')
  })

  it('refuses a PIN entry of another session, another purpose, or too late', async () => {
    const people = await open()
    const { visitor, id, code } = await submitted(people)
    const other = await people.wechat('openid-li-lei')
    const confirm = (pin: { challengeId: string; cipher: string }) =>
      people.refusal(people.bank.bindings.confirm(visitor, id, { smsCode: code, pin, pinAgain: pin }))
    expect(await confirm(await people.pin(other, 'set'))).toMatchObject({ code: 'PIN_CHALLENGE_INVALID' })
    expect(await confirm(await people.pin(visitor, 'authorise'))).toMatchObject({ code: 'PIN_CHALLENGE_INVALID' })
    const late = await people.pin(visitor, 'set')
    people.clock.forward(5 * MINUTE)
    expect(await confirm(late)).toMatchObject({ code: 'PIN_CHALLENGE_INVALID' })
  })

  it('whose answer was lost: the same again gets the same; another one meets a code that is used up', async () => {
    const people = await open()
    const { bank } = people
    const { visitor, id, code, confirm } = await submitted(people)
    const confirmation = await people.confirmation(visitor, code)
    const opened = await bank.bindings.confirm(visitor, id, confirmation)
    expect(await bank.bindings.confirm(visitor, id, confirmation)).toEqual(opened)
    expect(await bank.bindings.get(visitor, id)).toEqual(opened)
    expect(await people.refusal(confirm(code, '741852'))).toMatchObject({ code: 'SMS_CODE_USED', field: 'smsCode' })
    expect(await count(people, 'accounts')).toBe(1)
  })

  it('five times at once opens one account', async () => {
    const people = await open()
    const { visitor, id, code } = await submitted(people)
    const confirmation = await people.confirmation(visitor, code)
    const tries = await Promise.allSettled(
      Array.from({ length: 5 }, () => people.bank.bindings.confirm(visitor, id, confirmation)),
    )
    for (const one of tries) if (one.status === 'rejected') expect(one.reason.code).toBe('IN_PROGRESS')
    expect(tries.some(({ status }) => status === 'fulfilled')).toBe(true)
    expect(await count(people, 'accounts')).toBe(1)
    expect(await count(people, 'cards')).toBe(1)
  })

  for (const point of ['write.before-commit', 'write.after-commit'])
    it(`a process that dies ${point.slice('write.'.length)}: the same again opens one account`, async () => {
      const people = await open()
      const { bank } = people
      const { visitor, id, code } = await submitted(people)
      const confirmation = await people.confirmation(visitor, code)
      people.failAt(point)
      await expect(bank.bindings.confirm(visitor, id, confirmation)).rejects.toThrow(point)
      expect(await count(people, 'accounts')).toBe(point === 'write.after-commit' ? 1 : 0)
      // The time for the code passes meanwhile: an agreement that is signed is followed through all the same.
      const opened = await bank.bindings.confirm(visitor, id, confirmation)
      expect(opened.account).toMatchObject({ class: 'II', balance: 0 })
      expect(await count(people, 'accounts')).toBe(1)
      expect(people.outside.agreementsSigned()).toBe(1)
    })

  it('an agreement signed in the last moment is followed through after the time is up', async () => {
    const people = await open()
    const { visitor, id, code } = await submitted(people)
    people.clock.forward(14 * MINUTE)
    people.failAt('write.before-commit')
    const confirmation = await people.confirmation(visitor, code)
    await expect(people.bank.bindings.confirm(visitor, id, confirmation)).rejects.toThrow('dies')
    people.clock.forward(2 * MINUTE)
    expect((await people.bank.bindings.confirm(visitor, id, confirmation)).state).toBe('opened')
  })

  it('a card system that does not answer the signing leaves all as it was', async () => {
    const people = await open()
    const { confirm } = await submitted(people)
    people.outside.failNext('cards.signAgreement', new OutsideError('cards', 'unknown', 'no answer in time'))
    expect(await people.refusal(confirm())).toMatchObject({ code: 'OUTSIDE_UNAVAILABLE' })
    expect(await count(people, 'accounts')).toBe(0)
    expect((await confirm()).state).toBe('opened')
  })

  it('the same person on two phones at once becomes one customer', async () => {
    const people = await open()
    const { bank, outside, clock } = people
    const phones = [await people.wechat('openid-1'), await people.wechat('openid-2')]
    const confirmations = []
    for (const phone of phones) {
      const { id } = await bank.bindings.submit(phone, people.form())
      confirmations.push({ phone, id, body: await people.confirmation(phone, outside.codeFor(LI_LEI.mobile)) })
      clock.forward(MINUTE)
    }
    const outcomes = await Promise.allSettled(
      confirmations.map(({ phone, id, body }) => bank.bindings.confirm(phone, id, body)),
    )
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const loser = outcomes.findIndex(({ status }) => status === 'rejected')
    expect((outcomes[loser] as PromiseRejectedResult).reason.code).toBe('CUSTOMER_EXISTS')
    const { phone, id } = confirmations[loser] as (typeof confirmations)[number]
    expect(await bank.bindings.get(phone, id)).toMatchObject({ state: 'refused', account: null })
    expect(await count(people, 'accounts')).toBe(1)
  })
})

onEveryDatabase('two bindings that one person has begun', (open) => {
  it('open one account: the other is refused for good, and its card’s bank signs nothing', async () => {
    const people = await open()
    const { bank, outside, db } = people
    const second = { cardNumber: '6228480000001234563' }
    outside.addCard({ ...LI_LEI, ...second, kind: 'I' })
    const { visitor, id, code } = await submitted(people)
    const form = people.form(second)
    await bank.bindings.submit(visitor, form)
    const confirmation = await people.confirmation(visitor, outside.codeFor(LI_LEI.mobile))
    expect((await bank.bindings.confirm(visitor, form.id, confirmation)).state).toBe('opened')
    const late = bank.bindings.confirm(visitor, id, await people.confirmation(visitor, code))
    expect(await people.refusal(late)).toMatchObject({ code: 'CUSTOMER_EXISTS' })
    expect(await db.query('select agreement_no_sealed, form_sealed from bindings where id = $1', [id])).toEqual([
      { agreement_no_sealed: null, form_sealed: null },
    ])
  })
})

onEveryDatabase('the shared link that led here', (open) => {
  it('of the form stands on the account', async () => {
    const people = await open()
    const visitor = await people.wechat('openid-li-lei', 'fromSign1')
    const form = people.form({ linkId: 'meiShare1' })
    await people.bank.bindings.submit(visitor, form)
    const confirmation = await people.confirmation(visitor, people.outside.codeFor(LI_LEI.mobile))
    const { account } = await people.bank.bindings.confirm(visitor, form.id, confirmation)
    expect(account?.linkId).toBe('meiShare1')
  })

  it('of the sign-in stands on it where the form has none, even if another session was begun since', async () => {
    const people = await open()
    await people.wechat('openid-li-lei', 'meiShare1')
    const { account } = await people.open(await people.wechat('openid-li-lei'))
    expect(account?.linkId).toBe('meiShare1')
  })
})
