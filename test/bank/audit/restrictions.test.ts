/** A villain changes by hand what keeps accounts from being used: the audit names the law and the place. */
import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import type { Database } from '../../../src/storage/database.ts'
import { eachDatabase } from '../../support/database.ts'
import { auditBank } from '../../support/ledger.ts'
import { openTown, type Town, type Townsman, yuan } from '../town.ts'

eachDatabase('what stops an account, changed by hand', (database) => {
  let db: Database
  let town: Town
  let liLei: Townsman

  beforeAll(() => {
    db = database()
  })
  beforeEach(async () => {
    town = await openTown(db)
    liLei = await town.settle('李雷')
    await town.topUp(liLei, yuan(100))
  })

  /** The laws that a change breaks; what was changed is put back. */
  async function broken(change: string, back: string): Promise<string[]> {
    await db.query(change, [liLei.customerId])
    const found = (await auditBank(db)) as { law: string; places: object[] }[]
    await db.query(back, [liLei.customerId])
    expect(await auditBank(db)).toEqual([])
    expect(JSON.stringify(found)).toContain(liLei.accountId)
    return found.map(({ law }) => law)
  }

  it('a freeze that is lifted in the counters alone, or in the records alone', async () => {
    await town.restrictions.freeze(liLei, { id: randomUUID() })
    const set = (count: number) =>
      `update account_counters set used = (used::jsonb || '{"stopped-out open": ${count}}')::json where owner = $1`
    const law = 'what stops an account is what is in force on it'
    expect(await broken(set(0), set(1))).toEqual([law])
    expect(
      await broken(
        `update restrictions set ended_at = 1, ended_by = 'nobody' where customer_id = $1`,
        'update restrictions set ended_at = null, ended_by = null where customer_id = $1',
      ),
    ).toContain(law)
  })

  it('a closed account that is opened again by hand', async () => {
    const id = randomUUID()
    const { accountId } = liLei
    const authorisation = await town.authorise(liLei, { kind: 'closure', orderId: id, accountId })
    await town.closures.close(liLei, accountId, { id, authorisation })
    const laws = await broken(
      `update accounts set status = 'active', closed_at = null where customer_id = $1`,
      `update accounts set status = 'closed', closed_at = 1 where customer_id = $1`,
    )
    expect(laws).toEqual([
      'what stops an account is what is in force on it',
      'an account is closing while its closing is undecided, and closed when it is done',
    ])
  })
})
