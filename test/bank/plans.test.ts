/**
 * What a person does costs the same however long anybody's history is: every statement that is sent for it finds its rows
 * by keys. Held against PostgreSQL's own plans, made while a table has a dozen rows: that is when a planner is tempted
 * to read all of it.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database, SqlValue, Transaction } from '../../src/storage/database.ts'
import { analyzeFilled } from '../support/analyze.ts'
import { openTestDatabase } from '../support/database.ts'
import { openTown, type Town, type Townsman, yuan } from './town.ts'

const NOVEMBER = { from: '2026-11-01', to: '2026-11-24', format: 'csv' } as const

/** The shelf is short, and read whole. */
const OF_THE_SHELF = /\b(products|product_rates|rules)\b/

describe('the statements behind what a person does (postgres)', () => {
  const sent = new Map<string, readonly SqlValue[]>()
  let db: Database
  let town: Town
  let liLei: Townsman
  let payeeId: string

  beforeAll(async () => {
    db = await openTestDatabase('postgres')
    town = await openTown(overheard(db, sent))
    liLei = await town.settle('李雷')
    await town.fund(liLei, yuan(1_000))
    for (let payees = 0; payees < 12; payees++) {
      // So many surnames are told on two days.
      if (payees === 6) town.clock.forward(86_400_000)
      payeeId = await town.payeeOf(liLei, await town.settle('韩梅'))
      await town.send(liLei, payeeId, yuan(10))
    }
    await town.payees.rename(liLei, payeeId, '我妹妹')
    await analyzeFilled(db)
  })
  afterAll(() => db.close())

  it.each([
    ['home', () => town.home.get(liLei)],
    ['a page of the statement', () => town.accounts.statement(liLei, liLei.accountId, {})],
    ['the months of the statement', () => town.statement.months(liLei, liLei.accountId, {})],
    ['a search', () => town.statement.search(liLei, liLei.accountId, { text: '妹妹', month: '2026-11' })],
    ['a statement to keep', () => town.statement.orderFile(liLei, liLei.accountId, NOVEMBER)],
    ['a transfer', () => town.send(liLei, payeeId, yuan(10))],
    ['a message', () => town.workers.outbox.run()],
  ])('%s find each row by its key', async (_what, doIt) => {
    sent.clear()
    await doIt()
    expect(sent.size).toBeGreaterThan(0)
    for (const [sql, parameters] of sent) {
      if (OF_THE_SHELF.test(sql)) continue
      const plan = await db.query<{ 'QUERY PLAN': string }>(`EXPLAIN (COSTS OFF) ${sql}`, parameters)
      const text = plan.map((line) => line['QUERY PLAN']).join('\n')
      expect(text).not.toMatch(/Seq Scan|Join Filter|Hash Join|Merge Join/)
    }
  })
})

/** The same database; notes what is asked of it. */
function overheard(db: Database, sent: Map<string, readonly SqlValue[]>): Database {
  const note = (sql: string, parameters: readonly SqlValue[] = []) => {
    if (/^\s*(select|insert|update|delete|with)\b/i.test(sql)) sent.set(sql, parameters)
  }
  const query: Database['query'] = (sql, parameters) => {
    note(sql, parameters)
    return db.query(sql, parameters)
  }
  return {
    ...db,
    query,
    queries(statements) {
      for (const { sql, parameters } of statements) note(sql, parameters)
      return db.queries(statements)
    },
    transaction: (work) =>
      db.transaction((tx) =>
        work({
          ...tx,
          query: (sql, parameters) => {
            note(sql, parameters)
            return tx.query(sql, parameters)
          },
        } as Transaction),
      ),
  }
}
