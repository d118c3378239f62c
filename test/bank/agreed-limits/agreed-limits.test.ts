import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import type { AgreedLimits } from '../../../src/bank/accounts/agreed.ts'
import type { Database } from '../../../src/storage/database.ts'
import { eachDatabase } from '../../support/database.ts'
import { payCard, WANG } from '../card-transfers/paying.ts'
import { allIsSound } from '../sound.ts'
import { at, openTown, type Town, type Townsman, yuan } from '../town.ts'
import { twoFriends } from '../two-friends.ts'

const NONE = { day: null, count: null, year: null }

eachDatabase('limits of one’s own for payments to others', (database) => {
  let db: Database
  let town: Town
  let liLei: Townsman
  let chenHua: Townsman
  let toChen: string

  beforeAll(() => {
    db = database()
  })
  beforeEach(async () => {
    town = await openTown(db)
    ;({ liLei, chenHua, toChen } = await twoFriends(town, yuan(50_000)))
  })

  async function set(limits: Partial<AgreedLimits>, { pin = false, id = randomUUID() as string } = {}) {
    const order = { id, ...NONE, ...limits }
    const { accountId } = liLei
    const bought = { kind: 'agreed-limits', orderId: id, accountId, ...NONE, ...limits } as const
    const authorisation = pin ? { authorisation: await town.authorise(liLei, bought) } : {}
    return town.agreedLimits.set(liLei, accountId, { ...order, ...authorisation })
  }
  const account = () => town.accounts.get(liLei, liLei.accountId)
  const send = (amount: number) => town.send(liLei, toChen, yuan(amount))
  const sound = () => allIsSound(town)

  it('hold from the moment they are set, below the class, and say what is left and where to change them', async () => {
    await send(100)
    expect(await set({ day: yuan(500), year: yuan(800) })).toEqual({
      ...{ day: yuan(500), count: null, year: yuan(800) },
      ...{ dayLeft: yuan(400), countLeft: null, yearLeft: yuan(700) },
    })
    await expect(send(401)).rejects.toMatchObject({ code: 'AGREED_LIMIT_DAY', params: { left: '400.00' } })
    await send(400)
    town.clock.set(at('2026-11-24 09:00'))
    expect((await account()).agreed).toMatchObject({ dayLeft: yuan(500), yearLeft: yuan(300) })
    await expect(send(301)).rejects.toMatchObject({ code: 'AGREED_LIMIT_YEAR', params: { left: '300.00' } })
    await send(300)
    expect((await account()).agreed).toMatchObject({ dayLeft: yuan(200), yearLeft: 0 })
    expect(await town.balance(chenHua)).toBe(yuan(800))
    await sound()
  })

  it('count the payments of a day, from the first one on', async () => {
    await send(1)
    await set({ count: 3 })
    await send(1)
    await send(1)
    await expect(send(1)).rejects.toMatchObject({ code: 'AGREED_LIMIT_COUNT', params: { limit: 3 } })
    expect((await account()).agreed).toMatchObject({ count: 3, countLeft: 0 })
    town.clock.set(at('2026-11-24 00:00'))
    await send(1)
    expect((await account()).agreed).toMatchObject({ countLeft: 2 })
    await sound()
  })

  it('are for others: what buys a deposit or comes from the card is not held up', async () => {
    await set({ day: yuan(1), count: 1, year: yuan(1) })
    const id = randomUUID()
    const order = { kind: 'deposit', orderId: id, productId: 'anxin-3m', amount: yuan(9_000) } as const
    await town.deposits.make(liLei, {
      ...{ id, accountId: liLei.accountId, productId: order.productId, amount: order.amount },
      authorisation: await town.authorise(liLei, order),
    })
    await town.topUp(liLei, yuan(10))
    await send(1)
    await sound()
  })

  it('go down without the PIN and up with it alone, giving one up included', async () => {
    await set({ day: yuan(500), count: 5, year: yuan(5_000) })
    await set({ day: yuan(400), count: 4, year: yuan(4_000) })
    for (const raised of [
      { day: yuan(401), count: 4, year: yuan(4_000) },
      { day: yuan(400), count: 5, year: yuan(4_000) },
      { day: yuan(400), count: 4, year: yuan(4_001) },
      { day: null, count: 4, year: yuan(4_000) },
      { day: yuan(1), count: null, year: yuan(1) },
    ])
      await expect(set(raised)).rejects.toMatchObject({ code: 'AGREED_LIMIT_PIN' })
    expect((await account()).agreed).toMatchObject({ day: yuan(400), count: 4, year: yuan(4_000) })
    expect(await set({ day: yuan(900), count: 9 }, { pin: true })).toMatchObject({
      day: yuan(900),
      count: 9,
      year: null,
    })
    expect(await set({}, { pin: true })).toMatchObject(NONE)
    await send(1_000)
    await sound()
  })

  it('take no PIN that was entered for another limit', async () => {
    await set({ day: yuan(100) })
    const id = randomUUID()
    const { accountId } = liLei
    const bought = { kind: 'agreed-limits', orderId: id, accountId, ...NONE, day: yuan(200) } as const
    const authorisation = await town.authorise(liLei, bought)
    const order = { id, ...NONE, day: yuan(2_000), authorisation }
    await expect(town.agreedLimits.set(liLei, accountId, order)).rejects.toMatchObject({
      code: 'AUTHORISATION_INVALID',
    })
    expect((await account()).agreed.day).toBe(yuan(100))
  })

  it('are never above the class, and nobody sets another’s', async () => {
    await expect(set({ day: yuan(10_000.01) })).rejects.toMatchObject({
      code: 'AGREED_LIMIT_TOO_HIGH',
      params: { limit: '10,000.00' },
    })
    await expect(set({ year: yuan(200_000.01) })).rejects.toMatchObject({ params: { limit: '200,000.00' } })
    await set({ day: yuan(10_000), year: yuan(200_000) })
    const others = town.agreedLimits.set(liLei, chenHua.accountId, { id: randomUUID(), ...NONE, day: 1 })
    await expect(others).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('are set once by one id: a repeat is told how they stand, other limits under it are refused', async () => {
    const id = randomUUID()
    const first = await set({ day: yuan(500) }, { id })
    expect(await set({ day: yuan(500) }, { id })).toEqual(first)
    await expect(set({ day: yuan(400) }, { id })).rejects.toMatchObject({ code: 'ID_REUSED' })
  })

  it('hold for what was ordered for later: too much is refused at the order, or fails when it is due', async () => {
    const NEXT_DAY = { arrival: 'next-day' } as const
    const early = await town.sendLater(liLei, toChen, yuan(600), NEXT_DAY)
    await set({ day: yuan(500), count: 1 })
    await expect(town.sendLater(liLei, toChen, yuan(501), NEXT_DAY)).rejects.toMatchObject({ code: 'AGREED_LIMIT_DAY' })
    const fits = await town.sendLater(liLei, toChen, yuan(500), NEXT_DAY)
    const oneMore = await town.sendLater(liLei, toChen, yuan(1), { arrival: 'on-date', date: '2026-11-24' })
    town.clock.set(at('2026-11-24 08:00'))
    await town.workers.scheduled.run()
    expect(await town.scheduled.get(liLei, early.id)).toMatchObject({ state: 'failed' })
    const stood = await Promise.all([fits, oneMore].map(({ id }) => town.scheduled.get(liLei, id)))
    expect(stood.map(({ state }) => state).sort()).toEqual(['done', 'failed'])
    expect(stood.find(({ state }) => state === 'failed')?.reason).toMatch(/您自己定的/)
    await sound()
  })

  it('hold for what is paid to others’ bank cards; what their bank refuses is given back', async () => {
    const { payeeId } = await town.payees.tellCard(liLei, WANG)
    await set({ day: yuan(500), count: 2 })
    await payCard(town, liLei, { payeeId }, yuan(400))
    await expect(payCard(town, liLei, { payeeId }, yuan(101))).rejects.toMatchObject({ code: 'AGREED_LIMIT_DAY' })
    town.cards.feel('refused')
    expect((await payCard(town, liLei, { payeeId }, yuan(100))).state).toBe('refused')
    expect((await account()).agreed).toMatchObject({ dayLeft: yuan(100), countLeft: 1 })
    town.cards.feel('done')
    await payCard(town, liLei, { payeeId }, yuan(1))
    await expect(payCard(town, liLei, { payeeId }, yuan(1))).rejects.toMatchObject({ code: 'AGREED_LIMIT_COUNT' })
    // To one's own card nothing counts.
    await payCard(town, liLei, { cardId: liLei.cardId }, yuan(1_000))
    await sound()
  })

  it('hold for a card in the chat, share by share; what nobody claimed is given back', async () => {
    const share = async (shares: number) => {
      const order = {
        id: randomUUID() as string,
        accountId: liLei.accountId,
        amount: yuan(10),
        shares,
        mode: 'first' as const,
      }
      const { id: orderId, amount, mode } = order
      const authorisation = await town.authorise(liLei, { kind: 'claimable', orderId, amount, shares, mode })
      return town.claimables.make(liLei, { ...order, authorisation })
    }
    await set({ count: 3 })
    const two = await share(2)
    await expect(share(2)).rejects.toMatchObject({ code: 'AGREED_LIMIT_COUNT' })
    await town.claimables.claim(chenHua, { id: randomUUID(), token: two.token })
    expect((await account()).agreed).toMatchObject({ countLeft: 1 })
    await town.claimables.takeBack(liLei, two.id, { id: randomUUID() })
    expect((await account()).agreed).toMatchObject({ countLeft: 2 })
    await sound()
  })
})
