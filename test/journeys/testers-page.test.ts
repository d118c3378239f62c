/** What a tester does at `/` by hand: the phone with the real package, and everything around it. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import modes from '../../config/compile-modes.json'
import { TestPhone } from '../support/phone.ts'
import { type Minibank, persona, startMinibank } from './minibank.ts'
import { chooseRest, consent } from './steps.ts'

const DAY_MS = 86_400_000
const LI_LEI = persona('li-lei')

let minibank: Minibank
let page: Page
let phone: TestPhone
const broken: string[] = []

beforeAll(async () => {
  minibank = await startMinibank('pglite')
  page = await tester({ width: 1440, height: 900 })
  phone = new TestPhone(page, minibank.url)
}, 180_000)
afterAll(() => minibank?.close())

/** A tester's browser at `/`. */
async function tester(viewport: { width: number; height: number }): Promise<Page> {
  const context = await minibank.browser.newContext({ viewport, locale: 'zh-CN', reducedMotion: 'reduce' })
  const opened = await context.newPage()
  opened.setDefaultTimeout(15_000)
  opened.on('pageerror', (error) => broken.push(error.message))
  await opened.goto(`${minibank.url}/`)
  await opened.waitForFunction(() => window.phone !== undefined)
  return opened
}

const tab = (name: string) => page.getByRole('tab', { name })
const ask = async <Answer>(path: string) => (await (await fetch(`${minibank.url}/sandbox${path}`)).json()) as Answer
const ahead = async () => (await ask<{ offset: number }>('/clock')).offset
const faultsOn = async () =>
  (await ask<{ faults: { system: string; mode: string }[] }>('/faults')).faults.filter(({ mode }) => mode !== 'none')
const messages = async () => (await ask<{ state: string }>('/wechat/messages')).state

describe('the page at /', () => {
  it('says what it is, warns that it is a demonstration, and leads on', async () => {
    await page.getByText('住在聊天里的银行').waitFor()
    await page.getByText(/不是真的银行，请勿填写真实的身份证号和卡号/).waitFor()
    const links = page.getByRole('navigation').getByRole('link')
    const addresses = await links.evaluateAll((all) => all.map((one) => one.getAttribute('href')))
    expect(addresses).toEqual(['/h5/', '/docs', '/metrics'])
    for (const address of addresses) expect((await fetch(`${minibank.url}${address}`)).status).toBe(200)
  })

  it('has the newcomer’s phone with the real package on it, and writes down what it asked', async () => {
    await phone.onPage('pages/home/index')
    await phone.see('#open-account')
    await page.locator('.line[data-kind="request"]', { hasText: 'GET /v1/home' }).first().waitFor()
    await page.locator('.line[data-kind="setData"]', { hasText: 'pages/home/index' }).first().waitFor()
    await page
      .getByText('在微信的限度和我们的预算之内')
      .or(page.getByText(/处超过限度/))
      .waitFor()
  })

  it('fills a number into the field in use by one click', async () => {
    await phone.tap('#open-account')
    await phone.onPage('bind/index')
    for (const [field, name] of [
      ['#card-number', /招商银行 6225/],
      ['#name', /姓名/],
      ['#id-number', /身份证/],
      ['#mobile', /手机号/],
    ] as const) {
      await phone.tap(field)
      await page.locator('.numbers').getByRole('button', { name }).click()
    }
    expect(await phone.value('#card-number')).toBe('6225 8814 1420 7430')
    expect(await phone.value('#name')).toBe('李雷')
    expect((await phone.value('#id-number')).replaceAll(' ', '')).toBe(LI_LEI.idNumber)
    expect((await phone.value('#mobile')).replaceAll(' ', '')).toBe(LI_LEI.mobile)
  })

  it('shows the code of the card’s bank as it arrives, and fills it in', async () => {
    await chooseRest(phone)
    await consent(phone)
    await phone.tap('#submit')
    await phone.onPage('bind/code')
    await phone.tap('#code')
    const code = await minibank.codeAfter(LI_LEI.mobile)
    await page.getByRole('button', { name: `填入或复制验证码 ${code}` }).click()
    expect(await phone.value('#code')).toBe(code)
  })

  it('lets another person take the phone, with a storage of their own', async () => {
    await page.getByRole('radio', { name: /陈华/ }).check()
    await phone.onPage('pages/home/index')
    await phone.see(/陈华/)
    await expect.poll(async () => (await ask<{ current: string }>('/personas')).current).toBe('chen-hua')
  })

  it('opens the mini-program from every scene that it offers, on a page that there is', async () => {
    for (const mode of modes) {
      const tile = page.locator(`.tile[data-scene="${mode.scene}"]`)
      if ((await tile.count()) === 0) continue
      await tile.click()
      await phone.onPage(mode.pathName)
      await phone.see(mode.pathName === 'pages/home/index' ? /陈华/ : '安心存 一年期', 15_000)
    }
    expect(await page.locator('.tile').count()).toBe(4)
  })

  it('hands a shared card to a friend, who opens it', async () => {
    await page.locator('.tile[data-scene="1007"]').click()
    await phone.tap('#share')
    await page.getByRole('button', { name: '以李雷的身份点开这张卡片' }).click()
    await phone.onPage('pages/product/index')
    await phone.see('*华 分享给你', 15_000)
    expect(await page.getByRole('radio', { name: /李雷/ }).isChecked()).toBe(true)
  })

  it('dresses the phone: dark, large, English', async () => {
    await page.getByRole('radio', { name: '深色' }).check()
    await expect.poll(() => page.locator('.phone').getAttribute('data-theme')).toBe('dark')
    await page.getByRole('radio', { name: '大字' }).check()
    await page.locator('.settings').getByRole('radio', { name: 'English' }).check()
    // Large letters are care mode: the doors of home, no tabs.
    await phone.see('Open with a card you have', 15_000)
    await phone.gone('Statement')
    await page.locator('.settings').getByRole('radio', { name: '中文' }).check()
    await page.getByRole('radio', { name: '浅色' }).check()
  })

  it('breaks the outside and the network, says so, and mends all by one click', async () => {
    await tab('故障').click()
    await page.getByRole('group', { name: '卡系统' }).getByRole('radio', { name: '不答' }).check()
    await page.getByRole('group', { name: '手机的网络' }).getByRole('radio', { name: '断开' }).check()
    await page.getByRole('group', { name: '微信消息' }).getByRole('radio', { name: '额度用完' }).check()
    await page.getByText('3 处故障开着').waitFor()
    await expect.poll(messages).toBe('quota-used')
    await expect.poll(faultsOn).toEqual([{ system: 'cards', mode: 'silent', delayMs: 0 }])
    await page.locator('.tile[data-scene="1001"]').click()
    await page.locator('.line[data-kind="request"][data-bad]', { hasText: 'INTERNET_DISCONNECTED' }).first().waitFor()
    await page.getByRole('button', { name: '全部关闭' }).click()
    await page.getByText('处故障开着').waitFor({ state: 'hidden' })
    await expect.poll(faultsOn).toEqual([])
    await expect.poll(messages).toBe('taken')
  })

  it('moves the bank’s clock forward', async () => {
    await tab('时间').click()
    await page.getByText('和真实时间一致').waitFor()
    await page.getByRole('button', { name: '1 天' }).click()
    await page.getByText('比真实时间快 1 天').waitFor()
    expect(await ahead()).toBeGreaterThan(DAY_MS - 5000)
    await page.getByRole('button', { name: '1 年' }).click()
    await page.getByText(/比真实时间快 36[67] 天/).waitFor()
  })

  it('can be used by the keyboard alone', async () => {
    await tab('时间').focus()
    await page.keyboard.press('ArrowRight')
    expect(await tab('故障').getAttribute('aria-selected')).toBe('true')
    await page.keyboard.press('Tab')
    await page.keyboard.press('ArrowRight')
    await page.getByText('1 处故障开着').waitFor()
    await page.keyboard.press('ArrowLeft')
    const nameless = await page
      .locator('#root button, #root input, #root a')
      .evaluateAll((all) =>
        all
          .filter((one) => !one.closest('label') && !one.textContent?.trim() && !one.ariaLabel && !one.id)
          .map((one) => one.outerHTML),
      )
    expect(nameless).toEqual([])
  })

  it('speaks English too', async () => {
    await page.locator('.masthead').getByRole('radio', { name: 'English' }).check()
    await page.getByRole('heading', { name: 'Who holds the phone' }).waitFor()
    const chinese = await page.locator('.section-head, .tabs [role=tab], .person-text, .tile').allInnerTexts()
    expect(chinese.filter((text) => /\p{Script=Han}/u.test(text))).toEqual([])
    await page.locator('.masthead').getByRole('radio', { name: '中文' }).check()
  })

  it('asks before it starts over, and then everything is as at the beginning', async () => {
    await page.getByRole('button', { name: '全部重来' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '不了' }).click()
    expect(await ahead()).toBeGreaterThan(DAY_MS)
    await page.getByRole('button', { name: '全部重来' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '全部重来' }).click()
    await page.getByRole('dialog').waitFor({ state: 'hidden', timeout: 40_000 })
    expect(await ahead()).toBe(0)
    await tab('聊天').click()
    await page.getByText('在手机里分享一个产品').waitFor()
    await phone.onPage('pages/home/index')
    await phone.see('#open-account', 15_000)
  })

  it('starts over even while the bank still takes the outside for broken', async () => {
    await minibank.fault('wechat', 'refusing')
    for (let visit = 0; visit < 3; visit++)
      await expect(minibank.client('chen-hua')).rejects.toThrow('OUTSIDE_UNAVAILABLE')
    await page.getByRole('button', { name: '全部重来' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '全部重来' }).click()
    await page.getByRole('dialog').waitFor({ state: 'hidden', timeout: 40_000 })
    const { total } = await (await minibank.client('chen-hua')).call('GET /v1/home', {})
    expect(total).toBe(28_640_52)
  })

  it('is only the phone on a phone, with the panel in a drawer', async () => {
    const wide = page
    page = await tester({ width: 390, height: 844 })
    const held = new TestPhone(page, minibank.url)
    await held.onPage('pages/home/index')
    const screen = await page.locator('.phone').boundingBox()
    expect(screen).toEqual({ x: 0, y: 0, width: 390, height: 844 })
    await page.getByRole('button', { name: '打开测试面板' }).click()
    await page.getByRole('dialog').getByRole('radio', { name: /韩梅/ }).check()
    await page.keyboard.press('Escape')
    await held.see(/韩梅/, 15_000)
    await page.context().close()
    page = wide
  })

  it('has thrown nothing', () => {
    expect(broken).toEqual([])
  })
})
