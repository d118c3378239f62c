/**
 * A payee whom many have reported, a person or a bank card: the warning before the PIN, the way back, and the pause that the
 * bank keeps to; the same of whom a card in the chat is for, and of who asks for its money. In the unmodified WeChat package.
 */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { errorText } from '../../src/contract/errors.ts'
import type { TestPhone } from '../support/phone.ts'
import { allIsWell } from './bank-says.ts'
import { inOrder, type Minibank, persona, startMinibank } from './minibank.ts'
import { launchOf, shareCard } from './share-cards.ts'
import { enterPin, findPayee, key, placeOrder, problemAt, seeAll, tellCard } from './steps.ts'

const HOUR_MS = 3_600_000
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
})

it('a card in the chat is not made for a reported number that is no customer’s, and the words say so', async () => {
  const [lei, mei] = [persona('li-lei'), persona('han-mei')]
  await minibank.report({ mobile: lei.mobile }, { mobile: mei.mobile })
  await chen.relaunch({ path: 'claimable/index' })
  await key(chen, '5')
  await chen.type('#mobile', lei.mobile)
  await chen.tap('#submit')
  await enterPin(chen)
  expect(await problemAt(chen, 'mobile')).toBe(errorText('CLAIMABLE_REPORTED', 'zh'))
})

it('for a reported customer’s number it is made when the warning was read and the pause has passed', async () => {
  await chen.type('#mobile', persona('han-mei').mobile)
  await chen.tap('#submit')
  await enterPin(chen)
  await seeAll(chen, '先停一停', '这个收款人被多人举报过')
  await readAndPause()
  await chen.tap('#submit')
  await enterPin(chen)
  await chen.onPage('claimable/sent')
  await seeAll(chen, '卡片做好了')
})

it('who confirms that a reported person asks is warned of them the same way, the next day again', async () => {
  await minibank.forward(24 * HOUR_MS)
  await minibank.report({ mobile: XIUYING.mobile }, { mobile: persona('han-mei').mobile })
  await chen.relaunch({ path: 'claimable/index' })
  await key(chen, '6')
  await chen.tap('#whom-confirm')
  await chen.tap('#submit')
  await enterPin(chen)
  await chen.onPage('claimable/sent')
  const ying = await minibank.open('li-xiuying', launchOf(await shareCard(chen)))
  await ying.tap('#claim')
  await seeAll(ying, '已请对方确认')
  await chen.relaunch({ path: 'claimable/sent' })
  await chen.tap({ role: 'button', name: /等待领取/ })
  await seeAll(chen, '*英 想领取')
  await chen.tap('#ask-yes')
  await seeAll(chen, '先停一停', '这个收款人被多人举报过')
  await readAndPause()
  await chen.tap('#ask-yes')
  await seeAll(chen, '*英 已领取')
  await allIsWell(minibank)
})
