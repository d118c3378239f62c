import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type CoreOrder, OutsideError } from '../../src/connectors/outside.ts'
import { holderOf, type Outside, startOutside } from '../support/outside.ts'

let outside: Outside
let core: ReturnType<Outside['connect']>['core']
beforeEach(async () => {
  outside = await startOutside()
  core = outside.connect().core
})
afterEach(() => outside.close())

const NUMBER = '6231910000123456786'
const START = 180_000_00
const ORDER_ID = '0192a5f0-0000-7000-8000-000000000001'

const failure = async (call: Promise<unknown>) => {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(OutsideError)
  return error as OutsideError
}
const order = (amount: number, number = NUMBER): CoreOrder => ({
  number,
  amount,
  at: outside.now(),
  purpose: { kind: 'transfer', orderId: ORDER_ID, counterparty: { zh: '*华', en: '*华' }, note: '饭钱' },
})

describe('whose a Class I account is', () => {
  it('is told by number, name, ID number and mobile together', async () => {
    const holder = holderOf('gao-yuan')
    expect(await core.checkHolder(holder)).toBe('match')
    for (const wrong of [{ name: '陈华' }, { idNumber: '110199198806122023' }, { mobile: '13800138001' }]) {
      expect(await core.checkHolder({ ...holder, ...wrong })).toBe('mismatch')
    }
    expect(await core.checkHolder({ ...holder, cardNumber: '6231910000123456778' })).toBe('unknown')
  })

  it('of another class: told to its holder alone', async () => {
    const holder = { ...holderOf('li-lei'), cardNumber: '6231919999999999990' }
    const { cardNumber: number, name, idNumber, mobile } = holder
    const card = { number, name, idNumber, mobile, kind: 'class-II', balance: 0 }
    expect((await outside.control('POST', '/cards', { cards: [card] })).body).toEqual({ issued: 1 })
    expect(await core.checkHolder(holder)).toBe('not-class-one')
    expect(await core.checkHolder({ ...holder, name: '陈华' })).toBe('mismatch')
  })
})

describe('what is on it', () => {
  it('is balance and statement, newest first, page by page', async () => {
    expect(await core.balance(NUMBER)).toEqual({ balance: START, available: START })
    const [bill, wages] = await core.statement(NUMBER, { limit: 10 })
    expect(bill).toMatchObject({ sequence: 2, amount: -186_50, balanceAfter: START, counterparty: { zh: '电费' } })
    expect(wages).toMatchObject({ sequence: 1, counterparty: { zh: '工资' }, order: null })
    expect(await core.statement(NUMBER, { limit: 1 })).toEqual([bill])
    expect(await core.statement(NUMBER, { before: 2, limit: 10 })).toEqual([wages])
  })

  it('of a number that the core does not know is nothing', async () => {
    expect(await core.balance('6231910000123456778')).toBeUndefined()
    expect(await core.statement('6231910000123456778', { limit: 5 })).toEqual([])
  })
})

describe('a debit and a credit', () => {
  it('move money once for their id and stand on the statement with the order behind them', async () => {
    expect(await core.debitState('d1')).toEqual({ state: 'absent' })
    expect(await core.debit('d1', order(1000_00))).toEqual({ state: 'done' })
    expect(await core.debit('d1', order(1000_00))).toEqual({ state: 'done' })
    expect(await core.debitState('d1')).toEqual({ state: 'done' })
    expect(await core.balance(NUMBER)).toMatchObject({ balance: START - 1000_00 })
    const [newest] = await core.statement(NUMBER, { limit: 1 })
    expect(newest).toMatchObject({
      amount: -1000_00,
      balanceAfter: START - 1000_00,
      note: '饭钱',
      order: { kind: 'transfer', orderId: ORDER_ID },
    })
    // The same id the other way is another order.
    expect(await core.credit('d1', order(200_00))).toEqual({ state: 'done' })
    expect(await core.creditState('d1')).toEqual({ state: 'done' })
    expect(await core.balance(NUMBER)).toMatchObject({ balance: START - 800_00 })
    expect(await outside.balance(NUMBER)).toBe(START - 800_00)
  })

  it('are refused with a reason for a person: not enough, no such account', async () => {
    expect(await core.debit('d1', order(START + 1))).toMatchObject({ state: 'refused', reason: { zh: '余额不足' } })
    const unknown = order(1, '6231910000123456778')
    expect(await core.debit('d2', unknown)).toMatchObject({ state: 'refused', reason: { zh: '没有这个 I 类户' } })
    expect(await core.debitState('d1')).toMatchObject({ state: 'refused' })
    expect(await core.debit('d3', order(START))).toEqual({ state: 'done' })
  })

  it('asked a hundred times at once are done once', async () => {
    const wanted = order(100)
    const said = await Promise.all(Array.from({ length: 100 }, () => core.debit('d1', wanted)))
    expect(new Set(said.map(({ state }) => state))).toEqual(new Set(['done']))
    expect(await core.balance(NUMBER)).toMatchObject({ balance: START - 100 })
  })

  it('under an id that was used for another amount move nothing', async () => {
    await core.debit('d1', order(100))
    expect(await failure(core.debit('d1', order(200)))).toMatchObject({ system: 'core', effect: 'unknown' })
    expect(await core.balance(NUMBER)).toMatchObject({ balance: START - 100 })
  })
})

describe('when the core misbehaves', () => {
  it('silent: the debit is done though no answer comes, and its state says so later', async () => {
    await outside.fault('core', 'silent')
    const impatient = outside.connect({ timeoutMs: 150 })
    expect(await failure(impatient.core.debit('d1', order(500_00)))).toMatchObject({ effect: 'unknown' })
    expect(impatient.calls).toMatchObject([{ system: 'core', operation: 'debit', outcome: 'timeout' }])
    await outside.fault('core', 'none')
    expect(await core.debitState('d1')).toEqual({ state: 'done' })
    expect(await core.balance(NUMBER)).toMatchObject({ balance: START - 500_00 })
  })

  it('late: in processing until then, by the sandbox’s clock', async () => {
    await outside.fault('core', 'late', 60_000)
    const impatient = outside.connect({ timeoutMs: 150 })
    expect(await failure(impatient.core.debit('d1', order(500_00)))).toMatchObject({ effect: 'unknown' })
    await outside.fault('core', 'none')
    expect(await core.debitState('d1')).toEqual({ state: 'processing' })
    outside.forward(60_000)
    expect(await core.debitState('d1')).toEqual({ state: 'done' })
  })

  it('refusing: orders are refused for good, questions are told that nothing was done', async () => {
    await outside.fault('core', 'refusing')
    expect(await core.debit('d1', order(100))).toMatchObject({ state: 'refused', reason: { zh: '核心系统暂停受理' } })
    expect(await failure(core.balance(NUMBER))).toMatchObject({ effect: 'unreached' })
    await outside.fault('core', 'none')
    expect(await core.debit('d1', order(100))).toMatchObject({ state: 'refused' })
    expect(await core.balance(NUMBER)).toMatchObject({ balance: START })
  })

  it('twice: whatever arrives twice is done once', async () => {
    await outside.fault('core', 'twice')
    expect(await core.debit('d1', order(100))).toEqual({ state: 'done' })
    expect(await core.balance(NUMBER)).toMatchObject({ balance: START - 100 })
    expect(await outside.asked()).toContain('debit: done, second time')
  })

  it('away: certainly not done; with another key: nothing is done, and nothing it says is believed', async () => {
    const gone = await startOutside()
    await gone.close()
    const away = outside.connect({}, { core: gone.addresses.core })
    expect(await failure(away.core.debit('d1', order(100)))).toMatchObject({ effect: 'unreached' })
    const stranger = outside.connect({}, { core: { ...outside.addresses.core, key: 'another-key' } })
    expect(await failure(stranger.core.debit('d1', order(100)))).toMatchObject({ effect: 'unknown' })
    expect(await core.debitState('d1')).toEqual({ state: 'absent' })
  })

  it('a reset puts everything back as it was', async () => {
    await core.debit('d1', order(100))
    await outside.control('POST', '/reset')
    expect(await core.balance(NUMBER)).toEqual({ balance: START, available: START })
    expect(await core.statement(NUMBER, { limit: 10 })).toHaveLength(2)
    expect(await core.debitState('d1')).toEqual({ state: 'absent' })
  })
})
