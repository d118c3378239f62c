import { expect, it } from 'vitest'
import { OutsideError } from '../../../src/connectors/outside.ts'
import { FOR_THIS_STORY, HAN_MEI, HOUR, LI_LEI, MINUTE, onEveryDatabase, type People } from '../../support/people.ts'

/** What is left of a refused binding: nothing. */
async function nothingMoved({ db }: People): Promise<void> {
  for (const table of ['bindings', 'accounts', 'cards', 'pins', 'consents', 'ledger_accounts'])
    expect(await db.query(`select 1 as one from ${table}`), table).toEqual([])
}

onEveryDatabase('a form that cannot be right is refused at its field, and nobody outside is asked', (open) => {
  it('card, name, ID number, mobile, age, validity, tax residency, consents', async () => {
    const people = await open()
    const visitor = await people.wechat('openid-li-lei')
    const consents = { agreement: true, sensitiveData: true, version: '2026-11' } as const
    const cases: [object, string, string][] = [
      [{ cardNumber: '622588141420743' }, 'CARD_INVALID', 'cardNumber'],
      [{ cardNumber: '62258814142074301234' }, 'CARD_INVALID', 'cardNumber'],
      [{ name: 'Li Lei' }, 'NAME_INVALID', 'name'],
      [{ name: '李' }, 'NAME_INVALID', 'name'],
      [{ idNumber: '110105199505152339' }, 'ID_NUMBER_INVALID', 'idNumber'],
      [{ idNumber: '110105199502302338' }, 'ID_NUMBER_INVALID', 'idNumber'],
      [{ idNumber: '11010519950515233' }, 'ID_NUMBER_INVALID', 'idNumber'],
      [{ mobile: '12800138000' }, 'MOBILE_INVALID', 'mobile'],
      [{ idNumber: '110105201501011116' }, 'AGE_NOT_ALLOWED', 'idNumber'],
      [{ idValidUntil: '2026-11-22' }, 'ID_EXPIRED', 'idValidUntil'],
      [{ idValidUntil: '2030-02-30' }, 'REQUEST_INVALID', 'idValidUntil'],
      [{ taxResidency: 'abroad' }, 'TAX_RESIDENCY_ABROAD', 'taxResidency'],
      [{ taxResidency: 'both' }, 'TAX_RESIDENCY_ABROAD', 'taxResidency'],
      [{ consents: { ...consents, agreement: false } }, 'CONSENT_MISSING', 'consents'],
      [{ consents: { ...consents, sensitiveData: false } }, 'CONSENT_MISSING', 'consents'],
    ]
    for (const [changed, code, field] of cases) {
      const refusal = await people.refusal(people.bank.bindings.submit(visitor, people.form(changed)))
      expect(refusal, JSON.stringify(changed)).toMatchObject({ code, field })
    }
    expect(people.outside.asked).toEqual(['wechat.codeToSession'])
    await nothingMoved(people)
  })

  it('tells the age below which one comes with a guardian; an ID valid for life or until today is good', async () => {
    const people = await open()
    const visitor = await people.wechat('openid-li-lei')
    const child = people.form({ idNumber: '110105201501011116' })
    expect((await people.refusal(people.bank.bindings.submit(visitor, child))).params).toEqual({ age: 16 })
    await people.bank.bindings.submit(visitor, people.form({ idValidUntil: null }))
    people.clock.forward(HOUR)
    await people.bank.bindings.submit(visitor, people.form({ idValidUntil: '2026-11-23' }))
  })
})

onEveryDatabase('what the card’s bank does not confirm is refused, and nothing stays', (open) => {
  it('a card nobody knows, one of Class II, and a person the card’s bank has otherwise on record', async () => {
    const people = await open()
    const { bank, outside } = people
    const visitor = await people.wechat('openid-li-lei')
    const classTwo = '6222020000001234566'
    outside.addCard({ ...LI_LEI, cardNumber: classTwo, kind: 'II' })
    const cases: [object, string][] = [
      [{ cardNumber: '6228480000001234563' }, 'CARD_UNKNOWN'],
      [{ cardNumber: classTwo }, 'CARD_NOT_ELIGIBLE'],
      [{ name: '李雷雷' }, 'CARD_MISMATCH'],
      [{ idNumber: HAN_MEI.idNumber }, 'CARD_MISMATCH'],
      [{ mobile: '13900139000' }, 'CARD_MISMATCH'],
    ]
    for (const [changed, code] of cases)
      expect(await people.refusal(bank.bindings.submit(visitor, people.form(changed)))).toMatchObject({ code })
    expect(outside.inbox).toEqual([])
    await nothingMoved(people)
  })

  it('and the corrected form may come under the same id', async () => {
    const people = await open()
    const visitor = await people.wechat('openid-li-lei')
    const form = people.form({ name: '李磊' })
    await expect(people.bank.bindings.submit(visitor, form)).rejects.toThrow('CARD_MISMATCH')
    expect((await people.bank.bindings.submit(visitor, { ...form, name: '李雷' })).state).toBe('code-sent')
  })

  it('a credit card is welcome', async () => {
    const people = await open()
    const visitor = await people.wechat('openid-li-lei')
    people.outside.addCard({ ...LI_LEI, cardNumber: '6225750000001234', kind: 'credit' })
    await people.open(visitor, { ...LI_LEI, cardNumber: '6225750000001234' })
    expect((await people.bank.accounts.list(visitor)).cards).toMatchObject([{ kind: 'credit', last4: '1234' }])
  })

  it('nobody tries names and numbers at will: ten questions a day about a person’s forms or a card', async () => {
    const people = await open()
    const { bank, clock } = people
    const wrong = (name: string) => people.form({ name })
    const first = await people.wechat('openid-1')
    for (let i = 0; i < 10; i++)
      await expect(bank.bindings.submit(first, wrong('李磊'))).rejects.toThrow('CARD_MISMATCH')
    await expect(bank.bindings.submit(first, people.form())).rejects.toThrow('RATE_LIMITED')
    const second = await people.wechat('openid-2')
    await expect(bank.bindings.submit(second, people.form())).rejects.toThrow('RATE_LIMITED')
    clock.forward(14 * HOUR)
    expect((await bank.bindings.submit(second, people.form())).state).toBe('code-sent')
  })
})

onEveryDatabase('one person, one customer', (open) => {
  it('who has an account is told to sign in, by whatever door they come', async () => {
    const people = await open()
    const { bank, clock } = people
    const liLei = await people.wechat('openid-li-lei')
    await people.open(liLei)
    clock.forward(HOUR)

    const again = await people.refusal(bank.bindings.submit(liLei, people.form()))
    expect(again).toMatchObject({ code: 'CARD_ALREADY_BOUND', field: 'cardNumber' })
    const otherCard = people.form({ cardNumber: '6228480000001234563' })
    expect(await people.refusal(bank.bindings.submit(liLei, otherCard))).toMatchObject({ code: 'CUSTOMER_EXISTS' })

    const elsewhere = await people.wechat('openid-second-phone')
    expect(await people.refusal(bank.bindings.submit(elsewhere, people.form()))).toMatchObject({
      code: 'CUSTOMER_EXISTS',
    })
  })

  it('a stranger who only knows an ID or mobile number is not told that it is a customer’s', async () => {
    const people = await open()
    const { bank } = people
    await people.open(await people.wechat('openid-li-lei'))
    const stranger = await people.wechat('openid-stranger')
    const guess = people.form({ ...HAN_MEI, idNumber: LI_LEI.idNumber, mobile: LI_LEI.mobile })
    await expect(bank.bindings.submit(stranger, guess)).rejects.toThrow('CARD_MISMATCH')
  })

  it('a mobile number belongs to one customer', async () => {
    const people = await open()
    const { bank, outside } = people
    await people.open(await people.wechat('openid-li-lei'))
    const hanMei = await people.wechat('openid-han-mei')
    outside.addCard({ ...HAN_MEI, mobile: LI_LEI.mobile, kind: 'I' })
    const form = people.form({ ...HAN_MEI, mobile: LI_LEI.mobile })
    expect(await people.refusal(bank.bindings.submit(hanMei, form))).toMatchObject({
      code: 'MOBILE_TAKEN',
      field: 'mobile',
    })
  })

  it('nobody opens more accounts of a class than the rule of the day allows', async () => {
    const people = await open()
    await people.db.query(
      `insert into rules (name, class, effective_from, value, unit, source, mark)
       values ('accounts.max', 'II', '2026-11-23', 0, 'count', $1, 'B')`,
      [FOR_THIS_STORY],
    )
    const visitor = await people.wechat('openid-li-lei')
    expect(await people.refusal(people.bank.bindings.submit(visitor, people.form()))).toMatchObject({
      code: 'ACCOUNT_LIMIT',
      params: { max: 0 },
    })
  })
})

onEveryDatabase('an outside system that does not answer', (open) => {
  it('is told as such, and the same form sent again goes on under the same ids', async () => {
    const people = await open()
    const { bank, outside } = people
    const visitor = await people.wechat('openid-li-lei')
    const form = people.form()
    for (const operation of ['verification.verify', 'cards.requestAgreement']) {
      outside.failNext(operation, new OutsideError('cards', 'unknown', 'no answer in time'))
      await expect(bank.bindings.submit(visitor, form)).rejects.toThrow('OUTSIDE_UNAVAILABLE')
      expect(await people.refusal(bank.bindings.get(visitor, form.id))).toMatchObject({ code: 'NOT_FOUND' })
    }
    expect((await bank.bindings.submit(visitor, form)).state).toBe('code-sent')
    expect(outside.inbox).toHaveLength(1)
  })

  it('a process that died while asking leaves the binding to the next one, after its time is up', async () => {
    const people = await open()
    const { bank, db, clock } = people
    const visitor = await people.wechat('openid-li-lei')
    const form = people.form()
    people.outside.failNext('verification.verify', new OutsideError('verification', 'unknown', 'silence'))
    await expect(bank.bindings.submit(visitor, form)).rejects.toThrow('OUTSIDE_UNAVAILABLE')
    await db.query('update bindings set busy_until = $1', [clock.now() + MINUTE])
    expect(await people.refusal(bank.bindings.submit(visitor, form))).toMatchObject({ code: 'IN_PROGRESS' })
    clock.forward(MINUTE)
    expect((await bank.bindings.submit(visitor, form)).state).toBe('code-sent')
  })
})
