import { describe, expect, it } from 'vitest'
import { plainNote } from '../../../src/bank/notes/plain.ts'

describe('a note that goes to somebody else', () => {
  it('is kept as it was written when it is plain', () => {
    for (const note of ['生日快乐', 'Rent, December (2026)', '午饭 18.50 元', '👨‍👩‍👧 全家'])
      expect(plainNote(note)).toBe(note)
  })

  it('loses markup, control characters, hidden ones and those that turn its direction', () => {
    expect(plainNote('<b>房租</b>')).toBe('b房租/b')
    expect(plainNote('房\u0000租\u0007')).toBe('房 租')
    expect(plainNote('一\r\n二\u2028三\t四')).toBe('一 二 三 四')
    expect(plainNote('\u202e钱还没到\u202c')).toBe('钱还没到')
    expect(plainNote('a\u200bb\ufeffc')).toBe('a b c')
  })

  it('is none when nothing is left', () => {
    for (const note of [undefined, '', '   ', '<>', '\u0000\u200b']) expect(plainNote(note)).toBeNull()
  })
})
