/**
 * A payee whom many have reported, a person or a bank card: the warning before the PIN, the way back, and the pause that the
 * bank keeps to. In the unmodified WeChat package.
 */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TestPhone } from '../support/phone.ts'
import { allIsWell } from './bank-says.ts'
import { inOrder, type Minibank, persona, startMinibank } from './minibank.ts'
import { enterPin, findPayee, placeOrder, seeAll, tellCard } from './steps.ts'

const XIUYING = persona('li-xiuying')
/** 招商银行, of 李雷, who has no account here. */
const LEIS_CARD = persona('li-lei').cards[0]?.number ?? ''

let minibank: Minibank
let chen: TestPhone
beforeAll(async () => {
  minibank = await startMinibank('postgres')
  await minibank.rule('reported-payee.pause', '', 3, 'seconds')
  await minibank.report({ mobile: XIUYING.mobile }, { card: LEIS_CARD })
}, 180_000)
afterAll(() => minibank?.close())
inOrder(() => minibank)

async function readAndPause(): Promise<void> {
  await chen.tap('#reported-read')
  await seeAll(chen, /想一想，\d 秒后可以继续/)
  await chen.tap('#reported-go')
  await chen.gone('#reported-sheet')
}

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
  await readAndPause()
  await placeOrder(chen, '1')
  await chen.see('#transfer-done')
})

it('a bank card is warned of as soon as its holder’s name is told, and paid after the pause', async () => {
  await tellCard(chen, LEIS_CARD, persona('li-lei').name)
  await seeAll(chen, '先停一停', '这个收款人被多人举报过')
  expect(await chen.text('#payee')).toContain('被举报')
  await readAndPause()
  await placeOrder(chen, '2')
  await chen.see('#card-transfer-done')
})

it('a bank card that is reported while its amount is typed is warned of then', async () => {
  const card = persona('han-mei').cards[0]?.number ?? ''
  await tellCard(chen, card, persona('han-mei').name)
  await minibank.report({ card }, { card: LEIS_CARD })
  await placeOrder(chen, '3')
  await readAndPause()
  await chen.tap('#submit')
  await enterPin(chen)
  await chen.see('#card-transfer-done')
  await allIsWell(minibank)
})
