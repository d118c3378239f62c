/**
 * What people see when something outside fails, one failure at a time: no network or a slow one, and each outside system
 * silent, refusing, late, or getting everything twice. Money moves once or not at all, and is found again afterwards.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { errorText } from '../../src/contract/errors.ts'
import { NETWORK_IDS } from '../../src/contract/networks.ts'
import type { System } from '../../src/sandbox/settings.ts'
import type { TestPhone } from '../support/phone.ts'
import { type Fault, inOrder, type Minibank, persona, startMinibank } from './minibank.ts'
import { consent, enterPin, fillForm, findPayee, key, openAccount, placeOrder, seeAll, topUp } from './steps.ts'

const [LI_LEI, XIUYING, ZHAO_HU] = [persona('li-lei'), persona('li-xiuying'), persona('zhao-hu')]
const OUTSIDE = errorText('OUTSIDE_UNAVAILABLE', 'zh')
/** The longest that a connector waits for its system, and some air. */
const PATIENCE_MS = 20_000

let minibank: Minibank
beforeAll(async () => {
  minibank = await startMinibank('postgres')
}, 180_000)
afterAll(() => minibank?.close())
inOrder(() => minibank)

const free = async (who: string) => (await (await minibank.client(who)).call('GET /v1/home', {})).available

/** Calls of one kind that the outside has had since. */
async function callsDuring(operation: string, act: () => Promise<void>): Promise<string[]> {
  const of = async () => (await minibank.asked()).filter((call) => call.startsWith(`${operation}:`))
  const before = (await of()).length
  await act()
  return (await of()).slice(before)
}

async function during(system: System, mode: Fault, act: () => Promise<void>, delayMs?: number): Promise<void> {
  await minibank.fault(system, mode, delayMs)
  try {
    await act()
  } finally {
    await minibank.fault(system, 'none')
  }
}

/** All verification networks at once: none can stand in for another. */
async function faultNetworks(mode: Fault, delayMs?: number): Promise<void> {
  for (const network of NETWORK_IDS) await minibank.fault(network, mode, delayMs)
}

describe('the network', () => {
  let chen: TestPhone

  it('is away: the first screen says so and is there again with one tap', async () => {
    chen = await minibank.open('chen-hua')
    await seeAll(chen, '28,640.52')
    await chen.setNetwork('none')
    await chen.relaunch()
    await seeAll(chen, errorText('CLIENT_OFFLINE', 'zh'))
    await chen.setNetwork('wifi')
    await chen.tap('#retry')
    await seeAll(chen, '28,640.52')
  })

  it('goes away under a screen: what was last seen stays, and says that it is old', async () => {
    await chen.setNetwork('none')
    await chen.pullDown()
    await seeAll(chen, errorText('CLIENT_OFFLINE', 'zh'), '28,640.52')
    await chen.setNetwork('wifi')
    await chen.pullDown()
    await chen.gone(errorText('CLIENT_OFFLINE', 'zh'))
  })

  it('is away when an old receipt is looked at: nothing is said to be open, and it is read once there is one', async () => {
    const client = await minibank.client('chen-hua')
    const { recent } = await client.call('GET /v1/home', {})
    const sent = recent.find(({ kind }) => kind === 'transfer-out')
    await chen.setNetwork('none')
    await chen.relaunch({ path: 'transfer/result', query: `id=${sent?.orderId}&from=statement` })
    await seeAll(chen, '电子回单', errorText('CLIENT_OFFLINE', 'zh'))
    expect(await chen.sees('#outcome-open')).toBe(false)
    await chen.setNetwork('wifi')
    await chen.tap('#retry')
    await chen.see('#transfer-done')
    await chen.relaunch()
  })

  it('is slow: the person is told that it is still on its way, and the transfer is made once', async () => {
    const before = await free('chen-hua')
    await findPayee(chen, XIUYING.mobile)
    await chen.onPage('transfer/amount')
    await key(chen, '1')
    await chen.tap('#submit')
    await chen.see('#pin-input')
    await chen.setNetwork('wifi', 4_500)
    await enterPin(chen)
    await chen.see('网络较慢，还在等结果')
    await chen.setNetwork('wifi')
    await chen.onPage('transfer/result', PATIENCE_MS)
    await chen.see('#transfer-done', PATIENCE_MS)
    expect(await free('chen-hua')).toBe(before - 1_00)
    await chen.close()
  })
})

describe('the card system', () => {
  let chen: TestPhone
  let money: { free: number; card: number }
  /** What has moved since. */
  const moved = async () => ({
    free: (await free('chen-hua')) - money.free,
    card: (await minibank.onCard('chen-hua')) - money.card,
  })
  const look = async () => {
    money = { free: await free('chen-hua'), card: await minibank.onCard('chen-hua') }
  }

  it('refuses a debit: the reason is told, and nothing moves', async () => {
    chen = await minibank.open('chen-hua')
    await look()
    await during('cards', 'refusing', async () => {
      await topUp(chen, '100')
      await chen.see('#topup-refused')
    })
    await seeAll(chen, '没有转入', '中国建设银行拒绝了这笔扣款：发卡行暂停受理', '您的钱没有变动')
    expect(await moved()).toEqual({ free: 0, card: 0 })
    await chen.tap('#done')
  })

  it('gets everything twice: one debit, one credit', async () => {
    const calls = await callsDuring('debit', () =>
      during('cards', 'twice', async () => {
        await topUp(chen, '100')
        await chen.see('#topup-done')
      }),
    )
    expect(calls).toEqual(['debit: done', 'debit: done, second time'])
    expect(await moved()).toEqual({ free: 100_00, card: -100_00 })
    await chen.tap('#done')
  })

  it('answers late: the person waits, and it is done once', async () => {
    await look()
    await during('cards', 'late', () => topUp(chen, '50'), 1_500)
    await chen.see('#topup-done', PATIENCE_MS)
    expect(await moved()).toEqual({ free: 50_00, card: -50_00 })
    await chen.tap('#done')
  })

  it('falls silent: the top-up stays unknown, is not credited on a guess, and is settled when it speaks', async () => {
    await look()
    await minibank.fault('cards', 'silent')
    await chen.tap('#do-topup')
    await chen.onPage('topup/index')
    await placeOrder(chen, '70')
    await chen.onPage('topup/result', PATIENCE_MS)
    await chen.see('#topup-unknown', PATIENCE_MS)
    await seeAll(chen, '还在等中国建设银行的答复', '请不要重复转入')
    expect(await moved()).toEqual({ free: 0, card: -70_00 })
    // She leaves. The bank goes on asking, and knows before she looks again.
    await chen.tap('#done')
    await chen.onPage('pages/home/index')
    await minibank.fault('cards', 'none')
    await expect.poll(moved, { timeout: 60_000 }).toEqual({ free: 70_00, card: -70_00 })
    await chen.pullDown()
    await seeAll(chen, '+70.00')
    await chen.close()
  })
})

describe('WeChat', () => {
  /** 李雷 takes a new phone and wants to open an account, for which he must be signed in. */
  const wantIn = async (): Promise<TestPhone> => {
    const phone = await minibank.open('li-lei')
    await phone.tap('#open-account')
    return phone
  }

  it.each(['refusing', 'silent'] as const)(
    'is %s: sign-in says so, and works when it is well again',
    async (mode) => {
      await minibank.fault('wechat', mode)
      const phone = await minibank.open('li-lei', { path: 'bind/index' })
      await expect.poll(() => phone.sees(OUTSIDE), { timeout: PATIENCE_MS }).toBe(true)
      await minibank.fault('wechat', 'none')
      await phone.tap('#retry')
      await phone.see('#card-number')
      await phone.close()
    },
    60_000,
  )

  it('answers late, or gets the code twice: he is in all the same', async () => {
    for (const mode of ['late', 'twice'] as const) {
      await minibank.fault('wechat', mode, 1_000)
      const phone = await wantIn()
      await phone.see('#card-number')
      await minibank.fault('wechat', 'none')
      await phone.close()
    }
  })
})

describe('the verification networks', () => {
  let lei: TestPhone

  it.each(['refusing', 'silent'] as const)(
    'are %s: the form stays as it is, and no code is sent',
    async (mode) => {
      lei ??= await minibank.open('li-lei', { path: 'bind/index' })
      if (mode === 'refusing') {
        await fillForm(lei, 'li-lei')
        await consent(lei)
      }
      await faultNetworks(mode)
      await lei.tap('#submit')
      await expect.poll(() => lei.sees(OUTSIDE), { timeout: PATIENCE_MS }).toBe(true)
      await faultNetworks('none')
      await lei.type('#name', LI_LEI.name)
      await lei.gone(OUTSIDE)
      expect(await lei.path()).toBe('bind/index')
      expect(await lei.value('#card-number')).toBe('6225 8814 1420 7430')
      expect([await lei.isChecked('#agree'), await lei.isChecked('#agree-sensitive')]).toEqual([true, true])
      expect(await minibank.inbox(LI_LEI.mobile)).toEqual([])
    },
    60_000,
  )

  it('answer late, and get the question twice: one binding, one code', async () => {
    await faultNetworks('late', 1_000)
    await lei.tap('#submit')
    await lei.onPage('bind/code', PATIENCE_MS)
    await faultNetworks('none')
    expect(await minibank.inbox(LI_LEI.mobile)).toHaveLength(1)
    await lei.close()

    const hu = await minibank.browse('/pages/home/index')
    await hu.tap({ id: 'sign-in' })
    await hu.type('#mobile', ZHAO_HU.mobile)
    await hu.tap('#get-code')
    await hu.see('#code')
    await hu.type('#code', await minibank.codeAfter(ZHAO_HU.mobile))
    await hu.tap({ id: 'sign-in' })
    await hu.onPage('pages/home/index')
    await hu.tap('#open-account')
    await hu.onPage('bind/index')
    await faultNetworks('twice')
    await openAccount(hu, minibank, 'zhao-hu')
    await faultNetworks('none')
    expect(await minibank.inbox(ZHAO_HU.mobile)).toHaveLength(2)
  })
})

describe('the SMS centre', () => {
  const ask = async () => {
    const phone = await minibank.browse('/sign-in/index')
    await phone.type('#mobile', XIUYING.mobile)
    await phone.tap('#get-code')
    return phone
  }

  it('refuses: the person is told and may ask again at once', async () => {
    const before = (await minibank.inbox(XIUYING.mobile)).length
    await minibank.fault('sms', 'refusing')
    const phone = await ask()
    await expect.poll(() => phone.sees(OUTSIDE), { timeout: PATIENCE_MS }).toBe(true)
    expect(await minibank.inbox(XIUYING.mobile)).toHaveLength(before)
    await minibank.fault('sms', 'twice')
    await phone.tap('#get-code')
    await phone.see('#code')
    await minibank.fault('sms', 'none')
    // Twice for the centre is once for the telephone.
    expect(await minibank.inbox(XIUYING.mobile)).toHaveLength(before + 1)
    await phone.type('#code', await minibank.codeAfter(XIUYING.mobile))
    await phone.tap({ id: 'sign-in' })
    await phone.onPage('pages/home/index')
    await seeAll(phone, '李秀英')
    await phone.close()
  })

  it('falls silent, or answers late: the code that comes is good', async () => {
    await minibank.forward(2 * 60_000)
    await minibank.fault('sms', 'silent')
    const phone = await ask()
    await expect.poll(() => phone.sees(OUTSIDE), { timeout: PATIENCE_MS }).toBe(true)
    await minibank.fault('sms', 'late', 1_000)
    const [last] = await minibank.inbox(XIUYING.mobile)
    await phone.tap('#get-code')
    await phone.see('#code')
    await minibank.fault('sms', 'none')
    await phone.type('#code', await minibank.codeAfter(XIUYING.mobile, last?.id))
    await phone.tap({ id: 'sign-in' })
    await phone.onPage('pages/home/index')
    await seeAll(phone, '李秀英')
    await phone.close()
  }, 60_000)
})

describe('afterwards', () => {
  it('every fen is where the stories say, and the books are sound', async () => {
    // 28,640.52 and 20,220.00 of it in a deposit; sent 1; brought in 100, 50 and 70.
    expect(await free('chen-hua')).toBe(8_420_52 - 1_00 + 220_00)
    expect(await free('li-xiuying')).toBe(12_200_00 + 1_00)
    expect(await minibank.books()).toEqual([])
  })

  it('the log tells every failure of the outside as a warning, no error, and nothing personal', async () => {
    const loud = minibank.log().filter(({ level }) => level !== 'info')
    expect(loud.filter(({ level }) => level !== 'warn')).toEqual([])
    const systems = loud.filter(({ msg }) => msg === 'outside call failed').map(({ system }) => system)
    expect(new Set(systems)).toEqual(new Set(['cards', 'wechat', 'joint-stock', 'unionpay', 'sms']))
    expect(await minibank.leaks()).toEqual([])
  })
})
