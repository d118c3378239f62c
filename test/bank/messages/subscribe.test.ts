import { expect, it } from 'vitest'
import { OutsideError } from '../../../src/connectors/outside.ts'
import { onEveryDatabase, type People, TEMPLATES } from '../../support/people.ts'
import { answer, HAN_MEI_WECHAT, sendOut, twoFriends } from './between.ts'

const SMS = '【迷你银行】您尾号'

onEveryDatabase('who is told that money came in', (open) => {
  /** What reached 韩梅, by both ways. */
  const reached = ({ outside }: People) => ({
    wechat: outside.subscribed.map(({ fields }) => fields.amount2),
    sms: outside.inbox.map(({ text }) => /转入([\d,.]+元)/.exec(text)?.[1]),
  })
  const asked = ({ outside }: People) => outside.asked.filter((one) => one === 'wechat.sendSubscribe').length

  it('gets an SMS, and WeChat is not asked, as long as they have allowed nothing', async () => {
    const people = await open()
    const { pay } = await twoFriends(people)
    await pay(12_345)
    await sendOut(people)
    expect(reached(people)).toEqual({ wechat: [], sms: ['123.45元'] })
    expect(people.outside.inbox[0]?.text).toMatch(new RegExp(`^${SMS}\\d{4}的账户收到\\*雷转入123\\.45元$`))
    expect(asked(people)).toBe(0)
  })

  it('gets one message by WeChat for one permission, no SMS with it, and the next one by SMS again', async () => {
    const people = await open()
    const { pay, hanMei } = await twoFriends(people)
    people.outside.permit(HAN_MEI_WECHAT)
    await answer(people, hanMei, 'accept')
    const id = await pay(123_450)
    await sendOut(people)
    expect(reached(people)).toEqual({ wechat: ['1234.50元'], sms: [] })
    expect(people.outside.subscribed[0]).toEqual({
      openid: HAN_MEI_WECHAT,
      templateId: TEMPLATES.arrival,
      page: `transfer/result?id=${id}&from=message`,
      fields: {
        thing1: '*雷',
        amount2: '1234.50元',
        time3: '2026年11月23日 10:00',
        thing4: expect.stringMatching(/^尾号\d{4}的账户$/),
      },
    })
    await pay(200)
    await sendOut(people)
    expect(reached(people)).toEqual({ wechat: ['1234.50元'], sms: ['2.00元'] })
    expect(asked(people)).toBe(1)
  })

  it('gets the SMS when WeChat knows of no permission after all (43101), and WeChat is asked no more', async () => {
    const people = await open()
    const { pay, hanMei } = await twoFriends(people)
    await answer(people, hanMei, 'accept')
    await pay(100)
    await sendOut(people)
    await pay(200)
    await sendOut(people)
    expect(reached(people)).toEqual({ wechat: [], sms: ['1.00元', '2.00元'] })
    expect(asked(people)).toBe(1)
    expect((await people.bank.messagePermissions.list(hanMei)).permissions[0]).toMatchObject({ allowed: false })
  })

  it('is written to by WeChat a little later while WeChat is busy, and by SMS when that lasts', async () => {
    const people = await open()
    const { pay, hanMei } = await twoFriends(people)
    people.outside.permit(HAN_MEI_WECHAT)
    await answer(people, hanMei, 'accept')
    const busy = () =>
      people.outside.failNext('wechat.sendSubscribe', new OutsideError('wechat', 'unreached', 'errcode -1'))
    busy()
    await pay(100)
    await sendOut(people)
    expect(reached(people)).toEqual({ wechat: [], sms: [] })
    people.clock.forward(5_000)
    await sendOut(people)
    expect(reached(people)).toEqual({ wechat: ['1.00元'], sms: [] })

    people.outside.permit(HAN_MEI_WECHAT)
    await answer(people, hanMei, 'accept')
    await pay(200)
    for (const wait of [0, 5_000, 10_000, 20_000]) {
      people.clock.forward(wait)
      busy()
      await sendOut(people)
    }
    expect(reached(people)).toEqual({ wechat: ['1.00元'], sms: ['2.00元'] })
  })

  it('is told by SMS at once when WeChat’s quota of the day is used up (45009), and WeChat is asked again later', async () => {
    const people = await open()
    const { pay, hanMei } = await twoFriends(people)
    people.outside.permit(HAN_MEI_WECHAT)
    await answer(people, hanMei, 'accept')
    people.outside.refuseMessages('quota')
    await pay(100)
    await sendOut(people)
    // Nobody waits for a question that will be refused.
    for (const [amount, later] of [
      [200, 0],
      [300, 10 * 60_000 - 1],
    ] as const) {
      people.clock.forward(later)
      await pay(amount)
      await sendOut(people)
    }
    expect(reached(people)).toEqual({ wechat: [], sms: ['1.00元', '2.00元', '3.00元'] })
    expect(asked(people)).toBe(1)
    // The permission was not used up by what was not taken.
    people.outside.refuseMessages(undefined)
    people.clock.forward(1)
    await pay(400)
    await sendOut(people)
    expect(reached(people)).toEqual({ wechat: ['4.00元'], sms: ['1.00元', '2.00元', '3.00元'] })
  })

  it('is told by SMS when WeChat refuses what we wrote or how we are set up, and our people are told of it', async () => {
    for (const refusal of ['invalid-field', 'refused'] as const) {
      const people = await open()
      const { pay, hanMei } = await twoFriends(people)
      people.outside.permit(HAN_MEI_WECHAT)
      await answer(people, hanMei, 'accept')
      people.outside.refuseMessages(refusal)
      await pay(100)
      await sendOut(people)
      expect(reached(people)).toEqual({ wechat: [], sms: ['1.00元'] })
      expect(people.logged).toContainEqual(expect.stringContaining(`"outcome":"${refusal}"`))
    }
  })

  it('is told by SMS when WeChat does not answer: rather twice than not, and never twice by WeChat', async () => {
    const people = await open()
    const { pay, hanMei } = await twoFriends(people)
    people.outside.permit(HAN_MEI_WECHAT)
    await answer(people, hanMei, 'accept')
    people.outside.failNext('wechat.sendSubscribe', new OutsideError('wechat', 'unknown', 'no answer'))
    people.outside.failNext('sms.send', new OutsideError('sms', 'unreached', 'refused'))
    await pay(100)
    await sendOut(people)
    expect(reached(people)).toEqual({ wechat: [], sms: [] })
    people.clock.forward(60_000)
    await sendOut(people)
    expect(reached(people)).toEqual({ wechat: [], sms: ['1.00元'] })
    expect(asked(people)).toBe(1)
  })

  it('is never written to twice at once, however much comes in, and everything is told once', async () => {
    const people = await open()
    const { pay, hanMei } = await twoFriends(people)
    for (let n = 0; n < 6; n++) {
      people.outside.permit(HAN_MEI_WECHAT)
      await answer(people, hanMei, 'accept')
      people.outside.whileAsked('wechat.sendSubscribe', () => new Promise((resolve) => setTimeout(resolve, 20)))
      await pay(100 + n)
    }
    for (let turns = 0; turns < 10; turns++) {
      await sendOut(people)
      people.clock.forward(1_000)
    }
    const { wechat, sms } = reached(people)
    expect([...wechat].sort()).toEqual(['1.00元', '1.01元', '1.02元', '1.03元', '1.04元', '1.05元'])
    expect(sms).toEqual([])
  })

  it('who switched it off is told by SMS, whatever WeChat would take', async () => {
    const people = await open()
    const { pay, hanMei } = await twoFriends(people)
    people.outside.permit(HAN_MEI_WECHAT)
    await answer(people, hanMei, 'accept')
    await people.bank.messagePermissions.wish(hanMei, 'arrival', { wanted: false })
    await pay(100)
    await sendOut(people)
    expect(reached(people)).toEqual({ wechat: [], sms: ['1.00元'] })
    await people.bank.messagePermissions.wish(hanMei, 'arrival', { wanted: true })
    await pay(200)
    await sendOut(people)
    expect(reached(people)).toEqual({ wechat: ['2.00元'], sms: ['1.00元'] })
  })

  it('in the outbox stand ids and the amount alone', async () => {
    const people = await open()
    const { pay, liLei, hanMei } = await twoFriends(people)
    const id = await pay(100)
    const [row] = await people.db.query<{ payload: Record<string, unknown> }>(
      `select payload from outbox where channel = 'subscribe' and state = 'waiting'`,
    )
    const { accountId, at, ...rest } = row?.payload ?? {}
    expect(rest).toEqual({
      about: 'transfer-in',
      to: hanMei.customerId,
      from: liLei.customerId,
      amount: 100,
      orderId: id,
    })
    expect([typeof accountId, at]).toEqual(['string', people.clock.now()])
  })
})
