/**
 * Money in a card: 陈华 sends it in the chat; 李雷, who has no account, opens one from the card and claims; two phones claim
 * one card at once; the payer confirms who asks; 韩梅 takes hers on a bank card of her own; what nobody claims comes back.
 * In the unmodified WeChat package.
 */
import type { Route } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { errorText } from '../../src/contract/errors.ts'
import type { ShareCard } from '../../src/simulator/phone-events.ts'
import type { TestPhone } from '../support/phone.ts'
import { accountOf, allIsWell, messagesTo } from './bank-says.ts'
import { inOrder, type Minibank, persona, startMinibank } from './minibank.ts'
import { launchOf, shareCard } from './share-cards.ts'
import { enterPin, erase, key, keyTopUp, NEW_PIN, openLightAccount, problemAt, seeAll } from './steps.ts'

const HOUR_MS = 3_600_000
const LI_LEI = persona('li-lei')

let minibank: Minibank
let chen: TestPhone
let lei: TestPhone
let ying: TestPhone
let mei: TestPhone
beforeAll(async () => {
  minibank = await startMinibank('postgres')
}, 180_000)
afterAll(() => minibank?.close())
inOrder(() => minibank)

const account = (who: string) => accountOf(minibank, who)
const messages = (who: string) => messagesTo(minibank, who)

/** From the first screen: makes a card and passes it on. */
async function send(amount: string, whom: 'named' | 'confirm' | 'first', mobile = ''): Promise<ShareCard> {
  await chen.relaunch({ path: 'pages/home/index' })
  await chen.tap('#do-transfer')
  await chen.tap('#by-card')
  await chen.onPage('claimable/index')
  await key(chen, amount)
  await chen.tap(`#whom-${whom}`)
  if (mobile) await chen.type('#mobile', mobile)
  await chen.tap('#submit')
  await enterPin(chen)
  await chen.onPage('claimable/sent')
  await seeAll(chen, '卡片做好了')
  return shareCard(chen)
}

describe('somebody who has no account', () => {
  let card: ShareCard

  it('is sent money by his number: the card says how much, with a picture of its own, and the money is set aside', async () => {
    chen = await minibank.open('chen-hua')
    const before = await account('chen-hua')
    card = await send('88', 'named', LI_LEI.mobile)
    expect(card.title).toBe('转给你 88.00 元，点开领取')
    expect(card.path).toMatch(/^\/claimable\/open\?c=[0-9A-Za-z_-]{43}$/)
    expect((await fetch(card.imageUrl)).headers.get('content-type')).toMatch(/^image\//)
    const after = await account('chen-hua')
    expect([after.balance, after.available]).toEqual([before.balance, before.available - 88_00])
    expect(after.out.dayLeft).toBe(before.out.dayLeft - 88_00)
  })

  it('who is not meant is told so, and nothing moves', async () => {
    ying = await minibank.open('li-xiuying', launchOf(card, 1008))
    await seeAll(ying, '*华 转给您', '88.00', '指定了别人领取')
    expect(await ying.sees('#claim')).toBe(false)
  })

  it('who is sees at a cold start who sent how much, opens a light account, and comes back to the card', async () => {
    lei = await minibank.open('li-lei', launchOf(card))
    await seeAll(lei, '*华 转给您', '88.00', '用那个手机号开一个轻账户')
    await lei.tap('#to-account')
    await lei.onPage('bind/index')
    await openLightAccount(lei, minibank, 'li-lei')
    await lei.tap('#to-card')
    await lei.onPage('claimable/open')
    await seeAll(lei, '还差一步')
  })

  it('is told what is missing: money from his own card; then one tap claims it', async () => {
    await lei.tap('#to-topup')
    await keyTopUp(lei, '1', NEW_PIN)
    await lei.see('#topup-done')
    await lei.tap('#to-card')
    await lei.onPage('claimable/open')
    await lei.tap('#claim')
    await lei.onPage('transfer/result')
    await seeAll(lei, '88.00', '陈华')
    expect(await account('li-lei')).toMatchObject({ class: 'III', balance: 89_00 })
    await expect.poll(() => messages('chen-hua'), { timeout: 20_000 }).toContain('*雷已领取88.00元')
    await chen.relaunch({ path: 'claimable/sent' })
    await chen.tap({ role: 'button', name: /已领取/ })
    await seeAll(chen, '*雷 已领取')
  })

  it('once: opened again, the card says that he has it', async () => {
    await lei.relaunch(launchOf(card))
    await seeAll(lei, '您已经领过了')
    expect(await lei.sees('#claim')).toBe(false)
  })

  it('on a weak network it says what did not come, which can be asked for again', async () => {
    const lost = (route: Route) => route.abort()
    await lei.page.route('**/v1/claimables/card/own', lost)
    await lei.relaunch(launchOf(card))
    await seeAll(lei, '*华 转给您', '88.00', errorText('CLIENT_OFFLINE', 'zh'))
    await lei.page.unroute('**/v1/claimables/card/own', lost)
    await lei.tap('#retry')
    await seeAll(lei, '您已经领过了')
    expect(await lei.sees('#problem')).toBe(false)
  })
})

describe('one card and several people', () => {
  it('who comes first may have no more than the rules say, which is told while it is typed', async () => {
    await chen.relaunch({ path: 'claimable/index' })
    await seeAll(chen, '24 小时没人领，钱自动退回')
    await key(chen, '200.01')
    await chen.tap('#whom-first')
    await seeAll(chen, '谁先打开谁领，每份最多 200 元')
    expect(await problemAt(chen, 'amount')).toBe(errorText('CLAIMABLE_FIRST_LIMIT', 'zh', { max: '200.00' }))
    await chen.tap('#whom-confirm')
    await chen.gone('#amount-error')
    await chen.tap('#amount')
    await erase(chen, '200.01'.length)
  })

  it('in care mode the keys lie over the form: one button puts them away, and then the card can be made', async () => {
    const phone = await minibank.open('li-xiuying')
    await phone.tap('#care-yes')
    await phone.relaunch({ path: 'claimable/index' })
    await phone.tap('金额')
    await key(phone, '5')
    expect(await phone.sees('#submit')).toBe(false)
    await phone.tap('#keys-done')
    await phone.gone('#key-5')
    await phone.type('#mobile', LI_LEI.mobile)
    await phone.tap('#submit')
    await phone.see('#pin-subject')
    await phone.close()
  })

  it('two phones claim it at once: one has it, the other learns that it is gone', async () => {
    const before = [await account('li-lei'), await account('li-xiuying')].reduce((sum, { balance }) => sum + balance, 0)
    const card = await send('20', 'first')
    await lei.relaunch(launchOf(card))
    await ying.relaunch(launchOf(card))
    await Promise.all([lei.see('#claim'), ying.see('#claim')])
    await Promise.all([lei.tap('#claim'), ying.tap('#claim')])
    const ends = async () =>
      (
        await Promise.all([lei, ying].map(async (phone) => `${await phone.path()} ${await phone.sees('#problem')}`))
      ).sort()
    await expect.poll(ends, { timeout: 20_000 }).toEqual(['claimable/open true', 'transfer/result false'])
    const after = [await account('li-lei'), await account('li-xiuying')].reduce((sum, { balance }) => sum + balance, 0)
    expect(after).toBe(before + 20_00)
  })

  it('the payer confirms who asks, and the money is there at once', async () => {
    const before = await account('li-xiuying')
    const card = await send('300', 'confirm')
    await ying.relaunch(launchOf(card))
    await ying.tap('#claim')
    await seeAll(ying, '已请对方确认')
    await expect.poll(() => messages('chen-hua'), { timeout: 20_000 }).toContain('*英想领取')
    await chen.relaunch({ path: 'claimable/sent' })
    await chen.tap({ role: 'button', name: /等待领取/ })
    await seeAll(chen, '*英 想领取')
    await chen.tap('#ask-yes')
    await seeAll(chen, '*英 已领取')
    expect((await account('li-xiuying')).balance).toBe(before.balance + 300_00)
  })
})

describe('a bank card of one’s own', () => {
  it('takes the money of who was not identified at a branch, which her account may not', async () => {
    const card = await send('36', 'first')
    mei = await minibank.open('han-mei', launchOf(card))
    await seeAll(mei, '*华 转给您', '36.00', '您的账户还不能收别人的钱', /收到.*卡（0061）/)
    const before = await account('han-mei')
    const paidOut = await account('chen-hua')
    await mei.tap('#claim-to-card')
    await seeAll(mei, /已转到您的.*卡（0061）/)
    expect(await mei.sees('#claim-to-card')).toBe(false)
    expect((await account('han-mei')).balance).toBe(before.balance)
    expect((await account('chen-hua')).balance).toBe(paidOut.balance - 36_00)
    await expect.poll(() => messages('chen-hua'), { timeout: 20_000 }).toContain('*梅已领取36.00元')
  })
})

describe('what nobody claims', () => {
  it('is taken back by the payer, and the friend is told', async () => {
    const before = await account('chen-hua')
    const card = await send('15', 'first')
    await chen.tap('#take-back')
    await seeAll(chen, '这张卡片就不能再领了')
    await chen.tap('#take-back-yes')
    await chen.see('#claim-taken-back')
    expect(await account('chen-hua')).toMatchObject({ available: before.available })
    await ying.relaunch(launchOf(card))
    await seeAll(ying, '对方已经收回了这笔钱')
  })

  it('comes back by itself after 24 hours', async () => {
    const before = await account('chen-hua')
    const card = await send('25', 'first')
    await minibank.forward(24 * HOUR_MS)
    await ying.relaunch(launchOf(card))
    await seeAll(ying, '过了领取时间')
    await expect.poll(async () => (await account('chen-hua')).available, { timeout: 20_000 }).toBe(before.available)
    await expect.poll(() => messages('chen-hua'), { timeout: 20_000 }).toContain('25.00元已退回')
  })

  it('without an error on the phones, a limit of WeChat’s broken, a law of the books or a name in the log', async () => {
    await allIsWell(minibank, NEW_PIN)
  })
})
