import { v7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { audit } from '../../../src/bank/audit/audit.ts'
import { openHouseAccounts } from '../../../src/bank/house.ts'
import { HELD } from '../../../src/bank/personal-data/held.ts'
import type { Database } from '../../../src/storage/database.ts'
import { KINDS, openTestDatabase } from '../../support/database.ts'
import { ledger, SEAL_KEYS } from '../../support/ledger.ts'
import { HAN_MEI, LI_LEI, MINUTE, onEveryDatabase, type People, peopleOn, VISIT } from '../../support/people.ts'
import { LIN, staffMember } from '../../support/staff.ts'
import { fileOf, load, propose, waiting } from '../screening/lists-of-people.ts'
import { askAsMember, COMPLAINT, closeAccounts, LINK, liveTogether } from './lives.ts'

const DAY = 24 * 60 * MINUTE
const YEAR = 365.25 * DAY
const forget = async (people: People, caller: Parameters<People['pin']>[0], id = v7()) =>
  people.bank.personalData.forget(caller, { id, authorisation: { pin: await people.pin(caller, 'authorise') } })
const runWorker = async ({ bank }: People, name = 'forgetting') =>
  bank.workers.find((worker) => worker.name === name)?.run()

/** Tables with a row in which the person's id stands, whatever the column. */
async function whereIs(db: Database, customerId: string): Promise<string[]> {
  const columns = await db.query<{ table_name: string; column_name: string }>(
    `select c.table_name, c.column_name from information_schema.columns c
     join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
     where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.data_type = 'uuid' order by 1, 2`,
  )
  const found = new Set<string>()
  for (const { table_name, column_name } of columns) {
    const rows = await db.query(`select 1 as one from ${table_name} where ${column_name} = $1 limit 1`, [customerId])
    if (rows.length > 0) found.add(table_name)
  }
  return [...found]
}

onEveryDatabase('a visitor who asks to be forgotten', (open) => {
  it('leaves nothing: no row anywhere has their id, and they come back as somebody new', async () => {
    const people = await open()
    const { bank, db } = people
    const visitor = await people.sms(LI_LEI.mobile)
    await bank.bindings.submit(visitor, people.form())
    await bank.pins.challenge(visitor, { purpose: 'set' })
    await bank.links.register(visitor, { id: LINK, productId: 'anxin-12m' })
    await bank.security.askProof(visitor, { id: v7(), purpose: 'recovery', mobile: HAN_MEI.mobile }, VISIT)
    await bank.personalData.consent(visitor, 'marketing-messages', { given: true, version: '2026-11' })
    expect((await whereIs(db, visitor.customerId)).length).toBeGreaterThan(3)

    expect(await bank.personalData.forget(visitor, { id: v7(), authorisation: null })).toEqual({ kept: [] })
    expect(await whereIs(db, visitor.customerId)).toEqual([])
    expect(await db.query('select id from sms_codes')).toEqual([])
    expect(await db.query('select id from mobile_proofs')).toEqual([])
    await expect(bank.sessions.resolve(visitor.token, visitor)).rejects.toThrow('SESSION_ENDED')
    // A friend who taps the card that was shared still finds the product.
    expect(await bank.links.get(LINK)).toEqual({ id: LINK, productId: 'anxin-12m', sharedBy: null })
    expect((await people.sms(LI_LEI.mobile)).customerId).not.toBe(visitor.customerId)
  })

  it('waits while a card is being bound, and keeps the record of a complaint for its years', async () => {
    const people = await open()
    const { bank, db, clock } = people
    const visitor = await people.wechat('openid-of-a-visitor')
    await bank.complaints.make(visitor, { id: v7(), topic: 'privacy', text: COMPLAINT })
    const form = people.form()
    await bank.bindings.submit(visitor, form)
    await db.query('update bindings set busy_until = $1', [clock.now() + 1000])
    const leave = () => bank.personalData.forget(visitor, { id: v7(), authorisation: null })
    expect(await people.refusal(leave())).toMatchObject({ code: 'IN_PROGRESS' })
    expect(await bank.bindings.get(visitor, form.id)).toMatchObject({ state: 'code-sent' })
    clock.forward(2000)
    expect(await leave()).toEqual({ kept: [{ kind: 'complaints', until: '2029-11-23' }] })
    expect(await whereIs(db, visitor.customerId)).toEqual(['complaints', 'customers', 'departures', 'retained'])
    clock.forward(3 * YEAR + DAY)
    await runWorker(people)
    expect(await db.query('select id from complaints')).toEqual([])
  })
})

onEveryDatabase('what was asked about a person', (open) => {
  const records = async ({ db }: People) => {
    const count = async (table: string) => (await db.query(`select 1 as one from ${table}`)).length
    return [await count('verification_queries'), await count('id_checks'), await count('interbank_queries')]
  }
  /** The last day of ten years is over. */
  const TEN_YEARS_AND_A_DAY = 10 * YEAR + 2 * DAY

  it('is kept for the years of identity from the asking, of who never became a customer', async () => {
    const people = await open()
    const visitor = await people.wechat('openid-of-a-visitor')
    await people.bank.bindings.submit(visitor, people.form())
    await askAsMember(people, '6231900000000000002', people.clock.now())
    await people.bank.personalData.forget(visitor, { id: v7(), authorisation: null })
    people.clock.forward(10 * YEAR - 24 * 60 * MINUTE)
    await runWorker(people)
    expect(await records(people)).toEqual([1, 1, 1])
    people.clock.forward(3 * 24 * 60 * MINUTE)
    await runWorker(people)
    expect(await records(people)).toEqual([0, 0, 0])
  })

  it('stays as long as they are a customer, and goes with their identity', async () => {
    const people = await open()
    const { liLei } = await liveTogether(people)
    const before = await records(people)
    people.clock.forward(TEN_YEARS_AND_A_DAY)
    await runWorker(people)
    expect(await records(people)).toEqual(before)
    const back = await people.wechat('openid-li-lei-planted')
    await closeAccounts(people, liLei)
    await forget(people, back)
    expect(await records(people)).toEqual(before)
    people.clock.forward(TEN_YEARS_AND_A_DAY)
    await runWorker(people)
    // 韩梅 is a customer still.
    expect(await records(people)).toEqual([1, 1, 0])
  })

  it('and what a list led to is kept of a visitor too, with what officers said, and never told', async () => {
    const people = await open()
    const { bank, db, clock } = people
    await load(people, 'sanctions', fileOf([{ id: 'S-1', name: LI_LEI.name, from: '2020-01-01' }]))
    const visitor = await people.wechat('openid-of-a-visitor')
    await bank.bindings.submit(visitor, people.form())
    const [match] = await waiting(people)
    const { id } = await propose(people, match?.id ?? '', 'clear')
    await bank.staff.tasks.look(await staffMember(people, LIN), id)
    const { sections } = await bank.personalData.tell(visitor, { id: v7(), authorisation: null })
    expect(JSON.stringify(sections)).not.toMatch(/S-1|R0012|R0015|风险|出生地/)
    expect(sections.find(({ id }) => id === 'looks')?.records ?? []).toEqual([])
    expect(await bank.personalData.forget(visitor, { id: v7(), authorisation: null })).toEqual({
      kept: [{ kind: 'identity', until: '2036-11-23' }],
    })
    expect(await whereIs(db, visitor.customerId)).toEqual([
      ...['customers', 'departures', 'list_matches', 'retained', 'staff_looks', 'staff_tasks'],
    ])
    clock.forward(TEN_YEARS_AND_A_DAY)
    await runWorker(people)
    expect(await db.query('select id from staff_tasks union all select id from staff_looks')).toEqual([])
    expect(await whereIs(db, visitor.customerId)).toEqual(['customers', 'departures', 'retained'])
    expect(await db.query('select id from list_entries')).toEqual([{ id: 'S-1' }])
  })
})

onEveryDatabase('a customer who asks to be forgotten', (open) => {
  it('closes their accounts first, and is not asked for the PIN in vain', async () => {
    const people = await open()
    const { liLei } = await liveTogether(people)
    expect(await people.refusal(forget(people, liLei))).toMatchObject({ code: 'ACCOUNTS_OPEN' })
    await people.bank.sessions.resolve(liLei.token, liLei)
    expect(await people.db.query('select 1 as one from departures')).toEqual([])
    await closeAccounts(people, liLei)
    const bare = people.bank.personalData.forget(liLei, { id: v7(), authorisation: null })
    expect(await people.refusal(bare)).toMatchObject({ code: 'AUTHORISATION_INVALID' })
    await people.bank.sessions.resolve(liLei.token, liLei)
  })

  it('leaves no agreement by which money could still be taken from their two cards', async () => {
    const people = await open()
    const { liLei } = await liveTogether(people)
    await closeAccounts(people, liLei)
    await forget(people, await people.wechat('openid-li-lei-planted'))
    await people.bank.workers.find(({ name }) => name === 'outbox')?.run()
    expect(people.outside.agreementsEnded).toHaveLength(2)
  })

  it('or never asks, and leaves when the years since the end of the last account are over', async () => {
    const people = await open()
    const { db, clock } = people
    await openHouseAccounts({ db, core: ledger })
    const liLei = await people.wechat('openid-li-lei')
    await people.open(liLei)
    await closeAccounts(people, liLei)
    clock.forward(10 * YEAR - 2 * DAY)
    await runWorker(people)
    expect(await sealedValues(db, liLei.customerId)).toBeGreaterThan(5)
    clock.forward(4 * DAY)
    await runWorker(people)
    expect(await sealedValues(db, liLei.customerId)).toBe(0)
    expect(await runWorker(people)).toBe(0)
  })

  it('is gone all the same when the process dies between the PIN and the deed', async () => {
    const people = await open()
    const { bank, db, clock } = people
    const { liLei } = await liveTogether(people)
    await closeAccounts(people, liLei)
    people.failAt('write.after-commit')
    await expect(forget(people, liLei)).rejects.toThrow('the process dies')
    await bank.sessions.resolve(liLei.token, liLei)
    clock.forward(MINUTE)
    expect(await runWorker(people)).toBe(1)
    await expect(bank.sessions.resolve(liLei.token, liLei)).rejects.toThrow('SESSION_ENDED')
    expect(await db.query('select left_at from departures')).toEqual([{ left_at: clock.now() }])
  })
})

describe.each(KINDS)('ten years after a customer has left (%s)', (kind) => {
  it('nothing names them, the books are whole, and who dealt with them keeps their own records', async () => {
    const db = await openTestDatabase(kind)
    try {
      const people = peopleOn(db)
      const { bank, clock } = people
      const { liLei, hanMei, sent } = await liveTogether(people)
      const { customerId } = liLei
      const receipt = () => bank.transfers.get(hanMei, sent)
      await closeAccounts(people, liLei)
      expect((await forget(people, liLei)).kept).toEqual([
        { kind: 'identity', until: '2036-11-23' },
        { kind: 'transactions', until: '2036-11-23' },
        { kind: 'complaints', until: '2029-11-23' },
      ])

      // At once: nobody is signed in, found or recognised; what is kept is sealed.
      await expect(bank.sessions.resolve(liLei.token, liLei)).rejects.toThrow('SESSION_ENDED')
      for (const { table, atOnce } of HELD.filter(({ atOnce, stays }) => atOnce?.startsWith('delete') && !stays))
        expect(await whereIs(db, customerId), atOnce).not.toContain(table)
      expect(await people.refusal(bank.payees.lookUp(hanMei, { mobile: LI_LEI.mobile }))).toMatchObject({
        code: 'PAYEE_UNKNOWN',
      })
      expect((await people.wechat('openid-li-lei-planted')).customerId).not.toBe(customerId)
      expect(await receipt()).toMatchObject({ name: LI_LEI.name })
      expect(await sealedValues(db, customerId)).toBeGreaterThan(5)

      // Who comes back meanwhile is somebody new: the same person, ID number, mobile and card, another customer.
      const again = await people.sms(LI_LEI.mobile)
      expect(again.customerId).not.toBe(customerId)
      expect((await people.open(again)).account?.status).toBe('active')
      const [authority] = await db.query(
        'select d.customer_id from departures d join customers c using (id_number_index) where c.id = $1',
        [again.customerId],
      )
      expect(authority).toEqual({ customer_id: customerId })

      clock.forward(3 * YEAR + 24 * 60 * MINUTE)
      await runWorker(people)
      expect(await db.query('select id from complaints where customer_id = $1', [customerId])).toEqual([])
      expect(await sealedValues(db, customerId)).toBeGreaterThan(5)
      clock.forward(7 * YEAR - 3 * DAY)
      await runWorker(people)
      expect(await sealedValues(db, customerId)).toBeGreaterThan(5)

      clock.forward(4 * DAY)
      expect(await runWorker(people)).toBe(2)
      expect(await sealedValues(db, customerId)).toBe(0)
      expect(await db.query('select 1 as one from departures where id_number_index is not null')).toEqual([])
      const back = await people.wechat('openid-han-mei')
      const seen = await bank.transfers.get(back, sent)
      expect(seen).toMatchObject({ direction: 'in', amount: 20_000, name: '***', maskedMobile: '***', note: null })
      const { accounts } = await bank.accounts.list(back)
      const { entries } = await bank.accounts.statement(back, accounts[0]?.id ?? '', {})
      expect(entries.map(({ kind, amount, counterparty }) => [kind, amount, counterparty])).toEqual([
        ['claimed-to-card', -500, '***'],
        ['transfer-in', 700, '***'],
        ['transfer-out', -3_000, '***'],
        ['transfer-in', 20_000, '***'],
      ])
      expect((await audit(db, SEAL_KEYS)).findings).toEqual([])
      expect(await runWorker(people)).toBe(0)
      // The one who stayed, and the one who came back, are as they were.
      expect(await bank.customers.me(back)).toMatchObject({ name: HAN_MEI.name, stage: 'customer' })
      expect((await people.sms(LI_LEI.mobile)).customerId).toBe(again.customerId)
    } finally {
      await db.close()
    }
  }, 120_000)
})

/** How many sealed values and blind indexes stand in rows that bear the person's id. */
async function sealedValues(db: Database, customerId: string): Promise<number> {
  const columns = await db.query<{ table_name: string; column_name: string; by: string }>(
    `select c.table_name, c.column_name, k.column_name as by from information_schema.columns c
     join information_schema.columns k on k.table_schema = c.table_schema and k.table_name = c.table_name
       and k.data_type = 'uuid' and (k.column_name ~ '(customer_id|owner)$' or (k.table_name = 'customers' and k.column_name = 'id'))
     where c.table_schema = 'public' and c.data_type = 'bytea' and c.column_name ~ '_(sealed|index)$'`,
  )
  let count = 0
  for (const { table_name, column_name, by } of columns) {
    const rows = await db.query(`select 1 as one from ${table_name} where ${by} = $1 and ${column_name} is not null`, [
      customerId,
    ])
    count += rows.length
  }
  return count
}
