import { describe, expect, it } from 'vitest'
import { inShanghai, onDate, STEPS } from '../../src/simulator/page/testers/calendar.ts'

const at = (text: string) => Date.parse(`${text}+08:00`)
const shown = (instant: number) => Object.values(inShanghai(instant)).join(' ')

describe('the clock on the testers’ page', () => {
  it('shows Shanghai’s time, wherever the browser is', () => {
    expect(shown(Date.UTC(2026, 10, 23, 16, 30))).toBe('2026-11-24 00:30:00')
  })

  it('goes forward by an hour and by a day across midnight', () => {
    expect(shown(STEPS.hour(at('2026-12-31T23:30:00')))).toBe('2027-01-01 00:30:00')
    expect(shown(STEPS.day(at('2028-02-28T09:00:00')))).toBe('2028-02-29 09:00:00')
  })

  it('goes forward by a month to the same day, or to the last that the month has', () => {
    expect(shown(STEPS.month(at('2026-11-23T07:00:00')))).toBe('2026-12-23 07:00:00')
    expect(shown(STEPS.month(at('2027-01-31T23:59:59')))).toBe('2027-02-28 23:59:59')
    expect(shown(STEPS.month(at('2026-12-31T00:00:00')))).toBe('2027-01-31 00:00:00')
  })

  it('goes forward by a year; 29 February becomes the 28th', () => {
    expect(shown(STEPS.year(at('2026-11-23T07:00:00')))).toBe('2027-11-23 07:00:00')
    expect(shown(STEPS.year(at('2028-02-29T12:00:00')))).toBe('2029-02-28 12:00:00')
  })

  it('goes to a day at the same time, and neither back nor to what is no day', () => {
    const now = at('2026-11-23T03:04:05')
    expect(shown(onDate(now, '2027-11-23') ?? 0)).toBe('2027-11-23 03:04:05')
    expect(onDate(now, '2026-11-23')).toBeNull()
    expect(onDate(now, '2026-11-22')).toBeNull()
    expect(onDate(now, '')).toBeNull()
  })
})
