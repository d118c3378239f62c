/** The H5 build in a real browser on a phone, driven by the same words as the simulated WeChat. */
import type { Browser, Locator, Page } from 'playwright-core'
import { type Target, TestPhone } from '../support/phone.ts'
import { putAhead } from '../support/phone-clock.ts'

export class BrowserPhone extends TestPhone {
  private readonly failures: string[] = []
  private readonly base: string

  /** `page` as the mini-program calls it, with its query. */
  static async open(browser: Browser, url: string, page: string, aheadMs = 0): Promise<BrowserPhone> {
    const context = await browser.newContext({
      viewport: { width: 375, height: 812 },
      deviceScaleFactor: 2,
      isMobile: true,
      hasTouch: true,
      locale: 'zh-CN',
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    if (aheadMs !== 0) await putAhead(context, aheadMs)
    const phone = new BrowserPhone(await context.newPage(), url)
    await phone.go(page)
    return phone
  }

  private constructor(page: Page, url: string) {
    super(page, url)
    this.base = `${url}/h5/`
    page.setDefaultTimeout(15_000)
    page.on('pageerror', (error) => this.failures.push(error.message))
    page.on('console', (message) => {
      // A refusal is an answer of the gateway, and no fault of the page.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
        this.failures.push(message.text())
      }
    })
  }

  /** Opens an address, or the same one anew. */
  async go(page: string): Promise<void> {
    await this.page.goto('about:blank')
    await this.page.goto(`${this.base}#${page}`)
  }

  override find(target: Target): Locator {
    return super.find(target).filter({ visible: true })
  }

  override async path(): Promise<string> {
    return new URL(this.page.url()).hash.replace(/^#\/?/, '').replace(/\?.*$/, '')
  }

  override async onPage(path: string): Promise<void> {
    await this.page.waitForURL((url) => url.hash.replace(/^#\/?/, '').replace(/\?.*$/, '') === path)
  }

  /** On our own keypad. */
  override async password(digits: string): Promise<void> {
    // A key that still rises with its sheet may move away from under the finger.
    await this.page
      .locator('.sheet__body')
      .evaluateAll((sheets) => Promise.all(sheets.flatMap((it) => it.getAnimations()).map(({ finished }) => finished)))
    for (const digit of digits) await this.tap(`#pin-key-${digit}`)
  }

  override async back(): Promise<void> {
    await this.page.goBack()
  }

  override async errors(): Promise<string[]> {
    return [...this.failures]
  }

  protected override reachable(): Locator {
    return this.page.locator('body')
  }
}
