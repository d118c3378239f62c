import { expect, it } from 'vitest'
import { OutsideError } from '../../../src/connectors/outside.ts'
import { HAN_MEI, HOUR, LI_LEI, MINUTE, onEveryDatabase, VISIT } from '../../support/people.ts'

onEveryDatabase('signing in by WeChat', (open) => {
  it('makes an unknown WeChat account a visitor, and knows it the next time', async () => {
    const people = await open()
    const { bank, outside, clock } = people
    const signedIn = await bank.sessions.signIn({ by: 'wechat', code: outside.wechatCode('openid-1') }, VISIT)
    expect(signedIn.me).toEqual({
      customerId: expect.any(String),
      stage: 'visitor',
      name: null,
      maskedMobile: null,
      maskedIdNumber: null,
      identified: false,
      idCard: null,
      details: { known: false, dueOn: null },
      senior: false,
    })
    expect(signedIn.token).toMatch(/^[\w-]{43}$/)
    expect(signedIn.expiresAt).toBe(clock.now() + 30 * 24 * HOUR)
    const again = await people.wechat('openid-1')
    expect(again.customerId).toBe(signedIn.me.customerId)
    expect(again.token).not.toBe(signedIn.token)
    expect((await people.wechat('openid-2')).customerId).not.toBe(signedIn.me.customerId)
  })

  it('five times at once makes one visitor', async () => {
    const people = await open()
    const callers = await Promise.all(Array.from({ length: 5 }, () => people.wechat('openid-1')))
    expect(new Set(callers.map(({ customerId }) => customerId)).size).toBe(1)
    expect(await people.db.query('select id from customers')).toHaveLength(1)
  })

  it('is refused for a code that is wrong or used, for a risky user, and while WeChat is busy or silent', async () => {
    const people = await open()
    const { bank, outside } = people
    const signIn = (code: string) => people.refusal(bank.sessions.signIn({ by: 'wechat', code }, VISIT))
    expect(await signIn('no such code')).toMatchObject({ code: 'WECHAT_CODE_INVALID' })
    const used = outside.wechatCode('openid-1')
    await bank.sessions.signIn({ by: 'wechat', code: used }, VISIT)
    expect(await signIn(used)).toMatchObject({ code: 'WECHAT_CODE_INVALID' })
    expect(await signIn('blocked')).toMatchObject({ code: 'WECHAT_USER_BLOCKED' })
    expect(await signIn('busy')).toMatchObject({ code: 'OUTSIDE_UNAVAILABLE' })
    outside.failNext('wechat.codeToSession', new OutsideError('wechat', 'unreached', 'refused'))
    expect(await signIn(outside.wechatCode('openid-1'))).toMatchObject({ code: 'OUTSIDE_UNAVAILABLE' })
  })
})

onEveryDatabase('signing in by SMS', (open) => {
  it('sends a code in the person’s language that is good once, for five minutes', async () => {
    const people = await open()
    const { bank, outside, clock } = people
    const { mobile } = LI_LEI
    expect(await bank.sessions.requestSmsCode({ mobile }, VISIT)).toEqual({
      resendAfterSeconds: 60,
      expiresAt: clock.now() + 5 * MINUTE,
    })
    expect(outside.inbox[0]?.text).toMatch(/^【迷你银行】登录验证码 \d{6}，5 分钟内有效/)
    const code = outside.codeFor(mobile)
    clock.forward(5 * MINUTE - 1)
    const { me } = await bank.sessions.signIn({ by: 'sms', mobile, code }, VISIT)
    expect(me).toMatchObject({ stage: 'visitor', maskedMobile: '138****8000' })
    await expect(bank.sessions.signIn({ by: 'sms', mobile, code }, VISIT)).rejects.toThrow('SMS_CODE_USED')

    await bank.sessions.requestSmsCode({ mobile }, { ...VISIT, language: 'en' })
    expect(outside.inbox[1]?.text).toMatch(/^\[Minibank\] Your sign-in code is \d{6}, valid for 5 minutes/)
    clock.forward(5 * MINUTE)
    const late = bank.sessions.signIn({ by: 'sms', mobile, code: outside.codeFor(mobile) }, VISIT)
    await expect(late).rejects.toThrow('SMS_CODE_EXPIRED')
  })

  it('takes five wrong codes, tells how many are left, and then not even the right one', async () => {
    const people = await open()
    const { bank, outside } = people
    const { mobile } = LI_LEI
    await bank.sessions.requestSmsCode({ mobile }, VISIT)
    const right = outside.codeFor(mobile)
    const wrong = right === '000000' ? '000001' : '000000'
    const signIn = (code: string) => people.refusal(bank.sessions.signIn({ by: 'sms', mobile, code }, VISIT))
    for (const left of [4, 3, 2, 1])
      expect(await signIn(wrong)).toEqual({ code: 'SMS_CODE_WRONG', field: 'code', params: { left } })
    expect(await signIn(wrong)).toMatchObject({ code: 'SMS_CODE_EXPIRED' })
    expect(await signIn(right)).toMatchObject({ code: 'SMS_CODE_EXPIRED' })
  })

  it('tells a number that never asked for a code nothing else than one that waited too long', async () => {
    const people = await open()
    const signIn = people.bank.sessions.signIn({ by: 'sms', mobile: '13900139000', code: '123456' }, VISIT)
    expect(await people.refusal(signIn)).toEqual({ code: 'SMS_CODE_EXPIRED', field: 'code', params: {} })
  })

  it('one code, used five times at once, signs in once', async () => {
    const people = await open()
    const { bank, outside } = people
    const { mobile } = LI_LEI
    await bank.sessions.requestSmsCode({ mobile }, VISIT)
    const code = outside.codeFor(mobile)
    const tries = await Promise.allSettled(
      Array.from({ length: 5 }, () => bank.sessions.signIn({ by: 'sms', mobile, code }, VISIT)),
    )
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('answers the same whether or not the number is a customer’s', async () => {
    const people = await open()
    await people.open(await people.wechat('openid-li-lei'))
    const known = await people.bank.sessions.requestSmsCode({ mobile: LI_LEI.mobile }, VISIT)
    expect(await people.bank.sessions.requestSmsCode({ mobile: '13900139000' }, VISIT)).toEqual(known)
  })

  it('waits a minute between codes, sends ten a day to a number and thirty an hour to an address', async () => {
    const people = await open()
    const { bank, clock } = people
    const { mobile } = LI_LEI
    const ask = (to = mobile, address = VISIT.address) =>
      people.refusal(bank.sessions.requestSmsCode({ mobile: to }, { ...VISIT, address }))
    await bank.sessions.requestSmsCode({ mobile }, VISIT)
    clock.forward(1500)
    expect(await ask()).toMatchObject({ code: 'SMS_TOO_OFTEN', params: { seconds: 59 } })
    for (let sent = 1; sent < 10; sent++) {
      clock.forward(MINUTE)
      await bank.sessions.requestSmsCode({ mobile }, { ...VISIT, address: `address ${sent}` })
    }
    clock.forward(MINUTE)
    const tomorrow = (Date.parse('2026-11-24T00:00:00+08:00') - clock.now()) / 1000
    expect(await ask()).toMatchObject({ code: 'SMS_TOO_OFTEN', params: { seconds: Math.ceil(tomorrow) } })

    // One was sent from this address; the twenty-nine after it exhaust it, for anybody's number.
    for (let sent = 1; sent < 30; sent++) await bank.sessions.requestSmsCode({ mobile: `139001390${sent + 10}` }, VISIT)
    expect(await ask('13700137000')).toMatchObject({ code: 'SMS_TOO_OFTEN' })
    await bank.sessions.requestSmsCode({ mobile: '13700137000' }, { ...VISIT, address: '198.51.100.9' })
  })

  it('refuses what is no mobile number, and tells when the SMS centre does not answer', async () => {
    const people = await open()
    const { bank, outside } = people
    expect(await people.refusal(bank.sessions.requestSmsCode({ mobile: '12345678901' }, VISIT))).toMatchObject({
      code: 'MOBILE_INVALID',
      field: 'mobile',
    })
    const { mobile } = LI_LEI
    outside.failNext('sms.send', new OutsideError('sms', 'unreached', 'refused'))
    await expect(bank.sessions.requestSmsCode({ mobile }, VISIT)).rejects.toThrow('OUTSIDE_UNAVAILABLE')
    // Nobody waits a minute for a failure of ours.
    await bank.sessions.requestSmsCode({ mobile }, VISIT)
    expect(outside.inbox).toHaveLength(1)
  })
})

onEveryDatabase('both doors', (open) => {
  it('lead to the same customer once a card is bound', async () => {
    const people = await open()
    const onWechat = await people.wechat('openid-li-lei')
    await people.open(onWechat)
    const onH5 = await people.sms(LI_LEI.mobile)
    expect(onH5.customerId).toBe(onWechat.customerId)
    expect(await people.bank.customers.me(onH5)).toMatchObject({ stage: 'customer', name: '李雷' })
  })

  it('lead to the customer, not to the visitor who once proved the same number', async () => {
    const people = await open()
    const visitor = await people.sms(LI_LEI.mobile)
    const customer = await people.wechat('openid-li-lei')
    await people.open(customer)
    expect(visitor.customerId).not.toBe(customer.customerId)
    expect((await people.sms(LI_LEI.mobile)).customerId).toBe(customer.customerId)
  })

  it('a visitor of H5 who binds a card is the customer behind that number', async () => {
    const people = await open()
    const visitor = await people.sms(LI_LEI.mobile)
    await people.open(visitor)
    expect((await people.sms(LI_LEI.mobile)).customerId).toBe(visitor.customerId)
  })
})

onEveryDatabase('WeChat’s phone button', (open) => {
  it('proposes the number to a visitor whom nobody knows', async () => {
    const people = await open()
    const { bank, outside } = people
    const visitor = await people.wechat('openid-1')
    const found = await bank.sessions.phone(visitor, { code: outside.phoneCode('13900139000') })
    expect(found).toMatchObject({ mobile: '13900139000', me: { customerId: visitor.customerId, stage: 'visitor' } })
  })

  it('brings a customer of H5 to their account, now and at every later sign-in on WeChat', async () => {
    const people = await open()
    const { bank, outside } = people
    const customer = await people.sms(LI_LEI.mobile)
    await people.open(customer)
    const visitor = await people.wechat('openid-li-lei')
    const found = await bank.sessions.phone(visitor, { code: outside.phoneCode(LI_LEI.mobile) })
    expect(found.me).toMatchObject({ customerId: customer.customerId, name: '李雷' })
    expect((await bank.sessions.resolve(visitor.token, VISIT)).customerId).toBe(customer.customerId)
    expect((await people.wechat('openid-li-lei')).customerId).toBe(customer.customerId)
  })

  it('moves nobody who is a customer, nor a session that WeChat did not open', async () => {
    const people = await open()
    const { bank, outside } = people
    const liLei = await people.wechat('openid-li-lei')
    await people.open(liLei)
    const visitor = await people.sms('13900139000')
    const stays = await bank.sessions.phone(visitor, { code: outside.phoneCode(LI_LEI.mobile) })
    expect(stays.me.customerId).toBe(visitor.customerId)

    const hanMei = await people.wechat('openid-han-mei')
    await people.open(hanMei, HAN_MEI)
    const asked = await bank.sessions.phone(hanMei, { code: outside.phoneCode(LI_LEI.mobile) })
    expect(asked.me.customerId).toBe(hanMei.customerId)
  })

  it('brings every session of one WeChat account to one customer, never to two', async () => {
    const people = await open()
    const { bank, outside } = people
    const liLei = await people.sms(LI_LEI.mobile)
    await people.open(liLei)
    const hanMei = await people.sms(HAN_MEI.mobile)
    await people.open(hanMei, HAN_MEI)
    const [phone, tablet, watch] = [
      await people.wechat('openid-1'),
      await people.wechat('openid-1'),
      await people.wechat('openid-1'),
    ]
    const press = async (on: typeof phone, mobile: string) =>
      (await bank.sessions.phone(on, { code: outside.phoneCode(mobile) })).me.customerId
    expect(await press(phone, LI_LEI.mobile)).toBe(liLei.customerId)
    expect(await press(tablet, LI_LEI.mobile)).toBe(liLei.customerId)
    expect(await press(watch, HAN_MEI.mobile)).toBe(watch.customerId)
  })

  it('tells a code that is wrong or used, and a quota that is used up, as: please type the number', async () => {
    const people = await open()
    const visitor = await people.wechat('openid-1')
    for (const code of ['no such code', 'none-left'])
      await expect(people.bank.sessions.phone(visitor, { code })).rejects.toThrow('PHONE_CODE_INVALID')
  })
})
