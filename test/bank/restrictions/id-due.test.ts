import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import type { Database } from '../../../src/storage/database.ts'
import { eachDatabase } from '../../support/database.ts'
import { auditBank } from '../../support/ledger.ts'
import { at, openTown, type Town, type Townsman, yuan } from '../town.ts'

const DETAILS = { occupation: 'retired', area: '110105' } as const

eachDatabase('the ID of who has moved much through light accounts', (database) => {
  let db: Database
  let town: Town
  /** Two Class III accounts of one person. */
  let meiLi: Townsman
  let second: Townsman
  let chenHua: Townsman

  beforeAll(() => {
    db = database()
  })
  beforeEach(async () => {
    town = await openTown(db)
    town.clock.set(at('2027-03-01 12:00'))
    meiLi = await town.settle('韩梅', { accountClass: 'III', identified: false })
    second = await town.openAnother(meiLi, 'III')
    chenHua = await town.settle('陈华')
    await town.topUp(chenHua, yuan(1))
  })

  const look = async (when?: string) => {
    if (when) town.clock.set(at(when))
    else town.clock.forward(3_600_000)
    while ((await town.workers.idDue.run()) > 0);
  }
  const told = async (person: Townsman) => {
    while ((await town.workers.outbox.run()) > 0);
    return town.messages.filter(({ mobile }) => mobile === person.mobile).map(({ text }) => text)
  }
  const restrictions = async (person: Townsman) => (await town.accounts.get(person, person.accountId)).restrictions
  const sound = async () => expect(await auditBank(db)).toEqual([])
  async function give(person: Townsman, id: string = randomUUID(), validUntil: string | null = '2037-05-31') {
    const order = { kind: 'id-validity', orderId: id, validUntil, details: DETAILS } as const
    return town.restrictions.renewId(person, {
      id,
      validUntil,
      details: DETAILS,
      authorisation: await town.authorise(person, order),
    })
  }
  /** From the bound card and on to Chen Hua, round after round: day after day within the limits of the class. */
  async function move(person: Townsman, amounts: readonly number[], from: string) {
    const payee = await town.payeeOf(person, chenHua)
    let day = Date.parse(`${from}T04:00:00Z`)
    for (const amount of amounts) {
      town.clock.set(day)
      await town.topUp(person, amount)
      await town.send(person, payee, amount)
      day += 86_400_000
    }
  }
  /** 49,999.98 through two accounts in thirteen days. */
  async function almost() {
    await move(
      meiLi,
      Array.from({ length: 7 }, () => yuan(2_000)),
      '2027-03-02',
    )
    await move(second, [...Array.from({ length: 5 }, () => yuan(2_000)), yuan(1_000) - 1], '2027-03-02')
    await look('2027-03-20 12:00')
  }

  it('is asked for within seven days once 50,000 has gone through all her accounts, both ways together', async () => {
    await almost()
    expect(await told(meiLi)).toEqual([])
    await town.topUp(second, 1)
    await look()
    expect(await told(meiLi)).toEqual([])
    await town.topUp(second, 1)
    await look()
    expect(await told(meiLi)).toEqual([expect.stringContaining('2027-03-27')])
    expect((await town.people.me(meiLi)).details).toEqual({ known: false, dueOn: '2027-03-27' })
    // Nothing is stopped meanwhile, and nothing is said twice.
    await look('2027-03-27 23:00')
    await town.topUp(meiLi, yuan(5))
    expect(await told(meiLi)).toHaveLength(1)
    await sound()
  })

  it('not given in time stops her accounts, and given later frees them at once', async () => {
    await almost()
    await town.topUp(second, 2)
    await look()
    await look('2027-03-28 00:30')
    expect(await restrictions(second)).toMatchObject([{ kind: 'id-due', accountId: null }])
    expect(await told(meiLi)).toHaveLength(2)
    await expect(town.topUp(meiLi, yuan(1))).rejects.toMatchObject({ code: 'ID_DUE_SUSPENDED' })
    await expect(town.openAnother(meiLi, 'III')).rejects.toMatchObject({ code: 'ID_DUE_SUSPENDED' })
    await expect(town.send(chenHua, await town.payeeOf(chenHua, meiLi), 1)).rejects.toMatchObject({
      code: 'PAYEE_CANNOT_RECEIVE',
    })
    const id = randomUUID()
    await expect(give(meiLi, id, '2027-03-27')).rejects.toMatchObject({ code: 'ID_EXPIRED' })
    const me = await give(meiLi, id)
    expect(me).toMatchObject({ details: { known: true, dueOn: null }, idCard: { validUntil: '2037-05-31' } })
    expect(await give(meiLi, id)).toEqual(me)
    expect(await restrictions(second)).toEqual([])
    await town.topUp(meiLi, yuan(1))
    await look('2027-06-01 12:00')
    expect(await restrictions(second)).toEqual([])
    // What Class II asks is known with it.
    const upgradeId = randomUUID()
    const order = { kind: 'upgrade', orderId: upgradeId, accountId: meiLi.accountId } as const
    await town.classes.upgrade(meiLi, meiLi.accountId, {
      id: upgradeId,
      consents: { agreement: true, sensitiveData: true, version: '2026-11' },
      authorisation: await town.authorise(meiLi, order),
    })
    await sound()
  })

  it('without the details is not complete: the last day of the card alone frees nothing', async () => {
    await almost()
    await town.topUp(second, 2)
    await look()
    await look('2027-03-28 00:30')
    const id = randomUUID()
    const authorisation = await town.authorise(meiLi, { kind: 'id-validity', orderId: id, validUntil: null })
    await town.restrictions.renewId(meiLi, { id, validUntil: null, authorisation })
    expect(await restrictions(second)).toMatchObject([{ kind: 'id-due' }])
    await sound()
  })

  it('is seen by a teller, too: what was stopped goes on, and nobody is asked who is known', async () => {
    await almost()
    await town.topUp(second, 2)
    await look()
    await look('2027-03-28 00:30')
    await town.people.recordIdentification({ customerId: meiLi.customerId, branch: '0001', teller: '42' })
    await look()
    expect(await restrictions(meiLi)).toEqual([])
    expect((await town.people.me(meiLi)).details.dueOn).toBeNull()
    const known = await town.settle('李雷', { accountClass: 'III' })
    await move(
      known,
      Array.from({ length: 13 }, () => yuan(2_000)),
      '2027-04-02',
    )
    await look('2027-05-01 12:00')
    expect(await told(known)).toEqual([])
    await sound()
  })

  it('is nobody’s business who has closed them all; what went through counts when another is opened', async () => {
    await almost()
    await town.topUp(second, 2)
    for (const account of [meiLi, second]) {
      const id = randomUUID()
      const { accountId } = account
      const authorisation = await town.authorise(account, { kind: 'closure', orderId: id, accountId })
      expect((await town.closures.close(account, accountId, { id, authorisation })).state).toBe('done')
    }
    await look()
    const asked = async () => (await told(meiLi)).filter((text) => text.includes('补充身份信息'))
    expect(await asked()).toEqual([])
    await town.openAnother(meiLi, 'III')
    await look()
    expect(await asked()).toHaveLength(1)
    await sound()
  })

  it('follows the table: another amount holds from its date on', async () => {
    await db.query(
      `insert into rules (name, class, effective_from, value, unit, source, mark)
       values ('turnover.id', 'III', '2027-03-15', 100000, 'fen', 'test', 'B')`,
    )
    await town.topUp(meiLi, yuan(1_000))
    await look('2027-03-14 23:00')
    expect(await told(meiLi)).toEqual([])
    await look('2027-03-15 00:30')
    expect(await told(meiLi)).toEqual([expect.stringContaining('2027-03-22')])
    await db.query(`delete from rules where source = 'test'`)
    await sound()
  })

  it('is not asked for by two processes twice, nor does it stop who gives it at that moment', async () => {
    await almost()
    await town.topUp(second, 2)
    const other = await openTown(db)
    other.clock.set(town.clock.now() + 3_600_000)
    town.clock.forward(3_600_000)
    await Promise.all([town.workers.idDue.run(), other.workers.idDue.run()])
    await look()
    expect(await told(meiLi)).toHaveLength(1)
    town.clock.set(at('2027-03-28 00:30'))
    await Promise.all([town.workers.idDue.run(), give(meiLi)])
    await look()
    expect(await restrictions(meiLi)).toEqual([])
    await sound()
  })
})
