import { describe, expect, it } from 'vitest'
import { type AmountKey, fenOf, groupAmount, pressAmount } from '../../../src/miniapp/lib/amount-entry.ts'

const type = (keys: string) =>
  [...keys].reduce((text, key) => pressAmount(text, (key === '<' ? 'delete' : key) as AmountKey), '')

describe('an amount on the keypad', () => {
  it('takes two decimals and no third', () => expect(type('200.567')).toBe('200.56'))
  it('takes one point', () => expect(type('1.2.3')).toBe('1.23'))
  it('begins with 0 when the point comes first', () => expect(type('.5')).toBe('0.5'))
  it('does not pile up zeros in front', () => expect(type('0005')).toBe('5'))
  it('stops at seven whole digits', () => expect(type('123456789')).toBe('1234567'))
  it('goes back one key at a time', () => expect(type('12.3<<<')).toBe('1'))
  it('is grouped for the eye while it is typed', () => {
    expect(groupAmount('1234567.8')).toBe('1,234,567.8')
    expect(groupAmount('12.')).toBe('12.')
    expect(groupAmount('')).toBe('')
  })
  it('always reads as money, or as none', () => {
    expect(fenOf(type('200.5'))).toBe(20_050)
    expect(fenOf(type('12.'))).toBe(1_200)
    expect(fenOf(type('0.00'))).toBeUndefined()
    expect(fenOf('')).toBeUndefined()
  })
})
