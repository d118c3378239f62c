/** Subscribe messages: the real client against the sandbox, which answers by the documentation. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { OutsideError } from '../../src/connectors/outside.ts'
import { PERSONAS } from '../../src/sandbox/personas.ts'
import { TEMPLATES } from '../../src/sandbox/wechat/templates.ts'
import { type Outside, startOutside } from '../support/outside.ts'

let outside: Outside
beforeEach(async () => {
  outside = await startOutside()
})
afterEach(() => outside.close())

const person = (id: string) => {
  const persona = PERSONAS.find((one) => one.id === id)
  if (!persona) throw new Error(`no persona ${id}`)
  return persona
}
const HAN_MEI = person('han-mei')
const ARRIVAL = TEMPLATES[0]?.id ?? ''
const FIELDS = { thing1: '*雷', amount2: '123.45元', time3: '2026年11月23日 10:00', thing4: '尾号1234的账户' }
const message = (
  changed: Partial<{ openid: string; templateId: string; page: string; fields: Record<string, string> }> = {},
) => ({
  openid: HAN_MEI.openid,
  templateId: ARRIVAL,
  page: 'transfer/result?id=01938c1e-0000-7000-8000-000000000001&from=message',
  fields: FIELDS,
  ...changed,
})
const allow = (persona = 'han-mei', answer = 'accept') =>
  outside.control('POST', '/wechat/subscriptions', { persona, answers: { [ARRIVAL]: answer } })
const inbox = async () =>
  (await outside.inbox(HAN_MEI.mobile)) as { text: string; from: string; way?: string; page?: string }[]

describe('a subscribe message', () => {
  it('is on the phone, once for one permission, and then there is none left (43101)', async () => {
    const { wechat, lines } = outside.connect()
    await allow()
    expect(await wechat.sendSubscribe(message())).toBe('taken')
    expect(await inbox()).toMatchObject([
      {
        way: 'wechat',
        from: '微信 · 到账通知',
        text: '付款方：*雷\n到账金额：123.45元\n到账时间：2026年11月23日 10:00\n收款账户：尾号1234的账户',
        page: 'transfer/result?id=01938c1e-0000-7000-8000-000000000001&from=message',
      },
    ])
    expect(await wechat.sendSubscribe(message())).toBe('no-permission')
    expect(await inbox()).toHaveLength(1)
    expect(lines).toMatchObject([{ operation: 'sendSubscribe', errcode: 43101, rid: expect.any(String) }])
  })

  it('may come as often as it was allowed; a no takes none of that back', async () => {
    const { wechat } = outside.connect()
    await allow()
    await allow()
    await allow('han-mei', 'reject')
    for (const said of ['taken', 'taken', 'no-permission']) expect(await wechat.sendSubscribe(message())).toBe(said)
  })

  it('of a long-term template comes for one permission until it is taken back', async () => {
    const { wechat } = outside.connect()
    await outside.control('PUT', '/wechat/templates', { lasting: true })
    await allow()
    for (let n = 0; n < 3; n++) expect(await wechat.sendSubscribe(message())).toBe('taken')
    await allow('han-mei', 'reject')
    expect(await wechat.sendSubscribe(message())).toBe('no-permission')
  })

  it('is one at a time to a person (43108), and not to two', async () => {
    const { wechat } = outside.connect()
    await allow()
    await allow()
    await allow('li-lei')
    const said = await Promise.all([
      wechat.sendSubscribe(message()),
      wechat.sendSubscribe(message()),
      wechat.sendSubscribe(message({ openid: person('li-lei').openid })),
    ])
    expect(said.toSorted()).toEqual(['one-at-a-time', 'taken', 'taken'])
    expect(said[2]).toBe('taken')
    expect(await wechat.sendSubscribe(message())).toBe('taken')
  })

  it.each([
    ['a name of 21 characters', { thing1: '字'.repeat(21) }, 'thing1'],
    ['an empty name', { thing1: '' }, 'thing1'],
    ['an amount of eleven digits', { amount2: '123456789.00元' }, 'amount2'],
    ['an amount with a comma', { amount2: '1,234.00元' }, 'amount2'],
    ['a time that is none', { time3: 'just now' }, 'time3'],
  ])(
    'with %s is refused (47003), and the log names the field and not what was in it',
    async (_, changed, field) => {
      const { wechat, lines } = outside.connect()
      await allow()
      const fields = { ...FIELDS, ...changed }
      expect(await wechat.sendSubscribe(message({ fields }))).toBe('invalid-field')
      expect(lines).toMatchObject([{ errcode: 47003, field }])
      expect(await wechat.sendSubscribe(message())).toBe('taken')
    },
    20_000,
  )

  it('to nobody, of no template, to no page: refused, by our own fault', async () => {
    const { wechat, lines } = outside.connect()
    await allow()
    expect(await wechat.sendSubscribe(message({ openid: 'oNOBODY' }))).toBe('refused')
    expect(await wechat.sendSubscribe(message({ templateId: 'none' }))).toBe('refused')
    expect(await wechat.sendSubscribe(message({ page: 'https://elsewhere' }))).toBe('refused')
    expect(lines.map(({ errcode }) => errcode)).toEqual([40003, 40037, 41030])
  })

  it('beyond WeChat’s quota of the day (45009) is refused, and the day after it is taken again', async () => {
    const { wechat } = outside.connect()
    await allow()
    await outside.control('PUT', '/wechat/messages', { state: 'quota-used' })
    expect(await wechat.sendSubscribe(message())).toBe('quota')
    expect((await outside.asked()).filter((line) => line.startsWith('subscribeSend'))).toEqual(['subscribeSend: 45009'])
    await outside.control('PUT', '/wechat/messages', { state: 'taken' })
    expect(await wechat.sendSubscribe(message())).toBe('taken')
  })

  it('of a mini-program whose messages are banned (43107), or with a sensitive word (45168): refused, by our own fault', async () => {
    const { wechat, lines } = outside.connect()
    await allow()
    expect(await wechat.sendSubscribe(message({ fields: { ...FIELDS, thing1: '刷 单公司' } }))).toBe('invalid-field')
    await outside.control('PUT', '/wechat/messages', { state: 'banned' })
    expect(await wechat.sendSubscribe(message())).toBe('refused')
    expect(lines.map(({ errcode }) => errcode)).toEqual([45168, 43107])
    expect(await inbox()).toEqual([])
  })

  it('with a token that WeChat calls invalid fetches one new one, and goes', async () => {
    const { wechat } = outside.connect()
    await allow()
    await allow()
    await wechat.sendSubscribe(message())
    await outside.control('POST', '/wechat/void-tokens')
    expect(await wechat.sendSubscribe(message())).toBe('taken')
    expect((await outside.asked()).filter((line) => line.startsWith('getStable'))).toHaveLength(2)
    expect(await inbox()).toHaveLength(2)
  })

  it('meets a busy WeChat: tried three times, certainly not taken', async () => {
    const { wechat } = outside.connect()
    await allow()
    await wechat.sendSubscribe(message())
    await outside.fault('wechat', 'refusing')
    const error = await wechat.sendSubscribe(message()).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(OutsideError)
    expect(error).toMatchObject({ effect: 'unreached' })
    expect((await outside.asked()).filter((line) => line === 'subscribeSend: -1')).toHaveLength(3)
  })

  it('that is never answered may have been taken, and is not sent again', async () => {
    const { wechat } = outside.connect({ timeoutMs: 300 })
    await allow()
    // The token is there already.
    await wechat.sendSubscribe(message())
    await allow()
    await outside.fault('wechat', 'silent')
    const error = await wechat.sendSubscribe(message()).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ system: 'wechat', effect: 'unknown' })
    expect(await inbox()).toHaveLength(2)
  })
})
