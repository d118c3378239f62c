import { describe, expect, it } from 'vitest'
import { barredUntil, type Entry, mayMean, normalisedName } from '../../../src/bank/screening/judging.ts'

const WANG = { name: '王强', idNumber: '110199199005056016' }
const entry = (changed: Partial<Entry> = {}): Entry => ({
  list: 'sanctions',
  sameIdNumber: undefined,
  birthDate: null,
  from: '2020-01-01',
  until: null,
  ...changed,
})

describe('a namesake', () => {
  it('may be meant by an entry that says no more than the name, or the same birth date', () => {
    expect(mayMean(WANG, entry(), '2026-11-23')).toBe(true)
    expect(mayMean(WANG, entry({ birthDate: '1990-05-05' }), '2026-11-23')).toBe(true)
  })

  it('is not meant by one with another birth date, or another ID number', () => {
    expect(mayMean(WANG, entry({ birthDate: '1990-05-06' }), '2026-11-23')).toBe(false)
    expect(mayMean(WANG, entry({ sameIdNumber: false, birthDate: '1990-05-05' }), '2026-11-23')).toBe(false)
  })

  it('is meant by the same ID number, whatever birth date stands there', () => {
    expect(mayMean(WANG, entry({ sameIdNumber: true, birthDate: '1959-01-01' }), '2026-11-23')).toBe(true)
  })

  it('is meant from the first day of an entry to the day before its end', () => {
    const dated = entry({ from: '2026-01-10', until: '2026-11-23' })
    expect(['2026-01-09', '2026-01-10', '2026-11-22', '2026-11-23'].map((day) => mayMean(WANG, dated, day))).toEqual([
      false,
      true,
      true,
      false,
    ])
  })
})

describe('names are compared', () => {
  it('without spaces, dots and widths', () => {
    expect(normalisedName('买买提·艾力')).toBe(normalisedName('买买提•艾 力'))
    expect(normalisedName('Ｏ’Ｂｒｉｅｎ, John')).toBe(normalisedName("O'BRIEN, JOHN"))
    expect(normalisedName('王强')).not.toBe(normalisedName('王刚'))
  })
})

describe('terms of the fraud list', () => {
  const until = (date: string, ...terms: [string, string][]) =>
    barredUntil(
      terms.map(([from, end]) => ({ from, until: end })),
      date,
      60,
    )

  it('bar from the first day to the day before their end', () => {
    const term: [string, string] = ['2025-06-01', '2027-06-01']
    expect(until('2025-05-31', term)).toBeUndefined()
    expect(until('2025-06-01', term)).toBe('2027-06-01')
    expect(until('2027-05-31', term)).toBe('2027-06-01')
    expect(until('2027-06-01', term)).toBeUndefined()
  })

  it('that overlap or touch run as one, in whatever order they are listed', () => {
    expect(until('2026-01-01', ['2027-01-01', '2029-01-01'], ['2025-01-01', '2027-01-01'])).toBe('2027-01-01')
    expect(until('2027-01-01', ['2027-01-01', '2029-01-01'], ['2025-01-01', '2027-01-01'])).toBe('2029-01-01')
  })

  it('run five years at most when repeated', () => {
    const repeated: [string, string][] = [
      ['2025-01-01', '2028-01-01'],
      ['2027-06-01', '2030-06-01'],
    ]
    expect(until('2029-12-31', ...repeated)).toBe('2030-01-01')
    expect(until('2030-01-01', ...repeated)).toBeUndefined()
  })

  it('begin anew after a run has ended', () => {
    const apart: [string, string][] = [
      ['2020-01-01', '2025-01-01'],
      ['2026-01-01', '2028-01-01'],
    ]
    expect(until('2025-06-01', ...apart)).toBeUndefined()
    expect(until('2026-06-01', ...apart)).toBe('2028-01-01')
  })
})
