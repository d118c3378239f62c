import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { OutsideError } from '../../src/connectors/outside.ts'
import { addDays, businessDate, startOfDate } from '../../src/contract/dates.ts'
import { holderOf, type Outside, startOutside } from '../support/outside.ts'

let outside: Outside
let cards: ReturnType<Outside['connect']>['cards']
beforeEach(async () => {
  outside = await startOutside()
  cards = outside.connect().cards
})
afterEach(() => outside.close())

const MINUTE_MS = 60_000
const LI_LEI = '13800138000'
const LI_LEIS_CARD = '6225881414207430'

const lastCode = async (mobile = LI_LEI) => (await outside.inbox(mobile))[0]?.code ?? ''
const otherCode = (code: string) => (code === '000000' ? '000001' : '000000')
const failure = async (call: Promise<unknown>) => {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(OutsideError)
  return error as OutsideError
}

/** Signs an agreement for a card of a persona. */
async function agree(persona = 'li-lei', cardIndex = 0, id = `agree-${persona}-${cardIndex}`) {
  const holder = holderOf(persona, cardIndex)
  expect(await cards.requestAgreement(id, holder)).toEqual({ ok: true })
  const signed = await cards.signAgreement(id, await lastCode(holder.mobile))
  if (!signed.ok) throw new Error(signed.why)
  return signed.agreementNo
}
const order = (agreementNo: string, amount: number) => ({ agreementNo, amount, at: outside.sandbox.clock.now() })

describe('a debit agreement', () => {
  it('is signed with the code that the card’s bank sends to the holder', async () => {
    expect(await cards.requestAgreement('a1', holderOf('li-lei'))).toEqual({ ok: true })
    const [message] = await outside.inbox(LI_LEI)
    expect(message).toMatchObject({ from: '招商银行' })
    expect(message?.text).toMatch(/^【招商银行】验证码 \d{6}，用于尾号 7430 的卡签约扣款，5 分钟内有效/)
    expect(await cards.signAgreement('a1', await lastCode())).toMatchObject({ ok: true })
  })

  it('sends no second message when the same request comes again', async () => {
    await cards.requestAgreement('a1', holderOf('li-lei'))
    expect(await cards.requestAgreement('a1', holderOf('li-lei'))).toEqual({ ok: true })
    expect(await outside.inbox(LI_LEI)).toHaveLength(1)
  })

  it('asks to wait before another code, and then voids the first', async () => {
    await cards.requestAgreement('a1', holderOf('li-lei'))
    const first = await lastCode()
    expect(await cards.requestAgreement('a2', holderOf('li-lei'))).toEqual({ ok: false, why: 'too-often', seconds: 30 })
    outside.forward(MINUTE_MS)
    expect(await cards.requestAgreement('a2', holderOf('li-lei'))).toEqual({ ok: true })
    expect(await cards.signAgreement('a1', first)).toEqual({ ok: false, why: 'expired-code' })
    if (first !== (await lastCode())) {
      expect(await cards.signAgreement('a2', first)).toEqual({ ok: false, why: 'expired-code' })
    }
    expect(await cards.signAgreement('a2', await lastCode())).toMatchObject({ ok: true })
  })

  it('sends twenty codes a day at most', async () => {
    // From the first minute of a day on, so that midnight does not come in between.
    const now = outside.now()
    outside.forward(startOfDate(addDays(businessDate(now), 1)) - now)
    for (let i = 0; i < 20; i++) {
      expect(await cards.requestAgreement(`a${i}`, holderOf('li-lei'))).toEqual({ ok: true })
      outside.forward(MINUTE_MS)
    }
    expect(await cards.requestAgreement('a20', holderOf('li-lei'))).toMatchObject({ ok: false, why: 'too-often' })
    outside.forward(24 * 60 * MINUTE_MS)
    expect(await cards.requestAgreement('a20', holderOf('li-lei'))).toEqual({ ok: true })
  })

  it('is refused for another’s card and for no card', async () => {
    const holder = holderOf('li-lei')
    for (const wrong of [{ name: '陈华' }, { idNumber: '110199198806122023' }, { mobile: '13800138001' }]) {
      expect(await cards.requestAgreement('a1', { ...holder, ...wrong })).toEqual({ ok: false, why: 'mismatch' })
    }
    const unknown = { ...holder, cardNumber: '6222021234567890128' }
    expect(await cards.requestAgreement('a1', unknown)).toEqual({ ok: false, why: 'unknown-card' })
    expect(await outside.inbox(LI_LEI)).toHaveLength(0)
  })

  it('bears five wrong codes and counts them down', async () => {
    await cards.requestAgreement('a1', holderOf('li-lei'))
    const code = await lastCode()
    for (const left of [4, 3, 2, 1, 0]) {
      expect(await cards.signAgreement('a1', otherCode(code))).toEqual({ ok: false, why: 'wrong-code', left })
    }
    expect(await cards.signAgreement('a1', code)).toEqual({ ok: false, why: 'expired-code' })
  })

  it('does not take a code after five minutes', async () => {
    await cards.requestAgreement('a1', holderOf('li-lei'))
    outside.forward(5 * MINUTE_MS + 1000)
    expect(await cards.signAgreement('a1', await lastCode())).toEqual({ ok: false, why: 'expired-code' })
  })

  it('is signed once: the same code again gives the same agreement, another code is told', async () => {
    await cards.requestAgreement('a1', holderOf('li-lei'))
    const code = await lastCode()
    const first = await cards.signAgreement('a1', code)
    expect(await cards.signAgreement('a1', code)).toEqual(first)
    expect(await cards.signAgreement('a1', otherCode(code))).toEqual({ ok: false, why: 'used-code' })
    outside.forward(MINUTE_MS)
    await cards.requestAgreement('a2', holderOf('li-lei'))
    if (code !== (await lastCode())) {
      expect(await cards.signAgreement('a2', code)).toEqual({ ok: false, why: 'used-code' })
    }
  })

  it('that has ended gives no money and takes none; ending it again changes nothing', async () => {
    const agreementNo = await agree()
    await cards.endAgreement('e1', agreementNo)
    await cards.endAgreement('e1', agreementNo)
    await cards.endAgreement('e2', agreementNo)
    const reason = { zh: '没有有效的签约', en: 'there is no valid agreement' }
    expect(await cards.debit('d1', order(agreementNo, 100))).toEqual({ state: 'refused', reason })
    expect(await cards.payout('p1', order(agreementNo, 100))).toEqual({ state: 'refused', reason })
  })

  it('that was never asked for is unknown', async () => {
    expect(await cards.signAgreement('nothing', '123456')).toEqual({ ok: false, why: 'unknown' })
  })
})

describe('a debit', () => {
  it('takes money off the card, once for its id', async () => {
    const agreementNo = await agree()
    expect(await cards.debit('d1', order(agreementNo, 1000_00))).toEqual({ state: 'done' })
    expect(await cards.debit('d1', order(agreementNo, 1000_00))).toEqual({ state: 'done' })
    expect(await cards.debitState('d1')).toEqual({ state: 'done' })
    expect(await outside.balance(LI_LEIS_CARD)).toBe(49_000_00)
  })

  it('that was never asked for is absent', async () => {
    expect(await cards.debitState('never')).toEqual({ state: 'absent' })
  })

  it('is refused with a reason for a person: not enough, frozen, credit card, no agreement', async () => {
    const reasons = {
      余额不足: order(await agree('li-lei', 2), 100),
      卡片已冻结: order(await agree('li-lei', 3), 100),
      信用卡不能用于转入: order(await agree('chen-hua', 1), 100),
      没有有效的签约: order('A-nothing', 100),
    }
    for (const [zh, wanted] of Object.entries(reasons)) {
      const said = { state: 'refused', reason: { zh, en: expect.stringMatching(/^[\x20-\x7e’]+$/) } }
      expect(await cards.debit(`d-${zh}`, wanted)).toEqual(said)
      expect(await cards.debitState(`d-${zh}`)).toEqual(said)
    }
    expect(await outside.balance('6228480400567890027')).toBe(37)
  })

  it('takes the last fen, and not one more', async () => {
    const agreementNo = await agree()
    expect(await cards.debit('d1', order(agreementNo, 50_000_01))).toMatchObject({ state: 'refused' })
    expect(await cards.debit('d2', order(agreementNo, 50_000_00))).toEqual({ state: 'done' })
    expect(await cards.debit('d3', order(agreementNo, 1))).toMatchObject({ state: 'refused' })
    expect(await outside.balance(LI_LEIS_CARD)).toBe(0)
  })

  it('under an id that was used for another amount moves nothing, and what the id did stays unknown to the caller', async () => {
    const agreementNo = await agree()
    await cards.debit('d1', order(agreementNo, 100))
    expect(await failure(cards.debit('d1', order(agreementNo, 200)))).toMatchObject({ effect: 'unknown' })
    expect(await outside.balance(LI_LEIS_CARD)).toBe(50_000_00 - 100)
  })

  it('asked a hundred times at once is done once', async () => {
    const agreementNo = await agree()
    const wanted = order(agreementNo, 100)
    const said = await Promise.all(Array.from({ length: 100 }, () => cards.debit('d1', wanted)))
    expect(new Set(said.map(({ state }) => state))).toEqual(new Set(['done']))
    expect(await outside.balance(LI_LEIS_CARD)).toBe(50_000_00 - 100)
  })
})

describe('a payout', () => {
  it('puts money on the card, once for its id', async () => {
    const agreementNo = await agree()
    expect(await cards.payoutState('p1')).toEqual({ state: 'absent' })
    expect(await cards.payout('p1', order(agreementNo, 1000_00))).toEqual({ state: 'done' })
    expect(await cards.payout('p1', order(agreementNo, 1000_00))).toEqual({ state: 'done' })
    expect(await cards.payoutState('p1')).toEqual({ state: 'done' })
    expect(await outside.balance(LI_LEIS_CARD)).toBe(51_000_00)
    expect(await failure(cards.payout('p1', order(agreementNo, 1)))).toMatchObject({ effect: 'unknown' })
  })

  it('is refused with a reason for a person: frozen, no agreement, the bank of the card not at work', async () => {
    const frozen = await agree('li-lei', 3)
    expect(await cards.payout('p1', order(frozen, 1))).toMatchObject({
      state: 'refused',
      reason: { zh: '卡片已冻结，不能入账' },
    })
    expect(await cards.payout('p2', order('A0', 1))).toMatchObject({ state: 'refused' })
    await outside.fault('cards', 'refusing')
    expect(await cards.payout('p3', order(frozen, 1))).toMatchObject({ reason: { zh: '发卡行暂停受理' } })
  })

  it('silent or twice: done once all the same, and its state says so', async () => {
    const agreementNo = await agree()
    await outside.fault('cards', 'silent')
    const impatient = outside.connect({ timeoutMs: 150 })
    expect(await failure(impatient.cards.payout('p1', order(agreementNo, 500_00)))).toMatchObject({ effect: 'unknown' })
    await outside.fault('cards', 'twice')
    expect(await cards.payoutState('p1')).toEqual({ state: 'done' })
    expect(await cards.payout('p2', order(agreementNo, 100))).toEqual({ state: 'done' })
    expect(await outside.balance(LI_LEIS_CARD)).toBe(50_500_00 + 100)
  })
})

describe('when the card system misbehaves', () => {
  it('silent: the debit is done though no answer comes, and its state says so later', async () => {
    const agreementNo = await agree()
    await outside.fault('cards', 'silent')
    const impatient = outside.connect({ timeoutMs: 150 })
    expect(await failure(impatient.cards.debit('d1', order(agreementNo, 500_00)))).toMatchObject({ effect: 'unknown' })
    expect(impatient.calls).toMatchObject([{ operation: 'debit', outcome: 'timeout' }])
    expect(await outside.balance(LI_LEIS_CARD)).toBe(49_500_00)
    await outside.fault('cards', 'none')
    expect(await cards.debitState('d1')).toEqual({ state: 'done' })
    expect(await cards.debit('d1', order(agreementNo, 500_00))).toEqual({ state: 'done' })
    expect(await outside.balance(LI_LEIS_CARD)).toBe(49_500_00)
  })

  it('late: answered after its delay', async () => {
    const agreementNo = await agree()
    await outside.fault('cards', 'late', 200)
    expect(await cards.debit('d1', order(agreementNo, 500_00))).toEqual({ state: 'done' })
  })

  it('later than anyone waits: in processing until then, by the sandbox’s clock', async () => {
    const agreementNo = await agree()
    await outside.fault('cards', 'late', 60_000)
    const impatient = outside.connect({ timeoutMs: 150 })
    expect(await failure(impatient.cards.debit('d1', order(agreementNo, 500_00)))).toMatchObject({ effect: 'unknown' })
    await outside.fault('cards', 'none')
    expect(await cards.debitState('d1')).toEqual({ state: 'processing' })
    outside.forward(60_000)
    expect(await cards.debitState('d1')).toEqual({ state: 'done' })
  })

  it('refusing: debits are refused for good, what was done before is still told', async () => {
    const agreementNo = await agree()
    await cards.debit('d1', order(agreementNo, 100))
    await outside.fault('cards', 'refusing')
    const refused = {
      state: 'refused',
      reason: { zh: '发卡行暂停受理', en: 'the card’s bank is not taking orders now' },
    }
    expect(await cards.debit('d2', order(agreementNo, 100))).toEqual(refused)
    expect(await cards.debitState('d1')).toEqual({ state: 'done' })
    await outside.fault('cards', 'none')
    expect(await cards.debit('d2', order(agreementNo, 100))).toEqual(refused)
    expect(await outside.balance(LI_LEIS_CARD)).toBe(50_000_00 - 100)
  })

  it('refusing: an agreement is tried three times; the system says that it has not acted', async () => {
    await outside.fault('cards', 'refusing')
    expect(await failure(cards.requestAgreement('a1', holderOf('li-lei')))).toMatchObject({ effect: 'unreached' })
    expect(await outside.asked()).toEqual(Array(3).fill('requestAgreement: refusing'))
    expect(await outside.inbox(LI_LEI)).toHaveLength(0)
  })

  it('twice: whatever arrives twice is done once', async () => {
    await outside.fault('cards', 'twice')
    const agreementNo = await agree()
    expect(await outside.inbox(LI_LEI)).toHaveLength(1)
    expect(await cards.debit('d1', order(agreementNo, 100))).toEqual({ state: 'done' })
    expect(await outside.balance(LI_LEIS_CARD)).toBe(50_000_00 - 100)
    expect(await outside.asked()).toContain('debit: done, second time')
  })

  it('away: certainly not done', async () => {
    const agreementNo = await agree()
    // A system that was there and is gone: nobody listens on its port any more.
    const gone = await startOutside()
    await gone.close()
    const away = outside.connect({}, { cards: gone.addresses.cards })
    expect(await failure(away.cards.debit('d1', order(agreementNo, 100)))).toMatchObject({ effect: 'unreached' })
    expect(away.calls).toMatchObject([{ system: 'cards', operation: 'debit', outcome: 'unreached' }])
  })

  it('with another key: nothing is done, and nothing it says is believed', async () => {
    const agreementNo = await agree()
    const stranger = outside.connect({}, { cards: { ...outside.addresses.cards, key: 'another-key' } })
    expect(await failure(stranger.cards.debit('d1', order(agreementNo, 100)))).toMatchObject({ effect: 'unknown' })
    expect(await cards.debitState('d1')).toEqual({ state: 'absent' })
  })
})
