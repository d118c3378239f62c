/**
 * A payee whom many have reported: the warning before the PIN, the way back, and the pause that the bank keeps to. In the
 * unmodified WeChat package.
 */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TestPhone } from '../support/phone.ts'
import { allIsWell } from './bank-says.ts'
import { inOrder, type Minibank, persona, startMinibank } from './minibank.ts'
import { enterPin, findPayee, key, seeAll } from './steps.ts'

const XIUYING = persona('li-xiuying')

let minibank: Minibank
let chen: TestPhone
beforeAll(async () => {
  minibank = await startMinibank('postgres')
  await minibank.rule('reported-payee.pause', '', 3, 'seconds')
  await minibank.report(XIUYING.mobile)
}, 180_000)
afterAll(() => minibank?.close())
inOrder(() => minibank)

it('is warned of in plain words, and going back is the first thing offered', async () => {
  chen = await minibank.open('chen-hua')
  await chen.see('#do-transfer')
  await findPayee(chen, XIUYING.mobile)
  await chen.onPage('transfer/amount')
  await seeAll(chen, '先停一停', '这个收款人被多人举报过', '我看清了，还是要转')
  await chen.tap('#reported-back')
  await chen.onPage('transfer/index')
})

it('can be paid by who has read it, when the pause has passed', async () => {
  await chen.tap('#payee-7002')
  await chen.onPage('transfer/amount')
  expect(await chen.text('#payee')).toContain('被举报')
  await chen.tap('#reported-read')
  await seeAll(chen, /想一想，\d 秒后可以继续/)
  await chen.tap('#reported-go')
  await chen.gone('#reported-sheet')
  await key(chen, '1')
  await chen.tap('#submit')
  await enterPin(chen)
  await chen.see('#transfer-done')
  await allIsWell(minibank)
})
