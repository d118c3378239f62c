/**
 * The main job through the gateway's API, as any client would do it, against the whole house with its sandbox: a newcomer
 * opens an account from a shared card, brings money in, sends some, makes a deposit and takes it out early.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Running } from '../../src/command.ts'
import type { ErrorCode } from '../../src/contract/errors.ts'
import { type Client, createClient, Refused } from '../../src/demo/client.ts'
import { start } from '../../src/main.ts'

const PIN = '714203'
const LI_LEI = { name: '李雷', mobile: '13800138000', idNumber: '110199199503181012', cardNumber: '6225881414207430' }
const CHEN_HUA = { mobile: '13800138001', pin: '258036' }
const HAN_MEI = { mobile: '13600136003' }

const directory = mkdtempSync(join(tmpdir(), 'minibank-journey-'))
let bank: Running
beforeAll(async () => {
  bank = await start({ PORT: '0', DATA_DIR: directory, RATE_SIGN_IN: '1000', RATE_SMS: '1000' })
}, 120_000)
afterAll(async () => {
  await bank.stop()
  rmSync(directory, { recursive: true, force: true })
})

async function sandbox<Answer>(method: 'GET' | 'POST', path: string, body?: object): Promise<Answer> {
  const answer = await fetch(`${bank.url}/sandbox${path}`, {
    method,
    ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
  })
  expect(answer.status, path).toBe(200)
  return answer.json() as Promise<Answer>
}
const wechatCode = async (persona: string) =>
  (await sandbox<{ code: string }>('POST', '/wechat/codes', { persona })).code
const smsCode = async (mobile: string) => {
  const { messages } = await sandbox<{ messages: { code: string | null }[] }>('GET', `/inbox?mobile=${mobile}`)
  return messages.find(({ code }) => code !== null)?.code ?? ''
}

/** The code of the catalogue, and its field, that a call is refused with. */
async function refused(call: Promise<unknown>): Promise<[ErrorCode, string | undefined]> {
  try {
    await call
  } catch (error) {
    if (error instanceof Refused) return [error.code, error.problem.field]
    throw error
  }
  throw new Error('it was not refused')
}

async function signedIn(persona: string): Promise<Client> {
  const client = createClient(bank.url)
  await client.signIn({ by: 'wechat', code: await wechatCode(persona) })
  return client
}

describe('a newcomer who taps a shared card', () => {
  let li: Client
  let accountId = ''
  let cardId = ''
  let depositId = ''

  it('reads the product before signing in', async () => {
    const visitor = createClient(bank.url)
    const link = await visitor.call('GET /v1/links/:linkId', { params: { linkId: 'meiShare1' } })
    expect(link).toMatchObject({ productId: 'anxin-12m', sharedBy: '*梅' })
    const product = await visitor.call('GET /v1/products/:productId', { params: { productId: link.productId } })
    expect(product).toMatchObject({ ratePercent: '1.85', termMonths: 12, insured: true })
    expect(product.example).toMatchObject({ principal: 1_000_000, interest: 18_500 })
  })

  it('is signed in by WeChat without being asked anything', async () => {
    li = createClient(bank.url)
    const code = await wechatCode('li-lei')
    const { me } = await li.signIn({ by: 'wechat', code, linkId: 'meiShare1' })
    expect(me.stage).toBe('visitor')
    expect(await refused(createClient(bank.url).signIn({ by: 'wechat', code }))).toEqual([
      'WECHAT_CODE_INVALID',
      undefined,
    ])
    const blocked = createClient(bank.url).signIn({ by: 'wechat', code: await wechatCode('zhao-hu') })
    expect((await refused(blocked))[0]).toBe('WECHAT_USER_BLOCKED')
  })

  it('binds a card, chooses a PIN and has an account that remembers the link', async () => {
    const form = {
      id: uuidv7(),
      ...LI_LEI,
      class: 'II' as const,
      occupation: 'employee' as const,
      area: '110108',
      idValidUntil: null,
      taxResidency: 'mainland' as const,
      consents: { agreement: true as const, sensitiveData: true as const, version: '1' },
      linkId: 'meiShare1',
    }
    const submit = (changes: object) => li.call('POST /v1/bindings', { body: { ...form, id: uuidv7(), ...changes } })
    expect(await refused(submit({ idNumber: '110199199503181013' }))).toEqual(['ID_NUMBER_INVALID', 'idNumber'])
    expect((await refused(submit({ name: '李蕾' })))[0]).toBe('CARD_MISMATCH')
    expect((await refused(submit({ cardNumber: '6212260200123450013' })))[0]).toBe('CARD_NOT_ELIGIBLE')

    const binding = await li.call('POST /v1/bindings', { body: form })
    expect(binding).toMatchObject({ state: 'code-sent', bankName: '招商银行' })
    const confirm = async (code: string, first: string, second: string) =>
      li.call('POST /v1/bindings/:bindingId/confirmation', {
        params: { bindingId: binding.id },
        body: { smsCode: code, pin: await li.pin(first, 'set'), pinAgain: await li.pin(second, 'set') },
      })
    const code = await smsCode(LI_LEI.mobile)
    expect((await refused(confirm(code, '123456', '123456')))[0]).toBe('PIN_WEAK')
    expect((await refused(confirm(code, '950318', '950318')))[0]).toBe('PIN_WEAK')
    expect((await refused(confirm(code, PIN, '714204')))[0]).toBe('PIN_MISMATCH')
    expect((await refused(confirm(code === '000000' ? '000001' : '000000', PIN, PIN)))[0]).toBe('SMS_CODE_WRONG')
    const opened = await confirm(code, PIN, PIN)
    expect(opened.state).toBe('opened')
    expect(opened.account).toMatchObject({ class: 'II', balance: 0, linkId: 'meiShare1', in: null })

    const { accounts, cards } = await li.call('GET /v1/accounts', {})
    accountId = accounts[0]?.id ?? ''
    cardId = cards[0]?.id ?? ''
    expect(cards[0]).toMatchObject({ bankName: '招商银行', kind: 'debit', last4: '7430' })
  })

  it('brings money in', async () => {
    const id = uuidv7()
    const body = { id, accountId, cardId, amount: 1_000_000, authorisation: { pin: await li.pin(PIN, 'authorise') } }
    const topup = await li.call('POST /v1/topups', { body })
    expect(topup).toMatchObject({ state: 'done', amount: 1_000_000, last4: '7430' })
    // The answer was lost: the same order again gives the same answer and moves nothing.
    expect(await li.call('POST /v1/topups', { body })).toMatchObject({ id, state: 'done' })
    expect(await refused(li.call('POST /v1/topups', { body: { ...body, amount: 1_000_001 } }))).toEqual([
      'ID_REUSED',
      undefined,
    ])
    const account = await li.call('GET /v1/accounts/:accountId', { params: { accountId } })
    expect(account.available).toBe(1_000_000)
  })

  it('sends some to a friend whose masked name is shown first', async () => {
    const look = (mobile: string) => li.call('POST /v1/payee-lookups', { body: { mobile } })
    expect((await refused(look(HAN_MEI.mobile)))[0]).toBe('PAYEE_NOT_IDENTIFIED')
    expect((await refused(look(LI_LEI.mobile)))[0]).toBe('PAYEE_SELF')
    expect((await refused(look('13999999999')))[0]).toBe('PAYEE_UNKNOWN')
    const payee = await look(CHEN_HUA.mobile)
    expect(payee).toMatchObject({ maskedName: '*华', maskedMobile: '138****8001', known: false })

    const id = uuidv7()
    const order = { id, accountId, payeeId: payee.payeeId, amount: 20_000, note: '晚饭' }
    const tell = (surname: string) =>
      li.call('POST /v1/payees/:payeeId/surname', { params: { payeeId: payee.payeeId }, body: { surname } })
    const early = li.call('POST /v1/transfers', { body: { ...order, authorisation: { token: 'none' } } })
    expect((await refused(early))[0]).toBe('PAYEE_NAME_REQUIRED')
    expect((await refused(tell('王')))[0]).toBe('PAYEE_NAME_WRONG')
    await tell('陈')
    const wrong = await li.pin('714204', 'authorise')
    const attempt = li.call('POST /v1/transfers', { body: { ...order, authorisation: { pin: wrong } } })
    expect((await refused(attempt))[0]).toBe('PIN_WRONG')

    const { token } = await li.call('POST /v1/authorisations', {
      body: {
        pin: await li.pin(PIN, 'authorise'),
        order: { kind: 'transfer', orderId: id, payeeId: payee.payeeId, amount: 20_000 },
      },
    })
    const dearer = { ...order, amount: 30_000, authorisation: { token } }
    expect((await refused(li.call('POST /v1/transfers', { body: dearer })))[0]).toBe('AUTHORISATION_INVALID')
    const body = { ...order, authorisation: { token } }
    const transfer = await li.call('POST /v1/transfers', { body })
    expect(transfer).toMatchObject({ state: 'done', direction: 'out', capitals: '人民币贰佰元整', name: '*华' })
    expect(await li.call('POST /v1/transfers', { body })).toEqual(transfer)
    const again = { ...body, id: uuidv7() }
    expect((await refused(li.call('POST /v1/transfers', { body: again })))[0]).toBe('AUTHORISATION_INVALID')

    const chen = await signedIn('chen-hua')
    const received = await chen.call('GET /v1/transfers/:transferId', { params: { transferId: id } })
    expect(received).toMatchObject({ direction: 'in', amount: 20_000, name: '李雷', note: '晚饭' })
    const home = await chen.call('GET /v1/home', {})
    expect(home.recent[0]).toMatchObject({ kind: 'transfer-in', amount: 20_000 })
    // Not for anyone else.
    const mei = await signedIn('han-mei')
    expect(await refused(mei.call('GET /v1/transfers/:transferId', { params: { transferId: id } }))).toEqual([
      'NOT_FOUND',
      undefined,
    ])
  })

  it('makes a deposit that remembers the link', async () => {
    depositId = uuidv7()
    const body = { id: depositId, accountId, productId: 'anxin-12m', amount: 500_000, linkId: 'meiShare1' }
    const small = { ...body, id: uuidv7(), amount: 4_999, authorisation: { pin: await li.pin(PIN, 'authorise') } }
    expect((await refused(li.call('POST /v1/deposits', { body: small })))[0]).toBe('DEPOSIT_BELOW_MINIMUM')
    const authorisation = { pin: await li.pin(PIN, 'authorise') }
    const deposit = await li.call('POST /v1/deposits', { body: { ...body, authorisation } })
    expect(deposit).toMatchObject({
      state: 'running',
      principal: 500_000,
      interestAtMaturity: 9_250,
      linkId: 'meiShare1',
    })
    const home = await li.call('GET /v1/home', {})
    expect(home).toMatchObject({ total: 980_000, available: 480_000 })
  })

  it('takes it out early, 90 days on, for interest at the early rate', async () => {
    await sandbox('POST', '/clock', { forwardMs: 90 * 86_400_000 })
    // WeChat sessions last 30 days: signed in again, as the mini-program does on a 401.
    expect((await refused(li.call('GET /v1/home', {})))[0]).toBe('SESSION_ENDED')
    await li.signIn({ by: 'wechat', code: await wechatCode('li-lei') })
    const authorisation = { pin: await li.pin(PIN, 'authorise') }
    const ended = await li.call('POST /v1/deposits/:depositId/withdrawal', {
      params: { depositId },
      body: { id: uuidv7(), authorisation },
    })
    // 5,000.00 × 0.05 % × 90 / 360 = 0.625, rounded half up.
    expect(ended).toMatchObject({ state: 'withdrawn', paidInterest: 63 })
    const { entries } = await li.call('GET /v1/accounts/:accountId/entries', { params: { accountId } })
    expect(entries.map(({ kind, amount, balanceAfter }) => [kind, amount, balanceAfter])).toEqual([
      ['deposit-paid', 500_063, 980_063],
      ['deposit-made', -500_000, 480_000],
      ['transfer-out', -20_000, 980_000],
      ['topup', 1_000_000, 1_000_000],
    ])
    expect(await li.call('GET /v1/home', {})).toMatchObject({ total: 980_063, available: 980_063, deposits: [] })
  })

  it('reaches the same account from a browser by SMS code, and is found again after a restart', async () => {
    await bank.stop()
    bank = await start({ PORT: '0', DATA_DIR: directory })
    const browser = createClient(bank.url, 'en')
    await browser.call('POST /v1/sms-codes', { body: { mobile: LI_LEI.mobile } })
    let code = ''
    await expect.poll(async () => (code = await smsCode(LI_LEI.mobile)), { timeout: 10_000 }).toMatch(/^\d{6}$/)
    const { me } = await browser.signIn({ by: 'sms', mobile: LI_LEI.mobile, code })
    expect(me).toMatchObject({ stage: 'customer', name: '李雷' })
    expect((await browser.call('GET /v1/home', {})).total).toBe(980_063)
  }, 60_000)

  it('is a newcomer again after a reset, and the others are as they were', async () => {
    await sandbox('POST', '/reset')
    const newcomer = createClient(bank.url)
    const { me } = await newcomer.signIn({ by: 'wechat', code: await wechatCode('li-lei') })
    expect(me.stage).toBe('visitor')
    const chen = await signedIn('chen-hua')
    expect(await chen.call('GET /v1/home', {})).toMatchObject({ total: 28_640_52, available: 8_420_52 })
  }, 60_000)
})
