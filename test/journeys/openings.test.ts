/** Who opens an account with photos instead of typing, and who is held or turned away: through the WeChat package. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ErrorCode, errorText } from '../../src/contract/errors.ts'
import type { TestPhone } from '../support/phone.ts'
import { allIsWell } from './bank-says.ts'
import { inOrder, type Minibank, persona, startMinibank } from './minibank.ts'
import {
  choose,
  chooseRest,
  consent,
  fillForm,
  keyTopUp,
  NEW_PIN,
  placeOrder,
  problemAt,
  proveMobile,
  seeAll,
  setPin,
} from './steps.ts'

const zh = (code: ErrorCode, params = {}) => errorText(code, 'zh', params)

let minibank: Minibank
beforeAll(async () => {
  minibank = await startMinibank('postgres')
}, 180_000)
afterAll(() => minibank?.close())
inOrder(() => minibank)

/** Takes a picture of the album for one of the three photos. */
async function take(phone: TestPhone, shot: 'face' | 'emblem' | 'card', picture: string): Promise<void> {
  await phone.tap(`#photo-${shot}`)
  await phone.tap({ role: 'button', name: picture })
}
const filled = (phone: TestPhone, shot: string) =>
  expect.poll(() => phone.text(`#photo-${shot}-state`), { timeout: 15_000 }).toBe('已填入')

describe('with photos', () => {
  let lei: TestPhone

  it('name, ID number, area, validity and card number stand in the form, and the mobile alone is typed', async () => {
    lei = await minibank.open('li-lei', {
      path: 'pages/product/index',
      query: 'id=anxin-12m&l=meiShare1',
      scene: 1007,
    })
    await lei.tap('#buy')
    await lei.onPage('bind/index')
    await lei.tap('#photo-face')
    await lei.tap({ role: 'button', name: '同意' })
    await lei.tap({ role: 'button', name: '身份证人像面' })
    await filled(lei, 'face')
    await take(lei, 'emblem', '身份证国徽面')
    await filled(lei, 'emblem')
    await take(lei, 'card', '银行卡')
    await filled(lei, 'card')
    expect(await lei.value('#name')).toBe('李雷')
    expect((await lei.value('#id-number')).replaceAll(' ', '')).toBe(persona('li-lei').idNumber)
    expect((await lei.value('#card-number')).replaceAll(' ', '')).toBe(persona('li-lei').cards[0]?.number)
    await seeAll(lei, '北京市 海淀区', '2036年3月18日', '招商银行 · 储蓄卡')
    await lei.type('#mobile', persona('li-lei').mobile)
  })

  it('opens the account, and leads back to the product, which is bought', async () => {
    await choose(lei, 'occupation', 'employee')
    await choose(lei, 'tax', 'mainland')
    await consent(lei)
    await proveMobile(lei, minibank, persona('li-lei').mobile)
    await setPin(lei)
    await lei.onPage('bind/opened')
    await lei.tap('#to-topup')
    await keyTopUp(lei, '1000', NEW_PIN)
    await lei.see('#topup-done')
    await lei.tap('#done')
    await lei.onPage('deposit/index')
    await placeOrder(lei, '1000', NEW_PIN)
    await lei.onPage('deposit/result')
    await seeAll(lei, '已存入', '1,000.00')
    const { deposits } = await (await minibank.client('li-lei')).call('GET /v1/deposits', {})
    expect(deposits).toMatchObject([{ principal: 1_000_00, state: 'running' }])
  })
})

describe('with photos that will not do', () => {
  let yan: TestPhone
  const told = async (code: ErrorCode) =>
    expect.poll(() => yan.text('#photo-error').catch(() => ''), { timeout: 15_000 }).toBe(zh(code))

  it('is told what is wrong with each, and may type all the same', async () => {
    yan = await minibank.open('sun-yan', { path: 'bind/index' })
    await yan.tap('#photo-face')
    await yan.tap({ role: 'button', name: '同意' })
    await yan.tap({ role: 'button', name: '拍糊的身份证' })
    await told('PHOTO_UNREADABLE')
    await take(yan, 'face', '风景照')
    await told('PHOTO_NOT_AN_ID')
    await take(yan, 'card', '身份证人像面')
    await told('PHOTO_NOT_A_CARD')
    await take(yan, 'emblem', '过期的旧证')
    await told('ID_EXPIRED')
    await fillForm(yan, 'sun-yan')
    await take(yan, 'face', '别人的身份证')
    await told('PHOTO_OF_ANOTHER')
    expect(await yan.value('#name')).toBe('孙艳')
  })

  it('turned back from the album, nothing has changed', async () => {
    await yan.tap('#photo-card')
    await yan.tap({ role: 'button', name: '取消' })
    expect(await yan.text('#photo-card-state')).toBe('拍照')
  })

  it('while nothing can be read, is told so', async () => {
    await minibank.fault('ocr', 'refusing')
    await take(yan, 'card', '银行卡')
    await told('OUTSIDE_UNAVAILABLE')
    await minibank.fault('ocr', 'none')
  })

  it('whose name the register does not know is told at the ID number', async () => {
    await consent(yan)
    await yan.tap('#submit')
    await yan.see('#id-number-error')
    expect(await problemAt(yan, 'id-number')).toBe(zh('ID_NOT_CONFIRMED'))
  })
})

describe('on a list', () => {
  it('an account seller is told until when, and what stays theirs', async () => {
    const kui = await minibank.open('zhou-kui', { path: 'bind/index' })
    await fillForm(kui, 'zhou-kui')
    await consent(kui)
    await kui.tap('#submit')
    await kui.see('#problem')
    expect(await kui.text('#problem')).toBe(zh('OPENING_RESTRICTED', { until: '2027-06-01' }))
  })

  it('a namesake waits, sees until when, and goes on where he was once two officers have cleared him', async () => {
    const qiang = await minibank.open('wang-qiang', { path: 'bind/index' })
    const { cards, name, idNumber, mobile } = persona('wang-qiang')
    await qiang.type('#card-number', cards[0]?.number ?? '')
    await qiang.type('#name', name)
    await qiang.type('#id-number', idNumber)
    await qiang.type('#mobile', mobile)
    await chooseRest(qiang)
    await consent(qiang)
    await qiang.tap('#submit')
    await qiang.onPage('bind/code')
    await seeAll(qiang, '工作人员正在核对您的资料', /最晚 2\d{3}-\d\d-\d\d \d\d:\d\d 前有结果/)
    await qiang.tap('#look-again')
    await qiang.see('#look-again')
    await minibank.clearMatches()
    await expect.poll(async () => (await minibank.inbox(mobile))[0]?.text).toContain('请回到小程序继续开户')
    await qiang.relaunch({ path: 'bind/index' })
    await qiang.onPage('bind/code')
    await seeAll(qiang, '核对好了')
    await qiang.tap('#resume')
    await qiang.type('#code', await minibank.codeAfter(mobile))
    await qiang.tap('#to-pin')
    await setPin(qiang)
    await qiang.onPage('bind/opened')
  })
})

describe('behind the screens', () => {
  it('nothing personal is in the log, and nothing broke a limit of the platform', async () => {
    await allIsWell(minibank)
  })
})
