import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readListToLoad } from '../src/load-list.ts'

const folder = mkdtempSync(join(tmpdir(), 'minibank-list-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('what load-list is told', () => {
  const file = join(folder, 'fraud.json')
  writeFileSync(file, '{}')

  it('is a list and a file, and whether it is meant to be shorter', () => {
    expect(readListToLoad(['fraud', file])).toEqual({ list: 'fraud', text: '{}', shrunk: false })
    expect(readListToLoad(['--shrunk', 'sanctions', file])).toEqual({ list: 'sanctions', text: '{}', shrunk: true })
  })

  it('and nothing else: one line says what it takes', () => {
    for (const words of [[], ['fraud'], ['friends', file], ['fraud', file, file], ['fraud', file, '--loud']])
      expect(() => readListToLoad(words)).toThrow('load-list takes fraud, sanctions, payees, a file, and --shrunk')
  })

  it('a file that is there', () => {
    const nowhere = join(folder, 'nowhere.json')
    expect(() => readListToLoad(['fraud', nowhere])).toThrow(`The file ${nowhere} cannot be read`)
  })
})
