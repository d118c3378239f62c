import { describe, expect, it } from 'vitest'
import { addDays, addMonths, businessDate, daysBetween, startOfDate, wallClock } from '../../src/contract/dates.ts'

describe('a business date in Shanghai', () => {
  it('begins at four in the afternoon of the day before, UTC', () => {
    expect(businessDate(Date.parse('2026-11-23T15:59:59.999Z'))).toBe('2026-11-23')
    expect(businessDate(Date.parse('2026-11-23T16:00:00Z'))).toBe('2026-11-24')
    expect(startOfDate('2026-11-24')).toBe(Date.parse('2026-11-23T16:00:00Z'))
    expect(wallClock(Date.parse('2026-11-23T06:06:32Z'))).toBe('2026-11-23 14:06:32')
  })

  it('some months later is the same day, or the last of a shorter month', () => {
    expect(addMonths('2026-11-23', 12)).toBe('2027-11-23')
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28')
    expect(addMonths('2027-12-31', 2)).toBe('2028-02-29')
    expect(addMonths('2028-02-29', 12)).toBe('2029-02-28')
  })

  it('counts days over leap years and back', () => {
    expect(daysBetween('2028-02-28', '2028-03-01')).toBe(2)
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31')
  })
})
