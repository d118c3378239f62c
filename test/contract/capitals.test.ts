import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inCapitals } from '../../src/contract/capitals.ts'
import { toFen } from '../../src/contract/money.ts'

const written: [fen: number, capitals: string][] = [
  [140_950, '人民币壹仟肆佰零玖元伍角'],
  [1_640_902, '人民币壹万陆仟肆佰零玖元零贰分'],
  [32_504, '人民币叁佰贰拾伍元零肆分'],
  [10_000, '人民币壹佰元整'],
  [50, '人民币伍角'],
  [5, '人民币伍分'],
  [0, '人民币零元整'],
  [1_000_000_00, '人民币壹佰万元整'],
  [10_010_000_00, '人民币壹仟零壹万元整'],
  [100_000_001_00, '人民币壹亿零壹元整'],
  [10_000_000_000_00, '人民币壹佰亿元整'],
]

const VALUES: Record<string, number> = { 零: 0, 壹: 1, 贰: 2, 叁: 3, 肆: 4, 伍: 5, 陆: 6, 柒: 7, 捌: 8, 玖: 9 }
const PLACES: Record<string, number> = { 拾: 10, 佰: 100, 仟: 1000 }

/** Reads capitals back into fen, the slow way, so that writing can be checked against reading. */
function read(capitals: string): number {
  let total = 0
  let section = 0
  let digit = 0
  let fen = 0
  for (const character of capitals.replace('人民币', '').replace('整', '')) {
    if (character in VALUES) digit = VALUES[character] ?? 0
    else if (character in PLACES) {
      section += digit * (PLACES[character] ?? 0)
      digit = 0
    } else if (character === '角' || character === '分') {
      fen += digit * (character === '角' ? 10 : 1)
      digit = 0
    } else {
      section += digit
      digit = 0
      if (character === '元') total += section
      else total += section * (character === '万' ? 10_000 : 100_000_000)
      section = 0
    }
  }
  return total * 100 + fen
}

describe('an amount in capitals, as on a cheque', () => {
  it.each(written)('%i fen is %s', (fen, capitals) => expect(inCapitals(toFen(fen))).toBe(capitals))

  it('reads back to the same amount, and never has two zeros in a row', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000_000_000 }), (fen) => {
        const capitals = inCapitals(toFen(fen))
        expect(read(capitals)).toBe(fen)
        expect(capitals).not.toMatch(/零零|零元|零万|零亿/)
      }),
    )
  })
})
