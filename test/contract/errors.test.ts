import { describe, expect, it } from 'vitest'
import { CUSTOMER_ERRORS } from '../../src/contract/errors/customers.ts'
import { ERRORS, type ErrorCode, errorText } from '../../src/contract/errors.ts'
import { routes } from '../../src/contract/schema/index.ts'
import { staffRoutes } from '../../src/contract/schema/staff-routes.ts'

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
    const announced = new Set<string>(
      [...Object.values(routes), ...Object.values(staffRoutes)].flatMap((route) => [...route.errors]),
    )
    // Organisations are opened and freezes ordered by staff's tools, which come by no route; staff's way in answers by a
    // page; member banks come by a route outside of the contract.
    const common =
      /^(ORGANISATION_|AUTHORITY_|MEMBER_|STAFF_(SIGN_IN_FAILED|NOT_ALLOWED|ROLE_MISSING|REQUEST_FORGED)$|REQUEST_|CLIENT_|SESSION_|NOT_FOUND|METHOD_NOT_ALLOWED|RATE_LIMITED|OVERLOADED|UNAVAILABLE|INTERNAL)/
    expect(codes.filter((code) => !announced.has(code) && !common.test(code))).toEqual([])
  })

  it('ships in the mini-program whatever a customers’ route announces, and nothing that only staff’s do', () => {
    const shipped = Object.keys(CUSTOMER_ERRORS)
    const told = new Set<string>(Object.values(routes).flatMap((route) => [...route.errors]))
    expect([...told].filter((code) => !shipped.includes(code))).toEqual([])
    const staffs = new Set<string>(Object.values(staffRoutes).flatMap((route) => [...route.errors]))
    const common = /^(REQUEST_|CLIENT_|SESSION_|METHOD_NOT_ALLOWED|RATE_LIMITED|OVERLOADED|UNAVAILABLE|INTERNAL)/
    expect(shipped.filter((code) => !told.has(code) && staffs.has(code) && !common.test(code))).toEqual([])
  })
})
