import { v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createChannel, USUAL_LIMITS } from '../../src/connectors/channel.ts'
import { OutsideError } from '../../src/connectors/outside.ts'
import { createAccessToken } from '../../src/connectors/wechat/access-token.ts'
import { createWechatApi } from '../../src/connectors/wechat/api.ts'
import { holderOf, type Outside, startOutside } from '../support/outside.ts'

let outside: Outside
beforeEach(async () => {
  outside = await startOutside()
})
afterEach(() => outside.close())

const MINUTE_MS = 60_000

describe('a login code', () => {
  it('tells who signs in, once', async () => {
    const { wechat } = outside.connect()
    const code = await outside.code('chen-hua')
    expect(await wechat.codeToSession(code)).toEqual({ ok: true, openid: 'oSANDBOX00000000000-chen-hua' })
    expect(await wechat.codeToSession(code)).toEqual({ ok: false, why: 'used' })
  })

  it('is good for five minutes', async () => {
    const { wechat } = outside.connect()
    const [inTime, late] = [await outside.code('chen-hua'), await outside.code('chen-hua')]
    outside.forward(4.9 * MINUTE_MS)
    expect(await wechat.codeToSession(inTime)).toMatchObject({ ok: true })
    outside.forward(0.2 * MINUTE_MS)
    expect(await wechat.codeToSession(late)).toEqual({ ok: false, why: 'invalid' })
  })

  it('that WeChat never gave is invalid, and so is a phone code', async () => {
    const { wechat } = outside.connect()
    expect(await wechat.codeToSession('made up & odd=?')).toEqual({ ok: false, why: 'invalid' })
    expect(await wechat.codeToSession(await outside.phoneCode('chen-hua'))).toEqual({ ok: false, why: 'invalid' })
  })

  it('of a high-risk user is blocked', async () => {
    const { wechat } = outside.connect()
    expect(await wechat.codeToSession(await outside.code('zhao-hu'))).toEqual({ ok: false, why: 'blocked' })
  })

  it('of DevTools without an appid stands for the chosen persona, as often as wanted', async () => {
    const { wechat } = outside.connect()
    const mock = 'the code is a mock one'
    expect(await wechat.codeToSession(mock)).toEqual({ ok: true, openid: 'oSANDBOX0000000000000-li-lei' })
    await outside.control('POST', '/persona', { id: 'han-mei' })
    expect(await wechat.codeToSession(mock)).toEqual({ ok: true, openid: 'oSANDBOX000000000000-han-mei' })
    await outside.control('POST', '/persona', { id: 'zhao-hu' })
    expect(await wechat.codeToSession(mock)).toEqual({ ok: false, why: 'blocked' })
  })

  it('meets a busy WeChat: tried three times, told as busy, and the code is still good', async () => {
    const { wechat, calls } = outside.connect()
    const code = await outside.code('chen-hua')
    await outside.fault('wechat', 'refusing')
    expect(await wechat.codeToSession(code)).toEqual({ ok: false, why: 'busy' })
    expect(await outside.asked()).toEqual(Array(3).fill('code2Session: -1'))
    expect(calls).toMatchObject([{ system: 'wechat', operation: 'codeToSession', outcome: 'busy' }])
    await outside.fault('wechat', 'none')
    expect(await wechat.codeToSession(code)).toMatchObject({ ok: true })
  })

  it('meets a wrong appid or secret: an error for the operators with WeChat’s request id', async () => {
    for (const [changed, errcode] of [
      [{ appId: 'wx0000000000000000' }, 40013],
      [{ secret: 'wrong' }, 40125],
    ] as const) {
      const { wechat, lines } = outside.connect({}, { wechat: { ...outside.addresses.wechat, ...changed } })
      const code = await outside.code('chen-hua')
      await expect(wechat.codeToSession(code)).rejects.toThrow(`wechat codeToSession: errcode ${errcode}`)
      expect(lines).toMatchObject([
        { level: 'warn', errcode, rid: expect.stringMatching(/^[\da-f]{8}-[\da-f]{8}-[\da-f]{8}$/) },
      ])
      expect(JSON.stringify(lines)).not.toContain(code)
    }
  })

  it('is answered late: still a sign-in', async () => {
    await outside.fault('wechat', 'late', 200)
    const { wechat, calls } = outside.connect()
    expect(await wechat.codeToSession(await outside.code('chen-hua'))).toMatchObject({ ok: true })
    expect(calls[0]?.ms).toBeGreaterThanOrEqual(195)
  })

  it('is never answered: given up after the time-out, not repeated', async () => {
    await outside.fault('wechat', 'silent')
    const { wechat, calls } = outside.connect({ timeoutMs: 150 })
    const error = await wechat.codeToSession(await outside.code('chen-hua')).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(OutsideError)
    expect(error).toMatchObject({ system: 'wechat', effect: 'unknown' })
    expect(calls).toMatchObject([{ outcome: 'timeout' }])
    expect(await outside.asked()).toEqual(['code2Session: ok, no answer'])
  })
})

describe('a phone code', () => {
  it('tells the number, once', async () => {
    const { wechat } = outside.connect()
    const code = await outside.phoneCode('han-mei')
    expect(await wechat.phoneNumber(code)).toEqual({ ok: true, mobile: '13600136003' })
    expect(await wechat.phoneNumber(code)).toEqual({ ok: false, why: 'invalid' })
  })

  it('is good for five minutes', async () => {
    const { wechat } = outside.connect()
    const code = await outside.phoneCode('han-mei')
    outside.forward(5.1 * MINUTE_MS)
    expect(await wechat.phoneNumber(code)).toEqual({ ok: false, why: 'invalid' })
  })

  it('is worth nothing when the quota is used up; the button says so too', async () => {
    const { wechat } = outside.connect()
    await outside.control('PUT', '/wechat/phone-quota', { left: 1 })
    const [first, second] = [await outside.phoneCode('han-mei'), await outside.phoneCode('han-mei')]
    expect(await wechat.phoneNumber(first)).toMatchObject({ ok: true })
    expect(await wechat.phoneNumber(second)).toEqual({ ok: false, why: 'none-left' })
    const pressed = await outside.control('POST', '/wechat/phone-codes', { persona: 'han-mei' })
    expect(pressed.body).toEqual({ code: null, errno: 1400001 })
  })

  it('meets a busy WeChat: the number has to be typed', async () => {
    const { wechat } = outside.connect()
    await wechat.phoneNumber(await outside.phoneCode('han-mei'))
    await outside.fault('wechat', 'refusing')
    await expect(wechat.phoneNumber('any')).rejects.toThrow('wechat phoneNumber: errcode -1')
  })
})

describe('the access token', () => {
  const tokens = async () => (await outside.asked()).filter((line) => line.startsWith('getStableAccessToken'))

  it('is fetched once for any number of waiting calls, and kept', async () => {
    const { wechat } = outside.connect()
    const codes = await Promise.all(Array.from({ length: 20 }, () => outside.phoneCode('han-mei')))
    const answers = await Promise.all(codes.map((code) => wechat.phoneNumber(code)))
    expect(answers.every(({ ok }) => ok)).toBe(true)
    await wechat.phoneNumber(await outside.phoneCode('han-mei'))
    expect(await tokens()).toHaveLength(1)
  })

  it('that WeChat calls invalid (40001) is dropped, fetched once more, and the calls succeed', async () => {
    const { wechat } = outside.connect()
    await wechat.phoneNumber(await outside.phoneCode('han-mei'))
    await outside.control('POST', '/wechat/void-tokens')
    const codes = await Promise.all(Array.from({ length: 10 }, () => outside.phoneCode('han-mei')))
    const answers = await Promise.all(codes.map((code) => wechat.phoneNumber(code)))
    expect(answers.every(({ ok }) => ok)).toBe(true)
    expect(await tokens()).toHaveLength(2)
    expect(await outside.asked()).toContain('getPhoneNumber: 40001')
  })

  it('that came in its place is not dropped by a call that failed with the old one and hears so late', async () => {
    const surroundings = { clock: outside.sandbox.clock, log: { info() {}, warn() {} } }
    const { wechat: address } = outside.addresses
    const channel = createChannel('wechat', surroundings, USUAL_LIMITS)
    const token = createAccessToken(address, createWechatApi(address, channel, surroundings.log), surroundings)
    const old = await token.get()
    await outside.control('POST', '/wechat/void-tokens')
    token.drop(old)
    const renewed = await token.get()
    expect(renewed).not.toBe(old)
    token.drop(old)
    expect(await token.get()).toBe(renewed)
    expect(await tokens()).toHaveLength(2)
  })

  it('is renewed before its two hours are over', async () => {
    const { wechat } = outside.connect()
    await wechat.phoneNumber(await outside.phoneCode('han-mei'))
    outside.forward(119.5 * MINUTE_MS)
    expect(await wechat.phoneNumber(await outside.phoneCode('han-mei'))).toMatchObject({ ok: true })
    expect(await tokens()).toHaveLength(2)
    expect(await outside.asked()).not.toContain('getPhoneNumber: 42001')
  })

  it('is shared: a second gateway gets the same one, a forced one voids it', async () => {
    const ask = async (force: boolean) => {
      const { url, appId, secret } = outside.addresses.wechat
      const answer = await fetch(`${url}/cgi-bin/stable_token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ grant_type: 'client_credential', appid: appId, secret, force_refresh: force }),
      })
      return (await answer.json()) as { access_token?: string; expires_in?: number; errcode?: number }
    }
    const first = await ask(false)
    outside.forward(60 * MINUTE_MS)
    const second = await ask(false)
    expect(second.access_token).toBe(first.access_token)
    expect(second.expires_in).toBeLessThanOrEqual(3600)
    // Five minutes before its end a new one is given out, and the old one still works.
    outside.forward(55.5 * MINUTE_MS)
    expect((await ask(false)).access_token).not.toBe(first.access_token)
    const { wechat } = outside.connect()
    await wechat.phoneNumber(await outside.phoneCode('han-mei'))
    expect((await ask(true)).expires_in).toBe(7200)
    expect((await ask(true)).errcode).toBe(45011)
    expect(await wechat.phoneNumber(await outside.phoneCode('han-mei'))).toMatchObject({ ok: true })
    expect(await outside.asked()).toContain('getPhoneNumber: 40001')
  })

  it('cannot be had with a wrong secret: told with its error code', async () => {
    const { wechat } = outside.connect({}, { wechat: { ...outside.addresses.wechat, secret: 'wrong' } })
    await expect(wechat.phoneNumber('any')).rejects.toThrow('wechat stableToken: errcode 40125')
  })
})

describe('the logs', () => {
  it('name no person', async () => {
    const { wechat, networks, lines, calls } = outside.connect({ timeoutMs: 100 })
    await outside.fault('wechat', 'silent')
    await outside.fault('unionpay', 'refusing')
    const code = await outside.code('li-lei')
    const errors = [
      await wechat.codeToSession(code).catch((error: unknown) => error),
      await networks.unionpay?.ask({ id: v7(), questionId: v7() }, holderOf('li-lei')).catch((error: unknown) => error),
    ]
    const told = JSON.stringify([
      lines,
      calls,
      errors.map((error) => [String(error), (error as Error).cause, (error as Error).stack]),
    ])
    for (const secret of [...Object.values(holderOf('li-lei')), code, outside.addresses.wechat.secret]) {
      expect(told).not.toContain(secret)
    }
  })
})
