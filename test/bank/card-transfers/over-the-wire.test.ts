/** Transfers to cards against the sandbox's card system over real HTTP, while it misbehaves as testers can make it. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../../src/storage/database.ts'
import { openTestDatabase } from '../../support/database.ts'
import { holderOf, type Outside } from '../../support/outside.ts'
import { type Town, type Townsman, yuan } from '../town.ts'
import { CARD_FAULTS, openWiredTown, type WiredTown } from '../wired-town.ts'
import { payCard } from './paying.ts'

describe('a transfer to a card over the wire', () => {
  let db: Database
  let outside: Outside
  let town: Town
  let letTimePass: WiredTown['letTimePass']
  let liLei: Townsman
  const chenHua = holderOf('chen-hua')

  beforeAll(async () => {
    db = await openTestDatabase('pglite')
  })
  afterAll(() => db.close())
  beforeEach(async () => {
    const wired = await openWiredTown(db)
    ;({ outside, town, letTimePass } = wired)
    liLei = await town.settle('李雷')
    await town.fund(liLei, yuan(5_000))
    return () => outside.close()
  })

  const pay = async (cardNumber: string, name: string) =>
    payCard(town, liLei, await town.payees.tellCard(liLei, { cardNumber, name }), yuan(1_000))

  for (const [mode, first, last] of CARD_FAULTS) {
    it(`is ${first} at first and ${last} in the end when the card system is '${mode}'; what left came, once`, async () => {
      const before = (await outside.balance(chenHua.cardNumber)) ?? Number.NaN
      await outside.fault('cards', mode, 1_000)
      const { id, state } = await pay(chenHua.cardNumber, chenHua.name)
      expect(state).toBe(first)
      await outside.fault('cards', 'none')
      await letTimePass('cardTransfers')
      expect(await town.cardTransfers.get(liLei, id)).toMatchObject({ state: last })
      const moved = last === 'done' ? yuan(1_000) : 0
      expect(await outside.balance(chenHua.cardNumber)).toBe(before + moved)
      expect(await town.balance(liLei)).toBe(yuan(5_000) - moved)
    })
  }

  it('is refused by the card’s bank: another name, no such card, a frozen one; nothing comes there', async () => {
    const before = await outside.balance(chenHua.cardNumber)
    for (const [cardNumber, name, reason] of [
      [chenHua.cardNumber, '陈桦', '对不上'],
      ['6225880000000001', chenHua.name, '对不上'],
      ['6216600100987650031', '李雷', '卡片已冻结'],
    ] as const) {
      expect(await pay(cardNumber, name)).toMatchObject({ state: 'refused', reason: expect.stringContaining(reason) })
    }
    expect(await outside.balance(chenHua.cardNumber)).toBe(before)
    expect(await town.balance(liLei)).toBe(yuan(5_000))
  })
})
