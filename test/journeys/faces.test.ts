/**
 * Every page in every face: light, dark, care mode, English. Nothing is cut off or under the capsule, what can be tapped
 * is large enough, nothing fails. And the faces that a few people see: a blocked one, Moments' single page, a senior.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { errorText } from '../../src/contract/errors.ts'
import type { OpenOptions, TestPhone } from '../support/phone.ts'
import { drawn, look } from './looking.ts'
import { type Minibank, persona, startMinibank } from './minibank.ts'
import { key, NEW_PIN, PIN, seeAll } from './steps.ts'

const [LI_LEI, CHEN_HUA] = [persona('li-lei'), persona('chen-hua')]
/** 陈华's second card, on its way for as long as these stories last. */
const CARD_BINDING = uuidv7()
const ANOTHER = uuidv7()
const CLOSURE = uuidv7()
const [ASKED, ASKED_OF_HER, LATER] = [uuidv7(), uuidv7(), uuidv7()]
/** The links’ tokens, by request. */
const asked: Record<string, string> = {}
const CARD_TRANSFER = uuidv7()
/** What 李秀英 paid to 陈华. */
const RECEIVED = uuidv7()
/** A card that 陈华 sent in the chat. */
const CLAIMABLE = uuidv7()

interface Face {
  readonly name: string
  readonly options: OpenOptions
  /** The least side of what is tapped, px. */
  readonly touch: number
  readonly care?: boolean
  /** By which it is known: the ground, and a word of a customer's first screen. */
  readonly ground: string
  readonly says: string
}
const [PAPER, NIGHT] = ['rgb(245, 244, 240)', 'rgb(13, 19, 17)']
const FACES: readonly Face[] = [
  { name: 'light', options: {}, touch: 44, ground: PAPER, says: '总资产（元）' },
  { name: 'dark', options: { theme: 'dark' }, touch: 44, ground: NIGHT, says: '总资产（元）' },
  { name: 'care', options: {}, touch: 60, care: true, ground: PAPER, says: '我的钱（元）' },
  { name: 'English', options: { language: 'en' }, touch: 44, ground: PAPER, says: 'Total (CNY)' },
]
/** A page with fewer lines has not drawn what it is for. */
const FEWEST_LINES = 4

interface AppJson {
  readonly pages: readonly string[]
  readonly subPackages: readonly { readonly root: string; readonly pages: readonly string[] }[]
}
const app = JSON.parse(readFileSync(join(import.meta.dirname, '../../dist/weapp/app.json'), 'utf8')) as AppJson
const ALL = [...app.pages, ...app.subPackages.flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`))]
/** Pages of someone who is opening an account. */
const NEWCOMERS = ['bind/index', 'bind/code', 'bind/opened']

let minibank: Minibank
beforeAll(async () => {
  minibank = await startMinibank('postgres')
  await closeAnother()
  await payToCard()
  await sendCard()
  await askEachOther()
  await payLater()
  await payChen()
}, 180_000)
afterAll(() => minibank?.close())

/** 陈华 opens one more account and closes it again. */
async function closeAnother(): Promise<void> {
  const chen = await minibank.client('chen-hua')
  const { cards } = await chen.call('GET /v1/accounts', {})
  const consents = { agreement: true, sensitiveData: true, version: '2026-11' } as const
  const authorisation = async () => ({ pin: await chen.pin(PIN, 'authorise') })
  const order = { id: ANOTHER, class: 'III', cardId: cards[0]?.id ?? '', consents } as const
  const { id: accountId } = await chen.call('POST /v1/accounts', {
    body: { ...order, authorisation: await authorisation() },
  })
  await chen.call('POST /v1/accounts/:accountId/closure', {
    params: { accountId },
    body: { id: CLOSURE, authorisation: await authorisation() },
  })
}

/** 陈华 pays to a card at another bank. */
async function payToCard(): Promise<void> {
  const chen = await minibank.client('chen-hua')
  const told = { cardNumber: persona('li-xiuying').cards[0]?.number ?? '', name: persona('li-xiuying').name }
  const { payeeId } = await chen.call('POST /v1/card-payees', { body: told })
  const { accounts } = await chen.call('GET /v1/accounts', {})
  const authorisation = { pin: await chen.pin(PIN, 'authorise') }
  const order = { id: CARD_TRANSFER, accountId: accounts[0]?.id ?? '', to: { payeeId }, amount: 88_00, note: '房租' }
  await chen.call('POST /v1/card-transfers', { body: { ...order, authorisation } })
}

async function sendCard(): Promise<void> {
  const chen = await minibank.client('chen-hua')
  const { accounts } = await chen.call('GET /v1/accounts', {})
  const authorisation = { pin: await chen.pin(PIN, 'authorise') }
  const accountId = accounts.find(({ status }) => status === 'active')?.id ?? ''
  const order = { id: CLAIMABLE, accountId, amount: 1_00, shares: 2, mode: 'confirm', authorisation } as const
  await chen.call('POST /v1/claimables', { body: order })
}

/** 陈华 splits a bill, and is asked by 李秀英 for a share of another one. */
async function askEachOther(): Promise<void> {
  for (const [who, id] of [
    ['chen-hua', ASKED],
    ['li-xiuying', ASKED_OF_HER],
  ] as const) {
    const client = await minibank.client(who)
    const { accounts } = await client.call('GET /v1/accounts', {})
    const accountId = accounts.find(({ status }) => status === 'active')?.id ?? ''
    const body = {
      id,
      accountId,
      title: '周五晚上在老地方的生日聚餐，请尽快付',
      total: 4_000_01,
      people: 4,
      askerCounts: true,
    }
    asked[id] = (await client.call('POST /v1/payment-requests', { body })).token
  }
}

/** 陈华 has one transfer that waits for tomorrow. */
async function payLater(): Promise<void> {
  const chen = await minibank.client('chen-hua')
  const { accounts } = await chen.call('GET /v1/accounts', {})
  const { payeeId } = await chen.call('POST /v1/payee-lookups', { body: { mobile: persona('li-xiuying').mobile } })
  const { name } = persona('li-xiuying')
  await chen.call('POST /v1/payees/:payeeId/surname', { params: { payeeId }, body: { surname: name[0] ?? '' } })
  const accountId = accounts.find(({ status }) => status === 'active')?.id ?? ''
  const order = { id: LATER, accountId, payeeId, amount: 12_00, when: { arrival: 'next-day' } } as const
  await chen.call('POST /v1/scheduled-transfers', {
    body: { ...order, authorisation: { pin: await chen.pin(PIN, 'authorise') } },
  })
}

async function openFace(who: string, { options, care }: Face): Promise<TestPhone> {
  const phone = await minibank.open(who, options)
  await drawn(phone)
  if (care) {
    await phone.tap('#care-on')
    await phone.relaunch()
    await drawn(phone)
  }
  return phone
}

/** What is wrong with a page, a line each. */
async function wrongWith(phone: TestPhone, { touch }: Face, path: string, query: string): Promise<string[]> {
  await phone.relaunch({ path, query })
  await phone.onPage(path)
  await drawn(phone)
  const lines = await phone.texts()
  if (lines.length < FEWEST_LINES) return [`${path} is all but empty: ${lines.join(', ')}`]
  return wrongOn(phone, touch, path)
}

/** The same of what stands on the screen now. */
async function wrongOn(phone: TestPhone, touch: number, what: string): Promise<string[]> {
  const sight = await look(phone, touch)
  return Object.entries(sight).flatMap(([fault, where]) => where.map((one: string) => `${what} ${fault}: ${one}`))
}

/** 李秀英 pays 陈华, who could give it back. */
async function payChen(): Promise<void> {
  const ying = await minibank.client('li-xiuying')
  const { accounts } = await ying.call('GET /v1/accounts', {})
  const payeeId = await ying.payee(CHEN_HUA)
  const authorisation = { pin: await ying.pin(PIN, 'authorise') }
  const order = { id: RECEIVED, accountId: accounts[0]?.id ?? '', payeeId, amount: 1_234_56 }
  await ying.call('POST /v1/transfers', { body: { ...order, authorisation } })
}

describe.each(FACES)('in $name', (face) => {
  it('every page of a customer is whole', async () => {
    const client = await minibank.client('chen-hua')
    const { accounts, deposits, recent } = await client.call('GET /v1/home', {})
    await client.call('POST /v1/cards', { body: { id: CARD_BINDING, cardNumber: CHEN_HUA.cards[1]?.number ?? '' } })
    const { token } = await client.call('GET /v1/claimables/:claimableId', { params: { claimableId: CLAIMABLE } })
    const order = (kind: string) => recent.find((entry) => entry.kind === kind)?.orderId
    const queries: Record<string, string> = {
      'pages/product/index': 'id=anxin-12m&l=meiShare1',
      'cards/code': `id=${CARD_BINDING}`,
      'account/closure': `id=${CLOSURE}`,
      'claimable/sent': `id=${CLAIMABLE}`,
      'claimable/open': `c=${token}`,
      'topup/result': `id=${order('topup')}`,
      'transfer/amount': `payee=${accounts[0]?.id}&name=${encodeURIComponent('**英')}&mobile=137****7002`,
      'transfer/card': `payee=${accounts[0]?.id}&name=${encodeURIComponent('**英')}&bank=${encodeURIComponent('中国邮政储蓄银行')}&last4=0070`,
      'transfer/card-result': `id=${CARD_TRANSFER}`,
      'transfer/order': `id=${LATER}`,
      'request/sent': `id=${ASKED}`,
      'request/pay': `r=${asked[ASKED_OF_HER]}`,
      'transfer/result': `id=${order('transfer-out')}`,
      'transfer/return': `id=${RECEIVED}`,
      'deposit/index': 'product=anxin-12m&amount=100000',
      'deposit/result': `id=${deposits[0]?.id}`,
      'deposit/holding': `id=${deposits[0]?.id}`,
      'lookback/index': `account=${accounts[0]?.id}`,
      'lookback/months': `account=${accounts[0]?.id}`,
      'lookback/export': `account=${accounts[0]?.id}`,
      'lookback/receipt': `kind=transfer&id=${order('transfer-out')}`,
      'statement/entry': `id=${recent[0]?.id}&account=${accounts[0]?.id}`,
    }
    const phone = await openFace('chen-hua', face)
    await seeAll(phone, face.says)
    const page = phone.page.locator('.page-layer[data-top] .page')
    expect(await page.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe(face.ground)
    const wrong: string[] = []
    for (const path of ALL.filter((each) => !NEWCOMERS.includes(each))) {
      wrong.push(...(await wrongWith(phone, face, path, queries[path] ?? '')))
    }
    expect(wrong).toEqual([])
    expect(await phone.errors()).toEqual([])
    await phone.close()
  }, 120_000)
})

describe.each(FACES)('cards and security in $name', (face) => {
  const place = FACES.indexOf(face)
  const wrong: string[] = []
  const seen = async (phone: TestPhone, step: string) => wrong.push(...(await wrongOn(phone, face.touch, step)))
  const typeCode = async (phone: TestPhone, mobile: string) => {
    const [last] = await minibank.inbox(mobile)
    await phone.tap('#get-code')
    await phone.type('#code', await minibank.codeAfter(mobile, last?.id))
  }

  it('every step of a customer’s is whole', async () => {
    await minibank.forward(60_000)
    const phone = await openFace('chen-hua', face)
    await phone.relaunch({ path: 'cards/index' })
    await phone.tap('#card-0047')
    await phone.see('#bound-first')
    await seen(phone, 'what may be done with a card')

    await phone.relaunch({ path: 'security/number' })
    const mobile = `1390013900${place}`
    await phone.type('#mobile', mobile)
    await typeCode(phone, mobile)
    await seen(phone, 'the code of a new number')
    await phone.tap('#check-code')
    await phone.type('#id-number', CHEN_HUA.idNumber)
    await seen(phone, 'the new number')
    await phone.tap('#submit')
    await phone.see('#forgot-pin')
    await seen(phone, 'the PIN of a change')

    await phone.relaunch({ path: 'security/reset' })
    await typeCode(phone, CHEN_HUA.mobile)
    await phone.tap('#check-code')
    await phone.type('#id-number', CHEN_HUA.idNumber)
    await phone.type('#card-number', CHEN_HUA.cards[0]?.number ?? '')
    await seen(phone, 'who forgot the PIN')
    await phone.tap('#to-new-pin')
    await phone.see('#pin-input')
    await seen(phone, 'a new PIN')
    expect(wrong).toEqual([])
    expect(await phone.errors()).toEqual([])
    await phone.close()
  }, 120_000)

  it('every step of the way back is whole', async () => {
    const phone = await openFace('li-lei', face)
    await phone.relaunch({ path: 'security/recover' })
    const mobile = `1390013901${place}`
    await phone.type('#mobile', mobile)
    await typeCode(phone, mobile)
    await seen(phone, 'the code of the way back')
    await phone.tap('#check-code')
    await phone.see('#to-pin')
    await phone.type('#id-number', CHEN_HUA.idNumber)
    await seen(phone, 'the ID number')
    await phone.tap('#to-pin')
    await phone.see('#pin-input')
    await phone.password('951357')
    await phone.see('#sign-in-instead')
    await seen(phone, 'a way back refused')
    expect(wrong).toEqual([])
    expect(await phone.errors()).toEqual([])
    await phone.close()
  }, 120_000)
})

describe('opening an account, in every face', () => {
  it('is whole at the form, at the code and at the open account', async () => {
    const client = await minibank.client('li-lei')
    const id = uuidv7()
    const { name, mobile, idNumber, cards } = LI_LEI
    await client.call('POST /v1/bindings', {
      body: {
        ...{ id, name, mobile, idNumber, cardNumber: cards[0]?.number ?? '' },
        class: 'II',
        ...{ occupation: 'employee', area: '110105', idValidUntil: null, taxResidency: 'mainland' },
        consents: { agreement: true, sensitiveData: true, version: '2026-11' },
      },
    })
    const wrong: string[] = []
    const phones: TestPhone[] = []
    for (const face of FACES) {
      const phone = await openFace('li-lei', face)
      phones.push(phone)
      for (const path of ['pages/home/index', 'pages/me/index', 'bind/index', 'bind/code'])
        wrong.push(...(await wrongWith(phone, face, path, `id=${id}`)))
    }
    await client.call('POST /v1/bindings/:bindingId/confirmation', {
      params: { bindingId: id },
      body: {
        smsCode: await minibank.codeAfter(mobile),
        pin: await client.pin(NEW_PIN, 'set'),
        pinAgain: await client.pin(NEW_PIN, 'set'),
      },
    })
    for (const [place, face] of FACES.entries()) {
      const phone = phones[place] as TestPhone
      wrong.push(...(await wrongWith(phone, face, 'bind/opened', `id=${id}`)))
      expect(await phone.errors()).toEqual([])
      await phone.close()
    }
    expect(wrong).toEqual([])
  }, 120_000)
})

describe('a first screen', () => {
  it('says who runs this, that it is a demonstration, and how to complain', async () => {
    const phone = await minibank.open('chen-hua')
    await seeAll(phone, '演示', '这是演示环境', '由迷你银行（演示）提供服务')
    await phone.tap('我的')
    await seeAll(phone, '投诉与建议', '客服电话', '400-000-0000', '金融消费者热线', '12378', '服务机构')
    await phone.tap('#complain')
    await phone.onPage('complaint/index')
    await phone.close()
  })

  it('is another arrangement in care mode: three doors, one warning, a telephone', async () => {
    const phone = await minibank.open('li-xiuying')
    await seeAll(phone, '字大一些，只留最常用的？')
    await phone.tap('#care-yes')
    await seeAll(phone, '我的钱（元）', '转账给家人', '谁给我转了钱', '存钱', '陌生人让您转账？', '打电话给银行')
    await phone.tap('#door-transfer')
    await phone.onPage('transfer/index')
    await phone.back()
    await phone.tap('#care-off')
    await seeAll(phone, '总资产（元）')
    expect(await phone.sees('#care-proposal')).toBe(false)
    await phone.close()
  })
})

describe('the keys of care mode, which are half of the screen', () => {
  it('never hide the amount, nor what is said of it, however long the payee’s name is', async () => {
    const phone = await openFace('chen-hua', FACES.find(({ care }) => care) as Face)
    const name = encodeURIComponent('阿卜杜热合曼·买买提明江·艾则孜（二中）')
    await phone.relaunch({ path: 'transfer/amount', query: `payee=${uuidv7()}&name=${name}&mobile=137****7002` })
    const edge = async (what: string, side: 'top' | 'bottom') =>
      phone.page.locator(`.page-layer[data-top] ${what}`).evaluate((at, of) => at.getBoundingClientRect()[of], side)
    const hidden = async () => (await edge('.amount-input', 'bottom')) - (await edge('.page__footer', 'top'))
    await expect.poll(hidden).toBeLessThanOrEqual(0)
    await key(phone, '99999999.99')
    await phone.see('#amount-error')
    await expect.poll(hidden).toBeLessThanOrEqual(0)
    expect((await look(phone, 60)).cutOff).toEqual([])
    await phone.close()
  })
})

describe('someone whom WeChat calls high-risk', () => {
  it('sees why he is not signed in, and can still look at products', async () => {
    const phone = await minibank.open('zhao-hu', { path: 'bind/index' })
    await seeAll(phone, errorText('WECHAT_USER_BLOCKED', 'zh'))
    await phone.relaunch({ path: 'pages/product/index', query: 'id=anxin-12m' })
    await seeAll(phone, '安心存 一年期', '1.85%')
    expect(await phone.errors()).toEqual([])
    await phone.close()
  })
})

describe('Moments’ single page', () => {
  it('reads well and asks for no sign-in', async () => {
    const phone = await minibank.open('li-lei', { path: 'pages/product/index', query: 'id=anxin-12m', scene: 1154 })
    await seeAll(phone, '安心存 一年期', '1.85%', '+185.00', '打开小程序，就能存入')
    expect(await phone.sees('#buy')).toBe(false)
    expect((await phone.log('call')).map(({ name }) => name)).not.toContain('login')
    const asked = (await phone.log('request')).map(({ url }) => new URL(url).pathname)
    expect(asked.filter((path) => path.startsWith('/v1/sessions'))).toEqual([])
    const { cutOff, broken } = await look(phone, 44)
    expect({ cutOff, broken }).toEqual({ cutOff: [], broken: [] })
    expect(await phone.errors()).toEqual([])
    await phone.close()
  })
})
