/**
 * Asking by a card in the chat: 陈华 splits a dinner among four and sees who has paid; a friend who has no account opens one
 * from the card; an ask is paid once, however often it is passed on; what is taken back or over is not paid. In the
 * unmodified WeChat package.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ShareCard } from '../../src/simulator/phone-events.ts'
import type { TestPhone } from '../support/phone.ts'
import { accountOf, allIsWell } from './bank-says.ts'
import { inOrder, type Minibank, startMinibank } from './minibank.ts'
import { launchOf, shareCard } from './share-cards.ts'
import { consent, enterPin, key, keyTopUp, NEW_PIN, openLightAccount, seeAll } from './steps.ts'

const DAY_MS = 86_400_000
/** The size of letters in px at which WeChat is in care mode. */
const CARE_FONT = 24

let minibank: Minibank
let chen: TestPhone
let xiuying: TestPhone
let mei: TestPhone
let lei: TestPhone
beforeAll(async () => {
  minibank = await startMinibank('postgres')
}, 180_000)
afterAll(() => minibank?.close())
inOrder(() => minibank)

const balanceOf = async (who: string) => (await accountOf(minibank, who)).balance

/** From the first screen: makes a request and passes it on. */
async function ask(amount: string, title: string, among?: number): Promise<ShareCard> {
  await chen.relaunch({ path: 'pages/home/index' })
  await chen.tap('#do-transfer')
  await chen.tap('#ask')
  await chen.onPage('request/index')
  await key(chen, amount)
  await chen.type('#title', title)
  if (among !== undefined) {
    await chen.tap('#of-several')
    await chen.type('#people', String(among))
  }
  if (among !== undefined) await chen.see('#each')
  await chen.tap('#make')
  await chen.onPage('request/sent')
  return shareCard(chen)
}

describe('a bill among four', () => {
  let card: ShareCard

  it('is split to the fen by who paid first, who counts among them, and passed on with a picture of its own', async () => {
    chen = await minibank.open('chen-hua')
    card = await ask('100.01', '周五聚餐', 4)
    expect(card.title).toBe('收款 25.00 元：周五聚餐')
    expect(card.path).toMatch(/^\/request\/pay\?r=[0-9A-Za-z_-]{22}$/)
    expect((await fetch(card.imageUrl)).headers.get('content-type')).toMatch(/^image\//)
    await seeAll(chen, '发给要付的人', '100.01', '第 1 份', '第 3 份')
  })

  it('one friend, in care mode, sees at a cold start who asks for what, is asked once more, and pays with the PIN', async () => {
    const before = await balanceOf('chen-hua')
    xiuying = await minibank.open('li-xiuying', { ...launchOf(card, 1008), font: CARE_FONT })
    await seeAll(xiuying, '*华 请您付', '25.00', '周五聚餐', '已付 0 份，共 3 份', /您没有给 \*华 付过款/)
    await xiuying.tap('#pay')
    await seeAll(xiuying, '再确认一次', '付给 *华：周五聚餐')
    await xiuying.tap('#sure-yes')
    await enterPin(xiuying)
    await xiuying.onPage('transfer/result')
    await seeAll(xiuying, '25.00', '*华', '周五聚餐')
    expect(await balanceOf('chen-hua')).toBe(before + 25_00)
  })

  it('and tries it a second time in vain: the card says that she has paid', async () => {
    await xiuying.relaunch(launchOf(card))
    await seeAll(xiuying, '您已付过自己的一份')
    expect(await xiuying.sees('#pay')).toBe(false)
    await xiuying.tap('#see')
    await xiuying.onPage('transfer/result')
  })

  it('another one pays; of who has paid she learns only how many', async () => {
    mei = await minibank.open('han-mei', launchOf(card))
    await seeAll(mei, '已付 1 份，共 3 份')
    expect((await mei.texts()).join()).not.toContain('秀')
    await mei.tap('#pay')
    await enterPin(mei)
    await mei.onPage('transfer/result')
  })

  it('a third one has no account: he opens one from the card, brings money in, and pays', async () => {
    lei = await minibank.open('li-lei', launchOf(card))
    await seeAll(lei, '*华 请您付', '您还没有本行账户')
    await lei.tap('#to-account')
    await lei.onPage('bind/index')
    await openLightAccount(lei, minibank, 'li-lei')
    await lei.tap('#to-card')
    await lei.onPage('request/pay')
    await seeAll(lei, '账户里的钱不够')
    await lei.tap('#to-topup')
    await keyTopUp(lei, '30', NEW_PIN)
    await lei.see('#topup-done')
    await lei.tap('#to-card')
    await lei.onPage('request/pay')
    await lei.tap('#pay')
    await enterPin(lei, NEW_PIN)
    await lei.onPage('transfer/result')
    expect(await balanceOf('li-lei')).toBe(5_00)
  })

  it('who asked sees who has paid, and that nothing is missing', async () => {
    await chen.relaunch({ path: 'request/sent' })
    await chen.tap({ role: 'button', name: /周五聚餐/ })
    await chen.see('#request-paid')
    await seeAll(chen, '都付清了', '李秀英', '韩梅', '李雷', '75.00')
  })
})

describe('one person asked', () => {
  it('pays once: passed on to somebody else, it is paid already', async () => {
    const card = await ask('12', '拼车')
    await xiuying.relaunch(launchOf(card))
    await mei.relaunch(launchOf(card))
    await Promise.all([xiuying.see('#pay'), mei.see('#pay')])
    const before = await balanceOf('han-mei')
    await xiuying.tap('#pay')
    await enterPin(xiuying)
    await xiuying.onPage('transfer/result')
    await mei.tap('#pay')
    await enterPin(mei)
    await seeAll(mei, '这笔收款已经付清，您没有付款')
    expect(await balanceOf('han-mei')).toBe(before)
  })

  it('who asked marks a share as paid in cash, takes that back, and takes the request back: it is not paid any more', async () => {
    const card = await ask('18', '水果', 3)
    await chen.tap('#share-1')
    await chen.tap('#cash')
    await seeAll(chen, '当面付过')
    await chen.tap('#share-1')
    await chen.tap('#cash')
    await chen.gone('当面付过')
    await chen.tap('#withdraw')
    await seeAll(chen, '已经付的不退')
    await chen.tap('#withdraw-yes')
    await chen.see('#request-withdrawn')
    await xiuying.relaunch(launchOf(card))
    await seeAll(xiuying, '对方已撤回')
    expect(await xiuying.sees('#pay')).toBe(false)
  })

  it('opens her own card and is led to who has paid', async () => {
    const card = await ask('9', '早饭')
    await chen.relaunch(launchOf(card))
    await seeAll(chen, '这是您自己发起的收款')
    await chen.tap('#see')
    await chen.onPage('request/sent')
  })

  it('who has too little on each of two accounts brings money in, comes back, and pays', async () => {
    const card = await ask('20', '电影票')
    await lei.relaunch({ path: 'bind/more' })
    await lei.see('#known')
    await consent(lei)
    await lei.tap('#submit')
    await enterPin(lei, NEW_PIN)
    await lei.onPage('pages/me/index')
    await lei.relaunch(launchOf(card))
    await seeAll(lei, '账户里的钱不够')
    await lei.tap('#to-topup')
    await keyTopUp(lei, '30', NEW_PIN)
    await lei.see('#topup-done')
    await lei.back()
    await lei.onPage('request/pay')
    await lei.tap('#pay')
    await enterPin(lei, NEW_PIN)
    await lei.onPage('transfer/result')
    await lei.see('#transfer-done')
  })

  it('after a week it is over, and the card says what to do', async () => {
    const card = await ask('8', '打印')
    await minibank.forward(8 * DAY_MS)
    await mei.relaunch(launchOf(card))
    await seeAll(mei, '已经结束', '请对方再发一次')
  })

  it('without an error on the phones, a limit of WeChat’s broken, a law of the books or a name in the log', async () => {
    await allIsWell(minibank, NEW_PIN)
  })
})
