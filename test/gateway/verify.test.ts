/** The page on which receipts are checked: no session, no script, and nothing of what is typed is run or logged. */
import { expect, it } from 'vitest'
import type { Receipts } from '../../src/bank/capabilities.ts'
import { BankError } from '../../src/bank/errors.ts'
import { bankWith, gatewayOf } from '../support/gateway.ts'

type Check = Receipts['check']
const GENUINE: Awaited<ReturnType<Check>> = {
  genuine: true,
  receipt: {
    number: '2026112300001234',
    kind: 'transfer',
    amount: 20_000,
    payer: '*雷',
    payee: '**梅',
    at: Date.parse('2026-11-23T14:06:32+08:00'),
    state: 'done',
    issuedAt: Date.parse('2026-11-24T09:00:00+08:00'),
  },
}

async function pageOf(check: Check) {
  const gateway = await gatewayOf(bankWith({ receipts: { check } }))
  const get = (query: string, language = 'zh-CN') =>
    gateway.server.inject({ url: `/verify${query}`, headers: { 'accept-language': language } })
  return { ...gateway, get }
}

it('asks, in the visitor’s language, without a session and without a script', async () => {
  const { get } = await pageOf(async () => GENUINE)
  const page = await get('')
  expect(page.statusCode).toBe(200)
  expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/)
  expect(page.headers['cache-control']).toBe('no-store')
  expect(page.body).toContain('<html lang="zh-CN">')
  expect(page.body).toContain('查验电子回单')
  expect(page.body).not.toContain('<script')
  expect((await get('', 'en')).body).toContain('Check a receipt')
  expect((await get('?lang=en')).body).toContain('Check a receipt')
})

it('tells what a genuine receipt says, by amount or by the end of its number', async () => {
  const asked: unknown[] = []
  const { get, lines } = await pageOf(async (request, { address }) => {
    asked.push({ ...request, address })
    return GENUINE
  })
  const page = await get('?code=7K2M-9QXA-0000-AAAA&last4=1234')
  for (const words of ['这张回单是真的', '200.00 元', '*雷', '**梅', '2026-11-23 14:06:32', '2026112300001234']) {
    expect(page.body).toContain(words)
  }
  await get('?code=7K2M-9QXA-0000-AAAA&amount=1,200.5')
  expect(asked).toEqual([
    { code: '7K2M-9QXA-0000-AAAA', last4: '1234', address: '127.0.0.1' },
    { code: '7K2M-9QXA-0000-AAAA', amount: 120_050, address: '127.0.0.1' },
  ])
  expect(JSON.stringify(lines())).not.toContain('7K2M')
})

it('says clearly that one is not genuine, what is missing, and that there were too many', async () => {
  const forged = await pageOf(async () => ({ genuine: false, receipt: null }))
  expect((await forged.get('?code=AAAA&amount=1')).body).toContain('没有查到这张回单')
  for (const query of ['?code=AAAA', '?code=AAAA&amount=abc', '?amount=1', '?code=AAAA&last4=12']) {
    expect((await forged.get(query)).body).toContain('请填写验真码')
  }
  const often = await pageOf(async () => {
    throw new BankError('RECEIPT_CHECK_LIMIT', { retryAfter: 60 })
  })
  const page = await often.get('?code=AAAA&amount=1')
  expect(page.statusCode).toBe(429)
  expect(page.body).toContain('查验太频繁了')
})

it('shows what was typed as text, never as part of the page', async () => {
  const { get } = await pageOf(async () => ({ genuine: false, receipt: null }))
  const { body } = await get(`?code=${encodeURIComponent('"><b>')}&amount=${encodeURIComponent("'<i>")}`)
  expect(body).not.toMatch(/<b>|<i>/)
  // Twice the same name, or one nested: not a text.
  expect((await get('?code=a&code=b&amount=1')).statusCode).toBe(200)
})
