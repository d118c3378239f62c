/**
 * What a person waits for while an account is opened: the built WeChat package in a browser, from a product that a friend
 * shared to the account, and back at the product. A wait is from the tap to the next thing that can be used; what the
 * person types and the way of the SMS are none. The networks answer in `networkMs`.
 */
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { NETWORK_IDS } from '../../src/contract/networks.ts'
import { NEWCOMER } from '../../src/sandbox/personas.ts'
import { openDatabase } from '../../src/storage/open.ts'
import { startGatewayProcess } from '../faults/gateway.ts'
import { type TestersApi, testersApi } from '../faults/outside.ts'
import { persona } from '../journeys/minibank.ts'
import { consent, fillForm, NEW_PIN } from '../journeys/steps.ts'
import { launchBrowser } from '../support/browser.ts'
import { openPhone, type TestPhone } from '../support/phone.ts'
import { freePort } from '../support/postgres.ts'
import { median, type Stand } from './stand.ts'

type Wait = 'to_the_form' | 'to_the_code' | 'to_the_pin' | 'to_the_account' | 'to_the_product'

/** The median of each wait over the runs, and of their sum. The first opening after a start is not counted. */
export async function waitsInThePhone(
  { server, folder }: Stand,
  { runs, networkMs }: { readonly runs: number; readonly networkMs: number },
): Promise<Readonly<Record<Wait | 'sum' | 'longest_sum', number>>> {
  const admin = await openDatabase({ url: server.url(), maxConnections: 1 })
  await admin.query('CREATE DATABASE phone')
  await admin.close()
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const outside = testersApi(`${origin}/sandbox`)
  const gateway = await startGatewayProcess({
    PORT: String(port),
    DATABASE_URL: server.url('phone'),
    DATA_DIR: join(folder, 'phone'),
  })
  const browser = await launchBrowser()
  try {
    const seen: Readonly<Record<Wait, number>>[] = []
    for (let run = 0; run <= runs; run++) {
      await outside.tell('POST', '/reset', {})
      for (const network of NETWORK_IDS) await outside.misbehave(network, { mode: 'late', delayMs: networkMs })
      const waits = await openOnce(browser, origin, outside)
      if (run > 0) seen.push(waits)
    }
    const sums = seen.map((waits) => Object.values(waits).reduce((sum, wait) => sum + wait, 0))
    const of = (wait: Wait) => Math.round(median(seen.map((waits) => waits[wait])))
    return {
      to_the_form: of('to_the_form'),
      to_the_code: of('to_the_code'),
      to_the_pin: of('to_the_pin'),
      to_the_account: of('to_the_account'),
      to_the_product: of('to_the_product'),
      sum: Math.round(median(sums)),
      longest_sum: Math.round(Math.max(...sums)),
    }
  } finally {
    await browser.close()
    await gateway.stop()
  }
}

async function openOnce(browser: Browser, origin: string, outside: TestersApi): Promise<Record<Wait, number>> {
  const phone = await openPhone(browser, origin, {
    persona: NEWCOMER,
    path: 'pages/product/index',
    query: 'id=anxin-12m',
    scene: 1007,
  })
  try {
    await phone.see('#buy')
    const to_the_form = await wait(() => tapTo(phone, '#buy', '#card-number'))
    await fillForm(phone, NEWCOMER)
    await consent(phone)
    const to_the_code = await wait(() => tapTo(phone, '#submit', '#code'))
    await phone.type('#code', await outside.codeTo(persona(NEWCOMER).mobile))
    const to_the_pin = await wait(() => tapTo(phone, '#to-pin', '6 位数字，转账、转入、存入时要用。不要用生日和手机号'))
    await phone.password(NEW_PIN)
    await phone.see('和刚才输入的一样')
    const to_the_account = await wait(async () => {
      await phone.password(NEW_PIN)
      await phone.see('#to-product')
    })
    const to_the_product = await wait(() => tapTo(phone, '#to-product', '#buy'))
    return { to_the_form, to_the_code, to_the_pin, to_the_account, to_the_product }
  } finally {
    await phone.close()
  }
}

async function tapTo(phone: TestPhone, from: string, to: string): Promise<void> {
  await phone.tap(from)
  await phone.see(to)
}

async function wait(work: () => Promise<void>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}
