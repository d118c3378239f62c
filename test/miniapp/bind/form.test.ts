import { describe, expect, it } from 'vitest'
import { PROVINCES } from '../../../src/miniapp/bind/areas.ts'
import {
  type BindForm,
  checkForm,
  EMPTY_FORM,
  FIELDS,
  fieldOf,
  formBody,
  pastedCard,
} from '../../../src/miniapp/bind/form.ts'

const today = '2026-11-23'
const both = { agreement: true, sensitiveData: true }
const liLei: BindForm = {
  cardNumber: '6225881414207430',
  name: '李雷',
  idNumber: '11010519491231002X',
  mobile: '13800138000',
  occupation: 'employee',
  area: '440305',
  areaName: '广东省 深圳市 南山区',
  idForLife: true,
  idValidUntil: '',
  taxResidency: 'mainland',
}
const faults = (change: Partial<BindForm>, consents = both) => checkForm({ ...liLei, ...change }, 'II', consents, today)

describe('the binding form', () => {
  it('has nothing to say about a right one', () => expect(faults({})).toEqual({}))

  it('names every field of an empty one, and both consents apart', () => {
    const all = checkForm(EMPTY_FORM, 'II', { agreement: false, sensitiveData: false }, today)
    expect(Object.keys(all).sort()).toEqual([...FIELDS].sort())
  })

  it('for Class III asks four things that are typed and one that is chosen', () => {
    const all = checkForm(EMPTY_FORM, 'III', both, today)
    expect(Object.keys(all)).toEqual(['cardNumber', 'name', 'idNumber', 'mobile', 'taxResidency'])
    const body = formBody({ ...EMPTY_FORM, ...liLei, occupation: '', area: '' }, 'III', 'an-id', {})
    expect(body).toEqual({
      id: 'an-id',
      class: 'III',
      cardNumber: liLei.cardNumber,
      name: '李雷',
      idNumber: liLei.idNumber,
      mobile: liLei.mobile,
      taxResidency: 'mainland',
      consents: { ...both, version: '2026-11' },
    })
  })

  it('finds a wrong check digit in an ID number, and lets a card that fails Luhn through to its bank', () => {
    expect(faults({ idNumber: '110105194912310021' })).toEqual({ idNumber: 'ID_NUMBER_INVALID' })
    expect(faults({ cardNumber: '6225881414207431' })).toEqual({})
    expect(faults({ cardNumber: '622588141420743' })).toEqual({ cardNumber: 'CARD_INVALID' })
  })

  it('takes an ID card on its last day and not the day after', () => {
    const until = (idValidUntil: string) => faults({ idForLife: false, idValidUntil })
    expect(until('2026-11-23')).toEqual({})
    expect(until('2026-11-22')).toEqual({ idValidUntil: 'ID_EXPIRED' })
    expect(until('')).toEqual({ idValidUntil: 'REQUEST_INVALID' })
  })

  it('sends tax residents of elsewhere to a branch before anything leaves the phone', () => {
    expect(faults({ taxResidency: 'both' })).toEqual({ taxResidency: 'TAX_RESIDENCY_ABROAD' })
  })

  it('asks for each consent by itself', () => {
    expect(faults({}, { agreement: true, sensitiveData: false })).toEqual({ sensitiveData: 'CONSENT_MISSING' })
    expect(faults({}, { agreement: false, sensitiveData: true })).toEqual({ agreement: 'CONSENT_MISSING' })
  })

  it('is sent as the contract has it, with the link that led here', () => {
    const body = formBody({ ...liLei, name: ' 李雷 ' }, 'II', 'an-id', { linkId: 'meiShare1' })
    expect(body).toMatchObject({ id: 'an-id', name: '李雷', idValidUntil: null, linkId: 'meiShare1' })
    expect(body.consents).toEqual({ agreement: true, sensitiveData: true, version: '2026-11' })
    expect(() => formBody(EMPTY_FORM, 'II', 'an-id', {})).toThrow(RangeError)
  })

  it('finds a card number in a copied text, and takes nothing else for one', () => {
    expect(pastedCard('卡号：6225 8814 1420 7430，李雷')).toBe('6225881414207430')
    expect(pastedCard('6225-8814-1420-7430')).toBe('6225881414207430')
    expect(pastedCard('电话 13800138000，金额 200')).toBeUndefined()
    expect(pastedCard('')).toBeUndefined()
  })

  it('finds the box that the gateway means', () => {
    expect(fieldOf('idNumber')).toBe('idNumber')
    expect(fieldOf('consents.sensitiveData')).toBe('sensitiveData')
    expect(fieldOf('nothing')).toBeUndefined()
    expect(fieldOf(undefined)).toBeUndefined()
  })
})

describe('the areas', () => {
  it('are 31 provinces, each with what lies in it, by six digits that begin with the province’s', () => {
    expect(PROVINCES).toHaveLength(31)
    for (const { code, areas } of PROVINCES) {
      expect(areas.length).toBeGreaterThan(1)
      for (const area of areas) expect(area.code).toMatch(new RegExp(`^${code.slice(0, 2)}\\d{4}$`))
    }
    const codes = PROVINCES.flatMap(({ areas }) => areas.map(({ code }) => code))
    expect(new Set(codes).size).toBe(codes.length)
  })

  it('know Shenzhen and a district of Beijing', () => {
    const all = PROVINCES.flatMap(({ areas }) => areas)
    expect(all).toContainEqual({ code: '440300', name: '深圳市' })
    expect(all).toContainEqual({ code: '110108', name: '海淀区' })
  })
})
