/**
 * What the bank knows of a person, in their hands: 陈华, a customer, in WeChat; then a visitor in a browser who sees what
 * little there is, keeps it as a file and goes.
 */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { errorText } from '../../src/contract/errors.ts'
import type { TestPhone } from '../support/phone.ts'
import { allIsWell } from './bank-says.ts'
import type { BrowserPhone } from './browser-phone.ts'
import { inOrder, type Minibank, persona, startMinibank } from './minibank.ts'
import { closeSheet, enterPin, PIN, read, seeAll } from './steps.ts'

const [CHEN_HUA, LI_LEI] = [persona('chen-hua'), persona('li-lei')]
let minibank: Minibank
let chen: TestPhone
let lei: BrowserPhone

beforeAll(async () => {
  minibank = await startMinibank('postgres')
}, 180_000)
afterAll(() => minibank?.close())
inOrder(() => minibank)

describe('a customer', () => {
  it('finds the page under 我的, with what she agreed to', async () => {
    chen = await minibank.open('chen-hua', { path: 'pages/me/index' })
    await chen.tap('#privacy')
    await chen.onPage('privacy/index')
    await seeAll(chen, '您的信息，您说了算', '账户协议', '敏感个人信息', '供他行核实本行账户', '产品推荐短信', /同意/)
    expect(await chen.isChecked('#consent-marketing-messages')).toBe(false)
  })

  it('turns on what she likes and off again, and nothing else changes', async () => {
    const given = async () => {
      const { consents } = await (await minibank.client('chen-hua')).call('GET /v1/me/consents', {})
      return consents.map((consent) => consent.given)
    }
    await chen.tap('#consent-marketing-messages')
    await expect.poll(() => chen.isChecked('#consent-marketing-messages')).toBe(true)
    expect(await given()).toEqual([true, true, true, true])
    await chen.tap('#consent-marketing-messages')
    await expect.poll(() => chen.isChecked('#consent-marketing-messages')).toBe(false)
    expect(await given()).toEqual([true, true, true, false])
  })

  it('reads what the bank knows, with her PIN, and keeps a copy', async () => {
    await chen.tap('#show-known')
    await enterPin(chen, PIN)
    await seeAll(chen, '您是谁', '收支明细', '登录过的设备', '查找过的收款人')
    await chen.tap('#section-identity')
    await seeAll(chen, CHEN_HUA.name, CHEN_HUA.idNumber, CHEN_HUA.mobile, '反洗钱')
    await closeSheet(chen)
    await chen.tap('#section-transfers')
    await seeAll(chen, '晚饭AA', '*梅')
    expect(await read(chen)).not.toContain(persona('han-mei').name)
    await closeSheet(chen)
    await chen.tap('#keep')
    // WeChat asks before its clipboard is used.
    await chen.tap({ role: 'button', name: '同意' })
    await seeAll(chen, '已复制，可粘贴到备忘录')
  })

  it('is told to close her account first, before she types a PIN', async () => {
    await chen.tap('#delete')
    await seeAll(chen, '要先销户')
    await chen.tap('#delete-yes')
    await seeAll(chen, errorText('ACCOUNTS_OPEN', 'zh'))
    expect(await chen.sees('#pin-subject')).toBe(false)
    await closeSheet(chen)
  })
})

describe('a visitor in a browser', () => {
  it('sees what little there is and keeps it as a file', async () => {
    lei = await minibank.browse('/privacy/index')
    await lei.onPage('sign-in/index')
    const [last] = await minibank.inbox(LI_LEI.mobile)
    await lei.type('#mobile', LI_LEI.mobile)
    await lei.tap('#get-code')
    await lei.see('#code')
    await lei.type('#code', await minibank.codeAfter(LI_LEI.mobile, last?.id))
    await lei.tap({ id: 'sign-in' })
    await lei.onPage('privacy/index')
    await lei.tap('#show-known')
    await seeAll(lei, '登录过的设备')
    const downloading = lei.page.waitForEvent('download')
    await lei.tap('#keep')
    const file = await downloading
    expect(file.suggestedFilename()).toMatch(/^minibank-\d{4}-\d\d-\d\d\.json$/)
    const kept = JSON.parse(readFileSync(await file.path(), 'utf8'))
    expect(kept.sections[0].records[0]).toMatchObject({ 手机号: LI_LEI.mobile, 身份: '访客' })
  })

  it('is gone with a tap, signed in nowhere, and somebody new when he comes back', async () => {
    await lei.tap('#delete')
    await seeAll(lei, '马上全部清除')
    await lei.tap('#delete-yes')
    await seeAll(lei, '已删除', '什么都没有留下')
    await lei.tap('#done')
    await lei.onPage('pages/home/index')
    await lei.go('/pages/me/index')
    await seeAll(lei, '还没有登录')
  })

  it('and neither phone nor log complains', async () => {
    await allIsWell(minibank)
  })
})
