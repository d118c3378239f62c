/**
 * 陈华's account over the years: another bound card, another number, another WeChat account, a PIN she no longer knows. The
 * unmodified WeChat package in the simulator, minibank behind it, the sandbox around it.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { errorText } from '../../src/contract/errors.ts'
import { maskMobile } from '../../src/contract/masks.ts'
import type { TestPhone } from '../support/phone.ts'
import { inOrder, type Minibank, persona, startMinibank } from './minibank.ts'
import { closeSheet, enterPin, NEW_PIN, PIN, seeAll, send } from './steps.ts'

const CHEN_HUA = persona('chen-hua')
const [FIRST, SECOND] = CHEN_HUA.cards.map(({ number }) => number) as [string, string]
const NEW_MOBILE = '13900139009'
const MINUTE_MS = 60_000

let minibank: Minibank
let chen: TestPhone
/** The phone with her new WeChat account. */
let anew: TestPhone

beforeAll(async () => {
  minibank = await startMinibank('postgres')
}, 180_000)
afterAll(() => minibank?.close())
inOrder(() => minibank)

const last4 = (number: string) => number.slice(-4)

/** Taps what sends a code to a number, and types the code that comes. */
async function proveNumber(phone: TestPhone, mobile: string): Promise<void> {
  const [last] = await minibank.inbox(mobile)
  await phone.tap('#get-code')
  await phone.type('#code', await minibank.codeAfter(mobile, last?.id))
  await phone.tap('#check-code')
}

const texts = async (mobile: string) => (await minibank.inbox(mobile)).map(({ text }) => text)

describe('another card', () => {
  it('is bound by its number alone, its bank’s code and the PIN', async () => {
    chen = await minibank.open('chen-hua', { path: 'pages/me/index' })
    await chen.tap('#manage-cards')
    await chen.onPage('cards/index')
    await seeAll(chen, `尾号 ${last4(FIRST)}`, '绑定卡')
    await chen.tap('#add-card')
    await chen.onPage('cards/bind')
    await seeAll(chen, '姓名和身份证号已有记录，不用再填', `验证码会发到 ${maskMobile(CHEN_HUA.mobile)}`)
    await chen.type('#card-number', SECOND)
    const [last] = await minibank.inbox(CHEN_HUA.mobile)
    await chen.tap('#submit')
    await chen.onPage('cards/code')
    await chen.type('#code', await minibank.codeAfter(CHEN_HUA.mobile, last?.id))
    await chen.tap('#to-pin')
    await enterPin(chen)
    await chen.onPage('cards/index')
    await seeAll(chen, `尾号 ${last4(SECOND)}`)
  })

  it('the one that the account is bound to cannot be unbound, and it is said what to do first', async () => {
    await chen.tap(`#card-${last4(FIRST)}`)
    await seeAll(chen, '先把另一张设为绑定卡，这张就可以解绑')
    expect(await chen.sees('#unbind')).toBe(false)
    await closeSheet(chen)
  })

  it('becomes the bound card with one tap and the PIN; then the old one goes', async () => {
    const client = await minibank.client('chen-hua')
    const held = async () => client.call('GET /v1/accounts', {})
    const [account] = (await held()).accounts
    await chen.tap(`#card-${last4(SECOND)}`)
    await chen.tap(`#use-${last4(account?.number ?? '')}`)
    await enterPin(chen)
    await chen.gone('#card-sheet')
    await expect
      .poll(async () => {
        const { accounts, cards } = await held()
        return cards.find(({ id }) => id === accounts[0]?.cardId)?.last4
      })
      .toBe(last4(SECOND))
    await chen.tap(`#card-${last4(FIRST)}`)
    await chen.tap('#unbind')
    await enterPin(chen)
    await chen.gone(`#card-${last4(FIRST)}`)
    expect((await held()).cards.map((card) => card.last4)).toEqual([last4(SECOND)])
    await expect.poll(() => texts(CHEN_HUA.mobile)).toContainEqual(expect.stringMatching(/已改绑/))
  })
})

describe('another number', () => {
  it('takes a code at the new one, then ID number and PIN', async () => {
    await chen.relaunch({ path: 'pages/me/index' })
    await chen.tap('#change-number')
    await chen.onPage('security/number')
    await chen.type('#mobile', NEW_MOBILE)
    await proveNumber(chen, NEW_MOBILE)
    await seeAll(chen, `换成 ${maskMobile(NEW_MOBILE)}`)
    await chen.type('#id-number', persona('li-lei').idNumber)
    await chen.tap('#submit')
    await enterPin(chen)
    await expect.poll(() => chen.text('#id-number-error')).toBe(errorText('ID_NUMBER_DIFFERS', 'zh'))
    await chen.type('#id-number', CHEN_HUA.idNumber)
    await chen.tap('#submit')
    await enterPin(chen)
    await chen.see('#number-done')
    await chen.tap('#done')
    await chen.onPage('pages/me/index')
    await seeAll(chen, maskMobile(NEW_MOBILE))
  })

  it('both numbers are told, and others find her by the new one', async () => {
    for (const mobile of [CHEN_HUA.mobile, NEW_MOBILE])
      await expect.poll(() => texts(mobile)).toContainEqual(expect.stringMatching(/手机号已换为139\*\*\*\*9009/))
    const xiuying = await minibank.client('li-xiuying')
    const { maskedName } = await xiuying.call('POST /v1/payee-lookups', { body: { mobile: NEW_MOBILE } })
    expect(maskedName).toBe('*华')
  })
})

describe('a new WeChat account', () => {
  it('finds the way back on the first screen: number, ID number, PIN, no face', async () => {
    await minibank.forward(MINUTE_MS)
    anew = await minibank.open('li-lei')
    await anew.tap('#recover')
    await anew.onPage('security/recover')
    await seeAll(anew, '换了微信或手机？', '不用刷脸')
    await anew.type('#mobile', NEW_MOBILE)
    await proveNumber(anew, NEW_MOBILE)
    await anew.see('#to-pin')
    await anew.type('#id-number', CHEN_HUA.idNumber)
    await anew.tap('#to-pin')
    await anew.see('输入交易密码')
  })

  it('a wrong PIN is told without saying what was wrong; the right one leads home', async () => {
    await anew.see('密码经加密键盘输入')
    await anew.password('951357')
    await seeAll(anew, errorText('RECOVERY_REFUSED', 'zh'))
    await anew.password(PIN, '#pin-input')
    await anew.onPage('pages/home/index')
    await seeAll(anew, '陈华', '总资产（元）')
    expect((await (await minibank.client('li-lei')).call('GET /v1/me', {})).name).toBe('陈华')
  })

  it('the old phone is signed out at once, and is nobody’s from then on', async () => {
    await chen.relaunch({ path: 'pages/home/index' })
    await chen.see('#open-account')
    expect((await (await minibank.client('chen-hua')).call('GET /v1/me', {})).stage).toBe('visitor')
    await expect.poll(() => texts(NEW_MOBILE)).toContainEqual(expect.stringMatching(/原来的登录都已退出/))
  })
})

describe('a forgotten PIN', () => {
  it('locks after five wrong tries, and the lock shows the way out', async () => {
    await anew.relaunch({ path: 'pages/me/index' })
    await anew.tap('#change-pin')
    await anew.onPage('security/pin')
    for (let left = 4; left > 0; left--) {
      await anew.see('密码经加密键盘输入')
      await anew.password('951357')
      const told = left > 1 ? errorText('PIN_WRONG', 'zh', { left }) : errorText('PIN_LAST_TRY', 'zh', { hours: 24 })
      await expect.poll(() => anew.text('#pin-error')).toBe(told)
    }
    await anew.see('密码经加密键盘输入')
    await anew.password('951357')
    await seeAll(anew, '交易密码已锁定', '不想等，现在就可以重设密码')
    await anew.tap('#reset-pin')
    await anew.onPage('security/reset')
  })

  it('is replaced at once by a code, the ID number and the card, which its bank confirms', async () => {
    await minibank.forward(MINUTE_MS)
    await seeAll(anew, `给 ${maskMobile(NEW_MOBILE)} 发验证码`)
    await proveNumber(anew, NEW_MOBILE)
    await anew.type('#id-number', CHEN_HUA.idNumber)
    await anew.type('#card-number', SECOND)
    await anew.tap('#to-new-pin')
    await newPin()
    // Her card’s bank still has the old number on file: it is asked for, and nothing else anew.
    await seeAll(anew, errorText('CARD_MISMATCH', 'zh'))
    await anew.type('#card-mobile', CHEN_HUA.mobile)
    await anew.tap('#to-new-pin')
    await newPin()
    await anew.see('#pin-reset-done')
    await expect.poll(() => texts(NEW_MOBILE)).toContainEqual(expect.stringMatching(/交易密码已重设/))
  })

  it('and the new one is good the same moment', async () => {
    await anew.relaunch()
    await send(anew, persona('li-xiuying').mobile, '10', NEW_PIN)
    await anew.see('#transfer-done')
  })

  async function newPin(): Promise<void> {
    await anew.see('6 位数字，不要用生日和手机号')
    await anew.see('密码经加密键盘输入')
    await anew.password(NEW_PIN)
    await anew.see('和刚才输入的一样')
    await anew.see('密码经加密键盘输入')
    await anew.password(NEW_PIN)
  }
})

describe('afterwards', () => {
  it('the books are sound', async () => {
    expect(await minibank.books()).toEqual([])
  })

  it('no phone has met an error, and the log has nothing personal and no error', async () => {
    expect(await minibank.complaints()).toEqual([])
    expect(minibank.log().filter(({ level }) => level !== 'info')).toEqual([])
    expect(await minibank.leaks(NEW_PIN, '951357', NEW_MOBILE)).toEqual([])
  })
})
