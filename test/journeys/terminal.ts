/** Terminals at the bank: its own people in front of the console. */
import type { Page } from 'playwright-core'
import type { Minibank } from './minibank.ts'

/**
 * A refusal is an answer of the gateway, and no fault of the page. And two style sheets of the components' that carry no
 * nonce, so that the policy keeps them out: one measures scroll bars, one keeps the page still behind a dialogue.
 */
const HARMLESS = /^(Failed to load resource|Applying inline style violates)/

/** A terminal, as somebody of the staff sits down at it. `broken` collects what went wrong on it. */
export async function openTerminal(minibank: Minibank, broken: string[]): Promise<Page> {
  const context = await minibank.browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  page.on('pageerror', (error) => broken.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !HARMLESS.test(message.text())) broken.push(message.text())
  })
  await page.goto(`${minibank.url}/console/`)
  return page
}

export async function signIn(page: Page, name: string): Promise<void> {
  await page.locator('#sign-in').click()
  await page.getByRole('button', { name }).click()
  await page.locator('#me').getByText(name).waitFor()
}

export async function signOut(page: Page): Promise<void> {
  await page.locator('#sign-out').click()
  await page.locator('#sign-in').waitFor()
}
