/**
 * The same mini-program in a browser on a phone, under /h5/: sign-in by mobile number and SMS code, our own keypad for the
 * PIN, and the same customers as in WeChat. On PGlite, as `npm start` has it.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { errorText } from '../../src/contract/errors.ts'
import type { Client } from '../../src/demo/client.ts'
import type { TestPhone } from '../support/phone.ts'
import type { BrowserPhone } from './browser-phone.ts'
import { inOrder, type Minibank, persona, startMinibank } from './minibank.ts'
import {
  closeSheet,
  consent,
  enterPin,
  fillForm,
  key,
  keyTopUp,
  NEW_PIN,
  proveMobile,
  read,
  seeAll,
  send,
  setPin,
} from './steps.ts'

const LINK = 'meiShare1'
const [LI_LEI, CHEN_HUA] = [persona('li-lei'), persona('chen-hua')]

let minibank: Minibank
let lei: BrowserPhone
let chen: BrowserPhone
/** Her other session. */
let wechat: Client
const sent: string[] = []

beforeAll(async () => {
  minibank = await startMinibank('pglite')
}, 180_000)
afterAll(() => minibank?.close())
inOrder(() => minibank)

/** On the page that asks who it is: the mobile number, and the code that comes by SMS. */
async function signIn(phone: TestPhone, mobile: string): Promise<void> {
  await phone.onPage('sign-in/index')
  const [last] = await minibank.inbox(mobile)
  await phone.type('#mobile', mobile)
  await phone.tap('#get-code')
  await phone.see('#code')
  await phone.type('#code', await minibank.codeAfter(mobile, last?.id))
  await phone.tap({ id: 'sign-in' })
}

describe('a newcomer in a browser', () => {
  it('reads the product of a shared link, signed in nowhere', async () => {
    lei = await minibank.browse(`/pages/product/index?id=anxin-12m&l=${LINK}`)
    lei.page.on('request', (request) => sent.push(request.postData() ?? ''))
    await seeAll(lei, '*梅 分享给你', '安心存 一年期', '1.85%', '+185.00', '受存款保险保护')
  })

  it('is asked for the mobile number only when it comes to buying', async () => {
    await lei.tap('#buy')
    await lei.onPage('sign-in/index')
    await lei.type('#mobile', '12345678901')
    await lei.tap('#get-code')
    await seeAll(lei, errorText('MOBILE_INVALID', 'zh'))
    await signIn(lei, LI_LEI.mobile)
    await lei.onPage('deposit/index')
    await seeAll(lei, '开户之后就能存入')
  })

  it('fills in the same form, leaves it and finds it again', async () => {
    await lei.tap('#to-bind')
    await lei.onPage('bind/index')
    await fillForm(lei, 'li-lei')
    await seeAll(lei, '招商银行 · 储蓄卡', '北京市 朝阳区', '企业职员')
    await expect.poll(() => lei.page.evaluate(() => JSON.stringify(localStorage))).toMatch(/mainland/)
    await lei.page.reload()
    await lei.see('#card-number')
    await expect.poll(() => lei.value('#card-number')).toBe('6225 8814 1420 7430')
    expect(await lei.value('#name')).toBe('李雷')
    expect([await lei.isChecked('#agree'), await lei.isChecked('#agree-sensitive')]).toEqual([false, false])
  })

  it('sets a PIN on our own keypad; one that is easy to guess is refused at once', async () => {
    await consent(lei)
    await proveMobile(lei, minibank, LI_LEI.mobile)
    await lei.password('123456')
    await seeAll(lei, errorText('PIN_WEAK', 'zh'))
    await setPin(lei)
    await lei.onPage('bind/opened')
    await seeAll(lei, '账户开好了', '招商银行 7430')
    expect(sent.some((body) => body.includes('V02_'))).toBe(true)
    expect(sent.filter((body) => body.includes(NEW_PIN))).toEqual([])
  })

  it('brings money in and goes on to the deposit that led there', async () => {
    await lei.tap('#to-topup')
    await keyTopUp(lei, '5000', NEW_PIN)
    await lei.see('#topup-done')
    await lei.tap('#done')
    await lei.onPage('deposit/index')
    await key(lei, '1000')
    await seeAll(lei, '+18.50')
    await lei.tap('#submit')
    await enterPin(lei, NEW_PIN)
    await lei.onPage('deposit/result')
    await seeAll(lei, '已存入', '1,000.00', '连本带息 1,018.50')
  })

  it('sends money to a friend', async () => {
    await lei.tap('#done')
    await lei.onPage('pages/home/index')
    await seeAll(lei, '李雷', '5,000.00', '可用 4,000.00', '定期 1,000.00')
    await send(lei, CHEN_HUA.mobile, '200', NEW_PIN)
    await lei.see('#transfer-done')
    await seeAll(lei, '已到账', '*华', '人民币贰佰元整')
    await lei.tap('#done')
    await lei.onPage('pages/home/index')
    await seeAll(lei, '4,800.00')
  })

  it('takes the deposit out early', async () => {
    await lei.tap('安心存 一年期')
    await lei.onPage('deposit/holding')
    await lei.tap('#take-out')
    await seeAll(lei, '提前取出，少得利息', '18.50')
    await lei.tap('#take-out-anyway')
    await enterPin(lei, NEW_PIN)
    await seeAll(lei, '已提前取出', '已付利息')
  })
})

describe('a customer of WeChat in a browser', () => {
  it('reaches the same account by her mobile number', async () => {
    chen = await minibank.browse()
    await chen.tap({ id: 'sign-in' })
    await signIn(chen, CHEN_HUA.mobile)
    await chen.onPage('pages/home/index')
    await seeAll(chen, '陈华', '28,840.52', '李雷', '+200.00')
    wechat = await minibank.client('chen-hua')
    expect((await wechat.call('GET /v1/home', {})).total).toBe(28_840_52)
  })

  it('sees both places where she is signed in, and ends the other', async () => {
    await chen.tap('我的')
    await chen.onPage('pages/me/index')
    await chen.tap('#devices')
    await seeAll(chen, '本机', '网页', '微信')
    await chen.tap({ role: 'button', name: '退出' })
    await seeAll(chen, '已退出那台设备')
    await closeSheet(chen)
    // Every process knows it within five seconds.
    await expect.poll(() => wechat.call('GET /v1/home', {}).then(String, ({ code }) => code)).toBe('SESSION_ENDED')
  })
})

describe('a customer of the browser in WeChat', () => {
  it('is recognised by the number that WeChat knows, and has one account, not two', async () => {
    const phone = await minibank.open('li-lei')
    await phone.tap('#open-account')
    await phone.onPage('bind/index')
    await phone.tap('#wechat-mobile')
    await phone.tap({ role: 'button', name: '同意' })
    await phone.tap('允许')
    await phone.onPage('pages/home/index')
    await seeAll(phone, '李雷', '4,800.00')
    const { accounts } = await (await minibank.client('li-lei')).call('GET /v1/accounts', {})
    expect(accounts).toMatchObject([{ balance: 4_800_00, linkId: LINK }])
  })
})

describe('afterwards', () => {
  it('a product is passed on as a link', async () => {
    await lei.go('/pages/product/index?id=anxin-6m')
    await lei.tap('#share')
    await lei.see('链接已复制，粘贴给朋友就能打开')
    const link = await lei.page.evaluate(() => navigator.clipboard.readText())
    expect(link).toMatch(/\/h5\/#\/pages\/product\/index\?id=anxin-6m&l=[0-9A-Za-z]{8,10}$/)
    const [, page = ''] = link.split('#')
    const other = await minibank.browse(page)
    await seeAll(other, '*雷 分享给你', '安心存 六个月')
  })

  it('he signs out, and the browser keeps nothing of him', async () => {
    await lei.go('/pages/me/index')
    await lei.tap('#sign-out')
    await lei.tap('#sign-out-yes')
    await lei.onPage('pages/home/index')
    await lei.see({ id: 'sign-in' })
    expect(await read(lei)).not.toMatch(/李雷|4,800/)
    const kept = await lei.page.evaluate(() => JSON.stringify(localStorage))
    expect(kept).not.toMatch(new RegExp([LI_LEI.name, LI_LEI.mobile, LI_LEI.idNumber].join('|')))
  })

  it('no page has met an error, and the log has no warning and nothing personal', async () => {
    expect(await minibank.complaints()).toEqual([])
    expect(minibank.log().filter(({ level }) => level !== 'info')).toEqual([])
    expect(await minibank.leaks(NEW_PIN)).toEqual([])
  })
})
