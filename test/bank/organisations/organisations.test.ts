import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import type { Database } from '../../../src/storage/database.ts'
import { eachDatabase } from '../../support/database.ts'
import { allIsSound } from '../sound.ts'
import { at, type Holder, MONDAY, openTown, type Town, yuan } from '../town.ts'

const CREDIT_CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY'
/** A valid credit code that no other organisation of these stories has. */
function creditCode(serial: number): string {
  const body = `911101080${String(serial).padStart(8, '0')}`
  const sum = [...body].reduce((total, digit, i) => total + Number(digit) * (3 ** i % 31), 0)
  return `${body}${CREDIT_CHARACTERS[(31 - (sum % 31)) % 31]}`
}

let founded = 0
/** Papers of an organisation that is new to the bank. */
const papers = (purpose: 'payroll' | 'merchant', name: string) => {
  const serial = ++founded
  return {
    name,
    purpose,
    creditCode: creditCode(serial),
    contactMobile: `139${String(serial).padStart(8, '0')}`,
  }
}
const COUNTER = { branch: '0001', teller: '42' }

eachDatabase('an organisation', (database) => {
  let db: Database
  let town: Town

  beforeAll(async () => {
    db = database()
    town = await openTown(db)
  })
  beforeEach(() => town.clock.set(MONDAY))

  const countOf = async (table: 'customers' | 'accounts') => {
    const [row] = await db.query<{ count: number }>(`select count(*) as count from ${table}`)
    return row?.count ?? Number.NaN
  }
  const openings = async (order: ReturnType<typeof papers>) => town.organisations.open({ ...order, ...COUNTER })

  it('is opened by staff with an account of its class, and is identified from the start', async () => {
    const school = await town.found(papers('payroll', '城里第一小学'))
    expect(await town.accounts.list(school)).toMatchObject({
      accounts: [
        {
          class: 'payroll',
          status: 'active',
          balance: 0,
          openedAt: MONDAY,
          linkId: null,
          out: { dayLimit: yuan(10_000_000_000), yearLimit: yuan(1_000_000_000_000) },
          receives: 'never',
          in: null,
        },
      ],
      cards: [],
    })
    expect((await town.home.get(school)).me).toMatchObject({
      stage: 'customer',
      name: '城里第一小学',
      maskedIdNumber: null,
      identified: true,
      details: { known: false, dueOn: null },
      senior: false,
    })
    const rows = await db.query<{ identified_branch: string; identified_teller: string }>(
      'select identified_branch, identified_teller from customers where id = $1',
      [school.customerId],
    )
    expect(rows).toEqual([{ identified_branch: '0001', identified_teller: '42' }])
  })

  it('lies in the database with nothing that can be read: neither name, nor code, nor mobile', async () => {
    const order = papers('merchant', '隐姓商店')
    const { customerId } = await openings(order)
    const [row] = await db.query<{ text: string }>('select c::text as text from customers c where id = $1', [
      customerId,
    ])
    const stored = row?.text ?? ''
    for (const secret of [order.name, order.creditCode, order.contactMobile]) {
      expect(stored).not.toContain(secret)
      expect(stored).not.toContain(Buffer.from(secret).toString('hex'))
    }
  })

  it('opened again, later or twice at the same moment, is the same account', async () => {
    const order = papers('payroll', '城里水厂')
    const [customers, accounts] = [await countOf('customers'), await countOf('accounts')]
    const twins = await Promise.all([openings(order), openings(order), openings(order)])
    town.clock.forward(86_400_000)
    expect(
      new Set([...twins, await openings({ ...order, name: ' 城里水厂 ' })].map((it) => JSON.stringify(it))).size,
    ).toBe(1)
    expect([await countOf('customers'), await countOf('accounts')]).toEqual([customers + 1, accounts + 1])
  })

  it('with two purposes is one customer with two accounts, also when both are opened at the same moment', async () => {
    const order = papers('payroll', '城里百货')
    const [payroll, merchant] = await Promise.all([openings(order), openings({ ...order, purpose: 'merchant' })])
    expect(merchant.customerId).toBe(payroll.customerId)
    expect(merchant.accountId).not.toBe(payroll.accountId)
    const holder = { customerId: payroll.customerId, sessionId: '', language: 'zh', traceId: '' } as const
    const { accounts } = await town.accounts.list(holder)
    expect(accounts.map((account) => account.class).sort()).toEqual(['merchant', 'payroll'])
  })

  it('keeps its name and contact: another under the same code is refused, and nothing is opened', async () => {
    const order = papers('merchant', '老字号面馆')
    await openings(order)
    const accounts = await countOf('accounts')
    for (const purpose of ['merchant', 'payroll'] as const) {
      await expect(openings({ ...order, purpose, name: '新字号面馆' })).rejects.toMatchObject({
        code: 'ORGANISATION_DIFFERS',
        field: 'name',
      })
      await expect(openings({ ...order, purpose, contactMobile: '13711112222' })).rejects.toMatchObject({
        code: 'ORGANISATION_DIFFERS',
        field: 'contactMobile',
      })
    }
    expect(await countOf('accounts')).toBe(accounts)
  })

  it('of two names under one code at the same moment has one, and the other counter is told', async () => {
    const order = papers('merchant', '甲店')
    const outcomes = await Promise.allSettled([openings(order), openings({ ...order, name: '乙店' })])
    const refused = outcomes.flatMap((it) => (it.status === 'rejected' ? [it.reason.code] : []))
    expect(refused).toEqual(['ORGANISATION_DIFFERS'])
  })

  it('is refused with a wrong code, no name, or a mobile that is none or another customer’s', async () => {
    const person = await town.settle('李雷')
    const other = papers('merchant', '别家')
    await openings(other)
    const order = papers('merchant', '难开的店')
    const accounts = await countOf('accounts')
    for (const [wrong, code, field] of [
      [{ creditCode: `${order.creditCode.slice(0, 17)}I` }, 'ORGANISATION_CODE_INVALID', 'creditCode'],
      [{ name: ' ' }, 'ORGANISATION_NAME_INVALID', 'name'],
      [{ name: '店'.repeat(101) }, 'ORGANISATION_NAME_INVALID', 'name'],
      [{ contactMobile: '021-5555' }, 'MOBILE_INVALID', 'contactMobile'],
      [{ contactMobile: person.mobile }, 'MOBILE_TAKEN', 'contactMobile'],
      [{ contactMobile: other.contactMobile }, 'MOBILE_TAKEN', 'contactMobile'],
    ] as const) {
      await expect(openings({ ...order, ...wrong })).rejects.toMatchObject({ code, field })
    }
    expect(await countOf('accounts')).toBe(accounts)
    // What was refused leaves nothing in the way of the right papers.
    expect(await openings(order)).toMatchObject({ accountId: expect.any(String) })
  })

  it('pays many people in a day, beyond what a person may send; each may receive no more than before', async () => {
    const school = await town.found(papers('payroll', '城里第二小学'))
    await town.fund(school, yuan(1_000_000))
    const teachers = await Promise.all(Array.from({ length: 5 }, () => town.settle('陈华')))
    const paid = await Promise.all(
      teachers.map(async (teacher) => town.send(school, await town.payeeOf(school, teacher), yuan(8_000))),
    )
    // 40,000.00, where a person's day ends at 10,000.00.
    expect(paid.map(({ state }) => state)).toEqual(Array(5).fill('done'))
    expect(await town.balance(school)).toBe(yuan(960_000))
    const [first] = teachers
    if (!first) throw new Error('five teachers')
    expect(await town.transfers.get(first, paid[0]?.id ?? '')).toMatchObject({ direction: 'in', name: '城里第二小学' })
    await expect(town.send(school, await town.payeeOf(school, first), yuan(2_001))).rejects.toMatchObject({
      code: 'PAYEE_LIMIT',
    })
    await town.send(school, await town.payeeOf(school, first), yuan(2_000))
    while ((await town.workers.outbox.run()) > 0);
    const told = town.messages.filter(({ mobile }) => mobile === first.mobile).map(({ text }) => text)
    expect(told).toContainEqual(expect.stringContaining('收到城里第二小学转入2,000.00元'))
  })

  it('that pays salaries cannot be paid itself: its contact’s mobile finds nobody', async () => {
    const liLei = await town.settle('李雷')
    const school = await town.found(papers('payroll', '城里第三小学'))
    await expect(town.payeeOf(liLei, school)).rejects.toMatchObject({ code: 'PAYEE_UNKNOWN', field: 'mobile' })
  })

  it('that sells is found by its contact’s mobile under its full name, and is paid by many', async () => {
    const noodles = await town.found(papers('merchant', '城里面馆'))
    const guests = await Promise.all(['李雷', '韩梅', '王芳'].map((name) => town.settle(name)))
    for (const guest of guests) {
      await town.topUp(guest, yuan(20_000))
      expect(await town.payees.lookUp(guest, { mobile: noodles.mobile })).toMatchObject({
        maskedName: '城里面馆',
        maskedMobile: `139****${noodles.mobile.slice(-4)}`,
      })
      await town.send(guest, await town.payeeOf(guest, noodles), yuan(10_000))
    }
    // A person may receive 10,000.00 a day.
    expect(await town.balance(noodles)).toBe(yuan(30_000))
    // The guests' own limits hold as ever.
    const [guest] = guests
    if (!guest) throw new Error('three guests')
    await expect(town.send(guest, await town.payeeOf(guest, noodles), yuan(1))).rejects.toMatchObject({
      code: 'CLASS_LIMIT_DAY',
    })
  })

  it('with both purposes is paid on its merchant account, though the other one is older', async () => {
    const order = papers('payroll', '城里书店')
    await town.found(order)
    town.clock.forward(1_000)
    const shop = await town.found({ ...order, purpose: 'merchant' })
    const reader = await town.settle('李雷')
    await town.topUp(reader, yuan(100))
    await town.send(reader, await town.payeeOf(reader, shop), yuan(30))
    expect(await town.balance(shop)).toBe(yuan(30))
  })

  it('is held to the limits of its own class, out and in', async () => {
    await db.query(
      `insert into rules (name, class, effective_from, value, unit, source, mark) values
         ('out.day', 'payroll', '2030-01-01', 50000, 'fen', 'own rule', 'B'),
         ('in.day', 'merchant', '2030-01-01', 60000, 'fen', 'own rule', 'B')`,
    )
    town.clock.set(at('2030-01-02 10:00'))
    const school = await town.found(papers('payroll', '城里第四小学'))
    const shop = await town.found(papers('merchant', '城里小铺'))
    await town.fund(school, yuan(5_000))
    const toShop = await town.payeeOf(school, shop)
    await town.send(school, toShop, yuan(400))
    await expect(town.send(school, toShop, yuan(100.01))).rejects.toMatchObject({
      code: 'CLASS_LIMIT_DAY',
      params: { left: '100.00' },
    })
    const buyer = await town.settle('李雷')
    await town.topUp(buyer, yuan(1_000))
    await expect(town.send(buyer, await town.payeeOf(buyer, shop), yuan(200.01))).rejects.toMatchObject({
      code: 'PAYEE_LIMIT',
    })
    await town.send(buyer, await town.payeeOf(buyer, shop), yuan(200))
    expect(await town.balance(shop)).toBe(yuan(600))
  })

  it('buys no deposits, which are for people, and tops up from no card', async () => {
    const shop: Holder = await town.found(papers('merchant', '城里药店'))
    await town.fund(shop, yuan(10_000))
    const order = { id: randomUUID(), accountId: shop.accountId, amount: yuan(1_000), authorisation: { token: '' } }
    await expect(town.deposits.make(shop, { ...order, productId: 'anxin-3m' })).rejects.toMatchObject({
      code: 'PRODUCT_NOT_ON_SALE',
    })
    await expect(town.topups.make(shop, { ...order, cardId: randomUUID() })).rejects.toMatchObject({
      code: 'CARD_NOT_BOUND',
    })
    expect(await town.balance(shop)).toBe(yuan(10_000))
  })

  it('leaves books and records in which the audit finds nothing', async () => {
    await allIsSound(town)
  })
})
