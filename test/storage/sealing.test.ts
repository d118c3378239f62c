import { describe, expect, it } from 'vitest'
import { createSealer } from '../../src/storage/sealing.ts'

const key = (fill: number) => Buffer.alloc(32, fill).toString('base64')
const sealer = createSealer({ keys: { 1: key(1) }, current: 1, indexKey: key(9) })

describe('sealing personal data', () => {
  it('opens what it sealed, Chinese names too', () => {
    expect(sealer.open(sealer.seal('欧阳小明 13800138000'))).toBe('欧阳小明 13800138000')
    expect(sealer.open(sealer.seal(''))).toBe('')
  })

  it('seals the same text differently every time, and shows none of it', () => {
    const [one, two] = [sealer.seal('13800138000'), sealer.seal('13800138000')]
    expect(Buffer.compare(one, two)).not.toBe(0)
    expect(Buffer.from(one).includes('13800138000')).toBe(false)
  })

  it('refuses to open what was changed in any byte', () => {
    const sealed = sealer.seal('李雷')
    for (let i = 0; i < sealed.length; i++) {
      const changed = Uint8Array.from(sealed)
      changed[i] = (changed[i] ?? 0) ^ 1
      expect(() => sealer.open(changed)).toThrow()
    }
    expect(() => sealer.open(new Uint8Array())).toThrow()
  })

  it('opens with an old key after a new one took over, and not with a key that is gone', () => {
    const renewed = createSealer({ keys: { 1: key(1), 2: key(2) }, current: 2, indexKey: key(9) })
    expect(renewed.open(sealer.seal('old'))).toBe('old')
    expect(() => sealer.open(renewed.seal('new'))).toThrow('version 2')
  })

  it('finds the same value again by its index, and never mixes kinds or keys', () => {
    const other = createSealer({ keys: { 1: key(1) }, current: 1, indexKey: key(8) })
    expect(sealer.index('mobile', '13800138000')).toEqual(sealer.index('mobile', '13800138000'))
    expect(sealer.index('card', '13800138000')).not.toEqual(sealer.index('mobile', '13800138000'))
    expect(other.index('mobile', '13800138000')).not.toEqual(sealer.index('mobile', '13800138000'))
  })

  it('refuses a key of the wrong length and a current version that is not there', () => {
    expect(() => createSealer({ keys: { 1: 'c2hvcnQ=' }, current: 1, indexKey: key(9) })).toThrow('32 bytes')
    expect(() => createSealer({ keys: { 1: key(1) }, current: 2, indexKey: key(9) })).toThrow('version 2')
  })
})
