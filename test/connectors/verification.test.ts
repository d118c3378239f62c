import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { holderOf, type Outside, startOutside } from '../support/outside.ts'

let outside: Outside
beforeEach(async () => {
  outside = await startOutside()
})
afterEach(() => outside.close())

const ID = '0192f3a4-5b6c-7d8e-9f01-23456789abcd'

describe('is this card theirs?', () => {
  it('yes, a Class I card of China Merchants Bank', async () => {
    const { verification } = outside.connect()
    const yes = { ok: true, cardClass: 'I', bankCode: '308584000013', bankName: '招商银行' }
    expect(await verification.verify(ID, holderOf('li-lei'))).toEqual(yes)
    expect(await verification.verify(ID, holderOf('li-lei'))).toEqual(yes)
  })

  it('yes, a credit card', async () => {
    const { verification } = outside.connect()
    expect(await verification.verify(ID, holderOf('chen-hua', 1))).toMatchObject({ ok: true, cardClass: 'credit' })
  })

  it('no: a Class II card may not be bound', async () => {
    const { verification } = outside.connect()
    expect(await verification.verify(ID, holderOf('li-lei', 1))).toEqual({ ok: false, why: 'not-eligible' })
  })

  it('no: name, ID number or mobile differ from what the bank has', async () => {
    const { verification } = outside.connect()
    for (const wrong of [
      { name: '李磊' },
      { name: '<&李雷>' },
      { idNumber: '110199198806122023' },
      { mobile: '13800138009' },
    ]) {
      const holder = { ...holderOf('li-lei'), ...wrong }
      expect(await verification.verify(ID, holder)).toEqual({ ok: false, why: 'mismatch' })
    }
  })

  it('no: nobody knows the card', async () => {
    const { verification } = outside.connect()
    const holder = { ...holderOf('li-lei'), cardNumber: '6225881414207448' }
    expect(await verification.verify(ID, holder)).toEqual({ ok: false, why: 'unknown-card' })
  })

  it('answered late, or heard twice: the same answer', async () => {
    const { verification } = outside.connect()
    await outside.fault('verification', 'late', 100)
    expect(await verification.verify(ID, holderOf('li-lei'))).toMatchObject({ ok: true })
    await outside.fault('verification', 'twice')
    expect(await verification.verify(ID, holderOf('li-lei'))).toMatchObject({ ok: true })
  })

  it('not answered, or refused: no verdict', async () => {
    const { verification, calls } = outside.connect({ timeoutMs: 150 })
    await outside.fault('verification', 'silent')
    await expect(verification.verify(ID, holderOf('li-lei'))).rejects.toMatchObject({ system: 'verification' })
    await outside.fault('verification', 'refusing')
    await expect(verification.verify(ID, holderOf('li-lei'))).rejects.toMatchObject({ effect: 'unreached' })
    expect(calls.map(({ outcome }) => outcome)).toEqual(['timeout', 'busy'])
  })
})
