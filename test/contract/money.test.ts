import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatYuan, MAX_ORDER_FEN, parseYuan, toFen } from '../../src/contract/money.ts'

describe('money as a person types it', () => {
  it.each([
    ['12', 1200],
    ['12.3', 1230],
    ['1,200.50', 120_050],
    ['.5', 50],
    ['007', 700],
    ['0.01', 1],
    ['10000000000', MAX_ORDER_FEN],
  ])('%s is %i fen', (text, fen) => expect(parseYuan(text)).toEqual({ fen }))

  it.each([
    ['', 'empty'],
    ['0', 'zero'],
    ['0.00', 'zero'],
    ['-5', 'zero'],
    ['1.234', 'decimals'],
    ['1.2.3', 'format'],
    ['.', 'format'],
    ['1e9', 'format'],
    ['十元', 'format'],
    ['10000000000.01', 'too-large'],
    ['999999999999', 'too-large'],
  ])('%s is refused: %s', (text, problem) => expect(parseYuan(text)).toEqual({ problem }))

  it('is shown with thousands and two decimals, and what is shown reads back', () => {
    expect(formatYuan(toFen(2_864_052))).toBe('28,640.52')
    expect(formatYuan(toFen(-20_000))).toBe('-200.00')
    expect(formatYuan(toFen(5))).toBe('0.05')
    fc.assert(
      fc.property(fc.integer({ min: 1, max: MAX_ORDER_FEN }), (fen) => {
        expect(parseYuan(formatYuan(toFen(fen)))).toEqual({ fen })
      }),
    )
  })

  it('is never rounded: beyond the safe range or with a fraction it is an error', () => {
    expect(() => toFen(2 ** 53)).toThrow(RangeError)
    expect(() => toFen(9_007_199_254_740_993n)).toThrow(RangeError)
    expect(() => toFen(0.5)).toThrow(RangeError)
  })
})
