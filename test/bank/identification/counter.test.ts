import { expect, it } from 'vitest'
import type { StaffBody } from '../../../src/contract/schema/staff-routes.ts'
import { warmUp } from '../../support/database.ts'
import { FOR_THIS_STORY, HAN_MEI, HOUR, LI_LEI, MINUTE, onEveryDatabase, type People } from '../../support/people.ts'
import { HE, staffMember, WU, ZHOU } from '../../support/staff.ts'

const DAY = 24 * HOUR

/** Li Lei with an open account, not identified, and a code on the phone. */
async function customerWithCode(people: People) {
  const caller = await people.wechat('openid-li-lei')
  await people.open(caller)
  return { caller, ...(await people.bank.identifications.make(caller)) }
}

const passed = (codeId: string, last4 = LI_LEI.idNumber.slice(-4)) =>
  ({ codeId, document: 'resident-id', checkedBy: 'reader', result: 'passed', last4 }) as const
const refused = (codeId: string): StaffBody<'POST /console/api/identifications'> => ({
  codeId,
  document: 'resident-id',
  checkedBy: 'eye',
  result: 'refused',
  reason: '照片与本人明显不符',
})

onEveryDatabase('at the counter', (open) => {
  it('a code leads to its customer, masked; the recorded check opens inflow from others', async () => {
    const people = await open()
    const { bank, clock } = people
    const { caller, id, code, expiresAt } = await customerWithCode(people)
    expect(code).toMatch(/^\d{8}$/)
    expect(expiresAt).toBe(clock.now() + 5 * MINUTE)
    expect((await bank.accounts.list(caller)).accounts[0]?.in).toBeNull()

    const zhou = await staffMember(people, ZHOU)
    expect(await bank.identifications.lookUp(zhou, { code })).toEqual({
      codeId: id,
      maskedName: '*雷',
      maskedMobile: '138****8000',
      maskedIdNumber: `1${'*'.repeat(16)}8`,
      idValidUntil: '2035-05-15',
      checkBy: clock.now() + 15 * MINUTE,
    })
    expect(await bank.identifications.progress(caller, id)).toEqual({ state: 'at-counter' })

    clock.forward(MINUTE)
    const recorded = await bank.identifications.record(zhou, passed(id))
    expect(recorded).toEqual({
      id,
      document: 'resident-id',
      checkedBy: 'reader',
      result: 'passed',
      branch: '中关村支行',
      at: clock.now(),
      withdrawn: false,
    })
    expect(await bank.identifications.progress(caller, id)).toEqual({ state: 'passed' })
    expect((await bank.customers.me(caller)).identified).toBe(true)
    expect((await bank.accounts.list(caller)).accounts[0]?.in).not.toBeNull()
    expect(await people.db.query('select identified_at, identified_branch, identified_teller from customers')).toEqual([
      { identified_at: clock.now(), identified_branch: '中关村支行', identified_teller: 'T0101' },
    ])
    expect((await bank.identifications.today(zhou)).identifications).toEqual([recorded])
    expect((await bank.identifications.today(await staffMember(people, WU))).identifications).toEqual([])
    await expect(bank.identifications.make(caller)).rejects.toThrow('IDENTIFICATION_DONE')
  })

  it('a check that was refused is kept with its reason, and inflow stays shut; a new code may be made', async () => {
    const people = await open()
    const { bank } = people
    const { caller, id, code } = await customerWithCode(people)
    const zhou = await staffMember(people, ZHOU)
    await bank.identifications.lookUp(zhou, { code })
    expect(await bank.identifications.record(zhou, refused(id))).toMatchObject({ result: 'refused', checkedBy: 'eye' })
    expect(await bank.identifications.progress(caller, id)).toEqual({ state: 'refused' })
    expect((await bank.customers.me(caller)).identified).toBe(false)
    await expect(bank.identifications.record(zhou, passed(id))).rejects.toThrow('IDENTIFICATION_CODE_USED')
    const again = await bank.identifications.make(caller)
    await bank.identifications.lookUp(zhou, { code: again.code })
    expect(await bank.identifications.record(zhou, passed(again.id))).toMatchObject({ result: 'passed' })
  })

  it('the same check sent again is the same check', async () => {
    const people = await open()
    const { id, code } = await customerWithCode(people)
    const zhou = await staffMember(people, ZHOU)
    const { identifications } = people.bank
    await identifications.lookUp(zhou, { code })
    const [one, other] = await Promise.all([1, 2].map(() => identifications.record(zhou, passed(id))))
    expect(other).toEqual(one)
    people.clock.forward(HOUR)
    expect(await identifications.record(zhou, passed(id))).toEqual(one)
    expect((await people.db.query('select id from identifications')).length).toBe(1)
  })

  it('a code is good once, for five minutes, and for a quarter of an hour at the counter', async () => {
    const people = await open()
    const { clock, bank } = people
    const zhou = await staffMember(people, ZHOU)
    const { caller, code, id } = await customerWithCode(people)
    clock.forward(5 * MINUTE)
    await expect(bank.identifications.lookUp(zhou, { code })).rejects.toThrow('IDENTIFICATION_CODE_EXPIRED')
    expect(await bank.identifications.progress(caller, id)).toEqual({ state: 'expired' })

    const second = await bank.identifications.make(caller)
    await bank.identifications.lookUp(zhou, { code: second.code })
    // The page was loaded anew: the teller who took it goes on with it.
    expect(await bank.identifications.lookUp(zhou, { code: second.code })).toMatchObject({ codeId: second.id })
    clock.forward(15 * MINUTE)
    const late = bank.identifications.record(zhou, passed(second.id))
    await expect(late).rejects.toThrow('IDENTIFICATION_CODE_EXPIRED')

    const third = await bank.identifications.make(caller)
    await bank.identifications.lookUp(zhou, { code: third.code })
    await bank.identifications.record(zhou, passed(third.id))
    for (const teller of [zhou, await staffMember(people, WU)]) {
      const used = bank.identifications.lookUp(teller, { code: third.code })
      await expect(used).rejects.toThrow('IDENTIFICATION_CODE_USED')
    }
  })

  it('two phones of one customer: the newer code counts, whoever of them asked, even at the counter', async () => {
    const people = await open()
    const { bank } = people
    const zhou = await staffMember(people, ZHOU)
    const { caller, code, id } = await customerWithCode(people)
    const tablet = await people.sms(LI_LEI.mobile)
    expect(tablet.customerId).toBe(caller.customerId)
    await bank.identifications.lookUp(zhou, { code })
    const newer = await bank.identifications.make(tablet)
    expect(await bank.identifications.progress(caller, id)).toEqual({ state: 'replaced' })
    await expect(bank.identifications.record(zhou, passed(id))).rejects.toThrow('IDENTIFICATION_CODE_VOID')
    await expect(bank.identifications.lookUp(zhou, { code })).rejects.toThrow('IDENTIFICATION_CODE_VOID')

    await warmUp(people.db)
    await Promise.all([bank.identifications.make(caller), bank.identifications.make(tablet)])
    const live = await people.db.query(`select id from identification_codes where state = 'open'`)
    expect(live.length).toBe(1)
    expect(await bank.identifications.progress(tablet, newer.id)).toEqual({ state: 'replaced' })
  })

  it('two tellers at the same moment: one has the code, the other is told so', async () => {
    const people = await open()
    const { bank } = people
    const { code, id } = await customerWithCode(people)
    const tellers = [await staffMember(people, ZHOU), await staffMember(people, WU)] as const
    await warmUp(people.db)
    const ends = await Promise.allSettled(tellers.map((teller) => bank.identifications.lookUp(teller, { code })))
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const loser = ends.findIndex(({ status }) => status === 'rejected')
    expect(ends[loser]).toMatchObject({ reason: { code: 'IDENTIFICATION_CODE_TAKEN' } })
    // Who has not taken it cannot record a check under it either.
    const other = tellers[loser]
    if (!other) throw new Error('nobody lost')
    await expect(bank.identifications.record(other, passed(id))).rejects.toThrow('NOT_FOUND')
  })

  it('two windows of one teller: the first check counts', async () => {
    const people = await open()
    const { bank } = people
    const { code, id } = await customerWithCode(people)
    const zhou = await staffMember(people, ZHOU)
    await bank.identifications.lookUp(zhou, { code })
    await warmUp(people.db)
    const ends = await Promise.allSettled([
      bank.identifications.record(zhou, passed(id)),
      bank.identifications.record(zhou, refused(id)),
    ])
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(ends.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'IDENTIFICATION_CODE_USED' },
    })
  })

  it('a document that is not the customer’s is found out by its last four; the third wrong try voids the code', async () => {
    const people = await open()
    const { bank } = people
    const { caller, code, id } = await customerWithCode(people)
    const zhou = await staffMember(people, ZHOU)
    await bank.identifications.lookUp(zhou, { code })
    for (const left of [2, 1, 0]) {
      expect(await people.refusal(bank.identifications.record(zhou, passed(id, '000X')))).toEqual({
        code: 'IDENTIFICATION_DOCUMENT_DIFFERS',
        field: 'last4',
        params: { left },
      })
    }
    await expect(bank.identifications.record(zhou, passed(id))).rejects.toThrow('IDENTIFICATION_CODE_VOID')
    expect(await bank.identifications.progress(caller, id)).toEqual({ state: 'replaced' })
    expect((await bank.customers.me(caller)).identified).toBe(false)
  })

  it('guesses at the last four that come at the same moment share no try', async () => {
    const people = await open()
    const { code, id } = await customerWithCode(people)
    const zhou = await staffMember(people, ZHOU)
    await people.bank.identifications.lookUp(zhou, { code })
    await warmUp(people.db)
    const guesses = Array.from({ length: 8 }, (_, i) => people.bank.identifications.record(zhou, passed(id, `000${i}`)))
    const codes = (await Promise.allSettled(guesses)).map((end) => end.status === 'rejected' && end.reason.code)
    expect(codes.filter((told) => told === 'IDENTIFICATION_DOCUMENT_DIFFERS')).toHaveLength(3)
    expect(codes.filter((told) => told === 'IDENTIFICATION_CODE_VOID')).toHaveLength(5)
  })

  it('wrong codes are counted a teller and a branch, right ones are not', async () => {
    const people = await open()
    const { bank, db, clock } = people
    await db.query(
      `insert into rules (name, class, effective_from, value, unit, source, mark) values
         ('identification-code.wrong-teller', '', '2026-01-01', 2, 'count', $1, 'B'),
         ('identification-code.wrong-branch', '', '2026-01-01', 3, 'count', $1, 'B')`,
      [FOR_THIS_STORY],
    )
    clock.forward(6000)
    const { code } = await customerWithCode(people)
    const wrong = code === '00000000' ? '00000001' : '00000000'
    const zhou = await staffMember(people, ZHOU)
    const neighbour = await staffMember(people, { ...ZHOU, subject: 'T0102', name: '钱进' })
    const elsewhere = await staffMember(people, WU)
    const enter = (teller: typeof zhou, digits: string) => bank.identifications.lookUp(teller, { code: digits })
    const refusal = async (teller: typeof zhou, digits: string) => (await people.refusal(enter(teller, digits))).code

    expect(await refusal(zhou, wrong)).toBe('IDENTIFICATION_CODE_WRONG')
    // Entered again and again, a right one costs nothing.
    for (let times = 0; times < 5; times++) await enter(zhou, code)
    expect(await refusal(zhou, wrong)).toBe('IDENTIFICATION_CODE_WRONG')
    expect(await refusal(zhou, code)).toBe('IDENTIFICATION_CODE_LIMIT')
    expect(await refusal(neighbour, wrong)).toBe('IDENTIFICATION_CODE_WRONG')
    expect(await refusal(neighbour, wrong)).toBe('IDENTIFICATION_CODE_LIMIT')
    expect(await refusal(elsewhere, wrong)).toBe('IDENTIFICATION_CODE_WRONG')
    clock.forward(DAY)
    expect(await refusal(zhou, wrong)).toBe('IDENTIFICATION_CODE_WRONG')
  })

  it('codes are for customers, twenty a day, and nobody else’s', async () => {
    const people = await open()
    const { bank } = people
    const visitor = await people.wechat('openid-visitor')
    await expect(bank.identifications.make(visitor)).rejects.toThrow('ACCOUNT_REQUIRED')
    const { caller, id } = await customerWithCode(people)
    await expect(bank.identifications.progress(visitor, id)).rejects.toThrow('NOT_FOUND')
    for (let made = 1; made < 20; made++) await bank.identifications.make(caller)
    await expect(bank.identifications.make(caller)).rejects.toThrow('IDENTIFICATION_CODES_LIMIT')
    people.clock.forward(DAY)
    await bank.identifications.make(caller)
  })

  it('every look at a customer is recorded, and no code stands in the database', async () => {
    const people = await open()
    const { code, caller, id } = await customerWithCode(people)
    const zhou = await staffMember(people, ZHOU)
    await people.bank.identifications.lookUp(zhou, { code })
    expect((await people.bank.staff.looks.list({})).looks).toMatchObject([
      {
        staff: { id: 'T0101', name: '周敏' },
        branch: '中关村支行',
        customerId: caller.customerId,
        occasion: 'identification',
        fields: ['name', 'mobile', 'id-number', 'id-valid-until'],
        reason: `identification ${id}`,
      },
    ])
    const stored = await people.db.query(`select *, encode(code_index, 'escape') as told from identification_codes`)
    expect(JSON.stringify(stored)).not.toContain(code)
  })

  it('a wrongly recorded check is taken back by two, and inflow closes again', async () => {
    const people = await open()
    const { bank, clock } = people
    const { caller, code, id } = await customerWithCode(people)
    const zhou = await staffMember(people, ZHOU)
    await bank.identifications.lookUp(zhou, { code })
    await bank.identifications.record(zhou, passed(id))
    const asked = {
      id: '01938c1e-0000-7000-8000-0000000000aa',
      identificationId: id,
      note: '录错了客户，证件是另一位的',
    }
    // Another teller knows nothing of it; service does.
    const wu = await staffMember(people, WU)
    await expect(bank.identifications.requestCorrection(wu, asked)).rejects.toThrow('NOT_FOUND')
    const task = await bank.identifications.requestCorrection(zhou, asked)
    expect(task).toMatchObject({ kind: 'identification-correction', state: 'open', own: true, decidable: false })
    const he = await staffMember(people, HE)
    const second = bank.identifications.requestCorrection(he, { ...asked, id: '01938c1e-0000-7000-8000-0000000000ab' })
    await expect(second).rejects.toThrow('TASK_OPEN')

    const sun = await staffMember(people, { subject: 'R0012', name: '孙涛', branch: '风险管理部', roles: ['risk'] })
    expect(await bank.staff.tasks.look(sun, task.id)).toMatchObject({
      note: '录错了客户，证件是另一位的',
      customer: { maskedName: '*雷' },
      facts: { document: 'resident-id', checkedBy: 'reader', branch: '中关村支行', teller: 'T0101' },
    })
    clock.forward(MINUTE)
    await bank.staff.tasks.decide(sun, task.id, { verdict: 'approved', note: '已核对影像' })
    expect((await bank.customers.me(caller)).identified).toBe(false)
    expect((await bank.accounts.list(caller)).accounts[0]?.in).toBeNull()
    expect((await bank.identifications.today(zhou)).identifications).toMatchObject([{ id, withdrawn: true }])
    const again = { ...asked, id: '01938c1e-0000-7000-8000-0000000000ac' }
    await expect(bank.identifications.requestCorrection(zhou, again)).rejects.toThrow('TASK_STALE')
    // And the right customer can be identified anew.
    const anew = await bank.identifications.make(caller)
    await bank.identifications.lookUp(zhou, { code: anew.code })
    await bank.identifications.record(zhou, passed(anew.id))
    expect((await bank.customers.me(caller)).identified).toBe(true)
  })

  it('one customer’s check leaves another one’s inflow as it is', async () => {
    const people = await open()
    const { bank } = people
    const { code, id } = await customerWithCode(people)
    const han = await people.wechat('openid-han-mei')
    await people.open(han, HAN_MEI)
    const zhou = await staffMember(people, ZHOU)
    await bank.identifications.lookUp(zhou, { code })
    await bank.identifications.record(zhou, passed(id))
    expect((await bank.customers.me(han)).identified).toBe(false)
  })
})
