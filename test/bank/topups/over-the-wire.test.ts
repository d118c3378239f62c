/** Top-ups against the sandbox's card system over real HTTP, while it misbehaves as testers can make it. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../../src/storage/database.ts'
import { openTestDatabase } from '../../support/database.ts'
import { holderOf, type Outside, startOutside } from '../../support/outside.ts'
import { openTown, type Town, type Townsman, yuan } from '../town.ts'

describe('a top-up over the wire', () => {
  let db: Database
  let outside: Outside
  let town: Town
  let liLei: Townsman
  const holder = holderOf('li-lei')

  beforeAll(async () => {
    db = await openTestDatabase('pglite')
  })
  afterAll(() => db.close())
  beforeEach(async () => {
    outside = await startOutside()
    const { cards } = outside.connect({ timeoutMs: 300, breakAfter: 100 })
    await cards.requestAgreement('agreement', holder)
    const signed = await cards.signAgreement('agreement', (await outside.inbox(holder.mobile))[0]?.code ?? '')
    if (!signed.ok) throw new Error(signed.why)
    town = await openTown(db, { patienceMs: 5_000 })
    await town.begin()
    Object.assign(town.cards.connector, cards)
    liLei = await town.settle('李雷', { agreementNo: signed.agreementNo })
    return () => outside.close()
  })

  /** The worker, every few seconds, for a minute. */
  async function letTimePass() {
    for (let i = 0; i < 12; i++) {
      town.clock.forward(5_000)
      await outside.forward(5_000)
      await town.workers.topups.run()
    }
  }
  /** What left the card since, and what the account holds. */
  async function settled(before: number | undefined) {
    const after = await outside.balance(holder.cardNumber)
    return { taken: (before ?? Number.NaN) - (after ?? Number.NaN), balance: await town.balance(liLei) }
  }

  for (const [mode, first, last] of [
    ['none', 'done', 'done'],
    ['twice', 'done', 'done'],
    ['silent', 'unknown', 'done'],
    ['late', 'unknown', 'done'],
    ['refusing', 'refused', 'refused'],
  ] as const) {
    it(`is ${first} at first and ${last} in the end when the card system is '${mode}'; taken is credited, once`, async () => {
      const before = await outside.balance(holder.cardNumber)
      await outside.fault('cards', mode, 1_000)
      const { id, state } = await town.topUp(liLei, yuan(1_000))
      expect(state).toBe(first)
      await outside.fault('cards', 'none')
      await letTimePass()
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
