/** Who holds a Class I card of this bank binds it by hand, sees it as the core has it, and feeds an account with it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestPhone } from '../support/phone.ts'
import { inOrder, type Minibank, persona, startMinibank } from './minibank.ts'
import { choose, consent, enterPin, key, NEW_PIN, proveMobile, seeAll, setPin } from './steps.ts'

let minibank: Minibank
beforeAll(async () => {
  minibank = await startMinibank('postgres')
}, 180_000)
afterAll(() => minibank?.close())
inOrder(() => minibank)

const { cards, name, idNumber, mobile } = persona('gao-yuan')
const number = cards[0]?.number ?? ''

describe('a Class I card of this bank', () => {
  let gao: TestPhone

  it('is known as it is typed, and nothing of due diligence is asked', async () => {
    gao = await minibank.open('gao-yuan', { path: 'bind/index' })
    await gao.see('#class-III')
    await gao.type('#card-number', number)
    await seeAll(gao, '迷你银行（演示） · 本行 I 类户', '绑定您的本行卡')
    await gao.gone('#class-III')
    expect(await gao.sees('#occupation')).toBe(false)
    await gao.type('#name', name)
    await gao.type('#id-number', idNumber)
    await gao.type('#mobile', mobile)
    await choose(gao, 'tax', 'mainland')
    await consent(gao)
  })

  it('is bound with the bank’s own code and a PIN', async () => {
    await proveMobile(gao, minibank, mobile)
    await setPin(gao)
    await gao.onPage('bind/opened')
    await gao.see('绑定好了')
    const asked = await minibank.asked()
    expect(asked.some((line) => line.includes('checkHolder'))).toBe(true)
  })

  it('shows its balance on the home page, and its statement where the others are', async () => {
    await gao.relaunch({ path: 'pages/home/index' })
    await gao.see('#class-one-row')
    await seeAll(gao, 'I 类账户')
    expect(await gao.text('#class-one-row')).toContain('180,000.00')
    await gao.tap('#class-one-row')
    await gao.see('#class-one')
    expect(await gao.text('#balance')).toContain('180,000.00')
    await seeAll(gao, '工资', '电费', 'I 类户，没有类别限额')
    await gao.relaunch({ path: 'pages/statement/index' })
    await seeAll(gao, '工资', '电费')
    await gao.tap('#entry-2')
    await seeAll(gao, '电费', '之后余额')
  })

  it('carries a Class III account, which is topped up from it', async () => {
    await gao.relaunch({ path: 'bind/more' })
    await gao.see('#known')
    await consent(gao)
    await gao.tap('#submit')
    await enterPin(gao, NEW_PIN)
    await gao.onPage('pages/me/index')
    await gao.relaunch({ path: 'topup/index' })
    await gao.see('#card')
    await key(gao, '500')
    await gao.tap('#submit')
    await enterPin(gao, NEW_PIN)
    await gao.onPage('topup/result')
    await gao.see('#topup-done')
    expect(await minibank.onCard('gao-yuan')).toBe(179_500_00)
    await gao.relaunch({ path: 'pages/home/index' })
    await gao.see('#class-one-row')
    expect(await gao.text('#class-one-row')).toContain('179,500.00')
  })

  it('says so while the core is away, and all the rest is there', async () => {
    await minibank.fault('core', 'refusing')
    await gao.relaunch({ path: 'pages/home/index' })
    await gao.see('#class-one-row')
    await seeAll(gao, '暂时查不到', '暂时连不上核心系统，10 秒后自动再查')
    expect(await gao.text('#total')).toContain('500.00')
    await minibank.fault('core', 'none')
    await expect.poll(() => gao.text('#class-one-row'), { timeout: 30_000 }).toContain('179,500.00')
  })
})
