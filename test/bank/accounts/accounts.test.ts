import { beforeAll, expect, it } from 'vitest'
import { luhn } from '../../../src/contract/checks.ts'
import type { Database } from '../../../src/storage/database.ts'
import { eachDatabase } from '../../support/database.ts'
import { MONDAY, openTown, type Town, yuan } from '../town.ts'

eachDatabase('an account', (database) => {
  let db: Database
  let town: Town

  beforeAll(async () => {
    db = database()
    town = await openTown(db)
  })

  it('shows its number in full to its holder: the bank’s BIN, 19 digits, a right check digit, no two alike', async () => {
    const numbers = new Set<string>()
    for (let i = 0; i < 10; i++) {
      const person = await town.settle('李雷')
      const { number } = await town.accounts.get(person, person.accountId)
      expect(number).toMatch(/^623190\d{13}$/)
      expect(luhn(number)).toBe(true)
      numbers.add(number)
    }
    expect(numbers.size).toBe(10)
  })

  it('keeps numbers sealed at rest', async () => {
    const person = await town.settle('李雷')
    const { number } = await town.accounts.get(person, person.accountId)
    const rows = await db.query<{ text: string }>(
      `select a::text || c::text as text from accounts a join cards c on c.customer_id = a.customer_id
       where a.customer_id = $1`,
      [person.customerId],
    )
    expect(rows).toHaveLength(1)
    expect(rows[0]?.text).not.toContain(number)
    expect(rows[0]?.text).not.toContain(Buffer.from(number).toString('hex'))
    expect(rows[0]?.text).not.toContain(Buffer.from('622588').toString('hex'))
  })

  it('of Class II may send 10,000 a day and 200,000 a year, and receive as much once identified face to face', async () => {
    const remote = await town.settle('韩梅', { identified: false })
    const limits = { dayLimit: yuan(10_000), dayLeft: yuan(10_000), yearLimit: yuan(200_000), yearLeft: yuan(200_000) }
    expect(await town.accounts.get(remote, remote.accountId)).toMatchObject({
      class: 'II',
      status: 'active',
      balance: 0,
      available: 0,
      openedAt: MONDAY,
      out: limits,
      in: null,
    })
    const identified = await town.settle('陈华')
    expect((await town.accounts.get(identified, identified.accountId)).in).toEqual(limits)
  })

  it('is listed with the cards that are bound, by their last four digits', async () => {
    const person = await town.settle('李雷', { language: 'en' })
    const { accounts, cards } = await town.accounts.list(person)
    expect(accounts.map(({ id }) => id)).toEqual([person.accountId])
    expect(cards).toEqual([
      { id: person.cardId, bankName: 'China Merchants Bank', kind: 'debit', last4: expect.stringMatching(/^\d{4}$/) },
    ])
  })
})
