/**
 * 李雷 begins with the light account and goes up when a product wants it: Class III by four elements, the first money
 * from his card, money from a friend, Class II with what was missing, a deposit. The unmodified WeChat package.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { errorText } from '../../src/contract/errors.ts'
import type { TestPhone } from '../support/phone.ts'
import { allIsWell } from './bank-says.ts'
import { inOrder, type Minibank, persona, startMinibank } from './minibank.ts'
import {
  choose,
  chooseDiligence,
  consent,
  enterPin,
  erase,
  findPayee,
  keyTopUp,
  NEW_PIN,
  PIN,
  placeOrder,
  proveMobile,
  read,
  seeAll,
  send,
  setPin,
} from './steps.ts'

const LI_LEI = persona('li-lei')
const [CARD] = LI_LEI.cards

let minibank: Minibank
let lei: TestPhone
let chen: TestPhone
let number = ''

beforeAll(async () => {
  minibank = await startMinibank('postgres')
}, 180_000)
afterAll(() => minibank?.close())
inOrder(() => minibank)

const account = async () => (await (await minibank.client('li-lei')).call('GET /v1/accounts', {})).accounts[0]

/** A text that was copied in another app. */
const copied = (phone: TestPhone, text: string) => phone.page.evaluate((data) => window.phone.paste(data), text)

describe('for chat money', () => {
  it('the form begins with what that needs: four things to type, one to choose', async () => {
    lei = await minibank.open('li-lei', { path: 'transfer/index' })
    await seeAll(lei, '开户之后就能转账')
    await lei.tap('#to-bind')
    await lei.onPage('bind/index')
    await seeAll(lei, '聊天收付', '只核对四项，以后可以升级', '没有这项声明，任何银行都不能开户')
    expect(await read(lei)).not.toMatch(/职业|居住地区|有效期/)
  })

  it('it says what the other account can do, and why it asks more', async () => {
    await lei.tap('#class-II')
    await seeAll(lei, '还能买产品，余额不封顶', '职业', '居住地区', /监管要求银行了解职业、住址和证件有效期/)
    await lei.tap('#class-III')
    await expect.poll(() => read(lei)).not.toMatch(/居住地区/)
  })

  it('an account is open after the code of the card’s bank and a PIN', async () => {
    await copied(lei, '今天 200 元，138 0013 8000')
    await lei.tap('#paste-card')
    await lei.tap({ role: 'button', name: '同意' })
    await lei.see('剪贴板里没有卡号')
    await copied(lei, `我的卡号 ${CARD?.number.replace(/(\d{4})(?=\d)/g, '$1 ')}，李雷`)
    await lei.tap('#paste-card')
    await expect.poll(() => lei.value('#card-number')).toBe('6225 8814 1420 7430')
    await lei.type('#name', LI_LEI.name)
    await lei.type('#id-number', LI_LEI.idNumber)
    await lei.type('#mobile', LI_LEI.mobile)
    await choose(lei, 'tax', 'mainland')
    await lei.tap('#read-agreement')
    await seeAll(lei, '个人 III 类银行账户', '账户余额任何时候不超过 2,000 元')
    await lei.page.locator('.sheet__close:visible').click()
    await consent(lei)
    await proveMobile(lei, minibank, LI_LEI.mobile)
    await setPin(lei)
    await lei.onPage('bind/opened')
    await seeAll(lei, 'III 类账户', '每天最多 2,000.00', '从绑定的卡转入第一笔后', '最多存')
    const opened = await account()
    expect(opened).toMatchObject({ class: 'III', receives: 'after-topup', in: null, cap: { amount: 2_000_00 } })
    number = opened?.number ?? ''
  })

  it('a friend cannot pay into it yet, and hears no more than that', async () => {
    chen = await minibank.open('chen-hua')
    await findPayee(chen, LI_LEI.mobile)
    await expect.poll(() => chen.text('#payee-mobile-error')).toBe(errorText('PAYEE_NOT_IDENTIFIED', 'zh'))
    await chen.relaunch()
  })

  it('the first money from the bound card opens it, within the cap', async () => {
    await lei.tap('#to-topup')
    await lei.onPage('topup/index')
    await seeAll(lei, '这个账户最多存 2,000.00，还可转入 2,000.00', '转入后，别人也能转钱到这个账户')
    await placeOrder(lei, '2001', NEW_PIN)
    await expect.poll(() => lei.text('#amount-error')).toMatch(/现在最多还能转入 2,000\.00 元/)
    await erase(lei, 4)
    await keyTopUp(lei, '500', NEW_PIN)
    await lei.see('#topup-done')
    expect(await account()).toMatchObject({ receives: 'yes', cap: { left: 1_500_00 }, in: { dayLeft: 5_000_00 } })
  })

  it('then a friend’s money arrives', async () => {
    await send(chen, LI_LEI.mobile, '100', PIN)
    await lei.relaunch()
    await seeAll(lei, '600.00', '陈华', '+100.00')
  })

  it('and what is left today and this year, why, and how to lift it, stands on the account’s page', async () => {
    await lei.tap('我的')
    await lei.onPage('pages/me/index')
    await seeAll(lei, 'III 类账户', '升级到 II 类账户', '今天还可转给别人 2,000')
    await lei.tap('限额、冻结和注销')
    await lei.onPage('account/index')
    await seeAll(lei, '今天转给别人', '还剩 2,000，共 2,000', '今天收别人', '还剩 4,900，共 5,000')
    await seeAll(lei, '账户余额上限', '还剩 1,400，共 2,000')
    await lei.tap('#why-limits')
    await seeAll(lei, '限额是人民银行按账户类别定的', 'III 类账户：升级到 II 类')
    await lei.page.locator('.sheet__close:visible').click()
    await lei.back()
  })
})

describe('when a product wants more', () => {
  it('the way up is shown, and keeps what is known', async () => {
    await lei.tap('理财')
    await lei.tap('#product-anxin-12m')
    await lei.onPage('pages/product/index')
    await lei.tap('#buy')
    await lei.onPage('deposit/index')
    await seeAll(lei, 'III 类账户不能买产品', '账号不变')
    await lei.tap('#to-up')
    await lei.onPage('bind/more')
    await seeAll(
      lei,
      '升级到 II 类账户',
      '已经知道的，不再问',
      '李雷',
      '招商银行（7430）',
      '收别人的钱要先到网点核实身份',
    )
    await lei.tap('#submit')
    await expect.poll(async () => (await read(lei)).match(/请先阅读并同意/g)?.length).toBe(2)
  })

  it('nothing is typed but the PIN, and it comes back to the product', async () => {
    await chooseDiligence(lei)
    await consent(lei)
    await lei.tap('#submit')
    await enterPin(lei, NEW_PIN)
    await lei.onPage('pages/product/index')
    expect(await account()).toMatchObject({ class: 'II', number, balance: 600_00, cap: null, in: null })
  })

  it('which can be bought now', async () => {
    await lei.tap('#buy')
    await lei.onPage('deposit/index')
    await erase(lei, 5)
    await placeOrder(lei, '500', NEW_PIN)
    await lei.onPage('deposit/result')
    await seeAll(lei, '已存入', '500.00')
  })
})

describe('afterwards', () => {
  it('the books are sound, no phone complains, and the log has nothing personal', async () => {
    await allIsWell(minibank, NEW_PIN)
  })
})
