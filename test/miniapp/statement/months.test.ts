import { describe, expect, it } from 'vitest'
import { byMonth } from '../../../src/miniapp/statement/months.ts'
import { numberAfter } from '../../../src/miniapp/statement/number-after.ts'

const entry = (id: string, at: string) => ({
  id,
  kind: 'topup' as const,
  orderId: 'x',
  amount: 1,
  balanceAfter: 1,
  at: Date.parse(at),
  counterparty: '招商银行（7430）',
  note: null,
})

describe('a statement', () => {
  it('stands under the months of Shanghai: half past midnight there is still yesterday in London', () => {
    const months = byMonth([
      entry('3', '2026-12-01T00:30:00+08:00'),
      entry('2', '2026-11-30T23:59:00+08:00'),
      entry('1', '2026-11-01T00:00:00+08:00'),
    ])
    expect(months.map(({ month, entries }) => [month, entries.map(({ id }) => id)])).toEqual([
      ['2026-12', ['3']],
      ['2026-11', ['2', '1']],
    ])
  })
})

describe('the position after one', () => {
  it('is found in decimal digits, beyond what a number holds exactly', () => {
    expect(numberAfter('7')).toBe('8')
    expect(numberAfter('1299')).toBe('1300')
    expect(numberAfter('999')).toBe('1000')
    expect(numberAfter('9007199254740993')).toBe('9007199254740994')
  })
})
