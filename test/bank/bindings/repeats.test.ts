import { expect, it } from 'vitest'
import { OutsideError } from '../../../src/connectors/outside.ts'
import { HAN_MEI, LI_LEI, MINUTE, MONDAY_TEN, onEveryDatabase } from '../../support/people.ts'

onEveryDatabase('a binding sent again', (open) => {
  it('with the same id and content is the same binding, and the card’s bank sends one code', async () => {
    const people = await open()
    const { bank, outside, clock } = people
    const visitor = await people.wechat('openid-li-lei')
    const form = people.form()
    const first = await bank.bindings.submit(visitor, form)
    clock.forward(5 * MINUTE)
    expect(await bank.bindings.submit(visitor, form)).toEqual(first)
    expect(await bank.bindings.get(visitor, form.id)).toEqual(first)
    expect(outside.inbox).toHaveLength(1)
  })

  it('five times at once still sends one code', async () => {
    const people = await open()
    const visitor = await people.wechat('openid-li-lei')
    const form = people.form()
    const tries = await Promise.allSettled(Array.from({ length: 5 }, () => people.bank.bindings.submit(visitor, form)))
    expect(tries.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0)
    for (const one of tries) if (one.status === 'rejected') expect(one.reason.code).toBe('IN_PROGRESS')
    expect(people.outside.inbox).toHaveLength(1)
  })

  it('with other content is refused, whichever field changed', async () => {
    const people = await open()
    const { bank } = people
    const visitor = await people.wechat('openid-li-lei')
    const form = people.form()
    await bank.bindings.submit(visitor, form)
    const changes = [
      HAN_MEI,
      { occupation: 'farmer' },
      { area: '440106' },
      { idValidUntil: null },
      { linkId: 'meiShare1' },
    ]
    for (const changed of changes)
      await expect(bank.bindings.submit(visitor, { ...form, ...changed } as typeof form)).rejects.toThrow('ID_REUSED')
  })

  it('is nobody else’s: another person’s id is not found, and may be used by them for their own', async () => {
    const people = await open()
    const { bank } = people
    const liLei = await people.wechat('openid-li-lei')
    const hanMei = await people.wechat('openid-han-mei')
    const form = people.form()
    await bank.bindings.submit(liLei, form)
    const confirmation = await people.confirmation(hanMei, '123456')
    for (const call of [
      () => bank.bindings.get(hanMei, form.id),
      () => bank.bindings.resend(hanMei, form.id),
      () => bank.bindings.confirm(hanMei, form.id, confirmation),
    ])
      expect(await people.refusal(call())).toMatchObject({ code: 'NOT_FOUND' })
    const own = await bank.bindings.submit(hanMei, people.form({ ...HAN_MEI, id: form.id }))
    expect(own.maskedMobile).toBe('136****6003')
  })

  it('after the networks were away for longer than a binding lives still has its quarter of an hour for the code', async () => {
    const people = await open()
    const { bank, clock, outside } = people
    const visitor = await people.wechat('openid-li-lei')
    const form = people.form()
    outside.failNext('verification.verify', new OutsideError('unionpay', 'unreached', 'away'))
    expect(await people.refusal(bank.bindings.submit(visitor, form))).toMatchObject({ code: 'OUTSIDE_UNAVAILABLE' })
    clock.forward(16 * MINUTE)
    expect(await bank.bindings.submit(visitor, form)).toMatchObject({ state: 'code-sent' })
    clock.forward(14 * MINUTE)
    const confirmation = await people.confirmation(visitor, outside.codeFor(LI_LEI.mobile))
    expect(await bank.bindings.confirm(visitor, form.id, confirmation)).toMatchObject({ state: 'opened' })
  })

  it('after a quarter of an hour has expired', async () => {
    const people = await open()
    const { bank, clock, outside } = people
    const visitor = await people.wechat('openid-li-lei')
    const form = people.form()
    await bank.bindings.submit(visitor, form)
    clock.forward(15 * MINUTE)
    expect(await bank.bindings.get(visitor, form.id)).toMatchObject({ state: 'expired', account: null })
    await expect(bank.bindings.resend(visitor, form.id)).rejects.toThrow('BINDING_EXPIRED')
    const confirmation = await people.confirmation(visitor, outside.codeFor(LI_LEI.mobile))
    await expect(bank.bindings.confirm(visitor, form.id, confirmation)).rejects.toThrow('BINDING_EXPIRED')
  })
})

onEveryDatabase('another code', (open) => {
  it('may be asked for after a minute, and is the one that counts then', async () => {
    const people = await open()
    const { bank, outside, clock } = people
    const visitor = await people.wechat('openid-li-lei')
    const form = people.form()
    await bank.bindings.submit(visitor, form)
    const old = outside.codeFor(LI_LEI.mobile)
    clock.forward(59_001)
    expect(await people.refusal(bank.bindings.resend(visitor, form.id))).toMatchObject({
      code: 'SMS_TOO_OFTEN',
      params: { seconds: 1 },
    })
    clock.forward(999)
    expect((await bank.bindings.resend(visitor, form.id)).resendAt).toBe(MONDAY_TEN + 2 * MINUTE)
    expect(outside.inbox).toHaveLength(2)
    const confirm = async (code: string) =>
      bank.bindings.confirm(visitor, form.id, await people.confirmation(visitor, code))
    await expect(confirm(old)).rejects.toThrow('SMS_CODE_EXPIRED')
    expect((await confirm(outside.codeFor(LI_LEI.mobile))).state).toBe('opened')
  })

  it('that could not be sent leaves the earlier one good, and may be asked for again at once', async () => {
    const people = await open()
    const { bank, outside, clock } = people
    const visitor = await people.wechat('openid-li-lei')
    const form = people.form()
    await bank.bindings.submit(visitor, form)
    clock.forward(MINUTE)
    outside.failNext('cards.requestAgreement', new OutsideError('cards', 'unreached', 'connection refused'))
    await expect(bank.bindings.resend(visitor, form.id)).rejects.toThrow('OUTSIDE_UNAVAILABLE')
    const confirmation = await people.confirmation(visitor, outside.codeFor(LI_LEI.mobile))
    expect((await bank.bindings.confirm(visitor, form.id, confirmation)).state).toBe('opened')
  })

  it('two taps at once send one', async () => {
    const people = await open()
    const { bank, outside, clock } = people
    const visitor = await people.wechat('openid-li-lei')
    const form = people.form()
    await bank.bindings.submit(visitor, form)
    clock.forward(MINUTE)
    await Promise.allSettled([bank.bindings.resend(visitor, form.id), bank.bindings.resend(visitor, form.id)])
    expect(outside.inbox).toHaveLength(2)
  })
})
