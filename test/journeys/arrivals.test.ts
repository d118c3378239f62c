/**
 * Who paid me, how much: told at once. On a home that is open, by WeChat where it was allowed, by SMS where it was not.
 * In the unmodified WeChat package.
 */
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TestPhone } from '../support/phone.ts'
import { inOrder, type Minibank, persona, startMinibank } from './minibank.ts'
import { PIN, seeAll } from './steps.ts'

const [CHEN_HUA, LI_XIUYING] = [persona('chen-hua'), persona('li-xiuying')]

interface Received {
  readonly id: number
  readonly text: string
  readonly from: string
  readonly way?: string
  readonly page?: string | null
}

let minibank: Minibank
let chen: TestPhone
beforeAll(async () => {
  minibank = await startMinibank('postgres')
}, 180_000)
afterAll(() => minibank?.close())
inOrder(() => minibank)

/** 李秀英 pays 陈华, wherever she is; answers the transfer's id. */
async function pay(fen: number): Promise<string> {
  const xiuying = await minibank.client('li-xiuying')
  const { accounts } = await xiuying.call('GET /v1/accounts', {})
  const payeeId = await xiuying.payee(CHEN_HUA)
  const id = v7()
  const order = { id, accountId: accounts[0]?.id ?? '', payeeId, amount: fen }
  await xiuying.call('POST /v1/transfers', {
    body: { ...order, authorisation: { pin: await xiuying.pin(PIN, 'authorise') } },
  })
  return id
}
const received = async (after = 0): Promise<readonly Received[]> =>
  ((await minibank.inbox(CHEN_HUA.mobile)) as readonly Received[]).filter(({ id }) => id > after)
const latest = async (): Promise<number> => (await received())[0]?.id ?? 0
const total = (phone: TestPhone) => phone.text('#total')

/** The phone has said how far it knows, and waits. */
const listening = () =>
  expect
    .poll(async () => (await fetch(`${minibank.url}/metrics`)).text(), { timeout: 10_000 })
    .toMatch(/minibank_arrivals_waiting\{state="all"\} 1\n/)

it('money shows itself on a home that is open, within seconds and without pulling, and the total with it', async () => {
  chen = await minibank.open('chen-hua')
  await chen.see('#total')
  const before = await total(chen)
  await listening()
  const paid = Date.now()
  await pay(123_45)
  await chen.see('#arrival', 5_000)
  expect(Date.now() - paid).toBeLessThan(5_000)
  expect(await chen.text('#arrival-open')).toMatch(new RegExp(`${LI_XIUYING.name} 转给您.*\\+123\\.45`))
  // Read aloud in full, by a region that was there before.
  expect(await chen.find('#arrival-open').getAttribute('aria-label')).toBe(`到账 123.45 元，${LI_XIUYING.name} 转给您`)
  await expect.poll(() => total(chen)).not.toBe(before)
  await chen.see('#recent')
  // Told by SMS as well: nobody has asked for WeChat yet.
  await expect.poll(async () => (await received())[0]?.text).toContain('123.45')
})

it('a tap opens the receipt, on which WeChat may be asked for, once and by a tap', async () => {
  await chen.tap('#arrival-open')
  await chen.onPage('transfer/result')
  await seeAll(chen, '电子回单', new RegExp(LI_XIUYING.name))
  expect(await chen.text('#ask-messages')).toBe('下次到账，微信里告诉我')
  await chen.tap('#ask-messages')
  await seeAll(chen, '申请发送以下消息', '到账通知', '总是保持以上选择，不再询问')
  await chen.tap({ role: 'button', name: '允许' })
  await chen.see('好的，下次到账微信告诉您')
  expect(await chen.sees('#ask-messages')).toBe(false)
})

it('with the phone off, it is WeChat that tells, once, and no SMS', async () => {
  await chen.page.evaluate(() => window.phone.hide())
  const before = await latest()
  const id = await pay(66_00)
  await expect.poll(async () => (await received(before)).length, { timeout: 10_000 }).toBe(1)
  await chen.page.waitForTimeout(2_500)
  const messages = await received(before)
  expect(messages).toMatchObject([
    { way: 'wechat', from: '微信 · 到账通知', page: `transfer/result?id=${id}&from=message` },
  ])
  expect(messages[0]?.text).toContain('到账金额：66.00元')
  expect(messages[0]?.text).not.toContain(LI_XIUYING.name)
})

it('a tap on the message opens the receipt, and from there the way leads home', async () => {
  const [message] = await received()
  const [path = '', query = ''] = (message?.page ?? '').split('?')
  await chen.relaunch({ path, query, scene: 1014 })
  await chen.onPage('transfer/result')
  await seeAll(chen, '电子回单', '66.00')
  await chen.tap('#back')
  await chen.onPage('pages/home/index')
})

it('with no permission left, the SMS tells again', async () => {
  const before = await latest()
  await pay(7_00)
  await expect.poll(async () => (await received(before)).length, { timeout: 10_000 }).toBe(1)
  expect(await received(before)).toMatchObject([{ way: 'sms' }])
  expect((await received(before))[0]?.text).toContain('转入7.00元')
})

it('whoever says no is not asked again, on no page; in 我的 it can be seen and changed', async () => {
  await chen.see('#arrival')
  await chen.tap('#ask-messages')
  await chen.tap({ role: 'button', name: '取消' })
  await chen.gone('#ask-messages')
  await chen.tap('#arrival-open')
  await chen.onPage('transfer/result')
  await chen.see('#transfer-done')
  await chen.page.waitForTimeout(1_000)
  expect(await chen.sees('#ask-messages')).toBe(false)
  await chen.relaunch({ path: 'pages/me/index' })
  await chen.see('#arrival-messages')
  expect(await chen.isChecked('#arrival-messages')).toBe(false)
  await chen.tap('#arrival-messages')
  await chen.tap({ role: 'button', name: '允许' })
  await expect.poll(() => chen.isChecked('#arrival-messages')).toBe(true)
  await chen.tap('#arrival-messages')
  await expect.poll(() => chen.isChecked('#arrival-messages')).toBe(false)
  const before = await latest()
  await pay(8_00)
  await expect.poll(async () => (await received(before))[0]?.way, { timeout: 10_000 }).toBe('sms')
})

it('on the open statement it shows itself too, and after the network was away', async () => {
  await chen.relaunch({ path: 'pages/statement/index' })
  await chen.see('#statement-tab')
  await listening()
  // What is under way ends with the page that is hidden; what is asked on the way back fails.
  await chen.page.evaluate(() => {
    window.phone.setNetwork('none')
    window.phone.hide()
    window.phone.show()
  })
  await pay(9_00)
  await chen.page.waitForTimeout(1_000)
  expect(await chen.sees('#arrival')).toBe(false)
  await chen.page.evaluate(() => window.phone.setNetwork('wifi'))
  await chen.see('#arrival', 20_000)
  expect(await chen.text('#arrival-open')).toContain('+9.00')
  expect(await minibank.complaints()).toEqual([])
  expect(await minibank.books()).toEqual([])
})
