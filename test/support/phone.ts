/**
 * Drives a mini-program on the simulated phone, in the words of someone who holds it: tap, type, see.
 *
 * Everything waits by itself (15 s unless told otherwise, for a busy machine) and works on what is on the screen: the page on
 * top and whatever sheet, keyboard or tab bar lies over it. Ids are those of the WXML.
 */
import type { Browser, Locator, Page, Request } from 'playwright-core'
import type { AuditReport, NetworkType, PhoneEvents, ShareCard, ThemeName } from '../../src/simulator/phone.ts'
import { putAhead } from './phone-clock.ts'

/** How the phone is opened. */
export interface OpenOptions {
  /** Such as `pages/home/index`; the first page unless given. */
  path?: string
  /** `a=1&b=2` */
  query?: string
  /** 场景值: 1007 a shared card, 1047 a mini-program code, 1154 Moments. */
  scene?: number
  persona?: string
  theme?: ThemeName
  /** WeChat's font size in px: 17 is usual, 24 is care mode. */
  font?: number
  language?: string
  width?: number
  height?: number
  /** Where codes come from; `/sandbox` of the same origin unless given. */
  sandbox?: string
  /** The gateway's origin; the page's own unless given. */
  api?: string
  /** How far the phone's clock is ahead of the machine's, ms. */
  aheadMs?: number
}

/**
 * What to look for. A text is an id when it begins with `#`, and else what is written on it, or its
 * accessible name, or a field's placeholder.
 */
export type Target = string | RegExp | { role: string; name?: string | RegExp } | { id: string }

const DEFAULT_TIMEOUT_MS = 15_000

/** All that a finger can reach now. */
const REACHABLE = '.page-layer[data-top], .sheets, .keyboard, .tab-bar, .capsule'

/**
 * Opens a phone in a browser context of its own, so that nothing is left of the one before.
 *
 * @param origin where the simulator is served
 */
export async function openPhone(
  browser: Browser,
  origin: string,
  { aheadMs = 0, ...options }: OpenOptions = {},
): Promise<TestPhone> {
  const width = options.width ?? 375
  const height = options.height ?? 812
  const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: 2, locale: 'zh-CN' })
  if (aheadMs !== 0) await putAhead(context, aheadMs)
  const page = await context.newPage()
  page.setDefaultTimeout(DEFAULT_TIMEOUT_MS)
  const phone = new TestPhone(page, origin)
  await phone.reopen(options)
  return phone
}

export class TestPhone {
  /** The browser's page, for what this driver has no word for. */
  readonly page: Page
  private origin: string

  constructor(page: Page, origin: string) {
    this.page = page
    this.origin = origin
  }

  /**
   * Switches the phone off and on: a cold start, with the storage of before.
   *
   * A page that a browser did not get whole (in a container its network may change under it) is asked for once more, and
   * that is said aloud.
   *
   * @throws Error with the compiler's message when the package cannot be compiled
   */
  async reopen(options: OpenOptions = {}): Promise<void> {
    const search = new URLSearchParams({ bare: '1', still: '1' })
    for (const [name, value] of Object.entries(options)) if (value !== undefined) search.set(name, String(value))
    const address = `${this.origin}/simulator/index.html?${search}`
    const lost = await this.load(address)
    if (lost.length === 0) return
    console.warn(`The phone did not start, and is switched on again: ${lost.join('; ')}`)
    const again = await this.load(address)
    if (again.length > 0) throw new Error(`The phone did not start: ${again.join('; ')}`)
  }

  /** What kept the phone from starting: requests without an answer, errors of the page. Nothing: it runs. */
  private async load(address: string): Promise<string[]> {
    const seen: string[] = []
    const onFailed = (request: Request) => seen.push(`${request.url()}: ${request.failure()?.errorText}`)
    const onError = (error: Error) => seen.push(error.message)
    this.page.on('requestfailed', onFailed).on('pageerror', onError)
    try {
      await this.page.goto(address)
      // Not by animation frames: a page need not be drawn to run.
      const state = await this.page.waitForFunction(
        () => (window.phone && 'runs') ?? (document.body.dataset.failed !== undefined && document.body.textContent),
        undefined,
        { polling: 50 },
      )
      const told = await state.jsonValue()
      if (told === 'runs') return []
      seen.push(String(told))
    } catch (error) {
      seen.push((error as Error).message)
    } finally {
      this.page.off('requestfailed', onFailed).off('pageerror', onError)
    }
    return seen
  }

  async close(): Promise<void> {
    await this.page.context().close()
  }

  // ── Looking ────────────────────────────────────────────────────────────────────────────────────

  /** Waits until it can be seen. */
  async see(target: Target, timeoutMs = DEFAULT_TIMEOUT_MS): Promise<void> {
    await this.find(target).first().waitFor({ state: 'visible', timeout: timeoutMs })
  }

  /** Waits until it cannot be seen any more, or checks that it never was there. */
  async gone(target: Target, timeoutMs = DEFAULT_TIMEOUT_MS): Promise<void> {
    await this.find(target).first().waitFor({ state: 'hidden', timeout: timeoutMs })
  }

  /** Whether it can be seen at this moment. */
  async sees(target: Target): Promise<boolean> {
    return this.find(target).first().isVisible()
  }

  /** What is written on something, in one line. */
  async text(target: Target): Promise<string> {
    // biome-ignore lint/performance/useDomNodeTextContent: what can be seen, not what is there.
    const text = await this.find(target).first().innerText()
    return text.replace(/\s+/g, ' ').trim()
  }

  /** Every line that is written on the screen now, from top to bottom. */
  async texts(): Promise<string[]> {
    const all = await this.reachable().allInnerTexts()
    return all.flatMap((text) => text.split('\n').map((line) => line.trim())).filter((line) => line !== '')
  }

  /** What a field holds. */
  async value(target: Target): Promise<string> {
    return this.field(target).inputValue()
  }

  /** The toast on the screen; waits for one. */
  async toast(): Promise<string> {
    return ((await this.page.locator('.toast-layer').textContent()) ?? '').trim()
  }

  /** Whether a checkbox, radio or switch is on. */
  async isChecked(target: Target): Promise<boolean> {
    return (await this.find(target).first().getAttribute('aria-checked')) === 'true'
  }

  /** The path of the page on top. */
  async path(): Promise<string> {
    return (await this.pages()).at(-1) ?? ''
  }

  /** The paths of the open pages, the first at the bottom. */
  async pages(): Promise<string[]> {
    return this.page.evaluate(() => window.phone.pages())
  }

  /** Waits until this page is on top and nothing is moving. */
  async onPage(path: string, timeoutMs = DEFAULT_TIMEOUT_MS): Promise<void> {
    await this.page.waitForFunction((wanted) => window.phone.pages().at(-1) === wanted, path, { timeout: timeoutMs })
  }

  /** Elements on the screen, for assertions that this driver has no word for. */
  find(target: Target): Locator {
    const scope = this.reachable()
    if (target instanceof RegExp) return scope.getByText(target)
    if (typeof target === 'object' && 'id' in target) return scope.locator(`#${cssEscape(target.id)}`)
    if (typeof target === 'object') {
      const name = target.name === undefined ? {} : { name: target.name, exact: typeof target.name === 'string' }
      return scope.getByRole(target.role as 'button', name)
    }
    if (target.startsWith('#')) return scope.locator(`#${cssEscape(target.slice(1))}`)
    return scope
      .getByText(target, { exact: true })
      .or(scope.getByLabel(target, { exact: true }))
      .or(scope.getByPlaceholder(target, { exact: true }))
  }

  // ── Doing ──────────────────────────────────────────────────────────────────────────────────────

  /** Taps it once it is there, can be seen, is not disabled and nothing lies over it. */
  async tap(target: Target): Promise<void> {
    await this.visible(target).click()
  }

  /**
   * Puts a text into a field in place of what it held. What it held is taken out first and what the package makes of that
   * is drawn, as when a person types: else the field's greatest length may count the old text too.
   */
  async type(target: Target, text: string): Promise<void> {
    const field = this.field(target)
    if ((await field.inputValue()) !== '') await this.fill(field, '')
    await this.fill(field, text)
  }

  /** Opens a safe-password field if its keyboard is not open yet, and presses the digits on that keyboard. */
  async password(digits: string, target?: Target): Promise<void> {
    const keyboard = this.page.locator('.number-keyboard')
    if (target !== undefined && !(await keyboard.isVisible())) await this.tap(target)
    for (const digit of digits) await keyboard.getByRole('button', { name: digit, exact: true }).click()
  }

  /** Opens a picker and turns its wheels to these rows, from left to right. */
  async pick(target: Target, ...rows: string[]): Promise<void> {
    await this.tap(target)
    const sheet = this.page.locator('.picker')
    for (const [column, row] of rows.entries()) {
      await sheet.locator('.picker-column').nth(column).getByRole('option', { name: row, exact: true }).click()
    }
    await sheet.getByRole('button', { name: '确定' }).click()
    await sheet.waitFor({ state: 'hidden' })
  }

  /** Scrolls until it can be seen. */
  async scrollTo(target: Target): Promise<void> {
    await this.find(target).first().scrollIntoViewIfNeeded()
  }

  /** The way back at the edge of the screen. */
  async back(): Promise<void> {
    await this.page.evaluate(() => window.phone.back())
  }

  async pullDown(): Promise<void> {
    await this.page.evaluate(() => window.phone.pullDown())
  }

  /** Shares the page on top as the … menu does, and returns the card in the chat. */
  async share(): Promise<ShareCard> {
    return this.page.evaluate(() => window.phone.share())
  }

  /** Ends the mini-program and starts it anew on this same phone. */
  async relaunch(launch: { path?: string; query?: string; scene?: number } = {}): Promise<void> {
    await this.page.evaluate((how) => window.phone.relaunch(how), launch)
  }

  /** Another app comes to the front. */
  async hide(): Promise<void> {
    await this.page.evaluate(() => window.phone.hide())
  }

  /** The mini-program comes back to the front: with a path it is a hot start on that page. */
  async show(launch?: { path?: string; query?: string; scene?: number }): Promise<void> {
    await this.page.evaluate((how) => window.phone.show(how), launch)
  }

  async setTheme(theme: ThemeName): Promise<void> {
    await this.page.evaluate((name) => window.phone.setTheme(name), theme)
  }

  /** `none` is no network at all; a delay makes it slow. */
  async setNetwork(type: NetworkType, delayMs = 0): Promise<void> {
    await this.page.evaluate(([name, ms]) => window.phone.setNetwork(name, ms), [type, delayMs] as const)
  }

  // ── Recording ──────────────────────────────────────────────────────────────────────────────────

  /** What the phone has told of one kind so far, the earliest first. */
  async log<Name extends keyof PhoneEvents>(name: Name): Promise<PhoneEvents[Name][]> {
    const all = await this.page.evaluate((kind) => window.phoneLog.filter((one) => one.name === kind), name)
    return all.map((one) => one.event as PhoneEvents[Name])
  }

  /** Errors that the package threw and did not catch. A good journey ends with none. */
  async errors(): Promise<string[]> {
    return (await this.log('error')).map((one) => `${one.where}: ${one.message}`)
  }

  async audit(): Promise<AuditReport> {
    return this.page.evaluate(() => window.phone.audit())
  }

  /** A picture of the whole screen, at twice its size. */
  async screenshot(path?: string): Promise<Buffer> {
    return this.page.screenshot(path ? { path } : {})
  }

  // ───────────────────────────────────────────────────────────────────────────────────────────────

  /** Where the screen's elements are. */
  protected reachable(): Locator {
    return this.page.locator(REACHABLE)
  }

  private async fill(field: Locator, text: string): Promise<void> {
    await field.fill(text)
    // No person types on before this was drawn; its drawing would take the place of what comes next.
    await this.page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn, 20))))
  }

  private visible(target: Target): Locator {
    return this.find(target).filter({ visible: true }).first()
  }

  /** The browser's own field inside of wx-input or wx-textarea, whichever of the two was meant. */
  private field(target: Target): Locator {
    const found = this.find(target)
    const inside = found.locator('input, textarea')
    const itself = found.and(this.page.locator('input, textarea'))
    return inside.or(itself).first()
  }
}

function cssEscape(id: string): string {
  return id.replace(/[^\w-]/g, (letter) => `\\${letter}`)
}
