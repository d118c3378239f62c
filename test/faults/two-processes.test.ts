/** Two processes on one PostgreSQL send transfers over four accounts as fast as they can. */
import { expect, it } from 'vitest'
import { freshPostgresUrl } from '../support/database.ts'
import { accountWith, auditBooks, openVault } from '../support/ledger.ts'
import { inspect, run } from './books.ts'
import type { Hammered, Hammering } from './hammering.ts'

/** Less than half of what the two would send: met also where one has ended before the other is at its speed. */
const LIMIT = 2_000
const OPENING = 250

it('no overdraft, no broken limit, no deadlock, and the books sum to zero', async () => {
  const place = { url: await freshPostgresUrl() }
  const accounts = await inspect(place, async (db) => {
    await openVault(db)
    return Promise.all(Array.from({ length: 4 }, () => accountWith(db, OPENING)))
  })
  const hammer = async (seed: number): Promise<Hammered> => {
    const order: Hammering = { place, accounts, transfers: 400, inFlight: 8, limit: LIMIT, seed }
    const ended = await run('hammering.ts', order)
    expect(ended.code).toBe(0)
    return JSON.parse(ended.said) as Hammered
  }
  const hammered = await Promise.all([hammer(1), hammer(2)])

  expect(hammered.flatMap(({ faults }) => faults)).toEqual([])
  expect(hammered[0].done + hammered[1].done).toBeGreaterThan(100)
  // Without refusals nothing would have been tried that could go wrong.
  const refused = new Set(hammered.flatMap((one) => Object.keys(one.refused)))
  expect([...refused].sort()).toEqual(['BALANCE_INSUFFICIENT', 'CLASS_LIMIT_DAY'])
  await inspect(place, async (db) => {
    expect(await auditBooks(db)).toEqual([])
    const [{ moved } = { moved: 0 }] = await db.query<{ moved: number }>(
      `SELECT count(*) AS moved FROM ledger_movements WHERE code = 'transfer'`,
    )
    expect(moved).toBe(hammered[0].done + hammered[1].done)
    const sent = await db.query<{ used: number; sent: number }>(
      `SELECT c.used, (SELECT coalesce(sum(-p.amount), 0)::bigint FROM ledger_postings p
         WHERE p.owner = c.owner AND p.account_id = c.account_id AND p.amount < 0) AS sent
       FROM counters c`,
    )
    expect(sent).toHaveLength(8)
    for (const { used, sent: amount } of sent) {
      expect(used).toBe(amount)
      expect(used).toBeLessThanOrEqual(LIMIT)
    }
    const [{ total } = { total: 0 }] = await db.query<{ total: number }>(
      'SELECT sum(posted)::bigint AS total FROM ledger_accounts',
    )
    expect(total).toBe(4 * OPENING)
  })
}, 180_000)
