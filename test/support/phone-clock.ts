import type { BrowserContext } from 'playwright-core'

/** Puts a phone's clock ahead of the machine's: timers run as ever, the time of day is another. */
export async function putAhead(context: BrowserContext, ms: number): Promise<void> {
  await context.addInitScript((ahead) => {
    const { now } = Date
    globalThis.Date = new Proxy(Date, {
      construct: (target, given, newTarget) =>
        Reflect.construct(target, given.length === 0 ? [now() + ahead] : given, newTarget),
    })
    Date.now = () => now() + ahead
  }, ms)
}
