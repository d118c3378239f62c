/**
 * Money to bank cards: one that is somebody's at another bank, whose name is told once; the same card again in three taps;
 * a copied number; a name that is not the holder's; an answer that stays away for a while; and back to one's own card. In
 * the unmodified WeChat package.
 */
import type { Request } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TestPhone } from '../support/phone.ts'
import { allIsWell, messagesTo } from './bank-says.ts'
import { inOrder, type Minibank, persona, startMinibank } from './minibank.ts'
import { enterPin, key, placeOrder, problemAt, seeAll, tellCard } from './steps.ts'

const [LI_LEI, HAN_MEI] = [persona('li-lei'), persona('han-mei')]
/** 招商银行, of 李雷, who has no account here. */
const LEIS_CARD = LI_LEI.cards[0]?.number ?? ''
const MEIS_CARD = HAN_MEI.cards[0]?.number ?? ''

let minibank: Minibank
let chen: TestPhone
beforeAll(async () => {
  minibank = await startMinibank('postgres')
  chen = await minibank.open('chen-hua')
}, 180_000)
afterAll(() => minibank?.close())
inOrder(() => minibank)

const held = async () => {
  const { accounts } = await (await minibank.client('chen-hua')).call('GET /v1/accounts', {})
  return accounts[0] ?? Promise.reject(new Error('no account'))
}
async function pay(yuan: string): Promise<void> {
  await placeOrder(chen, yuan)
  await chen.onPage('transfer/card-result')
}

it('a copied card number is pasted, its bank is told, and the holder’s name is asked for once', async () => {
  const [before, onCard] = [await held(), await minibank.onCard('li-lei')]
  await chen.see('#do-transfer')
  await chen.page.evaluate(() => window.phone.paste('我的卡号：6225 8814 1420 7430，招商银行'))
  await chen.tap('#do-transfer')
  await chen.onPage('transfer/index')
  await chen.tap('#paste-mobile')
  await chen.tap({ role: 'button', name: '同意' })
  await expect.poll(() => chen.value('#payee-mobile')).toBe('6225 8814 1420 7430')
  await expect.poll(() => chen.text('#payee-bank')).toBe('招商银行')
  await chen.tap('#find')
  await seeAll(chen, '第一次转给这张卡', '招商银行', '持卡人姓名')
  await chen.type('#holder', LI_LEI.name)
  await chen.tap('#name-yes')
  await chen.onPage('transfer/card')
  await seeAll(chen, '*雷', '招商银行（7430）', '第一次转给对方？先和本人核对卡号和姓名', '通常几秒到账')
  await pay('20')
  await chen.see('#card-transfer-done')
  await seeAll(chen, '已到账', '转给 *雷 · 招商银行（7430）', '622588******7430', '人民币贰拾元整')
  expect(await minibank.onCard('li-lei')).toBe(onCard + 20_00)
  const after = await held()
  expect(after.available).toBe(before.available - 20_00)
  expect(after.out.dayLeft).toBe(before.out.dayLeft - 20_00)
})

it('paid before, it is three taps and a PIN away, with one request between the PIN and the result', async () => {
  await chen.relaunch({ path: 'pages/home/index' })
  await chen.tap('#do-transfer')
  await chen.tap('#payee-7430')
  await chen.onPage('transfer/card')
  expect(await chen.text('#payee')).toMatch(/\*雷.*常用/)
  await key(chen, '5.5')
  await chen.tap('#submit')
  await chen.see('#pin-input')
  const asked: string[] = []
  const note = (request: Request) => {
    const { pathname } = new URL(request.url())
    if (pathname.startsWith('/v1/')) asked.push(`${request.method()} ${pathname}`)
  }
  chen.page.on('request', note)
  await enterPin(chen)
  await chen.see('#card-transfer-done')
  chen.page.off('request', note)
  expect(asked).toEqual(['POST /v1/card-transfers'])
})

it('its receipt bears the bank’s seal and the holder’s name', async () => {
  await chen.tap('#e-receipt')
  await chen.onPage('lookback/receipt')
  await seeAll(chen, '5.50', LI_LEI.name, '招商银行 622588******7430', '验真码')
})

it('its number typed again leads straight to the amount, and it may bear a name of one’s own', async () => {
  await chen.relaunch({ path: 'transfer/index' })
  await chen.tap('#more-7430')
  await chen.type('#alias', '雷子')
  await chen.tap('#keep-alias')
  await seeAll(chen, '雷子', '*雷 招商银行（7430）')
  await chen.type('#payee-mobile', LEIS_CARD)
  await chen.tap('#find')
  await chen.onPage('transfer/card')
  await seeAll(chen, '雷子')
})

it('a name that is not the holder’s is refused by the card’s bank, and the money is back', async () => {
  const before = await held()
  await tellCard(chen, MEIS_CARD, '韩美')
  await pay('30')
  await chen.see('#card-transfer-refused')
  await seeAll(chen, '没有转出', '卡号和姓名对不上', '钱已退回账户')
  expect(await held()).toMatchObject({ available: before.available, out: before.out })
  await chen.tap('#again')
  await chen.onPage('transfer/index')
  expect(await chen.sees('#payee-0061')).toBe(false)
})

it('while the card’s bank is silent nobody calls it done or failed; then it ends well by itself, and an SMS says so', async () => {
  const before = await held()
  await tellCard(chen, MEIS_CARD, HAN_MEI.name)
  await minibank.fault('cards', 'silent')
  await placeOrder(chen, '40')
  await chen.onPage('transfer/card-result')
  await chen.see('#card-transfer-unknown')
  await seeAll(chen, '对方银行还没有答复', '钱先留在账户里不能动', '请不要重复转')
  expect(await held()).toMatchObject({ balance: before.balance, available: before.available - 40_00 })
  await minibank.fault('cards', 'none')
  await minibank.forward(6 * 60_000)
  await chen.see('#card-transfer-done')
  expect(await held()).toMatchObject({ balance: before.balance - 40_00 })
  await expect.poll(() => messagesTo(minibank, 'chen-hua')).toContain('转到银行卡的40.00元已到账')
})

it('money goes back to one’s own card without counting towards the limits', async () => {
  const [before, onCard] = [await held(), await minibank.onCard('chen-hua')]
  await chen.relaunch({ path: 'transfer/index' })
  await seeAll(chen, '转到我的卡', '中国建设银行（0047）', '不占限额')
  await chen.type('#payee-mobile', persona('chen-hua').cards[0]?.number ?? '')
  await chen.tap('#find')
  await expect.poll(() => problemAt(chen, 'payee-mobile')).toContain('转到我的卡')
  await chen.tap('#own-card-0047')
  await chen.onPage('transfer/card')
  await pay('100')
  await chen.see('#card-transfer-done')
  await seeAll(chen, '转到我的中国建设银行（0047）')
  expect(await minibank.onCard('chen-hua')).toBe(onCard + 100_00)
  expect(await held()).toMatchObject({ available: before.available - 100_00, out: before.out })
})

it('stands on the statement with its receipt, and nothing is wrong with the books', async () => {
  await chen.relaunch({ path: 'pages/statement/index' })
  await seeAll(chen, '*梅 交通银行（0061）', '转到银行卡')
  const { recent } = await (await minibank.client('chen-hua')).call('GET /v1/home', {})
  const entry = recent.find(({ kind, counterparty }) => kind === 'card-transfer' && counterparty.includes('*雷'))
  await chen.tap(`#entry-${entry?.id}`)
  await chen.onPage('statement/entry')
  await chen.tap('#see-order')
  await chen.onPage('transfer/card-result')
  await chen.tap('#e-receipt')
  await chen.tap('#receipt-text')
  await seeAll(chen, '回单已复制，可以粘贴给对方')
  await allIsWell(minibank)
})
