import { expect, it } from 'vitest'
import { luhn } from '../../../src/contract/checks.ts'
import { LI_LEI, MINUTE, MONDAY_TEN, onEveryDatabase } from '../../support/people.ts'

onEveryDatabase('opening an account by binding a card', (open) => {
  it('makes a visitor a customer with a Class II account, from one form, one code and one PIN', async () => {
    const people = await open()
    const { bank, outside } = people
    const liLei = await people.wechat('openid-li-lei')
    expect((await bank.customers.me(liLei)).stage).toBe('visitor')

    const form = people.form()
    const binding = await bank.bindings.submit(liLei, form)
    expect(binding).toEqual({
      id: form.id,
      state: 'code-sent',
      bankName: '招商银行',
      maskedCard: '622588******7430',
      maskedMobile: '138****8000',
      resendAt: MONDAY_TEN + MINUTE,
      expiresAt: MONDAY_TEN + 15 * MINUTE,
      account: null,
    })

    const confirmation = await people.confirmation(liLei, outside.codeFor(LI_LEI.mobile))
    const opened = await bank.bindings.confirm(liLei, form.id, confirmation)
    expect(opened.state).toBe('opened')
    const account = opened.account
    expect(account).toMatchObject({ class: 'II', status: 'active', balance: 0, available: 0, in: null })
    expect(account?.number).toMatch(/^623190\d{13}$/)
    expect(luhn(account?.number ?? '')).toBe(true)

    expect(await bank.customers.me(liLei)).toEqual({
      customerId: liLei.customerId,
      stage: 'customer',
      name: '李雷',
      maskedMobile: '138****8000',
      maskedIdNumber: '1****************8',
      identified: false,
      idCard: { validUntil: '2035-05-15', state: 'valid' },
      details: { known: true, dueOn: null },
      senior: false,
    })
    const { accounts, cards } = await bank.accounts.list(liLei)
    expect(accounts).toEqual([account])
    expect(cards).toEqual([{ id: expect.any(String), bankName: '招商银行', kind: 'debit', last4: '7430' }])
    expect(outside.agreementsSigned()).toBe(1)
  })
})
