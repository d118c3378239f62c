import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import { OutsideError } from '../../../src/connectors/outside.ts'
import type { Body } from '../../../src/contract/schema/index.ts'
import { LI_LEI, onEveryDatabase, type People } from '../../support/people.ts'
import { fileOf, load } from '../screening/lists-of-people.ts'

type Upgrade = Body<'POST /v1/accounts/:accountId/upgrade'>
const CLASS_TWO = '6212260200123450013'
const CONSENTS = { agreement: true, sensitiveData: true, version: '2026-11' } as const
const DILIGENCE = { occupation: 'employee', area: '110105', idValidUntil: '2035-05-15' } as const

/** Li Lei with a Class III account. */
async function light(people: People, cardNumber = LI_LEI.cardNumber) {
  const { bank, outside } = people
  const liLei = await people.wechat('openid-li-lei')
  const form = people.lightForm({ cardNumber })
  await bank.bindings.submit(liLei, form)
  const code = outside.codeFor(LI_LEI.mobile)
  const { account } = await bank.bindings.confirm(liLei, form.id, await people.confirmation(liLei, code))
  if (!account) throw new Error('no account')
  const order = async (changed: Partial<Upgrade> = {}): Promise<Upgrade> => ({
    id: v7(),
    diligence: DILIGENCE,
    consents: CONSENTS,
    authorisation: { pin: await people.pin(liLei, 'authorise') },
    ...changed,
  })
  return { liLei, account, order }
}

onEveryDatabase('from Class III up to Class II', (open) => {
  it('keeps the account, its number and what is known, and asks what is new', async () => {
    const people = await open()
    const { bank, outside } = people
    const { liLei, account, order } = await light(people)
    const before = outside.inbox.length
    const up = await bank.classes.upgrade(liLei, account.id, await order())
    expect(up).toMatchObject({
      id: account.id,
      number: account.number,
      class: 'II',
      out: { dayLimit: 1_000_000, yearLimit: 20_000_000 },
      receives: 'after-identification',
      cap: null,
    })
    // No code by SMS: the card's agreement stands, and the PIN has signed.
    expect(outside.inbox).toHaveLength(before)
    const [row] = await people.db.query<{ id_valid_until: string }>(
      'select id_valid_until from customers where id = $1',
      [liLei.customerId],
    )
    expect(row?.id_valid_until).toBe('2035-05-15')
    const consents = await people.db.query('select 1 as one from consents where customer_id = $1', [liLei.customerId])
    expect(consents).toHaveLength(6)
    expect((await bank.accounts.list(liLei)).mayOpen).toEqual({ II: 4, III: 5 })
  })

  it('is refused whom a list bars, and held while people look at whom it may mean; so is a further account', async () => {
    const people = await open()
    const { bank } = people
    const { liLei, account, order } = await light(people)
    const { idNumber, name } = people.form()
    const another = async () => ({
      ...(await order()),
      class: 'III' as const,
      cardId: (await bank.accounts.list(liLei)).cards[0]?.id ?? '',
    })
    await load(people, 'sanctions', fileOf([{ id: 'S-1', name, from: '2020-01-01' }]))
    await expect(bank.classes.upgrade(liLei, account.id, await order())).rejects.toMatchObject({
      code: 'OPENING_IN_REVIEW',
    })
    expect((await bank.screening.open()).matches).toMatchObject([{ about: 'customer', state: 'open' }])
    await load(people, 'fraud', fileOf([{ id: 'F-1', name, idNumber, grounds: 'identified', from: '2026-01-01' }]))
    await expect(bank.classes.upgrade(liLei, account.id, await order())).rejects.toMatchObject({
      code: 'OPENING_RESTRICTED',
    })
    await expect(bank.classes.open(liLei, await another())).rejects.toMatchObject({ code: 'OPENING_RESTRICTED' })
    expect(await bank.accounts.get(liLei, account.id)).toMatchObject({ class: 'III' })
  })

  it('sent again is the same, and asks for no new PIN; with other content it is refused', async () => {
    const people = await open()
    const { bank, outside } = people
    const { liLei, account, order } = await light(people)
    const asked = await order()
    const up = await bank.classes.upgrade(liLei, account.id, asked)
    const questions = outside.asked.length
    const again = { ...asked, authorisation: { token: 'long gone' } }
    expect(await bank.classes.upgrade(liLei, account.id, again)).toEqual(up)
    expect(outside.asked).toHaveLength(questions)
    const other = { ...again, diligence: { ...DILIGENCE, area: '440305' } }
    await expect(bank.classes.upgrade(liLei, account.id, other)).rejects.toThrow('ID_REUSED')
    expect(await people.refusal(bank.classes.upgrade(liLei, account.id, await order()))).toMatchObject({
      code: 'UPGRADE_NOT_NEEDED',
    })
  })

  it('is refused without what due diligence needs, with an ID card that is over, or for a bound card that is no Class I', async () => {
    const people = await open()
    const { bank, outside } = people
    outside.addCard({ ...LI_LEI, cardNumber: CLASS_TWO, kind: 'II' })
    const { liLei, account, order } = await light(people, CLASS_TWO)
    const { diligence: _, ...bare } = await order()
    const upgrade = (asked: Upgrade) => people.refusal(bank.classes.upgrade(liLei, account.id, asked))
    expect(await upgrade(bare)).toMatchObject({ code: 'DILIGENCE_MISSING', field: 'diligence' })
    const over = await order({ diligence: { ...DILIGENCE, idValidUntil: '2026-11-22' } })
    expect(await upgrade(over)).toMatchObject({ code: 'ID_EXPIRED', field: 'idValidUntil' })
    expect(await upgrade(await order())).toMatchObject({ code: 'CARD_NOT_ELIGIBLE' })
    expect((await bank.accounts.get(liLei, account.id)).class).toBe('III')
  })

  it('takes the right PIN and nothing bought for another account', async () => {
    const people = await open()
    const { bank } = people
    const { liLei, account, order } = await light(people)
    const wrong = await order({ authorisation: { pin: await people.pin(liLei, 'authorise', '741852') } })
    expect(await people.refusal(bank.classes.upgrade(liLei, account.id, wrong))).toMatchObject({ code: 'PIN_WRONG' })
    const id = v7()
    const { token } = await bank.pins.authorise(liLei, {
      pin: await people.pin(liLei, 'authorise'),
      order: { kind: 'upgrade', orderId: id, accountId: v7() },
    })
    const foreign = await order({ id, authorisation: { token } })
    expect(await people.refusal(bank.classes.upgrade(liLei, account.id, foreign))).toMatchObject({
      code: 'AUTHORISATION_INVALID',
    })
    expect((await bank.accounts.get(liLei, account.id)).class).toBe('III')
  })

  it('is nobody else’s: another person’s account is not found', async () => {
    const people = await open()
    const { account, order } = await light(people)
    const stranger = await people.wechat('openid-stranger')
    const asked = people.bank.classes.upgrade(stranger, account.id, await order())
    expect(await people.refusal(asked)).toMatchObject({ code: 'NOT_FOUND' })
  })

  it('goes on after the network was silent, with the authorisation that was bought', async () => {
    const people = await open()
    const { bank, outside } = people
    const { liLei, account, order } = await light(people)
    // By now what the card's bank said at the opening holds no longer, and it is asked again.
    people.clock.forward(2 * 24 * 3_600_000)
    const id = v7()
    const { token } = await bank.pins.authorise(liLei, {
      pin: await people.pin(liLei, 'authorise'),
      order: { kind: 'upgrade', orderId: id, accountId: account.id },
    })
    const asked = await order({ id, authorisation: { token } })
    outside.failNext('verification.verify', new OutsideError('verification', 'unknown', 'no answer in time'))
    await expect(bank.classes.upgrade(liLei, account.id, asked)).rejects.toThrow('OUTSIDE_UNAVAILABLE')
    expect((await bank.classes.upgrade(liLei, account.id, asked)).class).toBe('II')
  })
})

onEveryDatabase('a further account', (open) => {
  it('is opened against the bound card by the PIN: nothing that is known is asked again', async () => {
    const people = await open()
    const { bank } = people
    const liLei = await people.wechat('openid-li-lei')
    const first = (await people.open(liLei)).account
    const [card] = (await bank.accounts.list(liLei)).cards
    const order = { id: v7(), class: 'III', cardId: card?.id ?? '', consents: CONSENTS } as const
    const pin = await people.pin(liLei, 'authorise')
    const third = await bank.classes.open(liLei, { ...order, authorisation: { pin } })
    expect(third).toMatchObject({ class: 'III', receives: 'after-topup' })
    expect(await bank.classes.open(liLei, { ...order, authorisation: { token: '' } })).toEqual(third)
    // Class II asked for occupation, area and validity once: a second one does not.
    const authorisation = { pin: await people.pin(liLei, 'authorise') }
    const second = await bank.classes.open(liLei, { ...order, id: v7(), class: 'II', authorisation })
    const { accounts, cards, mayOpen } = await bank.accounts.list(liLei)
    expect(accounts.map(({ id }) => id).sort()).toEqual([first?.id, third.id, second.id].sort())
    expect(cards).toHaveLength(1)
    expect(mayOpen).toEqual({ II: 3, III: 4 })
  })

  it('needs a customer, and a card that is bound', async () => {
    const people = await open()
    const { bank } = people
    const visitor = await people.wechat('openid-visitor')
    const order = { id: v7(), class: 'III', cardId: v7(), consents: CONSENTS, authorisation: { token: '' } } as const
    expect(await people.refusal(bank.classes.open(visitor, order))).toMatchObject({ code: 'ACCOUNT_REQUIRED' })
    const liLei = await people.wechat('openid-li-lei')
    await people.open(liLei)
    expect(await people.refusal(bank.classes.open(liLei, order))).toMatchObject({ code: 'CARD_NOT_BOUND' })
  })
})
