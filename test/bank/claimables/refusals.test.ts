/** What is refused of cards in the chat, when they are made and when they are claimed; each refusal says the way. */
import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { RULES_FRESH_MS } from '../../../src/bank/rules/rules.ts'
import { eachDatabase } from '../../support/database.ts'
import { openTown, type Town, type Townsman, yuan } from '../town.ts'
import { claiming, code, gather } from './claiming.ts'

eachDatabase('a card in the chat is refused', (database) => {
  let town: Town
  let liLei: Townsman
  let hanMei: Townsman
  let lin: Townsman
  const { account, claim, everythingHolds, send, takeBack } = claiming(() => town)

  beforeAll(async () => {
    town = await openTown(database())
  })
  beforeEach(async () => {
    ;({ liLei, hanMei, lin } = await gather(town, { accountClass: 'III', identified: false }))
  })

  it('when it is made beyond what the rules let: shares, amount, whom, money, and too many a day', async () => {
    expect(await code(send(liLei, { shares: 6 }))).toBe('CLAIMABLE_SHARES')
    expect(await code(send(liLei, { mode: 'named', mobile: hanMei.mobile, shares: 2 }))).toBe('CLAIMABLE_SHARES')
    expect(await code(send(liLei, { mode: 'named' }))).toBe('CLAIMABLE_MOBILE_NEEDED')
    expect(await code(send(liLei, { mobile: hanMei.mobile }))).toBe('CLAIMABLE_MOBILE_NEEDED')
    expect(await code(send(liLei, { mode: 'named', mobile: liLei.mobile }))).toBe('PAYEE_SELF')
    expect(await code(send(liLei, { amount: yuan(200.01) }))).toBe('CLAIMABLE_FIRST_LIMIT')
    expect(await code(send(hanMei, { mode: 'confirm' }))).toBe('BALANCE_INSUFFICIENT')
    expect(await code(send(liLei, { accountId: hanMei.accountId }))).toBe('NOT_FOUND')
    for (let nth = 0; nth < 20; nth++) await send(liLei, { amount: 1 })
    expect(await code(send(liLei, { amount: 1 }))).toBe('CLAIMABLE_DAY_LIMIT')
  })

  it('to whoever asks when twenty have asked, though all of them do so at the same moment', async () => {
    const card = await send(liLei, { mode: 'confirm' })
    const group = await Promise.all(Array.from({ length: 23 }, (_, n) => town.settle(`群友${n}`)))
    const told = await Promise.all(group.map((friend) => code(claim(friend, card.token))))
    expect(told.filter((one) => one === 'done')).toHaveLength(20)
    expect(told.filter((one) => one === 'CLAIMABLE_ASKS_LIMIT')).toHaveLength(3)
    expect((await town.claimables.get(liLei, card.id)).asks).toHaveLength(20)
    await everythingHolds()
  })

  it('beyond what was told before: the terms are those of the day’s rules', async () => {
    expect(await town.claimables.terms()).toEqual({ sharesMost: 5, firstMost: yuan(200), hours: 24 })
    await database().query(
      `insert into rules (name, class, effective_from, value, unit, source, mark) values
         ('claimables.shares', '', '2026-11-23',    3, 'count', 'a notice', 'S'),
         ('claimables.first',  '', '2026-11-23', 5000, 'fen',   'a notice', 'S'),
         ('claimables.life',   '', '2026-11-23',   12, 'hours', 'a notice', 'S')`,
    )
    town.clock.set(town.clock.now() + RULES_FRESH_MS)
    expect(await town.claimables.terms()).toEqual({ sharesMost: 3, firstMost: yuan(50), hours: 12 })
    expect(await code(send(liLei, { shares: 4, amount: yuan(1) }))).toBe('CLAIMABLE_SHARES')
    expect(await code(send(liLei, { amount: yuan(50.01) }))).toBe('CLAIMABLE_FIRST_LIMIT')
    const card = await send(liLei, { shares: 3, amount: yuan(50) })
    expect(card.expiresAt - card.createdAt).toBe(12 * 3_600_000)
    await database().query("delete from rules where source = 'a notice'")
    town.clock.set(town.clock.now() + RULES_FRESH_MS)
  })

  it('without a PIN that was given for this amount, these shares and this mode', async () => {
    const id = randomUUID()
    const authorisation = await town.authorise(liLei, {
      kind: 'claimable',
      orderId: id,
      amount: yuan(10),
      shares: 1,
      mode: 'confirm',
    })
    const order = { id, accountId: liLei.accountId, amount: yuan(10), shares: 1, mode: 'first' as const }
    expect(await code(town.claimables.make(liLei, { ...order, authorisation }))).toBe('AUTHORISATION_INVALID')
    const good = await town.authorise(liLei, {
      kind: 'claimable',
      orderId: id,
      amount: yuan(10),
      shares: 1,
      mode: 'first',
    })
    const made = await town.claimables.make(liLei, { ...order, authorisation: good })
    expect(await town.claimables.make(liLei, { ...order, authorisation: good })).toEqual(made)
    expect(await code(town.claimables.make(liLei, { ...order, amount: yuan(11), authorisation: good }))).toBe(
      'ID_REUSED',
    )
    expect(await account(liLei)).toMatchObject({ available: yuan(19_990) })
  })

  it('without a PIN that was given for the number it is for, which the order keeps under a key alone', async () => {
    const what = { amount: yuan(10), shares: 1, mode: 'named' } as const
    const order = { id: randomUUID() as string, accountId: liLei.accountId, ...what }
    const toMei = { ...order, mobile: hanMei.mobile }
    const paidFor = (mobile?: string) => {
      const whom = mobile === undefined ? {} : { mobile }
      return town.authorise(liLei, { kind: 'claimable', orderId: order.id, ...what, ...whom })
    }
    for (const authorisation of [await paidFor(), await paidFor(lin.mobile)])
      expect(await code(town.claimables.make(liLei, { ...toMei, authorisation }))).toBe('AUTHORISATION_INVALID')
    const authorisation = await paidFor(hanMei.mobile)
    expect(await code(town.claimables.make(liLei, { ...order, mobile: lin.mobile, authorisation }))).toBe(
      'AUTHORISATION_INVALID',
    )
    const card = await town.claimables.make(liLei, { ...toMei, authorisation })
    await claim(hanMei, card.token)
    const kept = await town.db.query('select order_text from authorisations where owner = $1', [liLei.customerId])
    expect(JSON.stringify(kept)).toContain(order.id)
    for (const { mobile } of [hanMei, lin]) expect(JSON.stringify(kept)).not.toContain(mobile)
  })

  it('to a light account until money has come from its card, which the refusal says; then it is claimed', async () => {
    const card = await send(liLei)
    expect(await town.claimables.opened(lin, card.token)).toMatchObject({
      stands: 'free',
      account: null,
      way: 'topup',
      topupAccountId: lin.accountId,
    })
    expect(await code(claim(lin, card.token))).toBe('CLAIM_TOPUP_NEEDED')
    await town.topUp(lin, yuan(1))
    expect(await town.claimables.opened(lin, card.token)).toMatchObject({ account: { class: 'III' }, way: null })
    await claim(lin, card.token)
    expect(await town.balance(lin)).toBe(yuan(101))
    await everythingHolds()
  })

  it('to a full account that no branch has seen, and to who has none: each is told the way', async () => {
    const card = await send(liLei)
    const unseen = await town.settle('陈华', { identified: false })
    expect(await code(claim(unseen, card.token))).toBe('CLAIM_BRANCH_NEEDED')
    const visitor = { ...unseen, customerId: randomUUID() }
    expect(await code(claim(visitor, card.token))).toBe('CLAIM_ACCOUNT_NEEDED')
    expect(await town.claimables.opened(visitor, card.token)).toMatchObject({ way: 'account' })
  })

  it('beyond a light account’s cap, and leaves the card as it was', async () => {
    await town.topUp(lin, yuan(1_950))
    const card = await send(liLei)
    expect(await code(claim(lin, card.token))).toBe('CLAIM_LIMIT')
    expect(await town.claimables.card(card.token)).toMatchObject({ state: 'open', left: 1 })
    await claim(hanMei, card.token)
    await everythingHolds()
  })

  it('while something stops the payer’s account; it can still be taken back', async () => {
    const card = await send(liLei)
    await town.restrictions.freeze(liLei, { id: randomUUID() })
    expect(await code(claim(hanMei, card.token))).toBe('CLAIMABLE_PAUSED')
    expect(await code(send(liLei))).toBe('ACCOUNT_FROZEN_SELF')
    await takeBack(liLei, card.id)
    expect(await account(liLei)).toMatchObject({ available: yuan(20_000) })
  })

  it('closing of the account, until the card is over', async () => {
    const card = await send(liLei)
    const close = async () => {
      const id = randomUUID()
      const order = { kind: 'closure', orderId: id, accountId: liLei.accountId } as const
      const authorisation = await town.authorise(liLei, order)
      return town.closures.close(liLei, liLei.accountId, { id, authorisation })
    }
    expect(await code(close())).toBe('CLOSURE_CLAIMABLES')
    await takeBack(liLei, card.id)
    expect(await close()).toMatchObject({ state: 'done' })
  })
})
