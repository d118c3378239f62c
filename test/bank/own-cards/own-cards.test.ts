/** This bank's own Class I card: bound against the core, seen from the core, a source for the accounts here. */
import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import { OutsideError } from '../../../src/connectors/outside.ts'
import { HAN_MEI, LI_LEI, MINUTE, onEveryDatabase } from '../../support/people.ts'
import { authorised, bind, formOf, OWN, openThird, START, sound, topUp, town } from './own-town.ts'

onEveryDatabase('a Class I card of this bank', (open) => {
  it('is bound by a newcomer: the core is asked, no network and no card system; the bank sends the code', async () => {
    const here = await town(open)
    const bound = await bind(here)
    expect(bound).toMatchObject({
      state: 'opened',
      account: null,
      bankName: '迷你银行',
      maskedCard: '623191*********6786',
    })
    const { asked, inbox } = here.people.outside
    expect(asked.filter((what) => /^(verification|cards|core)/.test(what))).toEqual(['core.checkHolder'])
    expect(inbox.findLast(({ mobile }) => mobile === OWN.mobile)?.text).toMatch(
      /^【迷你银行】验证码 \d{6}，用于绑定您尾号 6786 的本行 I 类户/,
    )
    expect(await here.bank.accounts.list(here.caller)).toMatchObject({
      accounts: [],
      classOne: {
        number: OWN.cardNumber,
        balance: START,
        available: START,
        out: { dayLimit: 50_000_00, dayLeft: 50_000_00 },
        restrictions: [],
      },
      cards: [{ bankName: '迷你银行', kind: 'debit', last4: '6786' }],
    })
    expect(await here.bank.home.get(here.caller)).toMatchObject({ me: { stage: 'customer' }, total: START })
    // The ledger holds none of it.
    expect(
      await here.db.query('select posted, held from ledger_accounts where owner = $1', [here.caller.customerId]),
    ).toEqual([{ posted: 0, held: 0 }])
  })

  it('is not to be had from another bank that numbers its agreement like one of ours', async () => {
    const here = await town(open)
    const { bank, people, caller } = here
    await bind(here)
    people.outside.numberAgreements(() => `own:${OWN.cardNumber}`)
    people.clock.forward(MINUTE)
    const hanMei = await people.wechat('han-mei')
    expect(await people.refusal(people.open(hanMei, HAN_MEI))).toMatchObject({ code: 'OUTSIDE_UNAVAILABLE' })
    expect((await bank.accounts.list(hanMei)).cards).toEqual([])
    expect((await bank.accounts.list(caller)).classOne).toMatchObject({ balance: START })
  })

  it('asks nothing of due diligence, and only takes a card of this bank’s as Class I', async () => {
    const here = await town(open)
    const { bank, caller, people } = here
    const other = formOf(here, { cardNumber: LI_LEI.cardNumber })
    expect(await people.refusal(bank.bindings.submit(caller, other))).toMatchObject({ code: 'CARD_NOT_ELIGIBLE' })
    const mismatch = formOf(here, { name: '李磊' })
    expect(await people.refusal(bank.bindings.submit(caller, mismatch))).toMatchObject({ code: 'CARD_MISMATCH' })
    const unknown = formOf(here, { cardNumber: '6231910000123456778' })
    expect(await people.refusal(bank.bindings.submit(caller, unknown))).toMatchObject({ code: 'CARD_UNKNOWN' })
  })

  it('bears five wrong codes, and a code is void after five minutes or after a newer one', async () => {
    const here = await town(open)
    const { bank, caller, people } = here
    const form = formOf(here)
    await bank.bindings.submit(caller, form)
    const first = people.outside.codeFor(OWN.mobile)
    const wrong = first === '000000' ? '000001' : '000000'
    const confirm = async (code: string) =>
      people.refusal(bank.bindings.confirm(caller, form.id, await people.confirmation(caller, code)))
    expect(await confirm(wrong)).toMatchObject({ code: 'SMS_CODE_WRONG', params: { left: 4 } })
    people.clock.forward(MINUTE)
    await bank.bindings.resend(caller, form.id)
    const second = people.outside.codeFor(OWN.mobile)
    if (second !== first) expect((await confirm(first)).code).toBe('SMS_CODE_WRONG')
    people.clock.forward(6 * MINUTE)
    expect((await confirm(second)).code).toBe('SMS_CODE_EXPIRED')
  })

  it('while the core is away is not bound, and its form waits', async () => {
    const here = await town(open)
    const { bank, caller, people } = here
    const form = formOf(here)
    people.outside.failNext('core.checkHolder', new OutsideError('core', 'unreached', 'away'))
    expect((await people.refusal(bank.bindings.submit(caller, form))).code).toBe('OUTSIDE_UNAVAILABLE')
    expect(await bank.bindings.submit(caller, form)).toMatchObject({ state: 'code-sent' })
  })

  it('carries a Class III account, which is topped up from it through the core, once', async () => {
    const here = await town(open)
    await bind(here)
    const { account, cardId } = await openThird(here)
    expect(await topUp(here, account.id, cardId, 300_00)).toMatchObject({ state: 'done', bankName: '迷你银行' })
    expect(here.people.outside.coreBalance(OWN.cardNumber)).toBe(START - 300_00)
    expect(await here.bank.accounts.get(here.caller, account.id)).toMatchObject({ balance: 300_00, receives: 'yes' })
    expect(here.people.outside.asked).not.toContain('cards.debit')
    expect(here.people.outside.asked).not.toContain('verification.verify')
    const statement = await here.bank.accounts.statement(here.caller, cardId, {})
    expect(statement.entries).toMatchObject([{ kind: 'to-own', amount: -300_00, balanceAfter: START - 300_00 }])
    await sound(here)
  })

  it('refused by the core: nothing moved, and the reason is told', async () => {
    const here = await town(open)
    await bind(here)
    const { account, cardId } = await openThird(here)
    expect(await topUp(here, account.id, cardId, START + 1)).toMatchObject({ state: 'refused', reason: '余额不足' })
    expect((await here.bank.accounts.get(here.caller, account.id)).balance).toBe(0)
    await sound(here)
  })

  it('when the answer is lost the top-up is neither done nor failed, and the worker asks the core', async () => {
    const here = await town(open)
    await bind(here)
    const { account, cardId } = await openThird(here)
    here.people.outside.failNext('core.debit-answer', new OutsideError('core', 'unknown', 'no answer in time'))
    const lost = await topUp(here, account.id, cardId, 300_00)
    expect(lost.state).toBe('unknown')
    here.people.clock.forward(MINUTE)
    for (const worker of here.bank.workers) if (worker.name === 'top-ups not decided') await worker.run()
    expect(await here.bank.topups.get(here.caller, lost.id)).toMatchObject({ state: 'done' })
    expect(here.people.outside.coreBalance(OWN.cardNumber)).toBe(START - 300_00)
    expect(here.people.outside.asked).toContain('core.debitState')
    await sound(here)
  })

  it('is added by who is a customer already, and unlinked again; a second one is not bound', async () => {
    const here = await town(open)
    const { bank, caller, people } = here
    await people.open(caller)
    const id = v7()
    await bank.cards.bind(caller, { id, cardNumber: OWN.cardNumber })
    await bank.cards.confirm(caller, id, {
      smsCode: people.outside.codeFor(OWN.mobile),
      authorisation: await authorised(here, caller, { kind: 'card-binding', orderId: id }),
    })
    const { accounts, classOne } = await bank.accounts.list(caller)
    expect(accounts).toHaveLength(1)
    const second = `${OWN.cardNumber.slice(0, -2)}11`
    people.outside.addClassOne({ ...OWN, cardNumber: second }, START)
    expect(await people.refusal(bank.cards.bind(caller, { id: v7(), cardNumber: second }))).toMatchObject({
      code: 'ACCOUNT_LIMIT',
      field: 'cardNumber',
      params: { max: 1 },
    })
    expect(classOne).toMatchObject({ balance: START })
    const cardId = classOne?.id ?? ''
    const unbinding = v7()
    await bank.cards.unbind(caller, cardId, {
      id: unbinding,
      authorisation: await authorised(here, caller, { kind: 'card-unbinding', orderId: unbinding, cardId }),
    })
    expect((await bank.accounts.list(caller)).classOne).toBeNull()
    expect((await people.refusal(bank.accounts.statement(caller, cardId, {}))).code).toBe('NOT_FOUND')
  })

  it('is shown without a balance while the core is away, with all the rest', async () => {
    const here = await town(open)
    await bind(here)
    const away = () => here.people.outside.failNext('core.balance', new OutsideError('core', 'unreached', 'away'))
    away()
    expect((await here.bank.accounts.list(here.caller)).classOne).toMatchObject({ balance: null, available: null })
    away()
    expect(await here.bank.home.get(here.caller)).toMatchObject({ classOne: { balance: null }, total: 0 })
    here.people.outside.failNext('core.statement', new OutsideError('core', 'unreached', 'away'))
    const { classOne } = await here.bank.accounts.list(here.caller)
    const refusal = await here.people.refusal(here.bank.accounts.statement(here.caller, classOne?.id ?? '', {}))
    expect(refusal.code).toBe('OUTSIDE_UNAVAILABLE')
  })

  it('is nobody else’s to see', async () => {
    const here = await town(open)
    await bind(here)
    const { classOne } = await here.bank.accounts.list(here.caller)
    const other = await here.people.wechat('han-mei')
    await here.people.open(other, HAN_MEI)
    expect((await here.people.refusal(here.bank.accounts.statement(other, classOne?.id ?? '', {}))).code).toBe(
      'NOT_FOUND',
    )
  })
})
