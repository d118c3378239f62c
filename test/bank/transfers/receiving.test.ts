import { beforeAll, beforeEach, expect, it } from 'vitest'
import type { Database } from '../../../src/storage/database.ts'
import { eachDatabase } from '../../support/database.ts'
import { MONDAY, openTown, type Town, type Townsman, yuan } from '../town.ts'

eachDatabase('who may receive from others', (database) => {
  let db: Database
  let town: Town
  let payer: Townsman

  beforeAll(async () => {
    db = database()
    town = await openTown(db)
  })
  beforeEach(async () => {
    town.clock.set(MONDAY)
    await town.begin()
    town.cards.feel('done')
    payer = await town.settle('李雷')
    await town.topUp(payer, yuan(50_000))
  })
  const third = (identified = false) => town.settle('小林', { accountClass: 'III', identified })
  const receives = async (person: Townsman) => (await town.accounts.get(person, person.accountId)).receives
  const closed = { code: 'PAYEE_NOT_IDENTIFIED', field: 'mobile', params: {} }

  it('a Class III account may once money has come from its own bound card, and not before', async () => {
    const lin = await third()
    expect(await receives(lin)).toBe('after-topup')
    await expect(town.payeeOf(payer, lin)).rejects.toMatchObject(closed)
    await town.topUp(lin, yuan(10))
    expect(await town.accounts.get(lin, lin.accountId)).toMatchObject({
      receives: 'yes',
      in: { dayLimit: yuan(5_000), dayLeft: yuan(5_000), yearLimit: yuan(100_000) },
      cap: { amount: yuan(2_000), left: yuan(1_990) },
    })
    await town.send(payer, await town.payeeOf(payer, lin), yuan(90))
    expect(await town.accounts.get(lin, lin.accountId)).toMatchObject({
      balance: yuan(100),
      in: { dayLeft: yuan(4_910), yearLeft: yuan(99_910) },
    })
  })

  it('money that was only asked for opens nothing; credited, it does', async () => {
    const lin = await third()
    town.cards.feel('processing')
    await town.topUp(lin, yuan(10))
    await expect(town.payeeOf(payer, lin)).rejects.toMatchObject(closed)
    town.cards.decide('done')
    town.clock.forward(60_000)
    await town.workers.topups.run()
    expect(await receives(lin)).toBe('yes')
    const refused = await third()
    town.cards.feel('refused')
    await town.topUp(refused, yuan(10))
    expect(await receives(refused)).toBe('after-topup')
  })

  it('a branch that has seen the person does not open Class III: the transfer in does', async () => {
    const seen = await third(true)
    expect(await receives(seen)).toBe('after-topup')
    await expect(town.payeeOf(payer, seen)).rejects.toMatchObject(closed)
  })

  it('of a person’s Class III accounts the first that was fed may, the others are told why not', async () => {
    const lin = await third()
    const other = await town.openAnother(lin, 'III')
    await town.topUp(other, yuan(10))
    await town.topUp(lin, yuan(10))
    expect([await receives(lin), await receives(other)]).toEqual(['other-account', 'yes'])
    await town.send(payer, await town.payeeOf(payer, lin), yuan(5))
    expect([await town.balance(lin), await town.balance(other)]).toEqual([yuan(10), yuan(15)])
    // The one that receives goes up to Class II: the next money from the card opens another.
    await town.moveUp(other)
    expect([await receives(lin), await receives(other)]).toEqual(['after-topup', 'after-identification'])
    await expect(town.payeeOf(payer, lin)).rejects.toMatchObject(closed)
    await town.topUp(lin, yuan(1))
    expect(await receives(lin)).toBe('yes')
  })

  it('an identified person is paid on Class II, others on the Class III that may', async () => {
    const hua = await town.settle('陈华', { identified: false })
    const small = await town.openAnother(hua, 'III')
    await expect(town.payeeOf(payer, hua)).rejects.toMatchObject(closed)
    await town.topUp(small, yuan(10))
    await town.send(payer, await town.payeeOf(payer, hua), yuan(5))
    expect(await town.balance(small)).toBe(yuan(15))
    await town.identify(hua)
    await town.send(payer, await town.payeeOf(payer, hua), yuan(5))
    expect([await town.balance(hua), await town.balance(small)]).toEqual([yuan(5), yuan(15)])
  })

  it('a payee who was found before the account went up to Class II is refused with the way out', async () => {
    const lin = await third()
    await town.topUp(lin, yuan(10))
    const payeeId = await town.payeeOf(payer, lin)
    await town.moveUp(lin)
    await expect(town.send(payer, payeeId, yuan(5))).rejects.toMatchObject({ ...closed, field: 'payeeId' })
    await town.identify(lin)
    await town.send(payer, payeeId, yuan(5))
    expect(await town.balance(lin)).toBe(yuan(15))
  })

  it('after the way up counters go on and the cap is gone, while money is still on its way', async () => {
    const lin = await third()
    await town.topUp(lin, yuan(1_500))
    await town.send(lin, await town.payeeOf(lin, payer), yuan(300))
    town.cards.feel('processing')
    await town.topUp(lin, yuan(700))
    await town.moveUp(lin)
    town.cards.feel('done')
    await town.topUp(lin, yuan(5_000))
    town.cards.decide('done')
    town.clock.forward(60_000)
    await town.workers.topups.run()
    expect(await town.accounts.get(lin, lin.accountId)).toMatchObject({
      class: 'II',
      balance: yuan(6_900),
      cap: null,
      out: { dayLimit: yuan(10_000), dayLeft: yuan(9_700) },
    })
  })
})
