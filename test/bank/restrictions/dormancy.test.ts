import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import type { Database } from '../../../src/storage/database.ts'
import { eachDatabase } from '../../support/database.ts'
import { auditBank } from '../../support/ledger.ts'
import { at, openTown, type Town, type Townsman, yuan } from '../town.ts'

eachDatabase('an account that nobody has used since it was opened', (database) => {
  let db: Database
  let town: Town
  let idle: Townsman
  let busy: Townsman

  beforeAll(() => {
    db = database()
  })
  // Opened on 23 November 2026: the six months are over with 23 May 2027.
  beforeEach(async () => {
    await db.query("update accounts set dormancy = 'judged'")
    town = await openTown(db)
    idle = await town.settle('韩梅')
    busy = await town.settle('陈华')
    await town.topUp(busy, yuan(100))
  })

  async function awaken(person: Townsman) {
    const { restrictions } = await town.accounts.get(person, person.accountId)
    const orderId = restrictions.find(({ kind }) => kind === 'dormant')?.id ?? randomUUID()
    const authorisation = await town.authorise(person, { kind: 'awakening', orderId })
    return town.restrictions.awaken(person, person.accountId, { authorisation })
  }
  const told = async (person: Townsman) => {
    await town.workers.outbox.run()
    return town.messages.filter(({ mobile }) => mobile === person.mobile).map(({ text }) => text)
  }
  const look = async (when: string) => {
    town.clock.set(at(when))
    while ((await town.workers.dormancy.run()) > 0);
  }
  const sound = async () => expect(await auditBank(db)).toEqual([])

  it('is announced a week before, once, and suspended the day after the six months', async () => {
    await look('2027-05-15 12:00')
    expect(await told(idle)).toEqual([])
    await look('2027-05-16 00:00')
    await look('2027-05-23 23:59')
    expect(await told(idle)).toHaveLength(1)
    expect((await town.accounts.get(idle, idle.accountId)).restrictions).toEqual([])
    await look('2027-05-24 00:00')
    expect((await town.accounts.get(idle, idle.accountId)).restrictions).toMatchObject([
      { kind: 'dormant', accountId: idle.accountId },
    ])
    expect(await told(idle)).toHaveLength(2)
    expect((await town.accounts.get(busy, busy.accountId)).restrictions).toEqual([])
    await sound()
  })

  it('neither sends nor receives, nor is it topped up; and says what to do', async () => {
    await look('2027-05-24 09:00')
    await expect(town.topUp(idle, yuan(10))).rejects.toMatchObject({ code: 'ACCOUNT_DORMANT' })
    const payeeId = await town.payeeOf(busy, idle)
    await expect(town.send(busy, payeeId, yuan(1))).rejects.toMatchObject({ code: 'PAYEE_CANNOT_RECEIVE' })
    await expect(town.send(idle, await town.payeeOf(idle, busy), yuan(1))).rejects.toMatchObject({
      code: 'ACCOUNT_DORMANT',
    })
    expect(await town.balance(busy)).toBe(yuan(100))
  })

  it('wakes up when the bank of its card finds that person and card are still one, and never sleeps again', async () => {
    await look('2027-05-24 09:00')
    const woken = await awaken(idle)
    expect(woken.endedAt).toBe(town.clock.now())
    expect(town.network.questions).toMatchObject([
      { name: '韩梅', idNumber: '11010519491231002X', mobile: idle.mobile },
    ])
    expect((await awaken(idle)).endedAt).toBe(woken.endedAt)
    expect(town.network.questions).toHaveLength(1)
    expect((await town.topUp(idle, yuan(10))).state).toBe('done')
    await look('2029-01-01 09:00')
    expect((await town.accounts.get(idle, idle.accountId)).restrictions).toEqual([])
    await sound()
  })

  it('stays suspended when card and person are no longer one, and wakes once that is put right', async () => {
    await look('2027-05-24 09:00')
    town.network.says('mismatch')
    await expect(awaken(idle)).rejects.toMatchObject({ code: 'IDENTITY_NOT_CONFIRMED' })
    expect((await town.accounts.get(idle, idle.accountId)).restrictions).toHaveLength(1)
    town.network.says('class-I')
    expect((await awaken(idle)).endedAt).not.toBeNull()
  })

  it('of Class III wakes on the card that it was opened with, though that be no Class I; of Class II not', async () => {
    await look('2027-05-24 09:00')
    town.network.says('not-eligible')
    await expect(awaken(idle)).rejects.toMatchObject({ code: 'IDENTITY_NOT_CONFIRMED' })
    await db.query(`update accounts set class = 'III' where customer_id = $1`, [idle.customerId])
    expect((await awaken(idle)).endedAt).not.toBeNull()
  })

  it('is spared for good by one transaction in the six months, money in as well as money out', async () => {
    town.clock.set(at('2027-05-23 23:00'))
    await town.send(busy, await town.payeeOf(busy, idle), yuan(1))
    await look('2027-05-24 00:00')
    await look('2028-06-01 00:00')
    expect((await town.accounts.get(idle, idle.accountId)).restrictions).toEqual([])
    await expect(awaken(idle)).rejects.toMatchObject({ code: 'RESTRICTION_ENDED' })
  })

  it('is judged by the rule of its day', async () => {
    await db.query(
      `insert into rules (name, class, effective_from, value, unit, source, mark)
       values ('dormancy.after', '', '2027-01-01', 3, 'months', 'for this story', 'B')`,
    )
    try {
      await look('2027-02-23 12:00')
      expect((await town.accounts.get(idle, idle.accountId)).restrictions).toEqual([])
      await look('2027-02-24 12:00')
      expect((await town.accounts.get(idle, idle.accountId)).restrictions).toHaveLength(1)
    } finally {
      await db.query("delete from rules where source = 'for this story'")
    }
  })
})
