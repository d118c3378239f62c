/**
 * What people get wrong, in WeChat: each refusal stands next to what caused it, says what to do, and nothing moves.
 * What a screen cannot even ask for is asked of the gateway itself.
 */
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { luhnDigit } from '../../src/contract/checks.ts'
import { type ErrorCode, errorText } from '../../src/contract/errors.ts'
import { formatYuan } from '../../src/contract/money.ts'
import type { Answer } from '../../src/contract/schema/index.ts'
import { type Client, Refused } from '../../src/demo/client.ts'
import type { TestPhone } from '../support/phone.ts'
import { inOrder, type Minibank, persona, startMinibank } from './minibank.ts'
import {
  consent,
  enterPin,
  erase,
  fillForm,
  findPayee,
  key,
  NEW_PIN,
  PIN,
  problemAt,
  proveMobile,
  seeAll,
  send,
  setPin,
} from './steps.ts'

const HOUR_MS = 3_600_000
const [LI_LEI, CHEN_HUA, HAN_MEI, ZHAO_HU] = [
  persona('li-lei'),
  persona('chen-hua'),
  persona('han-mei'),
  persona('zhao-hu'),
]
/** As it is keyed: 9800.01 */
const plain = (fen: number): string => formatYuan(fen).replace(/,/g, '')
const zh = (code: ErrorCode, params = {}) => errorText(code, 'zh', params)

let minibank: Minibank
beforeAll(async () => {
  minibank = await startMinibank('postgres')
}, 180_000)
afterAll(() => minibank?.close())
inOrder(() => minibank)

const total = async (who: string) => (await (await minibank.client(who)).call('GET /v1/home', {})).total

describe('the form of the card', () => {
  let lei: TestPhone

  /** Sends the form with one thing wrong, and puts it right again. */
  async function wrong(field: string, value: string, right: string): Promise<void> {
    await lei.type(`#${field}`, value)
    await lei.tap('#submit')
    await lei.see(`#${field}-error`)
    expect(await lei.path()).toBe('bind/index')
    const said = await problemAt(lei, field)
    await lei.type(`#${field}`, right)
    await lei.gone(`#${field}-error`)
    told.push(said)
  }
  const told: string[] = []
  const said = () => told.splice(0)

  it('tells a wrong number where it stands, before anything is sent', async () => {
    lei = await minibank.open('li-lei', { path: 'bind/index' })
    await fillForm(lei, 'li-lei')
    await consent(lei)
    await wrong('card-number', '622588141420', LI_LEI.cards[0]?.number ?? '')
    await wrong('name', 'Li Lei', LI_LEI.name)
    await wrong('id-number', LI_LEI.idNumber.replace(/.$/, '3'), LI_LEI.idNumber)
    await wrong('mobile', '12345678901', LI_LEI.mobile)
    expect(said()).toEqual([zh('CARD_INVALID'), zh('NAME_INVALID'), zh('ID_NUMBER_INVALID'), zh('MOBILE_INVALID')])
    expect((await lei.log('request')).filter(({ method }) => method === 'POST')).toHaveLength(1)
  })

  it('tells at the card what the network says of it', async () => {
    const unknown = `622588000000000${luhnDigit('622588000000000')}`
    await wrong('card-number', unknown, LI_LEI.cards[0]?.number ?? '')
    await wrong('card-number', LI_LEI.cards[1]?.number ?? '', LI_LEI.cards[0]?.number ?? '')
    expect(said()).toEqual([zh('CARD_UNKNOWN'), zh('CARD_NOT_ELIGIBLE')])
  })

  it('tells under the form that name, number and mobile do not belong together, and not which of them', async () => {
    await lei.type('#name', '李磊')
    await lei.tap('#submit')
    await lei.see('#problem')
    expect(await lei.text('#problem')).toBe(zh('CARD_MISMATCH'))
    await lei.type('#name', LI_LEI.name)
    await lei.gone('#problem')
    expect(await minibank.inbox(LI_LEI.mobile)).toEqual([])
  })

  it('asks for the code again when it was wrong, and says how many tries are left', async () => {
    await proveMobile(lei, minibank, LI_LEI.mobile)
    await lei.tap('#back')
    await lei.type('#code', '000000')
    await lei.tap('#to-pin')
    await setPin(lei)
    await lei.see('#code-error')
    expect(await problemAt(lei, 'code')).toBe(zh('SMS_CODE_WRONG', { left: 4 }))
  })

  it('refuses a PIN that is easy to guess, a birthday, and two that differ', async () => {
    const [message] = await minibank.inbox(LI_LEI.mobile)
    await lei.type('#code', message?.code ?? '')
    await lei.tap('#to-pin')
    for (const weak of ['123456', '950318', '138000']) {
      await setPin(lei, weak)
      await lei.see('#pin-error')
      expect(await lei.text('#pin-error')).toBe(zh('PIN_WEAK'))
    }
    expect((await (await minibank.client('li-lei')).call('GET /v1/accounts', {})).accounts).toEqual([])
    await setPin(lei)
    await lei.onPage('bind/opened')
  })
})

describe('a code by SMS', () => {
  let hu: TestPhone
  const at = () => problemAt(hu, 'code')

  it('is refused when it is wrong, used or old, each with its own word', async () => {
    hu = await minibank.open('zhao-hu', { path: 'sign-in/index' })
    await hu.type('#mobile', ZHAO_HU.mobile)
    await hu.tap('#get-code')
    await hu.see('#code')
    const code = await minibank.codeAfter(ZHAO_HU.mobile)
    await hu.type('#code', code === '000000' ? '111111' : '000000')
    await hu.tap({ id: 'sign-in' })
    await expect.poll(at).toBe(zh('SMS_CODE_WRONG', { left: 4 }))

    const elsewhere = await minibank.client('han-mei')
    await elsewhere.signIn({ by: 'sms', mobile: ZHAO_HU.mobile, code })
    await hu.type('#code', code)
    await hu.tap({ id: 'sign-in' })
    await expect.poll(at).toBe(zh('SMS_CODE_USED'))

    await minibank.forward(6 * 60_000)
    await hu.type('#code', code)
    await hu.tap({ id: 'sign-in' })
    await expect.poll(at).toBe(zh('SMS_CODE_EXPIRED'))
  })

  it('cannot be asked for twice in a minute', async () => {
    await hu.tap('#other-mobile')
    await hu.tap('#get-code')
    await hu.see('#code')
    await hu.tap('#other-mobile')
    await hu.tap('#get-code')
    await expect.poll(() => problemAt(hu, 'mobile')).toMatch(/获取太频繁，请 \d+ 秒后再试/)
    expect(await minibank.inbox(ZHAO_HU.mobile)).toHaveLength(2)
  })
})

describe('an amount', () => {
  let chen: TestPhone
  const stillFree = async () => (await (await minibank.client('chen-hua')).call('GET /v1/home', {})).available

  it('of nothing, below nothing or with a third decimal cannot be keyed', async () => {
    chen = await minibank.open('chen-hua')
    await findPayee(chen, persona('li-xiuying').mobile)
    await chen.onPage('transfer/amount')
    await key(chen, '0.00')
    await expect.poll(() => chen.text('#amount')).toBe('0.00')
    expect(await chen.find('#submit').getAttribute('aria-disabled')).toBe('true')
    await erase(chen, 4)
    await key(chen, '1.239')
    await expect.poll(() => chen.text('#amount')).toBe('1.23')
    expect(await chen.sees('-')).toBe(false)
    await erase(chen, 4)
  })

  it('beyond the balance is told at the amount', async () => {
    await key(chen, '8420.53')
    await expect.poll(() => problemAt(chen, 'amount')).toBe('余额不够，可用 8,420.52')
    expect(await chen.find('#submit').getAttribute('aria-disabled')).toBe('true')
    await erase(chen, 7)
    await expect.poll(() => chen.text('#amount')).toBe('')
  })

  it('beyond the day’s limit of the account’s class is told at the amount, by screen and by bank', async () => {
    await chen.back()
    await chen.back()
    const client = await minibank.client('chen-hua')
    const { accounts, cards } = await client.call('GET /v1/accounts', {})
    const [account, card] = [accounts[0], cards[0]]
    if (!account || !card) throw new Error('she has an account')
    const id = uuidv7()
    const authorisation = { pin: await client.pin(PIN, 'authorise') }
    await client.call('POST /v1/topups', {
      body: { id, accountId: account.id, cardId: card.id, amount: 5_000_00, authorisation },
    })
    await expect.poll(stillFree).toBe(13_420_52)
    const left = account.out.dayLeft
    await findPayee(chen, persona('li-xiuying').mobile)
    await chen.onPage('transfer/amount')
    await key(chen, plain(left + 1))
    await expect.poll(() => problemAt(chen, 'amount')).toBe(`今天还可转 ${formatYuan(left)}`)

    // Another phone of hers has spent some of the limit meanwhile: this screen does not know it, the bank does.
    await erase(chen, plain(left + 1).length)
    await key(chen, plain(left))
    const other = await minibank.open('chen-hua')
    await send(other, persona('li-xiuying').mobile, '300')
    await chen.tap('#submit')
    await enterPin(chen)
    await expect.poll(() => problemAt(chen, 'amount')).toBe(zh('CLASS_LIMIT_DAY', { left: formatYuan(left - 300_00) }))
    expect(await stillFree()).toBe(13_120_52)
    await chen.back()
    await chen.back()
  })

  it('below the smallest deposit is told at the amount', async () => {
    await chen.relaunch({ path: 'deposit/index', query: 'product=anxin-12m' })
    await key(chen, '49.99')
    await expect.poll(() => problemAt(chen, 'amount')).toBe('起存金额为 50 元')
    await chen.relaunch()
  })
})

describe('a payee', () => {
  it('who is nobody, oneself or not identified is told at the number, before any PIN', async () => {
    const chen = await minibank.open('chen-hua')
    await chen.tap('#do-transfer')
    for (const [mobile, code] of [
      ['1390013900', 'MOBILE_INVALID'],
      ['13900139000', 'PAYEE_UNKNOWN'],
      [CHEN_HUA.mobile, 'PAYEE_SELF'],
      [HAN_MEI.mobile, 'PAYEE_NOT_IDENTIFIED'],
    ] as const) {
      await chen.type('#payee-mobile', mobile)
      await chen.tap('#find')
      await expect.poll(() => problemAt(chen, 'payee-mobile')).toBe(zh(code))
      expect(await chen.path()).toBe('transfer/index')
    }
  })
})

describe('a wrong PIN', () => {
  let mei: TestPhone

  it('is told with the tries that are left, the last one with what comes after it', async () => {
    mei = await minibank.open('han-mei')
    await findPayee(mei, CHEN_HUA.mobile)
    await mei.onPage('transfer/amount')
    await key(mei, '10')
    await mei.tap('#submit')
    for (const left of [4, 3, 2]) {
      await enterPin(mei, '951357')
      await expect.poll(() => mei.text('#pin-error')).toBe(zh('PIN_WRONG', { left }))
    }
    await enterPin(mei, '951357')
    await expect.poll(() => mei.text('#pin-error')).toBe(zh('PIN_LAST_TRY', { hours: 24 }))
  })

  it('locks the PIN the fifth time, says until when, and offers the telephone', async () => {
    await enterPin(mei, '951357')
    await seeAll(mei, '交易密码已锁定', /密码输错次数过多，已锁定到 \d{4}-\d\d-\d\d \d\d:\d\d/, '打电话给银行')
    expect(await mei.sees('#pin-input')).toBe(false)
    expect(await total('han-mei')).toBe(4_914_00)
  })

  it('stays locked for the right one too, until a day is over; then the order goes through once', async () => {
    await mei.relaunch()
    await findPayee(mei, CHEN_HUA.mobile)
    await mei.onPage('transfer/amount')
    expect(await mei.text('#amount')).toBe('10')
    await mei.tap('#submit')
    await enterPin(mei)
    await seeAll(mei, '交易密码已锁定')
    await minibank.forward(24 * HOUR_MS)
    await mei.relaunch()
    await findPayee(mei, CHEN_HUA.mobile)
    await mei.onPage('transfer/amount')
    await mei.tap('#submit')
    await enterPin(mei)
    await mei.onPage('transfer/result')
    await mei.see('#transfer-done')
    expect(await total('han-mei')).toBe(4_904_00)
  })
})

describe('what no screen asks for', () => {
  let mei: Client
  let chen: Client
  let order: { id: string; accountId: string; payeeId: string; amount: number }
  let done: Answer<'POST /v1/transfers'>

  const refusal = (call: Promise<unknown>): Promise<ErrorCode | 'it went through'> =>
    call.then(
      () => 'it went through' as const,
      (error: unknown) => {
        if (error instanceof Refused) return error.code
        throw error
      },
    )
  /** An authorisation bought with the PIN for an order of 韩梅's. */
  const buy = async ({ id, payeeId, amount }: typeof order) => {
    const bought = { kind: 'transfer' as const, orderId: id, payeeId, amount }
    const { token } = await mei.call('POST /v1/authorisations', {
      body: { pin: await mei.pin(PIN, 'authorise'), order: bought },
    })
    return { token }
  }

  beforeAll(async () => {
    mei = await minibank.client('han-mei')
    chen = await minibank.client('chen-hua')
    const { accounts } = await mei.call('GET /v1/accounts', {})
    const payeeId = await mei.payee(CHEN_HUA)
    order = { id: uuidv7(), accountId: accounts[0]?.id ?? '', payeeId, amount: 1_00 }
  })

  it('an authorisation is good once, and for its own order alone', async () => {
    const authorisation = await buy(order)
    const other = { ...order, id: uuidv7() }
    const dearer = { ...order, amount: 2_00 }
    const refused = 'AUTHORISATION_INVALID'
    expect(await refusal(mei.call('POST /v1/transfers', { body: { ...other, authorisation } }))).toBe(refused)
    expect(await refusal(mei.call('POST /v1/transfers', { body: { ...dearer, authorisation } }))).toBe(refused)
    done = await mei.call('POST /v1/transfers', { body: { ...order, authorisation } })
    expect(await refusal(mei.call('POST /v1/transfers', { body: { ...other, authorisation } }))).toBe(refused)
    expect(await total('han-mei')).toBe(4_903_00)
  })

  it('the same order again is the same transfer; its id with other content is refused', async () => {
    const authorisation = { token: 'used-long-ago' }
    expect(await mei.call('POST /v1/transfers', { body: { ...order, authorisation } })).toEqual(done)
    const changed = { ...order, amount: 5_00, authorisation }
    expect(await refusal(mei.call('POST /v1/transfers', { body: changed }))).toBe('ID_REUSED')
    expect(await total('han-mei')).toBe(4_903_00)
  })

  it('another customer’s account, payee and orders are not found', async () => {
    const authorisation = { pin: await chen.pin(PIN, 'authorise') }
    const theirs = { ...order, id: uuidv7(), authorisation }
    expect(await refusal(chen.call('POST /v1/transfers', { body: theirs }))).toBe('NOT_FOUND')
    const { accountId } = order
    expect(await refusal(chen.call('GET /v1/accounts/:accountId/entries', { params: { accountId } }))).toBe('NOT_FOUND')
    const xiuying = await minibank.client('li-xiuying')
    const read = xiuying.call('GET /v1/transfers/:transferId', { params: { transferId: order.id } })
    expect(await refusal(read)).toBe('NOT_FOUND')
  })

  it.each([0, -100, 1.239, 2 ** 53])('an amount of %d fen is none', async (amount) => {
    const body = { ...order, id: uuidv7(), amount, authorisation: { token: 'none' } }
    expect(await refusal(mei.call('POST /v1/transfers', { body }))).toBe('AMOUNT_INVALID')
  })

  it('a body that is too large or no JSON is refused as such', async () => {
    const post = async (body: string) => {
      const answer = await fetch(`${minibank.url}/v1/sms-codes`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      })
      return [answer.status, ((await answer.json()) as { code: string }).code]
    }
    expect(await post(JSON.stringify({ mobile: '1'.repeat(2_000_000) }))).toEqual([413, 'REQUEST_TOO_LARGE'])
    expect(await post('{"mobile":')).toEqual([400, 'REQUEST_NOT_JSON'])
  })
})

describe('afterwards', () => {
  it('nothing has moved that should not have: the books are sound', async () => {
    expect(await total('li-lei')).toBe(0)
    expect(await minibank.books()).toEqual([])
  })

  it('no phone has met an error, and the log has nothing personal and no error', async () => {
    expect(await minibank.complaints()).toEqual([])
    expect(minibank.log().filter(({ level }) => level !== 'info')).toEqual([])
    expect(await minibank.leaks(NEW_PIN, '951357')).toEqual([])
  })
})
