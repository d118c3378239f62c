/**
 * Whom one pays: somebody new, whose surname is asked for and never shown; somebody who was paid before, in three taps and
 * a PIN; a number that was copied; a name of one's own; and out of the book again. In the unmodified WeChat package.
 */
import type { Request } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { errorText } from '../../src/contract/errors.ts'
import { maskMobile } from '../../src/contract/masks.ts'
import type { TestPhone } from '../support/phone.ts'
import { accountOf, allIsWell } from './bank-says.ts'
import { inOrder, type Minibank, persona, startMinibank } from './minibank.ts'
import { enterPin, key, placeOrder, read, seeAll, tellSurname } from './steps.ts'

const [CHEN_HUA, LI_XIUYING] = [persona('chen-hua'), persona('li-xiuying')]

let minibank: Minibank
let xiuying: TestPhone
beforeAll(async () => {
  minibank = await startMinibank('postgres')
}, 180_000)
afterAll(() => minibank?.close())
inOrder(() => minibank)

const balanceOf = async (who: string) => (await accountOf(minibank, who)).balance

it('a number that was copied is pasted; of somebody new the surname is asked for, and it is never shown', async () => {
  xiuying = await minibank.open('li-xiuying')
  await xiuying.see('#do-transfer')
  await xiuying.page.evaluate(() => window.phone.paste('陈华的号 138-0013-8001，卡号 6225881414207430'))
  await xiuying.tap('#do-transfer')
  await xiuying.onPage('transfer/index')
  expect(await xiuying.sees('#book')).toBe(false)
  await xiuying.tap('#paste-mobile')
  await xiuying.tap({ role: 'button', name: '同意' })
  await expect.poll(() => xiuying.value('#payee-mobile')).toBe('138 0013 8001')
  await xiuying.tap('#find')
  await seeAll(xiuying, '第一次转给这个人', '*华', '138****8001', '对方姓什么')
  await xiuying.type('#surname', '王')
  await xiuying.tap('#surname-yes')
  await expect.poll(() => xiuying.text('#surname-error')).toBe(errorText('PAYEE_NAME_WRONG', 'zh'))
  expect(await read(xiuying)).not.toContain('陈')
  await xiuying.type('#surname', CHEN_HUA.name[0] ?? '')
  await xiuying.tap('#surname-yes')
  await xiuying.onPage('transfer/amount')
  await seeAll(xiuying, '*华', '第一次', '第一次转给对方？先打电话和本人核实')
  await placeOrder(xiuying, '20')
  await xiuying.see('#transfer-done')
})

it('paid before, they are three taps and a PIN away, with one request between the PIN and the result', async () => {
  const before = await balanceOf('chen-hua')
  await xiuying.relaunch({ path: 'pages/home/index' })
  await xiuying.tap('#do-transfer')
  await xiuying.tap('#payee-8001')
  await xiuying.onPage('transfer/amount')
  expect(await xiuying.text('#payee')).toMatch(/\*华.*常用/)
  await key(xiuying, '5.5')
  await xiuying.tap('#submit')
  await xiuying.see('#pin-input')
  const asked: string[] = []
  const note = (request: Request) => {
    const { pathname } = new URL(request.url())
    if (pathname.startsWith('/v1/')) asked.push(`${request.method()} ${pathname}`)
  }
  xiuying.page.on('request', note)
  await enterPin(xiuying)
  await xiuying.see('#transfer-done')
  xiuying.page.off('request', note)
  expect(asked).toEqual(['POST /v1/transfers'])
  expect(await balanceOf('chen-hua')).toBe(before + 5_50)
})

it('gets a name of one’s own, by which they stand in the book and on the way to a payment', async () => {
  await xiuying.relaunch({ path: 'transfer/index' })
  await xiuying.tap('#more-8001')
  await seeAll(xiuying, '备注名', '只有您看得到')
  await xiuying.type('#alias', '女儿的同事')
  await xiuying.tap('#keep-alias')
  await seeAll(xiuying, '女儿的同事', '*华 138****8001')
  await xiuying.tap('#payee-8001')
  await xiuying.onPage('transfer/amount')
  expect(await xiuying.text('#payee')).toContain('女儿的同事')
})

it('is taken out of the book after a second thought, and is new then', async () => {
  await xiuying.relaunch({ path: 'transfer/index' })
  await xiuying.tap('#more-8001')
  await xiuying.tap('#remove-payee')
  await seeAll(xiuying, '确定删除？再点一次')
  await xiuying.tap('#remove-payee')
  await xiuying.gone('#book')
  await xiuying.type('#payee-mobile', CHEN_HUA.mobile)
  await xiuying.tap('#find')
  await xiuying.see('#surname-sheet')
})

it('in care mode somebody new is asked about once more, before the PIN; who was paid before is not', async () => {
  await xiuying.relaunch({ path: 'pages/home/index' })
  await xiuying.tap('#care-yes')
  const begin = async () => {
    await xiuying.onPage('transfer/amount')
    await key(xiuying, '8')
    await xiuying.tap('#submit')
  }
  await xiuying.relaunch({ path: 'transfer/index' })
  await xiuying.type('#payee-mobile', CHEN_HUA.mobile)
  await xiuying.tap('#find')
  await tellSurname(xiuying, CHEN_HUA.mobile)
  await begin()
  await xiuying.see('#sure-sheet')
  await seeAll(xiuying, '再确认一次', `转给 *华 ${maskMobile(CHEN_HUA.mobile)}`, '8.00', '先打电话和本人核实')
  await xiuying.tap('#sure-no')
  await xiuying.gone('#sure-sheet')
  expect(await xiuying.sees('#pin-sheet')).toBe(false)
  await xiuying.tap('#submit')
  await xiuying.tap('#sure-yes')
  await enterPin(xiuying)
  await xiuying.see('#transfer-done')
  await xiuying.relaunch({ path: 'transfer/index' })
  await xiuying.tap('#payee-8001')
  await begin()
  await xiuying.see('#pin-sheet')
})

it('and the other one has her in the book, too, once she was paid', async () => {
  const { payees } = await (await minibank.client('chen-hua')).call('GET /v1/payees', {})
  expect(payees).toMatchObject([
    { maskedName: '**英', maskedMobile: `137****${LI_XIUYING.mobile.slice(-4)}`, known: true },
  ])
  await allIsWell(minibank)
})
