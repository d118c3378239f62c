import { describe, expect, it } from 'vitest'
import { dictionaries } from '../dictionaries.ts'

const blanks = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()

describe('the dictionary', () => {
  const entries = dictionaries.flatMap((words) => Object.entries(words))

  it('says no key in two places', () => {
    const keys = entries.map(([key]) => key)
    expect(keys.filter((key, place) => keys.indexOf(key) !== place)).toEqual([])
  })

  it('says every key in both languages, with the same blanks', () => {
    expect(entries.length).toBeGreaterThan(150)
    for (const [key, [zh, en]] of entries) {
      expect(zh.trim(), key).not.toBe('')
      expect(en.trim(), key).not.toBe('')
      expect(blanks(en), key).toEqual(blanks(zh))
    }
  })

  it('has Chinese on the left and none on the right', () => {
    for (const [key, [, en]] of entries) expect(/\p{Script=Han}/u.test(en), key).toBe(false)
  })
})
