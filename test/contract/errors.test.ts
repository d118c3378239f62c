import { describe, expect, it } from 'vitest'
import { ERRORS, type ErrorCode, errorText } from '../../src/contract/errors.ts'
import { routes } from '../../src/contract/schema/index.ts'

const codes = Object.keys(ERRORS) as ErrorCode[]
const blanks = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort()

describe('the catalogue of errors', () => {
  it.each(codes)('%s says the same in both languages, with the same blanks', (code) => {
    const { zh, en, status } = ERRORS[code]
    expect(blanks(zh)).toEqual(blanks(en))
    expect(zh).toMatch(/\p{Script=Han}/u)
    expect(en).not.toMatch(/\p{Script=Han}/u)
    expect(status === 0 ? code.startsWith('CLIENT_') : status >= 400 && status < 600).toBe(true)
  })

  it('fills the blanks of a sentence', () => {
    expect(errorText('PIN_WRONG', 'zh', { left: 3 })).toBe('密码不对，还可以试 3 次')
    expect(errorText('PIN_WRONG', 'en', { left: 3 })).toBe('Wrong PIN. 3 tries left')
  })

  it('has a use for every code: a route announces it, or every route may answer it', () => {
    const announced = new Set<string>(Object.values(routes).flatMap((route) => [...route.errors]))
    // Staff opens organisations, decides list matches and freezes by an authority's order with tools that come by no route;
    // member banks come by one outside of the contract.
    const common =
      /^(ORGANISATION_|AUTHORITY_|STAFF_|FOUR_EYES_|MATCH_|MEMBER_|REQUEST_|CLIENT_|SESSION_|NOT_FOUND|METHOD_NOT_ALLOWED|RATE_LIMITED|OVERLOADED|UNAVAILABLE|INTERNAL)/
    expect(codes.filter((code) => !announced.has(code) && !common.test(code))).toEqual([])
  })
})
