/** Who holds a Class I card of this bank binds it by hand, sees it as the core has it, pays from it, and feeds an account with it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { errorText } from '../../src/contract/errors.ts'
import type { TestPhone } from '../support/phone.ts'
import { inOrder, type Minibank, persona, startMinibank } from './minibank.ts'
import {
  choose,
  consent,
  enterPin,
  erase,
  findPayee,
  key,
  NEW_PIN,
  placeOrder,
  proveMobile,
  seeAll,
  send,
  setPin,
} from './steps.ts'

let minibank: Minibank
beforeAll(async () => {
  minibank = await startMinibank('postgres')
}, 180_000)
afterAll(() => minibank?.close())
inOrder(() => minibank)

const { cards, name, idNumber, mobile } = persona('gao-yuan')
const number = cards[0]?.number ?? ''

/** Whose lines the statement shows. */
const CHOICE = { role: 'radio', name: /^账户，/ }

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
    await seeAll(gao, '工资', '电费', '没有类别限额', '还剩 50,000，共 50,000')
    await gao.relaunch({ path: 'pages/statement/index' })
    await seeAll(gao, '工资', '电费')
    await gao.tap('#entry-2')
    await seeAll(gao, '电费', '之后余额')
  })

  it('has somewhere to go where another account is missing', async () => {
    await gao.relaunch({ path: 'topup/index' })
    await seeAll(gao, '还没有可以转入的账户')
    await gao.tap('#to-bind')
    await gao.onPage('bind/more')
  })

  it('pays somebody, and both see it', async () => {
    const hua = await minibank.client('chen-hua')
    const before = (await hua.call('GET /v1/home', {})).total
    await gao.relaunch({ path: 'pages/home/index' })
    await send(gao, persona('chen-hua').mobile, '1000', NEW_PIN)
    await gao.see('#transfer-done')
    await seeAll(gao, '已到账', '1,000.00', /转给 \*华/)
    expect(await minibank.onCard('gao-yuan')).toBe(179_000_00)
    expect((await hua.call('GET /v1/home', {})).total).toBe(before + 1_000_00)
    await gao.tap('#done')
    await gao.see('#class-one-row')
    await seeAll(gao, '179,000.00', '-1,000.00', '*华')
  })

  it('says what more than 50,000 a day needs, before any PIN', async () => {
    await findPayee(gao, persona('chen-hua').mobile)
    await gao.onPage('transfer/amount')
    await seeAll(gao, '可用 179,000.00 · 今天还可转 49,000.00')
    await key(gao, '49001')
    await seeAll(gao, '今天从 I 类户还可转 49,000.00，更多请到网点办理')
  })

  it('is neither done nor failed while the core does not answer, and the page finds out by itself', async () => {
    await minibank.fault('core', 'late', 20_000)
    await erase(gao, 5)
    await placeOrder(gao, '50', NEW_PIN)
    await gao.onPage('transfer/result')
    await gao.see('#transfer-processing')
    await seeAll(gao, '正在转账', '正在等核心系统答复', '*华')
    await minibank.fault('core', 'none')
    await minibank.forward(60_000)
    await gao.see('#transfer-done')
    expect(await minibank.onCard('gao-yuan')).toBe(178_950_00)
    await gao.tap('#done')
  })

  it('says why when the core refuses, and nothing moved', async () => {
    await findPayee(gao, persona('chen-hua').mobile)
    await gao.onPage('transfer/amount')
    await key(gao, '60')
    await gao.tap('#submit')
    await gao.see('#pin-subject')
    await minibank.fault('core', 'refusing')
    await enterPin(gao, NEW_PIN)
    await gao.onPage('transfer/result')
    await gao.see('#transfer-refused')
    await seeAll(gao, '没有转出', '您的钱没有变动')
    expect((await gao.share()).title).toBe('转账')
    await minibank.fault('core', 'none')
    expect(await minibank.onCard('gao-yuan')).toBe(178_950_00)
    await gao.tap('#done')
  })

  it('pays later as well: the core is asked when the time has come, and the order finds out by itself', async () => {
    await findPayee(gao, persona('chen-hua').mobile)
    await gao.onPage('transfer/amount')
    await gao.tap('#when')
    await gao.tap('#when-ordinary')
    await gao.gone('#when-sheet')
    await placeOrder(gao, '40', NEW_PIN)
    await gao.onPage('transfer/order')
    await gao.see('#order-waiting')
    expect(await minibank.onCard('gao-yuan')).toBe(178_950_00)
    await minibank.fault('core', 'late', 20_000)
    await minibank.forward(2 * 3_600_000)
    const ordered = async () => (await minibank.client('gao-yuan')).call('GET /v1/scheduled-transfers', {})
    await expect.poll(async () => (await ordered()).waiting[0]?.state, { timeout: 20_000 }).toBe('processing')
    await gao.relaunch({ path: 'transfer/orders' })
    await gao.tap(/正在转出/)
    await gao.see('#order-processing')
    await seeAll(gao, '正在从您的 I 类户转给 *华', '请不要重复转')
    expect(await gao.sees('#cancel')).toBe(false)
    await minibank.fault('core', 'none')
    await minibank.forward(60_000)
    await gao.see('#order-done')
    expect(await minibank.onCard('gao-yuan')).toBe(178_910_00)
    await gao.relaunch({ path: 'pages/home/index' })
  })

  it('is frozen at once by who has nothing else, and thawed by the PIN', async () => {
    await gao.tap('#class-one-row')
    await gao.tap('#freeze')
    await gao.tap('#freeze-yes')
    await gao.see('#why-self')
    await gao.relaunch({ path: 'pages/home/index' })
    await gao.see('#to-account')
    await findPayee(gao, persona('chen-hua').mobile)
    await gao.onPage('transfer/amount')
    await placeOrder(gao, '1', NEW_PIN)
    await seeAll(gao, errorText('ACCOUNT_FROZEN_SELF', 'zh'))
    await gao.relaunch({ path: 'pages/home/index' })
    await gao.tap('#to-account')
    await gao.tap('#thaw')
    await enterPin(gao, NEW_PIN)
    await gao.see('#freeze')
    await gao.gone('#why-self')
    await gao.relaunch({ path: 'pages/home/index' })
    await gao.gone('#to-account')
  })

  it('carries a Class III account, which is topped up from it', async () => {
    await gao.relaunch({ path: 'pages/statement/index' })
    await seeAll(gao, '工资')
    await gao.tap('我的')
    await gao.tap('#another')
    await gao.see('#known')
    await consent(gao)
    await gao.tap('#submit')
    await enterPin(gao, NEW_PIN)
    await gao.onPage('pages/me/index')
    await gao.tap({ role: 'tab', name: '账单' })
    await expect.poll(() => gao.find(CHOICE).count()).toBe(2)
    await gao.relaunch({ path: 'topup/index' })
    await gao.see('#card')
    await placeOrder(gao, '500', NEW_PIN)
    await gao.onPage('topup/result')
    await gao.see('#topup-done')
    expect(await minibank.onCard('gao-yuan')).toBe(178_410_00)
    await gao.relaunch({ path: 'pages/home/index' })
    await gao.see('#class-one-row')
    expect(await gao.text('#class-one-row')).toContain('178,410.00')
  })

  it('says so while the core is away, and all the rest is there', async () => {
    await minibank.fault('core', 'refusing')
    await gao.relaunch({ path: 'pages/home/index' })
    await gao.see('#class-one-row')
    await seeAll(gao, '暂时查不到', '暂时连不上核心系统，10 秒后自动再查')
    expect(await gao.text('#total')).toContain('500.00')
    await minibank.fault('core', 'none')
    await expect.poll(() => gao.text('#class-one-row'), { timeout: 30_000 }).toContain('178,410.00')
  })

  it('is forgotten when another person signs in on the phone, who sees her own statement', async () => {
    const { mobile } = persona('chen-hua')
    await gao.relaunch({ path: 'pages/statement/index' })
    await gao.find(CHOICE).last().click()
    await seeAll(gao, '工资')
    await gao.tap('我的')
    await gao.tap('#sign-out')
    await gao.tap('#sign-out-yes')
    await gao.onPage('pages/home/index')
    await gao.tap('#sign-in')
    await gao.type('#mobile', mobile)
    const [last] = await minibank.inbox(mobile)
    await gao.tap('#get-code')
    await gao.type('#code', await minibank.codeAfter(mobile, last?.id))
    await gao.tap({ id: 'sign-in' })
    await gao.onPage('pages/home/index')
    await gao.tap({ role: 'tab', name: '账单' })
    await seeAll(gao, '+1,000.00')
    expect(await gao.sees('#problem')).toBe(false)
  })
})
