/**
 * Limits of one's own: lowered at once and raised with the PIN, on the phone; what they leave is told where the amount is
 * typed. In the unmodified WeChat package.
 */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { formatYuan } from '../../src/contract/money.ts'
import type { TestPhone } from '../support/phone.ts'
import { allIsWell } from './bank-says.ts'
import { inOrder, type Minibank, persona, startMinibank } from './minibank.ts'
import { enterPin, findPayee, key, problemAt, seeAll, send } from './steps.ts'

let minibank: Minibank
let chen: TestPhone
beforeAll(async () => {
  minibank = await startMinibank('postgres')
}, 180_000)
afterAll(() => minibank?.close())
inOrder(() => minibank)

const agreed = async () => {
  const { accounts } = await (await minibank.client('chen-hua')).call('GET /v1/accounts', {})
  return accounts[0]?.agreed
}
const type = async (name: 'day' | 'count' | 'year', limit: string) => {
  await chen.tap(`#own-${name}`)
  await chen.type('#limit', limit)
  await chen.tap('#save-limit')
}

it('are lowered without a word more, and never set above the class', async () => {
  chen = await minibank.open('chen-hua')
  await chen.see('#do-transfer')
  await chen.relaunch({ path: 'account/index' })
  await chen.tap('#to-own-limits')
  await seeAll(chen, '最多转给别人多少', '没有另定，按账户等级 10,000 元')
  await type('day', '500')
  await chen.gone('#limit-sheet')
  await seeAll(chen, '500 元')
  expect(await agreed()).toMatchObject({ day: 500_00, count: null, year: null })
  await type('day', '10001')
  await seeAll(chen, /最多能设 10,000.00 元/)
  expect(await agreed()).toMatchObject({ day: 500_00 })
  await chen.type('#limit', '0')
  await chen.tap('#save-limit')
  expect(await problemAt(chen, 'limit')).toBe('请输入大于 0 的数')
})

it('are raised with the PIN', async () => {
  await chen.type('#limit', '600')
  await chen.tap('#save-limit')
  await enterPin(chen)
  await chen.gone('#pin-subject')
  await seeAll(chen, '600 元')
  expect(await agreed()).toMatchObject({ day: 600_00 })
})

it('hold at the next payment, which says what is left and where to change it', async () => {
  const { mobile } = persona('li-xiuying')
  await chen.relaunch({ path: 'pages/home/index' })
  await send(chen, mobile, '200')
  await chen.relaunch({ path: 'pages/home/index' })
  await findPayee(chen, mobile)
  await chen.onPage('transfer/amount')
  // Of the day he had sent some before.
  const left = (await agreed())?.dayLeft ?? Number.NaN
  expect(left).toBeLessThanOrEqual(400_00)
  await seeAll(chen, `今天还可转 ${formatYuan(left)}`)
  await key(chen, String(left / 100 + 1))
  expect(await problemAt(chen, 'amount')).toBe(
    `您自己定的限额，今天还可转 ${formatYuan(left)}。要调整，请到账户页的“转账限额”`,
  )
  await allIsWell(minibank)
})
