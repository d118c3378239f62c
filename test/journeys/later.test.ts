/**
 * A transfer that runs later: ordered and cancelled; ordered and carried out when two hours have gone; one for which there
 * is no money any more, which says so. In the unmodified WeChat package, with the bank's clock moved.
 */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TestPhone } from '../support/phone.ts'
import { accountOf, allIsWell } from './bank-says.ts'
import { inOrder, type Minibank, persona, startMinibank } from './minibank.ts'
import { enterPin, findPayee, key, placeOrder, seeAll, send } from './steps.ts'

const HOUR_MS = 3_600_000
const CHEN_HUA = persona('chen-hua')
const XIUYING = persona('li-xiuying')

let minibank: Minibank
let xiuying: TestPhone
beforeAll(async () => {
  minibank = await startMinibank('postgres')
}, 180_000)
afterAll(() => minibank?.close())
inOrder(() => minibank)

const availableTo = async (who: string) => (await accountOf(minibank, who)).available

/** From the first screen: an ordinary transfer to 陈华, up to the page that says that it waits. */
async function order(yuan: string): Promise<void> {
  await xiuying.relaunch({ path: 'pages/home/index' })
  await findPayee(xiuying, CHEN_HUA.mobile)
  await xiuying.onPage('transfer/amount')
  expect(await xiuying.text('#when')).toMatch(/到账时间.*实时/)
  await xiuying.tap('#when')
  await seeAll(xiuying, '2 小时后到账，期间可以撤回', '明天', '选个日子')
  await xiuying.tap('#when-ordinary')
  await xiuying.gone('#when-sheet')
  expect(await xiuying.text('#when')).toMatch(/2 小时后/)
  await placeOrder(xiuying, yuan)
  await xiuying.onPage('transfer/order')
  await xiuying.see('#order-waiting')
}

it('is ordered with the PIN, moves nothing, and is cancelled after a second thought', async () => {
  xiuying = await minibank.open('li-xiuying')
  const before = await availableTo('li-xiuying')
  await order('20')
  expect(await availableTo('li-xiuying')).toBe(before)
  await xiuying.tap('#cancel')
  await seeAll(xiuying, '撤回这笔转账？', '钱一直在您的账户里')
  await xiuying.tap('#cancel-no')
  await xiuying.gone('#cancel-sheet')
  await xiuying.see('#order-waiting')
  await xiuying.tap('#cancel')
  await xiuying.tap('#cancel-yes')
  await xiuying.see('#order-cancelled')
  await minibank.forward(3 * HOUR_MS)
  await expect.poll(() => availableTo('li-xiuying')).toBe(before)
})

it('is not ordered with a note that WeChat refuses: it says so beside the note, and goes with other words', async () => {
  const before = await availableTo('li-xiuying')
  await xiuying.relaunch({ path: 'pages/home/index' })
  await findPayee(xiuying, CHEN_HUA.mobile)
  await xiuying.onPage('transfer/amount')
  const write = async (note: string) => {
    await xiuying.tap('#note')
    await xiuying.type('#note-text', note)
    await xiuying.tap('#note-done')
    await xiuying.gone('#note-text')
  }
  await key(xiuying, '1')
  await write('赌博的钱')
  await xiuying.tap('#submit')
  await enterPin(xiuying)
  await xiuying.see('#note-error')
  expect(await xiuying.text('#note-error')).toMatch(/没有通过微信的内容检查.*换个说法/)
  expect(await availableTo('li-xiuying')).toBe(before)
  await write('买菜的钱')
  await xiuying.gone('#note-error')
  await xiuying.tap('#submit')
  await enterPin(xiuying)
  await xiuying.onPage('transfer/result')
  await seeAll(xiuying, '已到账', '买菜的钱')
  expect(await availableTo('li-xiuying')).toBe(before - 1_00)
})

it('runs when two hours have gone: the payee has it, and the order leads to the receipt', async () => {
  const before = [await availableTo('li-xiuying'), await availableTo('chen-hua')] as const
  await order('5.5')
  await minibank.forward(2 * HOUR_MS)
  await expect.poll(() => availableTo('chen-hua'), { timeout: 20_000 }).toBe(before[1] + 5_50)
  expect(await availableTo('li-xiuying')).toBe(before[0] - 5_50)
  await xiuying.relaunch({ path: 'transfer/index' })
  await xiuying.tap('#to-orders')
  await xiuying.onPage('transfer/orders')
  await seeAll(xiuying, '没有等待转出的转账', '已结束', '已转出', '已撤回')
  await xiuying.tap(/已转出/)
  await xiuying.see('#order-done')
  await xiuying.tap('#receipt')
  await xiuying.onPage('transfer/result')
  await seeAll(xiuying, '已到账', '5.50')
})

it('fails for want of money, says why on the phone and by SMS, and takes nothing', async () => {
  await xiuying.relaunch({ path: 'pages/home/index' })
  await send(xiuying, CHEN_HUA.mobile, '5000')
  const before = await availableTo('li-xiuying')
  await order(String(before / 100))
  await xiuying.relaunch({ path: 'pages/home/index' })
  await send(xiuying, CHEN_HUA.mobile, '1')
  await minibank.forward(2 * HOUR_MS)
  const told = async () => (await minibank.inbox(XIUYING.mobile))[0]?.text ?? ''
  await expect.poll(told, { timeout: 20_000 }).toMatch(/没有转出，钱没有变动。原因：余额不足/)
  expect(await availableTo('li-xiuying')).toBe(before - 1_00)
  await xiuying.relaunch({ path: 'transfer/orders' })
  await seeAll(xiuying, '没有转出')
  await xiuying.tap(/^没有转出/)
  await xiuying.see('#order-failed')
  await seeAll(xiuying, /余额不足，可用 .*您的钱没有变动/)
})

it('waits as long as the rules of the day say, and the form says no other time', async () => {
  await minibank.rule('transfers.ordinary.delay', '', 4, 'hours')
  await minibank.rule('transfers.scheduled.from', '', 10, 'hours')
  await xiuying.relaunch({ path: 'pages/home/index' })
  await findPayee(xiuying, CHEN_HUA.mobile)
  await xiuying.onPage('transfer/amount')
  await xiuying.tap('#when')
  await seeAll(xiuying, '4 小时后到账，期间可以撤回', '明天 10:00 转出', '那天 10:00 转出')
  await xiuying.tap('#when-ordinary')
  await xiuying.gone('#when-sheet')
  expect(await xiuying.text('#when')).toMatch(/4 小时后/)
})

it('and nothing is wrong with the package, the books or the log', async () => {
  await allIsWell(minibank)
})
