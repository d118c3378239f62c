import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import type { Database } from '../../../src/storage/database.ts'
import { eachDatabase } from '../../support/database.ts'
import { auditBank } from '../../support/ledger.ts'
import { at, openTown, type Town, type Townsman, yuan } from '../town.ts'

eachDatabase('an ID card’s last day', (database) => {
  let db: Database
  let town: Town
  let liLei: Townsman
  let chenHua: Townsman

  beforeAll(() => {
    db = database()
  })
  // Li Lei's card is valid until 31 May 2027, Chen Hua's for life.
  beforeEach(async () => {
    await db.query('update customers set id_valid_until = null')
    town = await openTown(db)
    liLei = await town.settle('李雷')
    chenHua = await town.settle('陈华')
    await town.topUp(liLei, yuan(100))
    await town.topUp(chenHua, yuan(100))
    await db.query(`update customers set id_valid_until = '2027-05-31' where id = $1`, [liLei.customerId])
  })

  const look = async (when: string) => {
    town.clock.set(at(when))
    while ((await town.workers.idValidity.run()) > 0);
  }
  const told = async (person: Townsman) => {
    while ((await town.workers.outbox.run()) > 0);
    return town.messages.filter(({ mobile }) => mobile === person.mobile).map(({ text }) => text)
  }
  async function renew(person: Townsman, validUntil: string | null, id: string = randomUUID()) {
    const authorisation = await town.authorise(person, { kind: 'id-validity', orderId: id, validUntil })
    return town.restrictions.renewId(person, { id, validUntil, authorisation })
  }
  const restrictions = async (person: Townsman) => (await town.accounts.get(person, person.accountId)).restrictions
  const sound = async () => expect(await auditBank(db)).toEqual([])
  /** Told on 1 June; 90 days of grace are over on 30 August. */
  async function expire() {
    await look('2027-06-01 00:00')
    await look('2027-08-30 00:00')
  }

  it('is told 90 days before, 30 days before and when it is over; 90 days later business is suspended', async () => {
    await look('2027-03-01 12:00')
    expect(await told(liLei)).toHaveLength(0)
    await look('2027-03-02 12:00')
    await look('2027-04-01 12:00')
    expect(await told(liLei)).toHaveLength(1)
    await look('2027-05-01 12:00')
    expect(await told(liLei)).toHaveLength(2)
    await look('2027-05-31 12:00')
    expect(await told(liLei)).toHaveLength(2)
    await look('2027-06-01 00:00')
    expect((await told(liLei)).at(-1)).toContain('2027-08-30')
    await look('2027-08-29 23:59')
    expect(await restrictions(liLei)).toEqual([])
    await look('2027-08-30 00:00')
    expect(await restrictions(liLei)).toMatchObject([{ kind: 'id-expired', accountId: null }])
    expect(await told(liLei)).toHaveLength(4)
    await expect(town.topUp(liLei, yuan(1))).rejects.toMatchObject({ code: 'ID_EXPIRED_SUSPENDED' })
    await expect(town.send(chenHua, await town.payeeOf(chenHua, liLei), yuan(1))).rejects.toMatchObject({
      code: 'PAYEE_CANNOT_RECEIVE',
    })
    expect(await told(chenHua)).toEqual([])
    await sound()
  })

  it('gives the days of grace from the message on, even when the bank comes late with it', async () => {
    await look('2028-01-01 12:00')
    expect(await told(liLei)).toHaveLength(1)
    expect(await restrictions(liLei)).toEqual([])
    await look('2028-03-31 12:00')
    expect(await restrictions(liLei)).toHaveLength(1)
  })

  it('is renewed by its holder with the PIN, and what it had suspended is free at once', async () => {
    await expire()
    const id = randomUUID()
    const me = await renew(liLei, '2037-05-31', id)
    expect(me.idCard).toEqual({ validUntil: '2037-05-31', state: 'valid' })
    expect(await renew(liLei, '2037-05-31', id)).toEqual(me)
    await expect(renew(liLei, '2047-05-31', id)).rejects.toMatchObject({ code: 'ID_REUSED' })
    expect(await restrictions(liLei)).toEqual([])
    await town.send(liLei, await town.payeeOf(liLei, chenHua), yuan(1))
    await look('2036-12-31 12:00')
    expect(await restrictions(liLei)).toEqual([])
    await sound()
  })

  it('may be renewed before it is over, for life, and by two requests at the same moment', async () => {
    await look('2027-05-01 12:00')
    expect((await town.people.me(liLei)).idCard).toEqual({ validUntil: '2027-05-31', state: 'expiring' })
    await Promise.all([renew(liLei, null), renew(liLei, null)])
    expect((await town.people.me(liLei)).idCard).toEqual({ validUntil: null, state: 'valid' })
    await look('2040-01-01 12:00')
    expect(await restrictions(liLei)).toEqual([])
  })

  it('frees once when two new dates are told at the same moment', async () => {
    await expire()
    await Promise.all([renew(liLei, '2037-05-31'), renew(liLei, '2037-06-01')])
    expect(await restrictions(liLei)).toEqual([])
    await sound()
  })

  it('that is over is no new one', async () => {
    await look('2027-06-01 12:00')
    expect((await town.people.me(liLei)).idCard).toEqual({ validUntil: '2027-05-31', state: 'expired' })
    await expect(renew(liLei, '2027-05-31')).rejects.toMatchObject({ code: 'ID_EXPIRED', field: 'validUntil' })
  })
})
