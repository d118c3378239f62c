import { expect, it } from 'vitest'
import { HAN_MEI, LI_LEI, onEveryDatabase } from '../../support/people.ts'

const YUAN = 100
/** A Class II account at another bank: its holder is right, but it is neither Class I nor a credit card. */
const CLASS_TWO = '6212260200123450013'

onEveryDatabase('opening a Class III account, the light one', (open) => {
  it('asks four elements and a tax declaration, and gives an account with a cap', async () => {
    const people = await open()
    const { bank, outside } = people
    const liLei = await people.wechat('openid-li-lei')
    const form = people.lightForm()
    expect(Object.keys(form).sort()).toEqual([
      ...['cardNumber', 'class', 'consents', 'id', 'idNumber', 'mobile', 'name', 'taxResidency'],
    ])
    await bank.bindings.submit(liLei, form)
    const { account } = await bank.bindings.confirm(
      liLei,
      form.id,
      await people.confirmation(liLei, outside.codeFor(LI_LEI.mobile)),
    )
    expect(account).toMatchObject({
      class: 'III',
      status: 'active',
      out: { dayLimit: 2_000 * YUAN, yearLimit: 50_000 * YUAN },
      receives: 'after-topup',
      in: null,
      cap: { amount: 2_000 * YUAN, left: 2_000 * YUAN },
    })
    expect(await bank.customers.me(liLei)).toMatchObject({ stage: 'customer', name: '李雷', identified: false })
    expect((await bank.accounts.list(liLei)).mayOpen).toEqual({ II: 5, III: 4 })
  })

  it('takes a bound account that is no Class I, which Class II does not', async () => {
    const people = await open()
    const { bank, outside } = people
    outside.addCard({ ...LI_LEI, cardNumber: CLASS_TWO, kind: 'II' })
    const liLei = await people.wechat('openid-li-lei')
    const full = bank.bindings.submit(liLei, people.form({ cardNumber: CLASS_TWO }))
    expect(await people.refusal(full)).toMatchObject({ code: 'CARD_NOT_ELIGIBLE', field: 'cardNumber' })
    const light = await bank.bindings.submit(liLei, people.lightForm({ cardNumber: CLASS_TWO }))
    expect(light).toMatchObject({ state: 'code-sent', bankName: '中国工商银行' })
  })

  it('but none whose bank nobody can name, and no person whom the card’s bank has otherwise on record', async () => {
    const people = await open()
    const { bank, outside } = people
    const nameless = '6299991234567890128'
    outside.addCard({ ...LI_LEI, cardNumber: nameless, kind: 'II' })
    const liLei = await people.wechat('openid-li-lei')
    const submit = (changed: object) => people.refusal(bank.bindings.submit(liLei, people.lightForm(changed)))
    expect(await submit({ cardNumber: nameless })).toMatchObject({ code: 'CARD_NOT_ELIGIBLE' })
    expect(await submit({ idNumber: HAN_MEI.idNumber })).toMatchObject({ code: 'CARD_MISMATCH' })
  })

  it('under the id of a Class II form is another order', async () => {
    const people = await open()
    const liLei = await people.wechat('openid-li-lei')
    const form = people.form()
    await people.bank.bindings.submit(liLei, form)
    const light = people.bank.bindings.submit(liLei, people.lightForm({ id: form.id }))
    expect(await people.refusal(light)).toMatchObject({ code: 'ID_REUSED' })
  })

  it('is not offered to tax residents of elsewhere, nor without consent', async () => {
    const people = await open()
    const liLei = await people.wechat('openid-li-lei')
    const submit = (changed: object) => people.refusal(people.bank.bindings.submit(liLei, people.lightForm(changed)))
    expect(await submit({ taxResidency: 'both' })).toMatchObject({ code: 'TAX_RESIDENCY_ABROAD' })
    const consents = { agreement: true, sensitiveData: false, version: '2026-11' }
    expect(await submit({ consents })).toMatchObject({ code: 'CONSENT_MISSING' })
  })
})
