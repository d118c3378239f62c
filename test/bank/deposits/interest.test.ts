import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { interestAtMaturity, interestEarly } from '../../../src/bank/deposits/interest.ts'
import { addMonths, daysBetween } from '../../../src/contract/dates.ts'

describe('interest that a banker works out by hand', () => {
  it('10,000.00 at 1.85 % for twelve months earns 185.00', () => {
    expect(interestAtMaturity(1_000_000, '1.85', 12)).toBe(18_500)
  })

  it('10,000.00 at 1.05 % for three months earns 26.25, at 1.25 % for six 62.50, at 1.95 % for thirty-six 585.00', () => {
    expect(interestAtMaturity(1_000_000, '1.05', 3)).toBe(2_625)
    expect(interestAtMaturity(1_000_000, '1.25', 6)).toBe(6_250)
    expect(interestAtMaturity(1_000_000, '1.95', 36)).toBe(58_500)
  })

  it('half a fen is rounded up, less than half is dropped', () => {
    // 50.00 at 1.05 % for 3 months: 13.125 fen; 52.00 for 3 months at 1.25 %: 16.25 fen; 4.00 at 0.5 % for 3 months: 0.5 fen.
    expect(interestAtMaturity(5_000, '1.05', 3)).toBe(13)
    expect(interestAtMaturity(5_200, '1.25', 3)).toBe(16)
    expect(interestAtMaturity(400, '0.5', 3)).toBe(1)
  })

  it('taken out after 100 days, 10,000.00 at 0.05 % earns 1.39', () => {
    // 10,000 × 0.0005 × 100 / 360 = 1.3888…
    expect(interestEarly(1_000_000, '0.05', 100)).toBe(139)
  })

  it('taken out on the day it was made it earns nothing', () => {
    expect(interestEarly(1_000_000, '0.05', 0)).toBe(0)
  })

  it('stays exact for ten billion yuan, where a float would not', () => {
    expect(interestAtMaturity(999_999_999_999, '1.95', 36)).toBe(58_500_000_000)
    expect(interestEarly(999_999_999_999, '0.05', 359)).toBe(498_611_111)
  })
})

describe('the last day of a deposit', () => {
  it('is the same day some months later, or that month’s last', () => {
    expect(addMonths('2026-11-23', 12)).toBe('2027-11-23')
    expect(addMonths('2026-11-30', 3)).toBe('2027-02-28')
    expect(addMonths('2027-11-30', 3)).toBe('2028-02-29')
    expect(addMonths('2026-08-31', 6)).toBe('2027-02-28')
    expect(addMonths('2024-02-29', 36)).toBe('2027-02-28')
    expect(daysBetween('2026-11-23', '2027-11-23')).toBe(365)
  })
})

const principal = fc.integer({ min: 1, max: 1_000_000_000_000 })
const rate = fc.integer({ min: 0, max: 999 }).map((basisPoints) => (basisPoints / 100).toFixed(2))
const months = fc.integer({ min: 1, max: 60 })

describe('what always holds of interest', () => {
  it('is never negative, and is whole fen', () => {
    fc.assert(
      fc.property(principal, rate, months, (amount, percent, term) => {
        const interest = interestAtMaturity(amount, percent, term)
        expect(Number.isSafeInteger(interest)).toBe(true)
        expect(interest).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('more principal, a longer term or a higher rate never earns less', () => {
    fc.assert(
      fc.property(principal, fc.integer({ min: 0, max: 1_000_000 }), rate, months, (amount, more, percent, term) => {
        const base = interestAtMaturity(amount, percent, term)
        expect(interestAtMaturity(amount + more, percent, term)).toBeGreaterThanOrEqual(base)
        expect(interestAtMaturity(amount, percent, term + 1)).toBeGreaterThanOrEqual(base)
        expect(interestAtMaturity(amount, (Number(percent) + 0.01).toFixed(2), term)).toBeGreaterThanOrEqual(base)
      }),
    )
  })

  it('splitting a deposit in two changes it by one fen at most', () => {
    fc.assert(
      fc.property(principal, principal, rate, months, (one, other, percent, term) => {
        const apart = interestAtMaturity(one, percent, term) + interestAtMaturity(other, percent, term)
        expect(Math.abs(interestAtMaturity(one + other, percent, term) - apart)).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('leaving early never earns more than staying, at the shelf’s rates', () => {
    const shelf = fc.constantFrom(
      ['1.05', 3] as const,
      ['1.25', 6] as const,
      ['1.85', 12] as const,
      ['1.95', 36] as const,
    )
    fc.assert(
      fc.property(principal, shelf, fc.nat(1_100), (amount, [percent, term], stayed) => {
        const days = Math.min(stayed, term * 31)
        expect(interestEarly(amount, '0.05', days)).toBeLessThanOrEqual(interestAtMaturity(amount, percent, term))
      }),
    )
  })
})
