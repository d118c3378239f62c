/**
 * 李雷's story, from the card that 韩梅 shared to the day he signs out: the unmodified WeChat package in the simulator,
 * minibank behind it, the sandbox around it. What the screens say is compared with what the API knows.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { errorText } from '../../src/contract/errors.ts'
import type { ShareCard } from '../../src/simulator/phone-events.ts'
import type { TestPhone } from '../support/phone.ts'
import { inOrder, type Minibank, persona, startMinibank } from './minibank.ts'
import { launchOf, shareCard } from './share-cards.ts'
import {
  closeSheet,
  consent,
  enterPin,
  erase,
  fillForm,
  findPayee,
  key,
  keyTopUp,
  NEW_PIN,
  placeOrder,
  proveMobile,
  read,
  seeAll,
  setPin,
  tellSurname,
} from './steps.ts'

const LINK = 'meiShare1'
const DAY_MS = 86_400_000
const [LI_LEI, CHEN_HUA, HAN_MEI] = [persona('li-lei'), persona('chen-hua'), persona('han-mei')]

let minibank: Minibank
let lei: TestPhone
let chen: TestPhone
/** Bodies of all that 李雷's phone has sent. */
const sent: string[] = []

beforeAll(async () => {
  minibank = await startMinibank('postgres')
}, 180_000)
afterAll(() => minibank?.close())
inOrder(() => minibank)

/** 李雷's and 陈华's money as the bank has it, fen. */
const wealth = async (who: string) => {
  const { total, available } = await (await minibank.client(who)).call('GET /v1/home', {})
  return { total, available }
}

describe('a newcomer opens an account', () => {
  it('reads the product of a shared card at once, logged out', async () => {
    lei = await minibank.open('li-lei', {
      path: 'pages/product/index',
      query: `id=anxin-12m&l=${LINK}`,
      scene: 1007,
    })
    lei.page.on('request', (request) => sent.push(request.postData() ?? ''))
    await seeAll(lei, '*梅 分享给你', '安心存 一年期', '50 元起', '1.85%', '存 10,000 到期得')
    expect(await lei.text('#interest')).toBe('+185.00')
    await seeAll(lei, /按活期 0\.05% 计/, '受存款保险保护', '本息合计 50 万元以内，由存款保险全额保障')
    const asked = await lei.log('request')
    expect(asked.map(({ url }) => new URL(url).pathname).filter((path) => path !== '/v1/institution')).toEqual(
      expect.arrayContaining(['/v1/products/anxin-12m', `/v1/links/${LINK}`]),
    )
    expect((await lei.log('call')).map(({ name }) => name)).not.toContain('login')
  })

  it('works out another amount, and reads the terms', async () => {
    await lei.tap('#change-amount')
    await key(lei, '1000')
    await lei.tap('#work-out')
    await seeAll(lei, '存 1,000 到期得', '+18.50', '到期连本带息 1,018.50')
    await lei.tap('#terms')
    await seeAll(lei, '利息＝本金×年利率×月数÷12', '不收任何费用')
    await closeSheet(lei)
  })

  it('is signed in by WeChat without a question and led to the form', async () => {
    await lei.tap('#buy')
    await lei.onPage('bind/index')
    expect((await lei.log('call')).filter(({ name }) => name === 'login')).toHaveLength(1)
    await seeAll(lei, '用已有的卡开户', '约一分钟，不用去网点，不用下载 App')
  })

  it('sees the bank of the card as it is typed, and a slip of the finger told softly', async () => {
    await lei.type('#card-number', '6225')
    await seeAll(lei, '借记卡 I 类户或信用卡，须是本人的')
    await lei.type('#card-number', '6225881414207431')
    await seeAll(lei, '这个卡号看起来不太对')
    await lei.type('#card-number', LI_LEI.cards[0]?.number ?? '')
    expect(await lei.text('#card-bank')).toBe('招商银行 · 储蓄卡')
    expect(await lei.value('#card-number')).toBe('6225 8814 1420 7430')
  })

  it('takes the number that WeChat proposes, having agreed to its privacy guide', async () => {
    await lei.tap('#wechat-mobile')
    await lei.tap({ role: 'button', name: '同意' })
    await lei.tap('允许')
    await expect.poll(() => lei.value('#mobile')).toBe('138 0013 8000')
  })

  it('leaves half way, and finds the form as it was', async () => {
    await lei.type('#name', '李雷')
    await lei.type('#id-number', LI_LEI.idNumber)
    await lei.tap('#agree')
    await expect.poll(() => lei.isChecked('#agree')).toBe(true)
    await lei.back()
    await lei.onPage('pages/product/index')
    await lei.relaunch()
    await lei.tap('#open-account')
    await lei.onPage('bind/index')
    expect(await lei.value('#name')).toBe('李雷')
    expect(await lei.value('#card-number')).toBe('6225 8814 1420 7430')
    expect(await lei.value('#id-number')).toBe('1101 9919 9503 1810 12')
    expect(await lei.value('#mobile')).toBe('138 0013 8000')
  })

  it('finds two separate consents that nobody has ticked, each with its text', async () => {
    expect([await lei.isChecked('#agree'), await lei.isChecked('#agree-sensitive')]).toEqual([false, false])
    await lei.tap('#read-agreement')
    await seeAll(lei, '线上开立的账户，在任一网点核实身份之前，不能接收他人转账。')
    await closeSheet(lei)
    await lei.tap('#read-why')
    await seeAll(lei, '身份证号和银行卡号是敏感个人信息')
    await closeSheet(lei)
    await fillForm(lei, 'li-lei')
    await lei.tap('#submit')
    await expect.poll(async () => (await read(lei)).match(/请先阅读并同意/g)?.length).toBe(2)
    expect(await minibank.inbox(LI_LEI.mobile)).toEqual([])
  })

  it('proves the number with the code of the card’s own bank', async () => {
    await consent(lei)
    await proveMobile(lei, minibank, LI_LEI.mobile)
    const [message] = await minibank.inbox(LI_LEI.mobile)
    expect(message).toMatchObject({ from: '招商银行' })
    expect(message?.text).toMatch(/尾号 7430 的卡签约扣款/)
  })

  it('sets a PIN on WeChat’s safe keyboard, twice; two different ones are refused', async () => {
    await lei.see('密码经加密键盘输入')
    await lei.password(NEW_PIN)
    await lei.see('和刚才输入的一样')
    await lei.password('714204')
    await seeAll(lei, errorText('PIN_MISMATCH', 'zh'))
    await setPin(lei)
    await lei.onPage('bind/opened')
    await seeAll(lei, '账户开好了', '招商银行 7430', '每天最多 10,000.00', '到任一网点核实身份后')
  })

  it('never lets the digits of the PIN out of the keyboard', () => {
    expect(sent.some((body) => body.includes('V02_'))).toBe(true)
    expect(sent.filter((body) => body.includes(NEW_PIN))).toEqual([])
  })

  it('stands on the link that led there', async () => {
    const { accounts } = await (await minibank.client('li-lei')).call('GET /v1/accounts', {})
    expect(accounts).toMatchObject([{ class: 'II', status: 'active', balance: 0, linkId: LINK, in: null }])
  })

  it('is back at the product with one tap', async () => {
    await lei.tap('#to-product')
    await lei.onPage('pages/product/index')
    await seeAll(lei, '安心存 一年期', '1.85%')
  })
})

describe('money comes in', () => {
  it('by a debit of the bound card, with the PIN', async () => {
    await lei.relaunch()
    await seeAll(lei, '账户开好了，先转入一笔')
    await lei.tap('#do-topup')
    await lei.onPage('topup/index')
    await seeAll(lei, '招商银行（7430）', '实时扣款 · 免手续费', '账户现有 0.00')
    await keyTopUp(lei, '5000', NEW_PIN)
    await lei.see('#topup-done')
    await seeAll(lei, '已转入', '5,000.00', '招商银行（7430）')
    expect(await minibank.onCard('li-lei')).toBe(45_000_00)
    expect(await wealth('li-lei')).toEqual({ total: 5_000_00, available: 5_000_00 })
  })

  it('and stands on the first screen, which is one request', async () => {
    await lei.tap('#done')
    await lei.onPage('pages/home/index')
    await seeAll(lei, '李雷', '总资产（元）', '5,000.00', '招商银行')
    const before = (await lei.log('request')).length
    await lei.pullDown()
    await expect.poll(async () => (await lei.log('request')).length).toBe(before + 1)
    expect((await lei.log('request')).at(-1)).toMatchObject({ method: 'GET', statusCode: 200 })
    expect((await lei.log('request')).at(-1)?.url).toMatch(/\/v1\/home$/)
  })
})

describe('money goes to a friend', () => {
  it('is refused before the PIN where the payee was not identified, with the way out', async () => {
    await findPayee(lei, HAN_MEI.mobile)
    expect(await lei.text('#payee-mobile-error')).toBe(errorText('PAYEE_NOT_IDENTIFIED', 'zh'))
    expect(await lei.text('#payee-mobile-error')).toMatch(/带身份证到任一网点核实身份，当场就能收款/)
    expect(await lei.path()).toBe('transfer/index')
  })

  it('shows the masked name, the amount in capitals and a warning before a first transfer', async () => {
    await lei.type('#payee-mobile', CHEN_HUA.mobile)
    await lei.tap('#find')
    await tellSurname(lei, CHEN_HUA.mobile)
    await lei.onPage('transfer/amount')
    expect(await lei.text('#payee')).toMatch(/\*华.*138\*\*\*\*8001 · 本行账户.*第一次/)
    await seeAll(lei, '第一次转给对方？先打电话和本人核实', '可用 5,000.00 · 今天还可转 10,000.00')
    await key(lei, '200')
    await expect.poll(() => lei.text('#capitals')).toBe('人民币贰佰元整')
    await lei.tap('#note')
    await lei.type('#note-text', '周末的饭钱')
    await lei.tap('#note-done')
  })

  it('goes with the PIN, and gives a receipt', async () => {
    await lei.tap('#submit')
    await lei.see('#pin-subject')
    expect(await lei.text('#pin-subject')).toBe('转给 *华 138****8001')
    await enterPin(lei, NEW_PIN)
    await lei.onPage('transfer/result')
    await lei.see('#transfer-done')
    await seeAll(lei, '已到账', '200.00', '人民币贰佰元整', '周末的饭钱')
    await lei.tap('#e-receipt')
    await lei.tap('#receipt-text')
    await lei.see('回单已复制，可以粘贴给对方')
    await lei.back()
    await lei.onPage('transfer/result')
    expect(await wealth('li-lei')).toEqual({ total: 4_800_00, available: 4_800_00 })
  })

  it('has arrived, with his name, on her phone', async () => {
    chen = await minibank.open('chen-hua')
    await seeAll(chen, '陈华', '28,840.52', '李雷', '周末的饭钱', '+200.00')
    await chen.tap('李雷')
    await chen.onPage('statement/entry')
    await chen.tap('#see-order')
    await chen.onPage('transfer/result')
    await seeAll(chen, '已收到', '李雷 138****8000 转来', '人民币贰佰元整')
    expect(await wealth('chen-hua')).toEqual({ total: 28_840_52, available: 8_620_52 })
  })
})

describe('money is saved', () => {
  it('in a deposit whose figures are worked out while the amount is typed', async () => {
    await lei.tap('#done')
    await lei.onPage('pages/home/index')
    await seeAll(lei, '4,800.00')
    await lei.tap('#do-save')
    await lei.onPage('pages/products/index')
    await lei.tap('#product-anxin-12m')
    await lei.onPage('pages/product/index')
    await lei.tap('#buy')
    await lei.onPage('deposit/index')
    await erase(lei, 5)
    await key(lei, '49')
    await expect.poll(() => lei.text('#amount-error')).toBe('起存金额为 50 元')
    await erase(lei, 2)
    await key(lei, '1000')
    await seeAll(lei, '到期得利息', '+18.50', '年利率 1.85%', /按活期 0\.05% 计/)
  })

  it('with the PIN; the result says what it will be worth on which day', async () => {
    await lei.tap('#submit')
    await enterPin(lei, NEW_PIN)
    await lei.onPage('deposit/result')
    await lei.see('#deposit-done')
    const { deposits } = await (await minibank.client('li-lei')).call('GET /v1/deposits', {})
    const [made] = deposits
    expect(made).toMatchObject({ principal: 1_000_00, interestAtMaturity: 18_50, state: 'running', linkId: LINK })
    const [year, month, day] = made?.to.split('-').map(Number) ?? []
    expect(Number(year) - Number(made?.from.slice(0, 4))).toBe(1)
    await seeAll(lei, '已存入', '1,000.00', `${year}年${month}月${day}日 到期，连本带息 1,018.50`, '+18.50')
    expect(await wealth('li-lei')).toEqual({ total: 4_800_00, available: 3_800_00 })
  })

  it('and stands in the holdings and in the statement', async () => {
    await lei.tap('#done')
    await lei.onPage('pages/home/index')
    await seeAll(lei, '4,800.00', '可用 3,800.00', '定期 1,000.00', '我的存款', '安心存 一年期')
    await lei.tap('账单')
    await lei.onPage('pages/statement/index')
    await seeAll(lei, /安心存 一年期[\s\S]*-1,000\.00[\s\S]*\*华[\s\S]*-200\.00[\s\S]*招商银行[\s\S]*\+5,000\.00/)
    await lei.tap('首页')
  })

  it('is taken out early a month later: what is lost is told first, keeping it is the large button', async () => {
    await minibank.forward(30 * DAY_MS)
    await lei.pullDown()
    await lei.tap('安心存 一年期')
    await lei.onPage('deposit/holding')
    await seeAll(lei, '存着', '到期取，利息', '+18.50', '今天取，利息', '+0.04')
    await lei.tap('#take-out')
    await seeAll(lei, '提前取出，少得利息')
    expect(await lei.text('#lost')).toMatch(/18\.46/)
    expect(await lei.text('#get')).toMatch(/1,000\.04/)
    await lei.tap('#keep')
    await lei.gone('#early')
    await lei.tap('#take-out')
    await lei.tap('#take-out-anyway')
    await enterPin(lei, NEW_PIN)
    await lei.see('已提前取出')
    await seeAll(lei, '已付利息', '+0.04')
    expect(await wealth('li-lei')).toEqual({ total: 4_800_04, available: 4_800_04 })
  })
})

describe('a product is passed on', () => {
  let card: ShareCard

  it('as a card with title, path and picture', async () => {
    await lei.back()
    await lei.tap('理财')
    await lei.tap('#product-anxin-6m')
    await lei.onPage('pages/product/index')
    card = await shareCard(lei)
    expect(card.title).toBe('安心存 六个月，年利率 1.25%')
    expect(card.path).toMatch(/^\/pages\/product\/index\?id=anxin-6m&l=[0-9A-Za-z]{8,10}$/)
    expect((await fetch(card.imageUrl)).headers.get('content-type')).toMatch(/^image\//)
  })

  it('that another person opens, with his name on it, and whose id stands on her order', async () => {
    const launch = launchOf(card)
    await chen.show(launch)
    await chen.onPage('pages/product/index')
    await seeAll(chen, '*雷 分享给你', '安心存 六个月')
    await chen.tap('#buy')
    await chen.onPage('deposit/index')
    await erase(chen, 5)
    await placeOrder(chen, '100')
    await chen.onPage('deposit/result')
    const { deposits } = await (await minibank.client('chen-hua')).call('GET /v1/deposits', {})
    expect(deposits.find(({ productId }) => productId === 'anxin-6m')).toMatchObject({
      principal: 100_00,
      linkId: new URLSearchParams(launch.query).get('l'),
    })
  })
})

describe('the way out', () => {
  it('names the institution, the telephone and the way to complain', async () => {
    await lei.back()
    await lei.tap('我的')
    await lei.onPage('pages/me/index')
    await seeAll(lei, '投诉与建议', '400-000-0000', '12378', '迷你银行（演示）', '这是演示环境')
    await lei.tap('#complain')
    await lei.onPage('complaint/index')
    await lei.tap('#topic-product')
    await lei.type('#text', '利率说明写得不清楚')
    await lei.tap('#submit')
    await lei.see('#received')
    await seeAll(lei, '已收到，编号', '处理中')
    await lei.back()
  })

  it('signs out where everyone can see it; nothing of the person is left', async () => {
    await lei.tap('#sign-out')
    await seeAll(lei, '退出登录？', '没填完的表单会从这台手机上清除')
    await lei.tap('#sign-out-yes')
    await lei.onPage('pages/home/index')
    await lei.see('#sign-in')
    expect(await read(lei)).not.toMatch(/李雷|4,800/)
    await lei.relaunch()
    await lei.see('#sign-in')
    await lei.tap('#sign-in')
    await lei.tap('#by-wechat')
    await seeAll(lei, '李雷', '4,800.04')
  })
})

describe('afterwards', () => {
  it('every fen is where the stories say, and the books are sound', async () => {
    expect(await wealth('li-lei')).toEqual({ total: 4_800_04, available: 4_800_04 })
    expect(await wealth('chen-hua')).toEqual({ total: 28_840_52, available: 8_520_52 })
    expect(await minibank.onCard('li-lei')).toBe(45_000_00)
    expect(await minibank.books()).toEqual([])
  })

  it('no phone has met an error or a limit of WeChat’s audit', async () => {
    expect(await minibank.complaints()).toEqual([])
  })

  it('the log has no warning and nothing personal', async () => {
    expect(minibank.log().filter(({ level }) => level !== 'info')).toEqual([])
    expect(await minibank.leaks('周末的饭钱', '利率说明写得不清楚', NEW_PIN)).toEqual([])
  })
})
