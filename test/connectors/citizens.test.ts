import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { holderOf, type Outside, startOutside } from '../support/outside.ts'

let outside: Outside
beforeEach(async () => {
  outside = await startOutside()
})
afterEach(() => outside.close())

const ID = '0192f3a4-5b6c-7d8e-9f01-23456789abcd'

describe('do name and ID number belong together?', () => {
  it('yes, and the same question again has the same answer', async () => {
    const { citizens } = outside.connect()
    expect(await citizens.check(ID, holderOf('li-lei'))).toBe('match')
    expect(await citizens.check(ID, holderOf('li-lei'))).toBe('match')
  })

  it('no: another name, a name that was changed, a number that nobody has', async () => {
    const { citizens } = outside.connect()
    expect(await citizens.check(ID, { ...holderOf('li-lei'), name: '李磊' })).toBe('mismatch')
    expect(await citizens.check(ID, holderOf('sun-yan'))).toBe('mismatch')
    expect(await citizens.check(ID, { name: '李雷', idNumber: '11010519491231002X' })).toBe('no-such-person')
  })

  it('answered late, or heard twice: the same answer', async () => {
    const { citizens } = outside.connect()
    await outside.fault('citizens', 'late', 100)
    expect(await citizens.check(ID, holderOf('li-lei'))).toBe('match')
    await outside.fault('citizens', 'twice')
    expect(await citizens.check(ID, holderOf('li-lei'))).toBe('match')
  })

  it('not answered, or refused: no verdict', async () => {
    const { citizens, calls } = outside.connect({ timeoutMs: 150 })
    await outside.fault('citizens', 'silent')
    await expect(citizens.check(ID, holderOf('li-lei'))).rejects.toMatchObject({ system: 'citizens' })
    await outside.fault('citizens', 'refusing')
    await expect(citizens.check(ID, holderOf('li-lei'))).rejects.toMatchObject({ effect: 'unreached' })
    expect(calls.map(({ outcome }) => outcome)).toEqual(['timeout', 'busy'])
  })
})
