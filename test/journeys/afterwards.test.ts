/**
 * After the money has moved: 李秀英 looks for a payment, sees her months, takes a month as a document and as a table, and
 * makes a receipt, which somebody else checks on the public page; a forged one is refused. In the unmodified WeChat package.
 */
import { extractText } from 'unpdf'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TestPhone } from '../support/phone.ts'
import { inOrder, type Minibank, persona, startMinibank } from './minibank.ts'
import { enterPin, read, seeAll, send } from './steps.ts'

const CHEN_HUA = persona('chen-hua')

let minibank: Minibank
let phone: TestPhone
let code = ''
let amount = ''
beforeAll(async () => {
  minibank = await startMinibank('postgres')
}, 180_000)
afterAll(() => minibank?.close())
inOrder(() => minibank)

const balanceOf = async (who: string) => {
  const { accounts } = await (await minibank.client(who)).call('GET /v1/accounts', {})
  return accounts[0]?.balance ?? Number.NaN
}

/** The file that a tap brings to the phone. */
async function fileAfter(tap: () => Promise<unknown>): Promise<{ type: string; bytes: Buffer }> {
  const came = Promise.withResolvers<{ type: string; bytes: Buffer }>()
  // What a browser takes for a download has no body to read afterwards: it is read on the way.
  await phone.page.route('**/downloads/*', async (route) => {
    const response = await route.fetch()
    const bytes = await response.body()
    came.resolve({ type: response.headers()['content-type'] ?? '', bytes })
    await route.fulfill({ response, body: bytes })
  })
  await tap()
  const file = await came.promise
  await phone.page.unroute('**/downloads/*')
  return file
}

it('a payment is found by its amount and by the name, and by what it was', async () => {
  phone = await minibank.open('li-xiuying')
  await send(phone, CHEN_HUA.mobile, '12.34')
  await phone.see('#transfer-done')
  expect((await phone.share()).title).toBe('我转给你 12.34 元，已到账')
  await phone.relaunch({ path: 'pages/statement/index' })
  await phone.tap('#do-search')
  await phone.onPage('lookback/index')
  await phone.see('#found')
  await phone.type('#search-text', '12.34')
  await phone.tap('#search-go')
  await seeAll(phone, '*华', '-12.34', '都在这里了')
  await phone.type('#search-text', '没有这个人')
  await phone.tap('#search-go')
  await seeAll(phone, '没有找到', '换个词，或少选几个条件再试试')
  await phone.type('#search-text', '华')
  await phone.tap('#search-go')
  await seeAll(phone, '-12.34')
  await phone.tap('#direction-in')
  await expect.poll(() => read(phone)).not.toContain('-12.34')
  await phone.tap('#direction-out')
  await seeAll(phone, '-12.34')
  await phone.tap('#group')
  await phone.tap('#group-deposit')
  await seeAll(phone, '没有找到')
})

it('the months are a chart that is also told in words, and lead to their lines', async () => {
  await phone.relaunch({ path: 'pages/statement/index' })
  await phone.tap('#do-months')
  await phone.onPage('lookback/months')
  await phone.see('#chart')
  const told = await phone.page.locator('#chart').first().getAttribute('aria-label')
  expect(told).toMatch(/最近六个月。(\d{4}年\d+月，收入 [\d,.]+ 元，支出 [\d,.]+ 元；?){6}/)
  const { months } = await (await minibank.client('li-xiuying'))
    .call('GET /v1/accounts', {})
    .then(async ({ accounts }) =>
      (await minibank.client('li-xiuying')).call('GET /v1/accounts/:accountId/months', {
        params: { accountId: accounts[0]?.id ?? '' },
      }),
    )
  await phone.tap(`#month-${months[0]?.month}`)
  await phone.onPage('lookback/index')
  await seeAll(phone, '-12.34')
})

it('a month is taken along as a document to open and as a table to paste', async () => {
  await phone.relaunch({ path: 'pages/statement/index' })
  await phone.tap('#do-export')
  await phone.onPage('lookback/export')
  const pdf = await fileAfter(() => phone.tap('#export-go'))
  expect(pdf.type).toBe('application/pdf')
  const { text } = await extractText(new Uint8Array(pdf.bytes), { mergePages: true })
  expect(text).toContain('-12.34')
  expect(text).toContain(persona('li-xiuying').name)
  await seeAll(phone, /PDF · \d+ KB/)
  await phone.tap({ role: 'button', name: '返回小程序' })
  await phone.tap('#format-csv')
  const csv = await fileAfter(async () => {
    await phone.tap('#export-go')
    await phone.tap({ role: 'button', name: '同意' })
  })
  expect(csv.bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
  expect(csv.bytes.toString()).toContain(',12.34,')
  await seeAll(phone, '已复制，去粘贴吧')
})

it('a receipt goes into the album, and is a document', async () => {
  await phone.relaunch({ path: 'pages/statement/index' })
  await phone.tap(/12\.34/)
  await phone.tap('#see-order')
  await phone.tap('#e-receipt')
  await phone.onPage('lookback/receipt')
  await seeAll(phone, '12.34', '*华', '验真码')
  code = await phone.text('#receipt-code')
  amount = '12.34'
  const png = await fileAfter(() => phone.tap('#receipt-picture'))
  expect([png.type, png.bytes.subarray(1, 4).toString()]).toEqual(['image/png', 'PNG'])
  await seeAll(phone, '已保存到相册')
  const pdf = await fileAfter(() => phone.tap('#receipt-pdf'))
  const { text } = await extractText(new Uint8Array(pdf.bytes), { mergePages: true })
  expect(text).toContain(code)
  expect(text).toContain(`${minibank.url}/verify`)
})

it('who was paid by mistake gives it back with a reason; both find the one from the other', async () => {
  const before = await balanceOf('li-xiuying')
  const chen = await minibank.open('chen-hua')
  await chen.relaunch({ path: 'pages/statement/index' })
  await chen.tap(/12\.34/)
  await chen.tap('#see-order')
  await seeAll(chen, '已收到', '李秀英', '退回给对方')
  // What came in was not sent by her.
  expect((await chen.share()).title).toBe('转账')
  await chen.tap('#to-return')
  await chen.onPage('transfer/return')
  await seeAll(chen, '退给 李秀英', '12.34', '全额退回，一笔只能退一次')
  await chen.tap('#why-twice')
  await chen.tap('#give-back')
  await enterPin(chen)
  await chen.onPage('transfer/result')
  await seeAll(chen, '已到账', '**英', '退回：重复转账')
  await chen.tap('#returns')
  await seeAll(chen, '已收到', '已退回')
  expect(await chen.sees('#to-return')).toBe(false)
  expect(await balanceOf('li-xiuying')).toBe(before + 12_34)
  await phone.relaunch({ path: 'pages/statement/index' })
  await phone.tap(/退回：重复转账/)
  await phone.tap('#see-order')
  await phone.tap('#returns')
  await seeAll(phone, '已到账', '*华', '已退回')
  await chen.close()
})

it('somebody who was handed it checks it in any browser; a forged one is refused', async () => {
  const page = await phone.page.context().newPage()
  await page.goto(`${minibank.url}/verify`)
  await page.getByLabel('验真码').fill(code.toLowerCase().replaceAll('-', ' '))
  await page.getByLabel('金额（元）').fill(amount)
  await page.getByRole('button', { name: '查验' }).click()
  await page.locator('#genuine').waitFor()
  const told = await page.locator('#genuine').textContent()
  for (const words of ['这张回单是真的', '12.34 元', '*华', '交易成功']) expect(told).toContain(words)
  expect(told).not.toContain(persona('li-xiuying').name)

  await page.getByLabel('金额（元）').fill('1234')
  await page.getByRole('button', { name: '查验' }).click()
  await page.locator('#forged').waitFor()
  expect(await page.locator('#forged').textContent()).toContain('没有查到这张回单')
  expect(await page.locator('main').textContent()).not.toContain('12.34 元')
  await page.close()
})
