/**
 * A transfer whose answer is lost on the way: the phone has stored it, and whatever the person does next it is made once or
 * not at all, and they are told which.
 */
import type { Route } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { errorText } from '../../src/contract/errors.ts'
import type { TestPhone } from '../support/phone.ts'
import { allIsWell } from './bank-says.ts'
import { inOrder, type Minibank, persona, startMinibank } from './minibank.ts'
import { findPayee, placeOrder, seeAll } from './steps.ts'

const XIUYING = persona('li-xiuying')
const HOUR_MS = 3_600_000

let minibank: Minibank
let chen: TestPhone
beforeAll(async () => {
  minibank = await startMinibank('postgres')
  chen = await minibank.open('chen-hua')
}, 180_000)
afterAll(() => minibank?.close())
inOrder(() => minibank)

const free = async () => (await (await minibank.client('chen-hua')).call('GET /v1/home', {})).available

/** Orders a transfer that the network loses. `answered`: it reaches the bank, and its answer is lost. Returns how the network is mended. */
async function lose(yuan: string, { answered = false, pin }: { answered?: boolean; pin?: string } = {}) {
  const swallow = async (route: Route) => {
    if (answered) await route.fetch()
    await route.abort()
  }
  await chen.page.route('**/v1/transfers', swallow)
  await findPayee(chen, XIUYING.mobile)
  await chen.onPage('transfer/amount')
  await placeOrder(chen, yuan, pin)
  await chen.onPage('transfer/result')
  await chen.see('#outcome-open')
  return () => chen.page.unroute('**/v1/transfers', swallow)
}

it('is found again at the next opening, and done once', async () => {
  const before = await free()
  const mend = await lose('2', { answered: true })
  await seeAll(chen, '还没有收到结果', '不用重新填写')
  await mend()
  await chen.relaunch()
  await seeAll(chen, '刚才那笔转账', '银行已有结果，点这里查看')
  await chen.tap('刚才那笔转账')
  await chen.onPage('transfer/result')
  await seeAll(chen, '已到账', '人民币贰元整')
  expect(await free()).toBe(before - 2_00)
  await chen.relaunch()
  await chen.see('#total')
  expect(await chen.sees('#left-open')).toBe(false)
})

it('before it arrived: asked again the same hour it is made, once', async () => {
  const before = await free()
  const mend = await lose('3')
  expect(await free()).toBe(before)
  await mend()
  await chen.tap('#ask')
  await chen.see('#transfer-done')
  expect(await free()).toBe(before - 3_00)
  await chen.tap('#done')
})

it('for good: an hour later it was never sent, and nothing moves behind her back', async () => {
  const before = await free()
  const mend = await lose('4')
  await minibank.forward(HOUR_MS)
  await mend()
  await chen.tap('#ask')
  await chen.see('#outcome-never')
  await seeAll(chen, '没有发出去', '您的钱没有变动')
  expect(await free()).toBe(before)
  await chen.tap('#home')
  await chen.onPage('pages/home/index')
})

it('is settled as soon as she is back on the first screen, in care mode too', async () => {
  const before = await free()
  const mend = await lose('5')
  await mend()
  await chen.tap('#home')
  await seeAll(chen, '刚才那笔转账', '银行已有结果，点这里查看')
  expect(await free()).toBe(before - 5_00)
  await chen.relaunch()
  const mendAgain = await lose('6')
  await chen.tap('#home')
  await chen.onPage('pages/home/index')
  await mendAgain()
  await chen.tap('#care-on')
  await chen.see('#care-home')
  await seeAll(chen, '刚才那笔转账', '银行已有结果，点这里查看')
  expect(await free()).toBe(before - 11_00)
  await chen.tap('#care-off')
})

it('is told of before she orders once more: nobody pays twice for a bad network', async () => {
  const before = await free()
  const mend = await lose('7')
  await chen.tap('#home')
  await chen.onPage('pages/home/index')
  await mend()
  await chen.relaunch({ path: 'transfer/index' })
  await chen.tap('#payee-7002')
  await chen.onPage('transfer/amount')
  await chen.tap({ role: 'button', name: '7' })
  await chen.tap('#submit')
  await seeAll(chen, errorText('CLIENT_ORDER_DONE', 'zh'))
  expect(await free()).toBe(before - 7_00)
  await chen.tap('#submit')
  await chen.see('#pin-sheet')
  await chen.relaunch()
})

it('with a wrong PIN is refused when it arrives: the page says why, and leads on', async () => {
  const before = await free()
  const mend = await lose('8', { pin: '135792' })
  await mend()
  await chen.tap('#ask')
  await chen.see('#outcome-never')
  await seeAll(chen, '没有办成，您的钱没有变动', /密码不对/)
  expect(await free()).toBe(before)
  await chen.tap('#home')
  await chen.onPage('pages/home/index')
})

it('and the books are sound, and the log tells nothing that is not its own', () => allIsWell(minibank))
