/** The content check: the real client against the sandbox, which answers by the documentation. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PERSONAS } from '../../src/sandbox/personas.ts'
import { type Outside, startOutside } from '../support/outside.ts'

let outside: Outside
beforeEach(async () => {
  outside = await startOutside()
})
afterEach(() => outside.close())

const openid = PERSONAS.find(({ id }) => id === 'han-mei')?.openid ?? ''
const error = (thrown: unknown) => thrown

describe('a text', () => {
  it('passes, is for somebody to read, or is risky; the log has what it is, and not the text', async () => {
    const { wechat, lines } = outside.connect()
    expect(await wechat.checkText({ openid, text: '生日快乐' })).toBe('pass')
    expect(await wechat.checkText({ openid, text: '加微信聊' })).toBe('review')
    for (const text of ['去赌博', '刷 单', '代-开-发-票'])
      expect(await wechat.checkText({ openid, text })).toBe('risky')
    expect(lines.map(({ suggest, label }) => [suggest, label])).toEqual([
      ['review', 10001],
      ['risky', 20006],
      ['risky', 20008],
      ['risky', 20006],
    ])
    expect(JSON.stringify(lines)).not.toMatch(/加微信|赌博|刷|发/)
  })

  it('of somebody whom WeChat has not seen within two hours was not looked at (61010)', async () => {
    const { wechat } = outside.connect()
    await outside.control('PUT', '/wechat/away', { persona: 'han-mei', away: true })
    expect(await wechat.checkText({ openid, text: '午饭' })).toBe('unseen')
    await outside.control('PUT', '/wechat/away', { persona: 'han-mei', away: false })
    expect(await wechat.checkText({ openid, text: '午饭' })).toBe('pass')
  })

  it('may have 2500 characters; more (47001), and nobody’s (40003), are not checked', async () => {
    const { wechat, lines } = outside.connect()
    expect(await wechat.checkText({ openid, text: '字'.repeat(2500) })).toBe('pass')
    expect(await wechat.checkText({ openid, text: '字'.repeat(2501) }).catch(error)).toMatchObject({ system: 'wechat' })
    expect(await wechat.checkText({ openid: 'oNOBODY', text: '午饭' }).catch(error)).toMatchObject({ system: 'wechat' })
    expect(lines.map(({ errcode }) => errcode)).toEqual([47001, 40003])
  })

  it('is asked about once more with a new token when WeChat calls the old one off', async () => {
    const { wechat } = outside.connect()
    await wechat.checkText({ openid, text: '午饭' })
    await outside.control('POST', '/wechat/void-tokens')
    expect(await wechat.checkText({ openid, text: '午饭' })).toBe('pass')
    expect((await outside.asked()).filter((line) => line.startsWith('getStable'))).toHaveLength(2)
  })

  it('meets a busy WeChat (-1): asked three times, then not checked', async () => {
    const { wechat } = outside.connect()
    await wechat.checkText({ openid, text: '午饭' })
    await outside.fault('wechat', 'refusing')
    expect(await wechat.checkText({ openid, text: '午饭' }).catch(error)).toMatchObject({ effect: 'unreached' })
    expect((await outside.asked()).filter((line) => line === 'msgSecCheck: -1')).toHaveLength(3)
  })

  it('is not checked when WeChat never answers', async () => {
    const { wechat } = outside.connect({ timeoutMs: 300 })
    await wechat.checkText({ openid, text: '午饭' })
    await outside.fault('wechat', 'silent')
    expect(await wechat.checkText({ openid, text: '午饭' }).catch(error)).toMatchObject({ system: 'wechat' })
  })
})
