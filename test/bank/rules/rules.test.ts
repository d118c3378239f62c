import { beforeAll, describe, expect, it } from 'vitest'
import { createRules, type Rules } from '../../../src/bank/rules/rules.ts'
import type { Database, Queryable } from '../../../src/storage/database.ts'
import { eachDatabase } from '../../support/database.ts'
import { MONDAY } from '../town.ts'

const TODAY = '2026-11-23'

eachDatabase('the table of rules', (database) => {
  let db: Database
  let rules: Rules
  let now = MONDAY

  beforeAll(() => {
    db = database()
    rules = createRules({ db, clock: { now: () => now } })
  })

  it('has the limits that the regulator set, in fen', async () => {
    const figures = [
      ['out.day', 'II', 10_000],
      ['out.year', 'II', 200_000],
      ['in.day', 'II', 10_000],
      ['in.year', 'II', 200_000],
      ['out.day', 'III', 2_000],
      ['out.year', 'III', 50_000],
      ['in.day', 'III', 5_000],
      ['in.year', 'III', 100_000],
      ['balance.cap', 'III', 2_000],
      ['deposit.insured', '', 500_000],
    ] as const
    for (const [name, ruleClass, amount] of figures) {
      expect(await rules.on(name, ruleClass, TODAY)).toBe(amount * 100)
    }
    expect(await rules.on('accounts.max', 'II', TODAY)).toBe(5)
  })

  it('takes no unknown limit for none', async () => {
    await expect(rules.on('out.day', 'I', TODAY)).rejects.toThrow("no rule 'out.day' for class 'I'")
    await expect(rules.on('out.day', 'II', '2010-01-01')).rejects.toThrow('2010-01-01')
    expect(await rules.find('balance.cap', 'II', TODAY)).toBeUndefined()
  })

  it('says where every figure comes from', async () => {
    const rows = await db.query<{ source: string; unit: string; effective_from: string }>('select * from rules')
    for (const row of rows) {
      expect(row.source).not.toBe('')
      expect(row.unit).not.toBe('')
      expect(row.effective_from).toMatch(/^\d{4}-\d{2}-\d{2}$/)
    }
  })

  it('a new row holds from its date on, and is seen within five seconds without a restart', async () => {
    expect(await rules.on('pin.tries', '', TODAY)).toBe(5)
    await db.query(
      "insert into rules (name, class, effective_from, value, unit, source, mark) values ('pin.tries', '', '2026-11-24', 3, 'count', 'a test', 'B')",
    )
    now += 5_000
    expect(await rules.on('pin.tries', '', '2026-11-23')).toBe(5)
    expect(await rules.on('pin.tries', '', '2026-11-24')).toBe(3)
    expect(await rules.on('pin.tries', '', '2031-01-01')).toBe(3)
  })
})

describe('the copy of the table', () => {
  it('is one query for many questions, and a failed reading is not kept', async () => {
    let queries = 0
    let broken = true
    const row = { name: 'pin.tries', class: '', effective_from: '2016-12-01', value: 5 }
    const query: Queryable['query'] = async <Row extends object>() => {
      queries++
      if (broken) throw new Error('the database is away')
      return [row] as Row[]
    }
    const rules = createRules({ db: { query } as Database, clock: { now: () => MONDAY } })
    await expect(rules.on('pin.tries', '', TODAY)).rejects.toThrow('away')
    broken = false
    await Promise.all(Array.from({ length: 20 }, () => rules.on('pin.tries', '', TODAY)))
    expect(queries).toBe(2)
  })
})
