/**
 * 陈华 calls: she has lost her phone. Service freezes her accounts, and two of service let them go. A court's order comes by
 * its document and goes by another. And she complains, and reads the answer on her phone. The console in a browser, the
 * unmodified WeChat package beside it.
 */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { errorText } from '../../src/contract/errors.ts'
import type { TestPhone } from '../support/phone.ts'
import { allIsWell, messagesTo } from './bank-says.ts'
import { inOrder, type Minibank, persona, startMinibank } from './minibank.ts'
import { findPayee, placeOrder, seeAll } from './steps.ts'
import { openTerminal, signIn } from './terminal.ts'

const [CHEN_HUA, LI_XIUYING] = [persona('chen-hua'), persona('li-xiuying')]

let minibank: Minibank
let chen: TestPhone
const broken: string[] = []

beforeAll(async () => {
  minibank = await startMinibank('postgres')
}, 180_000)
afterAll(() => minibank?.close())
inOrder(() => minibank)

const messages = () => messagesTo(minibank, 'chen-hua')
const restrictions = async () => {
  const { accounts } = await (await minibank.client('chen-hua')).call('GET /v1/accounts', {})
  return accounts[0]?.restrictions
}

async function sitDown(name: string): Promise<Page> {
  const page = await openTerminal(minibank, broken)
  await signIn(page, name)
  return page
}

/** 陈华's file, for a reason. */
async function openFile(page: Page, reason: string): Promise<void> {
  await page.locator('#value').fill(CHEN_HUA.mobile)
  await page.locator('#reason').fill(reason)
  await page.locator('#search').click()
  await page.locator('#found').getByText('*华').waitFor()
  await page.locator('#open').click()
  await page.getByRole('dialog').getByRole('button', { name: '查看详情' }).click()
  await page.locator('#restrictions').waitFor()
}

async function askForRelease(page: Page, note: string): Promise<void> {
  await page.locator('.release').first().click()
  await page.locator('#release-note').fill(note)
  await page.getByRole('button', { name: '提交复核' }).click()
}

async function approve(page: Page, what: string, note: string): Promise<void> {
  await page.getByRole('menuitem', { name: '复核' }).click()
  await page.getByText(what).waitFor()
  await page.locator('.look').first().click()
  await page.locator('#decision-note').fill(note)
  await page.locator('#approve').click()
  await page.getByText('没有待复核的事项').waitFor()
}

describe('a call', () => {
  it('freezes all accounts at once, when service has said how the caller was recognised', async () => {
    chen = await minibank.open('chen-hua')
    const he = await sitDown('何静')
    expect(await he.getByRole('menuitem').allInnerTexts()).toEqual(['客户查询', '投诉', '复核'])
    await openFile(he, '客户来电，手机丢了')
    await he.getByText('从来没有限制').waitFor()
    expect(await he.locator('#authority-order').count()).toBe(0)
    await he.locator('#telephone-freeze').click()
    await he.getByRole('button', { name: '马上冻结' }).click()
    await he.getByText('请写明事由，至少 4 个字').waitFor()
    expect(await restrictions()).toEqual([])
    await he.locator('#telephone-note').fill('报出了身份证后四位和最近一笔转账')
    await he.getByRole('button', { name: '马上冻结' }).click()
    await he.locator('#restrictions').getByText('生效中').waitFor()
    await he.getByText('受限', { exact: true }).waitFor()
    await he.locator('#restrictions').getByText('报出了身份证后四位和最近一笔转账').waitFor()
    expect(await he.locator('#telephone-freeze').isDisabled()).toBe(true)
    expect(await restrictions()).toMatchObject([{ kind: 'telephone', accountId: null }])
    await expect.poll(messages, { timeout: 20_000 }).toContain('您的账户已冻结')

    // It is asked for here, and not decided.
    await askForRelease(he, '本人带身份证到网点，已核对')
    await he.getByText('已提交，等待复核').waitFor()
    expect(await restrictions()).toHaveLength(1)
    await he.context().close()
  })

  it('stops the phone, which says what to do', async () => {
    await chen.relaunch()
    await findPayee(chen, LI_XIUYING.mobile)
    await chen.onPage('transfer/amount')
    await placeOrder(chen, '1')
    await seeAll(chen, errorText('ACCOUNT_FROZEN_TELEPHONE', 'zh'))
  })

  it('is undone by a colleague of service, and by nobody alone', async () => {
    const colleague = await sitDown('陈洁')
    await approve(colleague, '提前解冻', '核对了网点的影像，同意')
    await colleague.context().close()
    expect(await restrictions()).toEqual([])
    await expect.poll(messages, { timeout: 20_000 }).toContain('您的账户已解冻')
  })
})

describe('an order of a court', () => {
  let sun: Page

  it('is entered by risk from its document, with its last day', async () => {
    sun = await sitDown('孙涛')
    await openFile(sun, '法院送达冻结裁定书')
    await sun.locator('#restrictions').getByText('电话冻结').waitFor()
    expect(await sun.locator('#telephone-freeze').count()).toBe(0)
    await sun.locator('#authority-order').click()
    await sun.locator('#authority').fill('海淀区人民法院')
    await sun.locator('#document').fill('（2026）京0108执123号')
    await sun.locator('#authority-note').fill('两名法官送达，证件已核对')
    await sun.locator('#ends-on').fill('2020-01-01')
    await sun.getByRole('button', { name: '录入并生效' }).click()
    await sun.getByText(errorText('AUTHORITY_END_INVALID', 'zh')).waitFor()
    await sun.locator('#ends-on').fill('2036-11-30')
    await sun.getByRole('button', { name: '录入并生效' }).click()
    await sun.locator('#restrictions').getByText('海淀区人民法院 · （2026）京0108执123号').waitFor()
    await sun.locator('#restrictions').getByText('到 2036-11-30').waitFor()
    expect(await restrictions()).toMatchObject([{ kind: 'authority-freeze', documentNumber: '（2026）京0108执123号' }])
  })

  it('is read on the account’s page: who ordered it, by which document, until when', async () => {
    await chen.relaunch()
    await chen.tap('#to-account')
    await chen.onPage('account/index')
    await seeAll(chen, '账户被依法限制', '海淀区人民法院', '（2026）京0108执123号')
  })

  it('ends before its day on another document, by two of risk', async () => {
    await sun.locator('.release').click()
    await sun.locator('#release-note').fill('法院送达解除裁定书')
    await sun.getByRole('button', { name: '提交复核' }).click()
    await sun.getByText('请填写解除文书号').waitFor()
    expect(await restrictions()).toHaveLength(1)
    await sun.locator('#release-document').fill('（2026）京0108执123号之一')
    await sun.getByRole('button', { name: '提交复核' }).click()
    await sun.getByText('已提交，等待复核').waitFor()
    await sun.context().close()
    const lin = await sitDown('林悦')
    await approve(lin, '提前解除有权机关或名单限制', '核对了解除裁定书')
    await lin.context().close()
    expect(await restrictions()).toEqual([])
  })
})

describe('a complaint', () => {
  const TEXT = '昨天电话冻结后，解冻等了太久'
  const ANSWER = '已核实：解冻需要两位同事核对，当天用了四十分钟。我们已缩短流程，给您带来不便，抱歉。'

  it('is made on the phone and waits in the console, without a name', async () => {
    await chen.relaunch({ path: 'complaint/index' })
    await chen.tap('#topic-service')
    await chen.type('#text', TEXT)
    await chen.tap('#submit')
    await seeAll(chen, /已收到，编号 \d{8}/)
    const he = await sitDown('何静')
    await he.getByRole('menuitem', { name: '投诉' }).click()
    await he.getByRole('cell', { name: '服务' }).waitFor()
    expect(await he.locator('main').textContent()).not.toContain('解冻')
    await he.locator('.look').click()
    await he.locator('#complaint').getByText('*华').waitFor()
    await he.locator('#complaint-text').getByText(TEXT).waitFor()
    await he.locator('#send-answer').click()
    await he.getByText('请写明答复，至少 5 个字').waitFor()
    await he.locator('#answer').fill(ANSWER)
    await he.locator('#send-answer').click()
    await he.getByText('没有待答复的投诉').waitFor()
    await he.getByText('已答复', { exact: true }).first().click()
    await he.locator('.look').click()
    await he.locator('#complaint-answer').getByText(ANSWER).waitFor()
    await he.context().close()
  })

  it('has its answer on the phone, and a message that it is there', async () => {
    await expect.poll(messages, { timeout: 20_000 }).toContain('的投诉已答复')
    await chen.relaunch({ path: 'complaint/index' })
    await seeAll(chen, TEXT, '已答复', ANSWER)
  })

  it('and every look is on record, without an error anywhere or a name in the log', async () => {
    const tang = await sitDown('唐薇')
    await tang.getByRole('menuitem', { name: '查看记录' }).click()
    await tang.getByText('办理投诉').first().waitFor()
    await tang.getByText('法院送达冻结裁定书').first().waitFor()
    await tang.context().close()
    expect(broken).toEqual([])
    await allIsWell(minibank, TEXT, ANSWER)
  })
})
