import { describe, expect, it } from 'vitest'
import {
  ageOn,
  birthDate,
  isBankCode,
  isCreditCode,
  isDate,
  isIdNumber,
  isMobile,
  isPersonName,
  isWeakPin,
  luhn,
  luhnDigit,
} from '../../src/contract/checks.ts'
import { maskCard, maskIdNumber, maskMobile, maskName } from '../../src/contract/masks.ts'

describe('a resident ID number', () => {
  it.each(['11010519491231002X', '440524188001010014'])('%s is valid', (id) => expect(isIdNumber(id)).toBe(true))

  it.each([
    ['a wrong check character', '110105194912310021'],
    ['a day that does not exist', '110105194902310021'],
    ['a lower-case x', '11010519491231002x'],
    ['seventeen digits', '11010519491231002'],
  ])('with %s is refused', (_, id) => expect(isIdNumber(id)).toBe(false))

  it('finds any single digit typed wrong', () => {
    const id = '440524188001010014'
    for (let at = 0; at < 17; at++) {
      const wrong = `${id.slice(0, at)}${(Number(id[at]) + 1) % 10}${id.slice(at + 1)}`
      expect(isIdNumber(wrong), wrong).toBe(false)
    }
  })

  it('tells the birth date, and from it the age on a day', () => {
    expect(birthDate('11010519491231002X')).toBe('1949-12-31')
    expect(ageOn('1949-12-31', '2026-12-30')).toBe(76)
    expect(ageOn('1949-12-31', '2026-12-31')).toBe(77)
  })
})

describe('a unified social credit code', () => {
  it.each(['91350100M000100Y43', '9144030071526726XG', '914403001922038216'])('%s is valid', (code) =>
    expect(isCreditCode(code)).toBe(true),
  )

  it.each([
    ['a wrong check character', '91350100M000100Y44'],
    ['a letter that codes do not use', '91350100S000100Y43'],
    ['a letter in the area', '9135010AM000100Y43'],
    ['lower case', '91350100m000100y43'],
    ['seventeen characters', '91350100M000100Y4'],
    ['a space behind', '91350100M000100Y43 '],
  ])('with %s is refused', (_, code) => expect(isCreditCode(code)).toBe(false))

  it('finds any single character typed wrong, and any two neighbours in the wrong order', () => {
    const code = '9144030071526726XG'
    for (let at = 0; at < 18; at++) {
      const wrong = `${code.slice(0, at)}${code[at] === '7' ? '8' : '7'}${code.slice(at + 1)}`
      expect(isCreditCode(wrong), wrong).toBe(false)
      const turned = `${code.slice(0, at)}${code[at + 1] ?? ''}${code[at]}${code.slice(at + 2)}`
      if (turned !== code) expect(isCreditCode(turned), turned).toBe(false)
    }
  })
})

describe('other numbers people type', () => {
  it('a card passes Luhn, and a digit typed wrong does not', () => {
    expect(luhn('6225881414207430')).toBe(true)
    expect(luhn('6225881414207431')).toBe(false)
    expect(luhnDigit('622588141420743')).toBe('0')
  })

  it.each(['102100099996', '313684093748', '402602000018'])('bank code %s is valid', (code) => {
    expect(isBankCode(code)).toBe(true)
    expect(isBankCode(`${code.slice(0, 11)}${(Number(code[11]) + 1) % 10}`)).toBe(false)
  })

  it('mobiles, dates and names look like what they are', () => {
    expect(['13800138000', '19912345678'].every(isMobile)).toBe(true)
    expect(['12800138000', '1380013800', '+8613800138000'].some(isMobile)).toBe(false)
    expect(isDate('2028-02-29')).toBe(true)
    expect(isDate('2026-02-29')).toBe(false)
    expect(['李雷', '阿卜杜拉·买买提'].every(isPersonName)).toBe(true)
    expect(['李', 'Li Lei', '李 雷', '·李', '李雷<b>'].some(isPersonName)).toBe(false)
  })
})

describe('a PIN that is guessed first', () => {
  it.each(['111111', '123456', '987654', '121212', '123123', '111222', '112233'])('%s is weak', (pin) =>
    expect(isWeakPin(pin)).toBe(true),
  )
  it.each(['258036', '190734', '520831'])('%s is not', (pin) => expect(isWeakPin(pin)).toBe(false))
})

describe('personal data is masked', () => {
  it('as Chinese banks do', () => {
    expect(maskCard('6225881414207430')).toBe('622588******7430')
    expect(maskMobile('13800138001')).toBe('138****8001')
    expect(maskIdNumber('11010519491231002X')).toBe('1****************X')
    expect(maskName('陈华')).toBe('*华')
    expect(maskName('欧阳娜娜')).toBe('***娜')
  })
})
