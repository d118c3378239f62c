import { describe, expect, it } from 'vitest'
import { recogniseCard } from '../../src/contract/banks.ts'
import {
  ageOn,
  birthDate,
  isCardNumber,
  isIdNumber,
  isMobile,
  isPersonName,
  isWeakPin,
  luhn,
} from '../../src/contract/checks.ts'
import { isClassOne, PERSONAS } from '../../src/sandbox/personas.ts'

const everyCard = PERSONAS.flatMap(({ cards }) => cards)
const unique = (values: string[]) => new Set(values).size === values.length

describe('personas', () => {
  it('have the ids that testers rely on', () => {
    expect(PERSONAS.map(({ id }) => id)).toEqual([
      'li-lei',
      'chen-hua',
      'li-xiuying',
      'han-mei',
      'zhou-kui',
      'wang-qiang',
      'sun-yan',
      'zhao-hu',
      'gao-yuan',
    ])
  })

  it.each(PERSONAS)('$id passes every check that a real person must', ({ name, idNumber, mobile, openid }) => {
    expect(isPersonName(name)).toBe(true)
    expect(isIdNumber(idNumber)).toBe(true)
    expect(ageOn(birthDate(idNumber), '2026-11-23')).toBeGreaterThanOrEqual(18)
    expect(isMobile(mobile)).toBe(true)
    expect(openid).toHaveLength(28)
  })

  it.each(everyCard)('card $number passes Luhn and is recognised with its kind', ({ number, kind }) => {
    expect(isCardNumber(number)).toBe(true)
    expect(luhn(number)).toBe(true)
    const recognised = isClassOne(number) ? 'debit' : recogniseCard(number)?.kind
    expect(recognised).toBe(kind === 'credit' ? 'credit' : 'debit')
  })

  it('share no number, mobile, card or openid', () => {
    expect(unique(PERSONAS.map(({ idNumber }) => idNumber))).toBe(true)
    expect(unique(PERSONAS.map(({ mobile }) => mobile))).toBe(true)
    expect(unique(PERSONAS.map(({ openid }) => openid))).toBe(true)
    expect(unique(everyCard.map(({ number }) => number))).toBe(true)
  })

  it('let the newcomer meet every refusal: Class II, no money, frozen', () => {
    const [first, classII, empty, frozen] = PERSONAS[0]?.cards ?? []
    expect(first).toMatchObject({ number: '6225881414207430', kind: 'class-I', state: 'normal', balance: 5_000_000 })
    expect(classII?.kind).toBe('class-II')
    expect(empty?.balance).toBeLessThan(100)
    expect(frozen?.state).toBe('frozen')
  })

  it('have a PIN that the bank would take', () => {
    for (const { pin, idNumber, mobile } of PERSONAS) {
      if (pin === null) continue
      expect(isWeakPin(pin)).toBe(false)
      expect(idNumber).not.toContain(pin)
      expect(mobile).not.toContain(pin)
    }
  })
})
