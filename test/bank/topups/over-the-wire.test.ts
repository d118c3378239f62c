/** Top-ups against the sandbox's card system over real HTTP, while it misbehaves as testers can make it. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../../src/storage/database.ts'
import { openTestDatabase } from '../../support/database.ts'
import { holderOf, type Outside } from '../../support/outside.ts'
import { type Town, type Townsman, yuan } from '../town.ts'
import { CARD_FAULTS, openWiredTown, type WiredTown } from '../wired-town.ts'

describe('a top-up over the wire', () => {
  let db: Database
  let outside: Outside
  let town: Town
  let letTimePass: WiredTown['letTimePass']
  let liLei: Townsman
  const holder = holderOf('li-lei')

  beforeAll(async () => {
    db = await openTestDatabase('pglite')
  })
  afterAll(() => db.close())
  beforeEach(async () => {
    const wired = await openWiredTown(db)
    ;({ outside, town, letTimePass } = wired)
    liLei = await town.settle('李雷', { agreementNo: await wired.sign(holder) })
    return () => outside.close()
  })

  /** What left the card since, and what the account holds. */
  async function settled(before: number | undefined) {
    const after = await outside.balance(holder.cardNumber)
    return { taken: (before ?? Number.NaN) - (after ?? Number.NaN), balance: await town.balance(liLei) }
  }

  for (const [mode, first, last] of CARD_FAULTS) {
    it(`is ${first} at first and ${last} in the end when the card system is '${mode}'; taken is credited, once`, async () => {
      const before = await outside.balance(holder.cardNumber)
      await outside.fault('cards', mode, 1_000)
      const { id, state } = await town.topUp(liLei, yuan(1_000))
      expect(state).toBe(first)
      await outside.fault('cards', 'none')
      await letTimePass('topups')
      expect(await town.topups.get(liLei, id)).toMatchObject({ state: last })
      const moved = last === 'done' ? yuan(1_000) : 0
      expect(await settled(before)).toEqual({ taken: moved, balance: moved })
    })
  }

  it('stays unknown while the card system is silent for an hour, and is done once it speaks again', async () => {
    const before = await outside.balance(holder.cardNumber)
    await outside.fault('cards', 'silent')
    const { id } = await town.topUp(liLei, yuan(1_000))
    town.clock.forward(3_600_000)
    await town.workers.topups.run()
    expect(await town.topups.get(liLei, id)).toMatchObject({ state: 'unknown' })
    await outside.fault('cards', 'none')
    town.clock.forward(3_600_000)
    await town.workers.topups.run()
    expect(await town.topups.get(liLei, id)).toMatchObject({ state: 'done' })
    expect(await settled(before)).toEqual({ taken: yuan(1_000), balance: yuan(1_000) })
  })

  it('is refused in the card’s bank’s own words when there is not enough on the card', async () => {
    const topup = await town.topUp(liLei, yuan(60_000))
    expect(topup.state).toBe('refused')
    expect(topup.reason).toMatch(/余额不足/)
    expect(await town.balance(liLei)).toBe(0)
  })
})
