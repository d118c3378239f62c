import { describe, expect, it } from 'vitest'
import {
  formatDate,
  formatDay,
  formatMonth,
  formatRecent,
  formatSeconds,
  groupDigits,
} from '../../../src/miniapp/lib/format.ts'

const at = (text: string) => Date.parse(`${text}+08:00`)

describe('dates', () => {
  it('read as people say them', () => {
    expect(formatDate('2026-11-23', 'zh')).toBe('2026年11月23日')
    expect(formatDate('2026-11-23', 'en')).toBe('23 Nov 2026')
    expect(formatDay('2026-01-05', 'zh')).toBe('1月5日')
    expect(formatMonth('2026-11', 'en')).toBe('Nov 2026')
  })
  it('near now are told from now, in Shanghai wherever the phone is', () => {
    const now = at('2026-11-23T00:30:00')
    expect(formatRecent(at('2026-11-23T00:05:00'), now, 'zh')).toBe('今天 00:05')
    expect(formatRecent(at('2026-11-22T23:59:00'), now, 'zh')).toBe('昨天 23:59')
    expect(formatRecent(at('2026-11-20T08:15:00'), now, 'en')).toBe('20 Nov 08:15')
  })
})

describe('numbers', () => {
  it('stand in groups as on the card', () => {
    expect(groupDigits('6225881414207430', [4, 4, 4, 4, 3])).toBe('6225 8814 1420 7430')
    expect(groupDigits('13800', [3, 4, 4])).toBe('138 00')
    expect(groupDigits('', [4])).toBe('')
  })
  it('of seconds never say zero', () => {
    expect(formatSeconds(412, 'zh')).toBe('0.4 秒')
    expect(formatSeconds(3, 'en')).toBe('0.1 s')
  })
})
