import { expect, it } from 'vitest'
import { eachDatabase } from '../../support/database.ts'
import { at, MONDAY, openTown } from '../town.ts'

const HOUR_MS = 3_600_000

eachDatabase('when a transfer may run', (database) => {
  it('is told by the rules of the day, and an order made then runs at just that time', async () => {
    const db = database()
    const town = await openTown(db)
    const liLei = await town.settle('李雷')
    await town.topUp(liLei, 1_000_00)
    const toChen = await town.payeeOf(liLei, await town.settle('陈华'))
    const runsAt = async (when: { arrival: 'ordinary' | 'next-day' }) =>
      (await town.sendLater(liLei, toChen, 1_00, when)).runsAt

    expect(await town.scheduled.choices()).toEqual({
      ...{ ordinaryHours: 2, runsFrom: 8, monthlyTimes: 12 },
      ...{ from: '2026-11-24', until: '2027-11-23' },
    })
    expect(await runsAt({ arrival: 'ordinary' })).toBe(MONDAY + 2 * HOUR_MS)
    expect(await runsAt({ arrival: 'next-day' })).toBe(at('2026-11-24 08:00'))

    await db.query(
      `insert into rules (name, class, effective_from, value, unit, source, mark) values
         ('transfers.ordinary.delay',    '', '2026-11-24',   4, 'hours', 'a notice', 'S'),
         ('transfers.scheduled.from',    '', '2026-11-25',  10, 'hours', 'a notice', 'S'),
         ('transfers.scheduled.horizon', '', '2026-11-24', 180, 'days',  'a notice', 'S'),
         ('transfers.monthly.max',       '', '2026-11-24',   6, 'count', 'a notice', 'S')`,
    )
    const tuesday = at('2026-11-24 12:00')
    town.clock.set(tuesday)
    expect(await town.scheduled.choices()).toEqual({
      ...{ ordinaryHours: 4, runsFrom: 10, monthlyTimes: 6 },
      ...{ from: '2026-11-25', until: '2027-05-23' },
    })
    expect(await runsAt({ arrival: 'ordinary' })).toBe(tuesday + 4 * HOUR_MS)
    expect(await runsAt({ arrival: 'next-day' })).toBe(at('2026-11-25 10:00'))
    await db.query("delete from rules where source = 'a notice'")
  })
})
