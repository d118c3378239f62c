/**
 * 韩梅 opened her account from afar and may not receive yet. She goes to the branch: her phone shows a code, the teller
 * signs in through the bank's provider, enters it, checks the document; her phone sees it. A wrong check is taken back by
 * two others, and every look at her is on record.
 */
import type { Page } from 'playwright-core'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { errorText } from '../../src/contract/errors.ts'
import type { TestPhone } from '../support/phone.ts'
import { inOrder, type Minibank, persona, startMinibank } from './minibank.ts'
import { findPayee, problemAt, seeAll } from './steps.ts'
import { openTerminal, signIn, signOut } from './terminal.ts'

const [HAN_MEI, CHEN_HUA, WANG_QIANG] = [persona('han-mei'), persona('chen-hua'), persona('wang-qiang')]
const REASON = '客户来电，询问为什么不能收款'

let minibank: Minibank
let mei: TestPhone
const broken: string[] = []
const terminal = () => openTerminal(minibank, broken)

beforeAll(async () => {
  minibank = await startMinibank('postgres')
}, 180_000)
afterAll(() => minibank?.close())
inOrder(() => minibank)

const codeOn = async (phone: TestPhone) => (await phone.text('#code')).replace(/\D/g, '')

async function enter(page: Page, code: string): Promise<void> {
  await page.locator('#code').fill(code)
  await page.locator('#find').click()
}

describe('an account opened from afar', () => {
  it('is told what is missing, and where to get it', async () => {
    mei = await minibank.open('han-mei', { path: 'pages/me/index' })
    await mei.tap('#to-identify')
    await mei.onPage('identify/index')
    await seeAll(mei, '到网点核实一次身份', '本行任一网点', '本人身份证原件')
    await mei.tap('#show-code')
    expect(await codeOn(mei)).toMatch(/^\d{8}$/)
    await seeAll(mei, /后失效/, '只给网点柜台里的柜员看。本行不会打电话或发消息要这个码')
  })
})

describe('at the counter', () => {
  let zhou: Page
  let code: string

  it('the teller signs in through the provider, and sees the work of tellers alone', async () => {
    zhou = await terminal()
    await zhou.getByText('本行员工工作台').waitFor()
    await signIn(zhou, '周敏')
    await zhou.locator('#me').getByText('中关村支行 · T0101').waitFor()
    expect(await zhou.getByRole('menuitem').allInnerTexts()).toEqual(['面对面核实', '复核'])
  })

  it('a wrong code is refused in words; the one on the phone leads to the customer, masked', async () => {
    code = await codeOn(mei)
    await enter(zhou, code === '00000000' ? '00000001' : '00000000')
    await zhou.getByText(errorText('IDENTIFICATION_CODE_WRONG', 'zh')).waitFor()
    await enter(zhou, code)
    const customer = zhou.locator('#customer')
    await customer.getByText('*梅').waitFor()
    await customer.getByText('136****6003').waitFor()
    expect(await customer.textContent()).not.toContain(HAN_MEI.idNumber.slice(3, 12))
    await mei.see('#code-at-counter')
  })

  it('the same code at another counter is told to be taken', async () => {
    const wu = await terminal()
    await signIn(wu, '吴刚')
    await enter(wu, code)
    await wu.getByText(errorText('IDENTIFICATION_CODE_TAKEN', 'zh')).waitFor()
    await wu.context().close()
  })

  it('the document is bound by its last four characters; the check is recorded and the phone sees it', async () => {
    await zhou.locator('#last4').fill('0000')
    await zhou.locator('#pass').click()
    await zhou.getByText(errorText('IDENTIFICATION_DOCUMENT_DIFFERS', 'zh', { left: 2 })).waitFor()
    await zhou.locator('#last4').fill(HAN_MEI.idNumber.slice(-4))
    await zhou.locator('#pass').click()
    await zhou.locator('#result').getByText('身份已核实').waitFor()
    await zhou.locator('#today').getByText('通过').waitFor()
    await mei.see('#identified')
    await seeAll(mei, '现在可以收别人的转账了', '已开通', '10,000.00')
  })

  it('others can pay into the account from that moment on', async () => {
    const chen = await minibank.open('chen-hua')
    await findPayee(chen, HAN_MEI.mobile)
    await chen.onPage('transfer/amount')
    await chen.close()
  })

  it('what was recorded wrongly is asked to be taken back, by the teller', async () => {
    await zhou.locator('#today').getByRole('button', { name: '申请撤回' }).click()
    await zhou.locator('#correction-note').fill('证件拿错了，是同行家属的')
    await zhou.getByRole('button', { name: '提交复核' }).click()
    await zhou.getByText('已提交，等待复核').waitFor()
    await signOut(zhou)
    // The cookie is gone: the page anew is the way in.
    await zhou.goto(`${minibank.url}/console/`)
    await zhou.locator('#sign-in').waitFor()
  })
})

describe('two others', () => {
  it('service finds the customer for a reason, and sees no balance', async () => {
    const he = await terminal()
    await signIn(he, '何静')
    await he.locator('#value').fill(HAN_MEI.mobile)
    await he.locator('#search').click()
    await he.getByText('请写明事由，至少 4 个字').waitFor()
    await he.locator('#reason').fill(REASON)
    await he.locator('#search').click()
    await he.locator('#found').getByText('*梅').waitFor()
    await he.locator('#open').click()
    await he.getByRole('dialog').getByRole('button', { name: '查看详情' }).click()
    await he.getByText('中关村支行 · 柜员 T0101').waitFor()
    expect(await he.getByText('余额（元）').count()).toBe(0)
    await he.context().close()
  })

  it('risk decides, and inflow closes', async () => {
    const sun = await terminal()
    await signIn(sun, '孙涛')
    await sun.getByRole('menuitem', { name: '复核' }).click()
    await sun.getByText('撤回面对面核实').waitFor()
    await sun.locator('.look').click()
    const task = sun.locator('#task')
    await task.getByText('证件拿错了，是同行家属的').waitFor()
    await task.locator('#decision-note').fill('调看影像，确认证件不是本人')
    await task.locator('#approve').click()
    await sun.getByText('没有待复核的事项').waitFor()
    const client = await minibank.client('han-mei')
    expect((await client.call('GET /v1/me', {})).identified).toBe(false)

    const chen = await minibank.open('chen-hua')
    await findPayee(chen, HAN_MEI.mobile)
    expect(await problemAt(chen, 'payee-mobile')).toBe(errorText('PAYEE_NOT_IDENTIFIED', 'zh'))
    await chen.close()
    await sun.context().close()
  })

  it('whom a list may mean is cleared by one of risk and another, and goes on', async () => {
    const wang = await minibank.client('wang-qiang')
    const { name, idNumber, mobile, cards } = WANG_QIANG
    const form = {
      ...{ id: v7(), class: 'II' as const, cardNumber: cards[0]?.number ?? '', name, idNumber, mobile },
      ...{ occupation: 'employee' as const, area: '110108', idValidUntil: null, taxResidency: 'mainland' as const },
      consents: { agreement: true as const, sensitiveData: true as const, version: '1' },
    }
    expect((await wang.call('POST /v1/bindings', { body: form })).state).toBe('under-review')

    const sun = await terminal()
    await signIn(sun, '孙涛')
    await sun.getByRole('menuitem', { name: '复核' }).click()
    await sun.getByText('名单比对', { exact: true }).click()
    await sun.locator('.look').click()
    const match = sun.locator('#match')
    await match.getByText('*强').waitFor()
    await match.locator('#match-note').fill('籍贯和年龄都不同')
    await match.locator('#clear').click()
    await sun.getByText('已提交，等待复核').waitFor()
    await sun.context().close()

    const lin = await terminal()
    await signIn(lin, '林悦')
    await lin.getByRole('menuitem', { name: '复核' }).click()
    await lin.getByText('名单比对结论').waitFor()
    await lin.locator('.look').click()
    const task = lin.locator('#task')
    await task.getByText('籍贯和年龄都不同').waitFor()
    await task.locator('#decision-note').fill('已核对，不是同一人')
    await task.locator('#approve').click()
    await lin.getByText('没有待复核的事项').waitFor()
    await lin.context().close()
    const { state } = await wang.call('GET /v1/bindings/:bindingId', { params: { bindingId: form.id } })
    expect(state).toBe('cleared')
  })

  it('operations reads who looked, when and why, and what the networks cost', async () => {
    const tang = await terminal()
    await signIn(tang, '唐薇')
    await tang.getByRole('menuitem', { name: '查看记录' }).click()
    for (const who of ['周敏 T0101', '何静 S0031', '孙涛 R0012']) await tang.getByText(who).first().waitFor()
    await tang.getByText(REASON).first().waitFor()
    await tang.getByRole('menuitem', { name: '验证网络' }).click()
    await tang.locator('#networks').getByText('银联').waitFor()
    await tang.context().close()
  })

  it('who has no role here is told so, and stays outside', async () => {
    const zheng = await terminal()
    await zheng.locator('#sign-in').click()
    await zheng.getByRole('button', { name: '郑凯' }).click()
    await zheng.getByText(errorText('STAFF_NOT_ALLOWED', 'zh')).waitFor()
    await zheng.context().close()
  })

  it('nothing broke, and the log names nobody', async () => {
    expect(broken).toEqual([])
    expect(await minibank.complaints()).toEqual([])
    expect(await minibank.leaks('周敏', '何静', CHEN_HUA.name, REASON)).toEqual([])
  })
})
