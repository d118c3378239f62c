import { expect, it } from 'vitest'
import { BankError } from '../../../src/bank/errors.ts'
import type { CounterKey, Write } from '../../../src/bank/writes/write.ts'
import { eachDatabase, warmUp } from '../../support/database.ts'
import { accountWith, writeOf } from '../../support/ledger.ts'
import { writePathOn } from '../../support/write-path.ts'

const LIMIT = 1_000_00

eachDatabase('a limit counter', (database) => {
  const counters = async (): Promise<[day: CounterKey, year: CounterKey]> => {
    const { owner, id } = await accountWith(database(), 0)
    const counter = { owner, accountId: id, name: 'out' }
    return [
      { ...counter, period: '2026-11-23' },
      { ...counter, period: '2026' },
    ]
  }
  const spend = (day: CounterKey, year: CounterKey, by: number): Write<object> =>
    writeOf({ owner: day.owner, counters: [year, day] }, (seen) => {
      if (seen.used(day) + by > LIMIT) throw new BankError('CLASS_LIMIT_DAY')
      return { count: [day, year].map((counter) => ({ counter, by })), answer: { used: seen.used(day) } }
    })

  it('starts at nothing and adds up', async () => {
    const writes = writePathOn(database())
    const [day, year] = await counters()
    expect(await writes.submit(spend(day, year, 400_00))).toEqual({ used: 0 })
    expect(await writes.submit(spend(day, year, 600_00))).toEqual({ used: 400_00 })
    await expect(writes.submit(spend(day, year, 1))).rejects.toMatchObject({ code: 'CLASS_LIMIT_DAY' })
  })

  it('is not broken by many first orders at the same moment', async () => {
    const writes = writePathOn(database())
    const [day, year] = await counters()
    await warmUp(database())
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => writes.submit(spend(day, year, 300_00))))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
    const rows = await database().query('SELECT period, used FROM counters WHERE owner = $1 ORDER BY period', [
      day.owner,
    ])
    expect(rows).toEqual([
      { period: '2026', used: 900_00 },
      { period: '2026-11-23', used: 900_00 },
    ])
  })

  it('may be named twice by an order, and counts both', async () => {
    const writes = writePathOn(database())
    const [day] = await counters()
    const twice = writeOf({ owner: day.owner, counters: [day, day] }, () => ({
      count: [
        { counter: day, by: 1 },
        { counter: day, by: 2 },
      ],
    }))
    await writes.submit(twice)
    expect(await writes.submit(spend(day, { ...day, period: '2026' }, 1))).toEqual({ used: 3 })
  })

  it('must be asked for before it is looked at or counted', async () => {
    const writes = writePathOn(database())
    const [day] = await counters()
    const unasked = writeOf({ owner: day.owner }, () => ({ count: [{ counter: day, by: 1 }] }))
    await expect(writes.submit(unasked)).rejects.toThrow('did not ask for')
  })
})
