import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import type { StaffBody } from '../../../src/contract/schema/staff-routes.ts'
import { FOR_THIS_STORY, HOUR, LI_LEI, onEveryDatabase, type People } from '../../support/people.ts'
import { HE, SUN, staffMember } from '../../support/staff.ts'

type Search = StaffBody<'POST /console/api/customer-searches'>
const REASON = '客户来电询问转账未到账'

async function customer(people: People) {
  const caller = await people.wechat('openid-li-lei')
  const { account } = await people.open(caller)
  if (!account) throw new Error('no account was opened')
  return { caller, account }
}

const LINE = { maskedName: '*雷', maskedMobile: '138****8000', maskedIdNumber: `1${'*'.repeat(16)}8` }

onEveryDatabase('a customer in staff’s eyes', (open) => {
  it('is found by each of their numbers, masked, and by nothing else', async () => {
    const people = await open()
    const { caller, account } = await customer(people)
    const he = await staffMember(people, HE)
    const search = (by: Search['by'], value: string) =>
      people.bank.staff.customers.search(he, { by, value, reason: REASON })
    const found = { customers: [{ customerId: caller.customerId, ...LINE }] }
    expect(await search('mobile', LI_LEI.mobile)).toEqual(found)
    expect(await search('id-number', LI_LEI.idNumber)).toEqual(found)
    expect(await search('account-number', account.number)).toEqual(found)
    expect(await search('card-number', LI_LEI.cardNumber)).toEqual(found)
    // A number of another kind, and a visitor who has only signed in.
    expect(await search('card-number', account.number)).toEqual({ customers: [] })
    await people.sms('13900139000')
    expect(await search('mobile', '13900139000')).toEqual({ customers: [] })
  })

  it('is found with whoever shares the number, each of them a look of its own', async () => {
    const people = await open()
    const { caller } = await customer(people)
    const grandfather = { ...LI_LEI, cardNumber: '6228480000001234563', name: '李老', idNumber: '11010519491231002X' }
    people.outside.addCard({ ...grandfather, kind: 'I' })
    people.clock.forward(HOUR)
    const old = await people.wechat('openid-grandfather')
    await people.open(old, grandfather)
    const { search } = people.bank.staff.customers
    const he = await staffMember(people, HE)
    const { customers } = await search(he, { by: 'mobile', value: LI_LEI.mobile, reason: REASON })
    expect(customers.map(({ customerId, maskedName }) => [customerId, maskedName])).toEqual([
      [caller.customerId, '*雷'],
      [old.customerId, '*老'],
    ])
    const { looks } = await people.bank.staff.looks.list({})
    expect(looks.map(({ customerId }) => customerId).sort()).toEqual([caller.customerId, old.customerId].sort())
  })

  it('is looked at with a reason that is kept, found or not', async () => {
    const people = await open()
    const { bank, clock } = people
    const { caller } = await customer(people)
    const he = await staffMember(people, HE)
    const at = clock.now()
    await bank.staff.customers.search(he, { by: 'mobile', value: LI_LEI.mobile, reason: ` ${REASON} ` })
    clock.forward(1000)
    await bank.staff.customers.search(he, { by: 'mobile', value: '13900139000', reason: '核对号码是否我行客户' })
    clock.forward(1000)
    await bank.staff.customers.look(he, caller.customerId, REASON)
    const { looks, next } = await bank.staff.looks.list({})
    expect(next).toBeNull()
    expect(looks).toMatchObject([
      { occasion: 'customer', customerId: caller.customerId, reason: REASON, staff: { id: 'S0031', name: '何静' } },
      { occasion: 'search', customerId: null, fields: ['by:mobile'], reason: '核对号码是否我行客户' },
      { occasion: 'search', customerId: caller.customerId, fields: ['by:mobile', 'name', 'mobile', 'id-number'], at },
    ])
    expect((await bank.staff.looks.list({ customerId: caller.customerId })).looks).toHaveLength(2)
    expect((await bank.staff.looks.list({ staffId: 'R0012' })).looks).toEqual([])
    const stored = await people.db.query(`select encode(reason_sealed, 'escape') as reason from staff_looks`)
    expect(JSON.stringify(stored)).not.toContain('转账未到账')
  })

  it('shows a balance to risk, and to service none', async () => {
    const people = await open()
    const { bank, clock } = people
    const { caller, account } = await customer(people)
    const seen = await bank.staff.customers.look(await staffMember(people, HE), caller.customerId, REASON)
    expect(seen).toEqual({
      customerId: caller.customerId,
      ...LINE,
      organisation: false,
      since: clock.now(),
      idValidUntil: '2035-05-15',
      identified: null,
      accounts: [
        {
          id: account.id,
          class: 'II',
          maskedNumber: `${account.number.slice(0, 6)}${'*'.repeat(9)}${account.number.slice(-4)}`,
          status: 'active',
          openedAt: clock.now(),
          balance: null,
        },
      ],
      cards: [{ bankName: '招商银行', kind: 'debit', last4: '7430' }],
      restrictions: [],
    })
    const byRisk = await bank.staff.customers.look(await staffMember(people, SUN), caller.customerId, REASON)
    expect(byRisk.accounts[0]?.balance).toBe(0)
    const [latest] = (await bank.staff.looks.list({})).looks
    expect(latest?.fields).toContain('balances')
  })

  it('who was identified before checks were kept here is told with branch and teller', async () => {
    const people = await open()
    const { bank, clock } = people
    const { caller } = await customer(people)
    await bank.customers.recordIdentification({ customerId: caller.customerId, branch: '朝阳支行', teller: 'T0017' })
    const seen = await bank.staff.customers.look(await staffMember(people, HE), caller.customerId, REASON)
    expect(seen.identified).toEqual({ id: null, at: clock.now(), branch: '朝阳支行', teller: 'T0017' })
  })

  it('who is none, or only a visitor, is not there to be looked at', async () => {
    const people = await open()
    const he = await staffMember(people, HE)
    const visitor = await people.wechat('openid-visitor')
    for (const id of [visitor.customerId, v7()])
      await expect(people.bank.staff.customers.look(he, id, REASON)).rejects.toThrow('NOT_FOUND')
  })

  it('is looked for so many times a day by one of the staff, found or not', async () => {
    const people = await open()
    const { bank, db, clock } = people
    await db.query(
      `insert into rules (name, class, effective_from, value, unit, source, mark)
       values ('staff-search.day', '', '2026-01-01', 2, 'count', $1, 'B')`,
      [FOR_THIS_STORY],
    )
    clock.forward(6000)
    const he = await staffMember(people, HE)
    const search = () => bank.staff.customers.search(he, { by: 'mobile', value: '13900139000', reason: REASON })
    await search()
    await search()
    await expect(search()).rejects.toThrow('STAFF_SEARCH_LIMIT')
    clock.forward(24 * HOUR)
    const again = await staffMember(people, HE)
    await bank.staff.customers.search(again, { by: 'mobile', value: '13900139000', reason: REASON })
  })

  it('the record of looks goes page by page, newest first', async () => {
    const people = await open()
    const { bank } = people
    const he = await staffMember(people, HE)
    for (let i = 0; i < 60; i++)
      await bank.staff.looks.record(he, { customerId: null, occasion: 'search', fields: [], reason: `第 ${i} 次查询` })
    const first = await bank.staff.looks.list({})
    expect(first.looks).toHaveLength(50)
    const second = await bank.staff.looks.list({ before: first.next ?? '' })
    expect(second.next).toBeNull()
    const reasons = [...first.looks, ...second.looks].map(({ reason }) => reason)
    expect(reasons).toEqual(Array.from({ length: 60 }, (_, i) => `第 ${59 - i} 次查询`))
  })
})
