import { readFileSync } from 'node:fs'
import { v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PERSONAS } from '../../src/sandbox/personas.ts'
import { holderOf, type Outside, startOutside } from '../support/outside.ts'

let outside: Outside
beforeEach(async () => {
  outside = await startOutside()
})
afterEach(() => outside.close())

const DAY_MS = 86_400_000

describe('the testers’ API', () => {
  it('shows the personas and who stands for the mock code', async () => {
    const { body } = await outside.control('GET', '/personas')
    expect(body.current).toBe('li-lei')
    expect(body.personas[0]).toMatchObject({
      id: 'li-lei',
      title: { zh: '新客户 李雷', en: 'Li Lei, newcomer' },
      pin: null,
      care: false,
      blocked: false,
      cards: [{ number: '6225881414207430', bankName: '招商银行', kind: 'class-I', balance: 5_000_000 }, {}, {}, {}],
    })
  })

  it('refuses what it does not understand, in words', async () => {
    expect(await outside.control('POST', '/persona', { id: 'nobody' })).toEqual({
      status: 404,
      body: { error: 'no such persona' },
    })
    expect((await outside.control('POST', '/wechat/codes', {})).status).toBe(400)
    expect((await outside.control('PUT', '/faults', { system: 'moon', mode: 'late' })).status).toBe(400)
    expect((await outside.control('PUT', '/faults', { system: 'sms', mode: 'exploding' })).status).toBe(400)
    expect((await outside.control('PUT', '/faults', { system: 'sms', mode: 'bad-signature' })).body).toEqual({
      error: 'sms cannot misbehave like that',
    })
    expect((await outside.control('PUT', '/faults', { system: 'unionpay', mode: 'bad-signature' })).status).toBe(200)
    expect((await outside.control('GET', '/inbox?mobile=12')).status).toBe(400)
  })

  it('reads the inbox newest first, of one mobile, after a message', async () => {
    const { sms } = outside.connect()
    await sms.send('m1', { mobile: '13800138000', text: '【迷你银行】验证码 111111，5 分钟内有效' })
    await sms.send('m2', { mobile: '13800138001', text: '【迷你银行】您收到 100.00 元' })
    await sms.send('m3', { mobile: '13800138000', text: '【Minibank】Your code is 222222' })
    const all = (await outside.control('GET', '/inbox')).body.messages
    expect(all.map(({ code }: { code: string | null }) => code)).toEqual(['222222', null, '111111'])
    expect(all[1]).toMatchObject({ mobile: '13800138001', from: '迷你银行' })
    const after = (await outside.control('GET', `/inbox?mobile=13800138000&after=${all[2].id}`)).body.messages
    expect(after).toEqual([all[0]])
  })

  it('shows the last 500 messages, and knows a repeat of an older one', async () => {
    const { sms } = outside.connect()
    for (let i = 0; i < 510; i++) await sms.send(`m${i}`, { mobile: '13800138000', text: `【迷你银行】第 ${i} 条` })
    await sms.send('m3', { mobile: '13800138000', text: '【迷你银行】第 3 条' })
    const messages = await outside.inbox('13800138000')
    expect(messages).toHaveLength(500)
    expect(messages[0]?.text).toBe('【迷你银行】第 509 条')
    expect(messages.at(-1)?.text).toBe('【迷你银行】第 10 条')
  })

  it('issues cards to people who are no personas', async () => {
    const holder = { name: '王芳', idNumber: '110199199001011224', mobile: '13900139000' }
    const card = { ...holder, number: '6225881234567890', kind: 'credit', balance: 100_00 }
    expect((await outside.control('POST', '/cards', { cards: [card] })).body).toEqual({ issued: 1 })
    const { networks } = outside.connect()
    const asked = { ...holder, cardNumber: card.number }
    const answer = await networks['joint-stock']?.ask({ id: v7(), questionId: v7() }, asked)
    expect(answer?.verdict).toMatchObject({ ok: true, cardClass: 'credit' })
    const stranger = { ...card, number: '9999991234567890' }
    expect((await outside.control('POST', '/cards', { cards: [stranger] })).status).toBe(422)
  })

  it('moves the clock forward only', async () => {
    const before = (await outside.control('GET', '/clock')).body
    expect(before.offset).toBe(0)
    const moved = (await outside.control('POST', '/clock', { forwardMs: 3 * DAY_MS })).body
    expect(moved.offset).toBe(3 * DAY_MS)
    expect(moved.now - before.now).toBeGreaterThanOrEqual(3 * DAY_MS)
    expect(outside.sandbox.clock.now() - before.now).toBeGreaterThanOrEqual(3 * DAY_MS)
    expect((await outside.control('POST', '/clock', { forwardMs: -1 })).status).toBe(400)
    expect((await outside.control('POST', '/clock', { forwardMs: 20 * 365 * DAY_MS })).status).toBe(422)
    expect((await outside.control('GET', '/clock')).body.offset).toBe(3 * DAY_MS)
  })

  it('tells what the outside was asked, and nobody’s data', async () => {
    const { wechat, networks, cards, sms } = outside.connect()
    await wechat.codeToSession(await outside.code('li-lei'))
    await wechat.codeToSession(await outside.code('zhao-hu'))
    await wechat.phoneNumber(await outside.phoneCode('li-lei'))
    await networks.unionpay?.ask({ id: v7(), questionId: v7() }, holderOf('li-lei'))
    await cards.requestAgreement('a1', holderOf('li-lei'))
    await cards.signAgreement('a1', '000000')
    await sms.send('m1', { mobile: '13800138000', text: '【迷你银行】李雷，您好' })
    expect(await outside.asked()).toEqual([
      'code2Session: ok',
      'code2Session: 40226',
      'getStableAccessToken: ok',
      'getPhoneNumber: ok',
      'verify: verified',
      'requestAgreement: code-sent',
      'signAgreement: refused, wrong-code',
      'send: accepted',
    ])
    const log = JSON.stringify((await outside.control('GET', '/log')).body)
    for (const { name, mobile, idNumber, openid, cards: held } of PERSONAS) {
      for (const secret of [name, mobile, idNumber, openid, ...held.map(({ number }) => number)]) {
        expect(log).not.toContain(secret)
      }
    }
  })

  it('remembers everything over a restart', async () => {
    const first = outside.connect()
    const code = await outside.code('li-lei')
    await first.wechat.codeToSession(code)
    await first.cards.requestAgreement('a1', holderOf('li-lei'))
    const sms = (await outside.inbox('13800138000'))[0]?.code ?? ''
    const signed = await first.cards.signAgreement('a1', sms)
    const agreementNo = signed.ok ? signed.agreementNo : ''
    await first.cards.debit('d1', { agreementNo, amount: 100_00, at: outside.sandbox.clock.now() })
    await outside.control('POST', '/persona', { id: 'chen-hua' })
    await outside.fault('sms', 'refusing')
    outside.forward(DAY_MS)
    await outside.stop()

    outside = await startOutside(outside.directory)
    const second = outside.connect()
    expect(await second.wechat.codeToSession(code)).toMatchObject({ ok: false })
    expect(await second.cards.signAgreement('a1', sms)).toEqual({ ok: true, agreementNo })
    expect(await second.cards.debitState('d1')).toEqual({ state: 'done' })
    expect(await outside.balance('6225881414207430')).toBe(50_000_00 - 100_00)
    expect((await outside.control('GET', '/personas')).body.current).toBe('chen-hua')
    expect((await outside.control('GET', '/faults')).body.faults).toContainEqual(
      expect.objectContaining({ system: 'sms', mode: 'refusing' }),
    )
    expect(outside.sandbox.clock.offset).toBe(DAY_MS)
    expect(await outside.inbox('13800138000')).toHaveLength(1)
  })

  it('forgets everything at a reset, and lets others reset with it', async () => {
    const told: string[] = []
    outside.sandbox.onReset(async () => {
      // Whoever listens finds the sandbox empty already, with its clock back.
      told.push(`bank, clock ${outside.sandbox.clock.offset}`)
    })
    outside.sandbox.onReset(() => {
      told.push('seeds')
    })
    const { cards, wechat } = outside.connect()
    await cards.requestAgreement('a1', holderOf('li-lei'))
    const code = await outside.code('li-lei')
    await outside.fault('cards', 'silent')
    outside.forward(DAY_MS)

    expect((await outside.control('POST', '/reset')).body).toEqual({ ok: true })
    expect(told).toEqual(['bank, clock 0', 'seeds'])
    expect(await outside.inbox('13800138000')).toEqual([])
    expect(await wechat.codeToSession(code)).toEqual({ ok: false, why: 'invalid' })
    expect(await cards.signAgreement('a1', '123456')).toEqual({ ok: false, why: 'unknown' })
    expect(await outside.balance('6225881414207430')).toBe(50_000_00)
  })

  it('keeps its store in one folder of its own', () => {
    expect(readFileSync(`${outside.directory}/sandbox.db`).subarray(0, 15).toString()).toBe('SQLite format 3')
  })
})
