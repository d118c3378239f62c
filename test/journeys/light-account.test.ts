/**
 * Much goes through a light account: 李雷 is asked for what the law wants to know, lets the days go by, is stopped, and
 * goes on a minute later. In the unmodified WeChat package, with the bank's word beside the screen's.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { errorText } from '../../src/contract/errors.ts'
import type { TestPhone } from '../support/phone.ts'
import { allIsWell, messagesTo } from './bank-says.ts'
import { inOrder, type Minibank, startMinibank } from './minibank.ts'
import { chooseDiligence, consent, enterPin, NEW_PIN, openLightAccount, placeOrder, seeAll, topUp } from './steps.ts'

const HOUR_MS = 3_600_000

let minibank: Minibank
let lei: TestPhone
beforeAll(async () => {
  minibank = await startMinibank('postgres')
}, 180_000)
afterAll(() => minibank?.close())
inOrder(() => minibank)

const account = async () => {
  const { accounts } = await (await minibank.client('li-lei')).call('GET /v1/accounts', {})
  return accounts[0]
}
const messages = () => messagesTo(minibank, 'li-lei')

describe('a light account that much goes through', () => {
  it('is open with four elements, from a card that a friend shared, and money comes from his bank', async () => {
    // 50,000 by the law; so much money would be a long story.
    await minibank.rule('turnover.id', 'III', 300_00, 'fen')
    lei = await minibank.open('li-lei', { path: 'pages/home/index', query: 'l=meiShare1', scene: 1007 })
    await lei.tap('#open-account')
    await lei.onPage('bind/index')
    await lei.tap('#class-III')
    await openLightAccount(lei, minibank, 'li-lei')
    await lei.relaunch({ path: 'pages/home/index' })
    await topUp(lei, '300', NEW_PIN)
    await lei.see('#topup-done')
  })

  it('its holder is asked for occupation, area and ID validity within seven days: by SMS and on the first screen', async () => {
    await minibank.forward(HOUR_MS)
    await expect.poll(messages, { timeout: 20_000 }).toContain('补充身份信息')
    await lei.relaunch()
    await seeAll(lei, '请补充身份信息')
    await lei.tap('#to-account')
    await lei.onPage('account/index')
    await seeAll(lei, '正常', /请在 .* 前补充/)
    await lei.see('#to-details')
  })

  it('who lets the days go by is stopped, and told the way out', async () => {
    await minibank.forward(8 * 24 * HOUR_MS)
    await expect
      .poll(async () => (await account())?.restrictions, { timeout: 20_000 })
      .toMatchObject([{ kind: 'id-due', accountId: null }])
    await expect.poll(messages, { timeout: 20_000 }).toContain('没有按期补充')
    await lei.relaunch({ path: 'topup/index' })
    await placeOrder(lei, '1', NEW_PIN)
    await seeAll(lei, errorText('ID_DUE_SUSPENDED', 'zh'))
    await lei.relaunch({ path: 'pages/home/index' })
    await seeAll(lei, '身份信息没有补充，已暂停')
  })

  it('an answer that was forgotten is pointed at; three choices and the PIN, and it works as before', async () => {
    await lei.tap('#to-account')
    await lei.onPage('account/index')
    await seeAll(lei, '受限')
    await lei.tap('#to-details')
    await lei.onPage('bind/details')
    await lei.tap('#submit')
    await lei.see('#occupation-error')
    await chooseDiligence(lei)
    await lei.tap('#submit')
    await enterPin(lei, NEW_PIN)
    await lei.onPage('account/index')
    await seeAll(lei, '正常')
    expect((await account())?.restrictions).toEqual([])
    await lei.relaunch({ path: 'pages/home/index' })
    await topUp(lei, '1', NEW_PIN)
    await lei.see('#topup-done')
  })

  it('and who goes up to Class II later is not asked again', async () => {
    await lei.relaunch({ path: 'bind/more', query: `account=${(await account())?.id}` })
    await seeAll(lei, '升级到 II 类账户', '已经知道的，不再问')
    expect(await lei.sees('#occupation')).toBe(false)
    await consent(lei)
    await lei.tap('#submit')
    await enterPin(lei, NEW_PIN)
    await expect.poll(async () => (await account())?.class).toBe('II')
  })

  it('without an error on the phone, a limit of WeChat’s broken, a law of the books or a name in the log', async () => {
    await allIsWell(minibank, NEW_PIN)
  })
})
