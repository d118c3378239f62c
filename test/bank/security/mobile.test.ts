import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import type { Caller } from '../../../src/bank/caller.ts'
import { HAN_MEI, HOUR, LI_LEI, MINUTE, onEveryDatabase, type People, VISIT } from '../../support/people.ts'

const NEW = '13700137009'

async function customer(people: People) {
  const liLei = await people.wechat('openid-li-lei')
  await people.open(liLei)
  people.clock.forward(MINUTE)
  return liLei
}

/** A proof of a number, by the code that came to it. */
async function proved({ bank, outside, clock }: People, caller: Caller, mobile = NEW): Promise<string> {
  const { id } = await bank.security.askProof(caller, { id: v7(), purpose: 'mobile-change', mobile }, VISIT)
  await bank.security.confirmProof(caller, id, { code: outside.codeFor(mobile) })
  clock.forward(MINUTE)
  return id
}

const order = async (people: People, caller: Caller, proofId: string, pin?: string) => ({
  id: v7(),
  proofId,
  idNumber: LI_LEI.idNumber,
  authorisation: { pin: await people.pin(caller, 'authorise', pin) },
})

const sent = async ({ bank, outside }: People, mobile: string) => {
  await bank.workers.find(({ name }) => name === 'outbox')?.run()
  return outside.inbox.filter((message) => message.mobile === mobile).map(({ text }) => text)
}

onEveryDatabase('showing that one holds a number', (open) => {
  it('sends a code that says what it is for, and is good for that alone', async () => {
    const people = await open()
    const { bank, outside, clock } = people
    const liLei = await customer(people)
    const id = v7()
    const asked = await bank.security.askProof(liLei, { id, purpose: 'mobile-change', mobile: NEW }, VISIT)
    expect(asked).toEqual({
      id,
      maskedMobile: '137****7009',
      proved: false,
      resendAt: clock.now() + MINUTE,
      expiresAt: clock.now() + 15 * MINUTE,
    })
    expect(outside.inbox.at(-1)?.text).toMatch(/^【迷你银行】更换手机号验证码 \d{6}，5 分钟内有效/)
    const code = outside.codeFor(NEW)
    const signIn = bank.sessions.signIn({ by: 'sms', mobile: NEW, code }, VISIT)
    expect(await people.refusal(signIn)).toMatchObject({ code: 'SMS_CODE_EXPIRED' })
    expect(await bank.security.confirmProof(liLei, id, { code })).toMatchObject({ id, proved: true })
    // The answer was lost.
    expect(await bank.security.confirmProof(liLei, id, { code })).toMatchObject({ id, proved: true })
  })

  it('asked again under the same id sends nothing more; for another number it is refused', async () => {
    const people = await open()
    const { bank, outside } = people
    const liLei = await customer(people)
    const request = { id: v7(), purpose: 'mobile-change' as const, mobile: NEW }
    const before = outside.inbox.length
    const first = await bank.security.askProof(liLei, request, VISIT)
    expect(await bank.security.askProof(liLei, request, VISIT)).toEqual(first)
    expect(outside.inbox).toHaveLength(before + 1)
    const other = bank.security.askProof(liLei, { ...request, mobile: '13700137008' }, VISIT)
    expect(await people.refusal(other)).toMatchObject({ code: 'ID_REUSED' })
    const soon = bank.security.askProof(liLei, { ...request, id: v7() }, VISIT)
    expect(await people.refusal(soon)).toMatchObject({ code: 'SMS_TOO_OFTEN' })
  })

  it('counts wrong codes, and is another session’s to no avail', async () => {
    const people = await open()
    const { bank, outside } = people
    const liLei = await customer(people)
    const { id } = await bank.security.askProof(liLei, { id: v7(), purpose: 'mobile-change', mobile: NEW }, VISIT)
    const wrong = outside.codeFor(NEW) === '000000' ? '000001' : '000000'
    expect(await people.refusal(bank.security.confirmProof(liLei, id, { code: wrong }))).toEqual({
      code: 'SMS_CODE_WRONG',
      field: 'code',
      params: { left: 4 },
    })
    const elsewhere = await people.wechat('openid-li-lei')
    const theirs = bank.security.confirmProof(elsewhere, id, { code: outside.codeFor(NEW) })
    expect(await people.refusal(theirs)).toMatchObject({ code: 'NOT_FOUND' })
  })
})

onEveryDatabase('another mobile number', (open) => {
  it('takes a code at the new one and the PIN; both numbers are told, payers find them by the new one', async () => {
    const people = await open()
    const { bank, db } = people
    const liLei = await customer(people)
    const hanMei = await people.wechat('openid-han-mei')
    await people.open(hanMei, HAN_MEI)
    await bank.customers.recordIdentification({ customerId: liLei.customerId, branch: '中关村支行', teller: '0001' })
    const change = await order(people, liLei, await proved(people, liLei))
    expect(await bank.security.changeMobile(liLei, change)).toMatchObject({ name: '李雷', maskedMobile: '137****7009' })
    // The answer was lost.
    expect(await bank.security.changeMobile(liLei, change)).toMatchObject({ maskedMobile: '137****7009' })

    const told = '【迷你银行】您在本行的手机号已换为137****7009。如非本人操作，请立即拨打本行客服电话'
    expect(await sent(people, LI_LEI.mobile)).toContain(told)
    expect(await sent(people, NEW)).toContain(told)
    expect(await bank.payees.lookUp(hanMei, { mobile: NEW })).toMatchObject({ maskedMobile: '137****7009' })
    expect(await people.refusal(bank.payees.lookUp(hanMei, { mobile: LI_LEI.mobile }))).toMatchObject({
      code: 'PAYEE_UNKNOWN',
    })
    expect((await people.sms(NEW)).customerId).toBe(liLei.customerId)
    expect((await people.sms(LI_LEI.mobile)).customerId).not.toBe(liLei.customerId)
    expect(await db.query('select month, nth, known_by from mobile_changes')).toEqual([
      { month: '2026-11', nth: 1, known_by: 'id-number' },
    ])
  })

  it('ends the sessions that the old number began elsewhere; this one goes on, and the other WeChat session too', async () => {
    const people = await open()
    const { bank } = people
    const liLei = await customer(people)
    const browser = await people.sms(LI_LEI.mobile)
    const tablet = await people.wechat('openid-li-lei')
    await bank.security.changeMobile(liLei, await order(people, liLei, await proved(people, liLei)))
    await expect(bank.sessions.resolve(browser.token, VISIT)).rejects.toThrow('SESSION_ENDED')
    expect((await bank.sessions.resolve(tablet.token, VISIT)).customerId).toBe(liLei.customerId)
    expect((await bank.sessions.resolve(liLei.token, VISIT)).customerId).toBe(liLei.customerId)
  })

  it('of who signed in with a code to the old number asks no ID number, and stays signed in', async () => {
    const people = await open()
    const { bank } = people
    await customer(people)
    const browser = await people.sms(LI_LEI.mobile)
    const { idNumber: _, ...change } = await order(people, browser, await proved(people, browser))
    expect(await bank.security.changeMobile(browser, change)).toMatchObject({ maskedMobile: '137****7009' })
    expect((await bank.sessions.resolve(browser.token, VISIT)).customerId).toBe(browser.customerId)
  })

  it('is refused without or with a wrong ID number, with a wrong PIN, and without a proof of this session', async () => {
    const people = await open()
    const { bank } = people
    const liLei = await customer(people)
    const proofId = await proved(people, liLei)
    const change = (changed: object, caller: Caller = liLei) =>
      order(people, caller, proofId).then((given) =>
        people.refusal(bank.security.changeMobile(caller, { ...given, ...changed })),
      )
    expect(await change({ idNumber: undefined })).toMatchObject({ code: 'ID_NUMBER_NEEDED', field: 'idNumber' })
    expect(await change({ idNumber: HAN_MEI.idNumber })).toMatchObject({ code: 'ID_NUMBER_DIFFERS', field: 'idNumber' })
    expect(await change({ proofId: v7() })).toMatchObject({ code: 'MOBILE_PROOF_INVALID' })
    expect(await change({}, await people.wechat('openid-li-lei'))).toMatchObject({ code: 'MOBILE_PROOF_INVALID' })
    const wrong = bank.security.changeMobile(liLei, await order(people, liLei, proofId, '741852'))
    expect(await people.refusal(wrong)).toMatchObject({ code: 'PIN_WRONG' })
    people.clock.forward(15 * MINUTE)
    expect(await change({})).toMatchObject({ code: 'MOBILE_PROOF_INVALID' })
    expect(await bank.customers.me(liLei)).toMatchObject({ maskedMobile: '138****8000' })
  })

  it('lets nobody find the ID number by trying: five a day are looked at, right or wrong', async () => {
    const people = await open()
    const liLei = await customer(people)
    const proofId = await proved(people, liLei)
    const change = async (idNumber: string) =>
      people.refusal(people.bank.security.changeMobile(liLei, { ...(await order(people, liLei, proofId)), idNumber }))
    for (let time = 0; time < 5; time++)
      expect(await change(HAN_MEI.idNumber)).toMatchObject({ code: 'ID_NUMBER_DIFFERS' })
    expect(await change(HAN_MEI.idNumber)).toMatchObject({ code: 'RATE_LIMITED' })
    expect(await change(LI_LEI.idNumber)).toMatchObject({ code: 'RATE_LIMITED' })
    people.clock.forward(14 * HOUR)
    const tomorrow = await order(people, liLei, await proved(people, liLei))
    expect(await people.bank.security.changeMobile(liLei, tomorrow)).toMatchObject({ maskedMobile: '137****7009' })
  })

  it('that is another customer’s or the same one is told to who holds it, and to nobody before', async () => {
    const people = await open()
    const { bank } = people
    const liLei = await customer(people)
    await people.open(await people.wechat('openid-han-mei'), HAN_MEI)
    const refusal = async (mobile: string) => {
      const proofId = await proved(people, liLei, mobile)
      return people.refusal(bank.security.changeMobile(liLei, await order(people, liLei, proofId)))
    }
    expect(await refusal(HAN_MEI.mobile)).toMatchObject({ code: 'MOBILE_TAKEN', field: 'mobile' })
    expect(await refusal(LI_LEI.mobile)).toMatchObject({ code: 'MOBILE_SAME', field: 'mobile' })
  })

  it('taken by two customers at the same moment is one’s', async () => {
    const people = await open()
    const { bank, db } = people
    const liLei = await customer(people)
    const hanMei = await people.wechat('openid-han-mei')
    await people.open(hanMei, HAN_MEI)
    const changes = [
      [liLei, await order(people, liLei, await proved(people, liLei))] as const,
      [hanMei, { ...(await order(people, hanMei, await proved(people, hanMei))), idNumber: HAN_MEI.idNumber }] as const,
    ]
    const outcomes = await Promise.allSettled(changes.map(([caller, one]) => bank.security.changeMobile(caller, one)))
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const [loser] = outcomes.filter((one) => one.status === 'rejected')
    expect(loser?.reason.code).toBe('MOBILE_TAKEN')
    expect(await db.query('select nth from mobile_changes')).toHaveLength(1)
  })

  it('five times at once is one change; three a month and no more', async () => {
    const people = await open()
    const { bank, db, clock } = people
    const liLei = await customer(people)
    const one = await order(people, liLei, await proved(people, liLei))
    await Promise.allSettled(Array.from({ length: 5 }, () => bank.security.changeMobile(liLei, one)))
    expect(await db.query('select nth from mobile_changes')).toHaveLength(1)
    for (const mobile of ['13700137010', '13700137011'])
      await bank.security.changeMobile(liLei, await order(people, liLei, await proved(people, liLei, mobile)))
    const fourth = async (mobile: string) =>
      bank.security.changeMobile(liLei, await order(people, liLei, await proved(people, liLei, mobile)))
    expect(await people.refusal(fourth('13700137012'))).toMatchObject({
      code: 'MOBILE_CHANGE_LIMIT',
      params: { max: 3 },
    })
    clock.forward(8 * 24 * HOUR)
    expect(await fourth('13700137013')).toMatchObject({ maskedMobile: '137****7013' })
  })

  it('leaves nothing of either number readable in the database or the log', async () => {
    const people = await open()
    const { bank, db, logged } = people
    const liLei = await customer(people)
    await bank.security.changeMobile(liLei, await order(people, liLei, await proved(people, liLei)))
    const rows = await Promise.all(
      ['mobile_changes', 'mobile_proofs', 'outbox', 'writes'].map((table) => db.query(`select * from ${table}`)),
    )
    const text = JSON.stringify(rows.flat()) + logged.join()
    for (const mobile of [NEW, LI_LEI.mobile]) expect(text).not.toContain(mobile)
  })
})
