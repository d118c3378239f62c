/**
 * Freeze and thaw, dormant and awake, close: in the unmodified WeChat package, with the bank's word beside the screen's.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { errorText } from '../../src/contract/errors.ts'
import type { TestPhone } from '../support/phone.ts'
import { accountOf, allIsWell, messagesTo } from './bank-says.ts'
import { inOrder, type Minibank, persona, startMinibank } from './minibank.ts'
import { enterPin, findPayee, NEW_PIN, openAccount, PIN, placeOrder, seeAll } from './steps.ts'

const DAY_MS = 86_400_000
const LI_XIUYING = persona('li-xiuying')

let minibank: Minibank
beforeAll(async () => {
  minibank = await startMinibank('postgres')
}, 180_000)
afterAll(() => minibank?.close())
inOrder(() => minibank)

/** From the first screen to the page of the account, by way of 我的. */
async function toAccount(phone: TestPhone, who: string): Promise<void> {
  await phone.tap('#do-account')
  await phone.tap(`#more-${(await accountOf(minibank, who)).id}`)
  await phone.onPage('account/index')
}

describe('freeze and thaw', () => {
  let chen: TestPhone

  it('shows the class, what is left of the limits, the card and how far one is identified', async () => {
    chen = await minibank.open('chen-hua')
    await toAccount(chen, 'chen-hua')
    await seeAll(chen, 'II 类账户', '正常', '8,420.52', '还能用多少', '今年转给别人', '今天收别人')
    await seeAll(chen, '中国建设银行', '已在网点核实', '身份证有效期', '长期')
  })

  it('hides amounts and numbers from family, and says that nothing is missing', async () => {
    await chen.tap('#family')
    await seeAll(chen, '还缺什么', '什么都不缺')
    expect((await chen.texts()).join()).not.toContain('8,420.52')
    await chen.gone('#limits')
    await chen.tap('#family')
    await chen.see('#limits')
  })

  it('freezes at once, with one confirmation and no PIN', async () => {
    await chen.tap('#freeze')
    await seeAll(chen, '冻结全部账户？', '别人转来的照常收')
    await chen.tap('#freeze-yes')
    await seeAll(chen, '您冻结了账户', '受限')
    expect((await accountOf(minibank, 'chen-hua')).restrictions).toMatchObject([{ kind: 'self' }])
  })

  it('lets nothing out, says why, and shows the way on the first screen', async () => {
    await chen.relaunch()
    await seeAll(chen, '您冻结了账户', '看原因和办法')
    await findPayee(chen, LI_XIUYING.mobile)
    await chen.onPage('transfer/amount')
    await placeOrder(chen, '1')
    await seeAll(chen, errorText('ACCOUNT_FROZEN_SELF', 'zh'))
    expect((await accountOf(minibank, 'chen-hua')).balance).toBe(8_420_52)
  })

  it('is thawed with the PIN, and money goes out again', async () => {
    await chen.relaunch()
    await chen.tap('#to-account')
    await chen.onPage('account/index')
    await chen.tap('#thaw')
    await enterPin(chen, PIN)
    await seeAll(chen, '正常', '马上冻结')
    await chen.relaunch()
    await findPayee(chen, LI_XIUYING.mobile)
    await chen.onPage('transfer/amount')
    // What was keyed before the refusal is still there.
    await chen.tap('#submit')
    await enterPin(chen)
    await chen.onPage('transfer/result')
    expect((await accountOf(minibank, 'chen-hua')).balance).toBe(8_419_52)
  })
})

describe('closing an account', () => {
  it('pays the money to the bound card first, and leaves the history', async () => {
    const before = await minibank.onCard('han-mei')
    const mei = await minibank.open('han-mei')
    await toAccount(mei, 'han-mei')
    await mei.tap('#close-account')
    await seeAll(mei, '注销这个账户？', '4,914.00', '余额先退回绑定的卡')
    await mei.tap('#close-anyway')
    await enterPin(mei)
    await mei.onPage('account/closure')
    await mei.see('#closure-done')
    await seeAll(mei, '账户已注销', '4,914.00')
    expect(await minibank.onCard('han-mei')).toBe(before + 4_914_00)
    expect(await accountOf(minibank, 'han-mei')).toMatchObject({ status: 'closed', balance: 0 })
    await mei.tap('#done')
    await seeAll(mei, '没有在用的账户')
    expect(await minibank.books()).toEqual([])
  })
})

describe('an account that nobody has used', () => {
  let lei: TestPhone

  it('is suspended when six months have gone by, with a message', async () => {
    lei = await minibank.open('li-lei', { path: 'bind/index' })
    await openAccount(lei, minibank, 'li-lei')
    await minibank.forward(190 * DAY_MS)
    await expect
      .poll(async () => (await accountOf(minibank, 'li-lei')).restrictions, { timeout: 20_000 })
      .toMatchObject([{ kind: 'dormant' }])
    const said = () => messagesTo(minibank, 'li-lei')
    await expect.poll(said, { timeout: 20_000 }).toContain('重新核实身份')
  })

  it('wakes up on its page: the card’s bank confirms the person, and the PIN authorises', async () => {
    await lei.relaunch({ path: 'pages/home/index' })
    await seeAll(lei, '开户后没有交易，已暂停')
    await lei.tap('#to-account')
    await lei.onPage('account/index')
    await lei.tap('#awaken')
    await enterPin(lei, NEW_PIN)
    await seeAll(lei, '正常')
    expect((await accountOf(minibank, 'li-lei')).restrictions).toEqual([])
    expect((await minibank.asked()).filter((one) => one.startsWith('verify: '))).not.toEqual([])
  })

  it('without an error on a phone, a limit of WeChat’s broken or a law of the books', async () => {
    await allIsWell(minibank, NEW_PIN)
  })
})
