/** What guards a transfer guards the payment of a share: the warning of who was reported, and the limits of one's own. */
import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import type { AgreedLimits } from '../../../src/bank/accounts/agreed.ts'
import type { Database } from '../../../src/storage/database.ts'
import { eachDatabase } from '../../support/database.ts'
import { allIsSound } from '../sound.ts'
import { at, openTown, type Town, type Townsman, yuan } from '../town.ts'
import { ask, payShare } from './asking.ts'

const SECOND_MS = 1_000
const HOUR_MS = 3_600_000

eachDatabase('paying a share', (database) => {
  let db: Database
  let town: Town
  let xiuying: Townsman
  let liLei: Townsman
  let hanMei: Townsman

  beforeAll(() => {
    db = database()
  })
  beforeEach(async () => {
    town = await openTown(db)
    xiuying = await town.settle('李秀英')
    liLei = await town.settle('李雷')
    hanMei = await town.settle('韩梅')
    for (const payer of [liLei, hanMei]) await town.topUp(payer, yuan(5_000))
  })

  /** Nothing moves, and the share stays open for others. */
  async function refused(payer: Townsman, token: string, refusal: object): Promise<void> {
    const before = [await town.balance(payer), await town.balance(xiuying), await town.paymentRequests.open(token)]
    await expect(payShare(town, payer, token)).rejects.toMatchObject(refusal)
    const after = [await town.balance(payer), await town.balance(xiuying), await town.paymentRequests.open(token)]
    expect(after).toEqual(before)
  }
  const sound = () => allIsSound(town)

  it('to somebody who was reported waits for the warning to be read, and for the pause; each payer is warned', async () => {
    const { id, token } = await ask(town, xiuying, { total: yuan(300), people: 3 })
    await town.report([{ mobile: xiuying.mobile }])
    const { payee } = await town.paymentRequests.openMine(liLei, token)
    expect(payee).toMatchObject({ known: false, reported: true })
    await refused(liLei, token, { code: 'PAYEE_REPORTED', params: { seconds: 30 } })
    // To wait alone does not help.
    town.clock.forward(HOUR_MS)
    await refused(liLei, token, { code: 'PAYEE_REPORTED', params: { seconds: 30 } })
    expect(await town.payees.acknowledge(liLei, payee?.payeeId ?? '')).toEqual({ seconds: 30 })
    town.clock.forward(30 * SECOND_MS - 1)
    await refused(liLei, token, { code: 'PAYEE_REPORTED', params: { seconds: 1 }, retryAfter: 1 })
    town.clock.forward(1)
    expect(await payShare(town, liLei, token)).toMatchObject({ state: 'done', amount: yuan(100) })
    // What one has read nobody else has.
    await refused(hanMei, token, { code: 'PAYEE_REPORTED', params: { seconds: 30 } })

    // Whoever asks sees who has paid, and nothing of a warning.
    const seen = await town.paymentRequests.get(xiuying, id)
    expect(seen).toMatchObject({ state: 'open', settled: 1, received: yuan(100) })
    expect(JSON.stringify(seen)).not.toMatch(/report/i)
    expect((await town.accounts.get(xiuying, xiuying.accountId)).restrictions).toEqual([])
    await sound()
  })

  it('to somebody who is no longer on the list waits for nothing', async () => {
    const { token } = await ask(town, xiuying, { total: yuan(50) })
    await town.report([{ mobile: xiuying.mobile }])
    await refused(liLei, token, { code: 'PAYEE_REPORTED' })
    await town.report([])
    await payShare(town, liLei, token)
    expect(await town.balance(xiuying)).toBe(yuan(50))
    await sound()
  })

  const limit = (limits: Partial<AgreedLimits>) =>
    town.agreedLimits.set(liLei, liLei.accountId, { id: randomUUID(), day: null, count: null, year: null, ...limits })
  const agreed = async () => (await town.accounts.get(liLei, liLei.accountId)).agreed

  it('stays within the limits that its payer has set: a day, a year, and how many', async () => {
    const asked = async (amount: number) => (await ask(town, xiuying, { total: yuan(amount) })).token
    await limit({ day: yuan(500), count: 3, year: yuan(800) })
    await payShare(town, liLei, await asked(100))
    expect(await agreed()).toMatchObject({ dayLeft: yuan(400), countLeft: 2, yearLeft: yuan(700) })
    await refused(liLei, await asked(401), { code: 'AGREED_LIMIT_DAY', params: { left: '400.00' } })
    await payShare(town, liLei, await asked(1))
    await payShare(town, liLei, await asked(1))
    await refused(liLei, await asked(1), { code: 'AGREED_LIMIT_COUNT', params: { limit: 3 } })

    town.clock.set(at('2026-11-24 09:00'))
    await payShare(town, liLei, await asked(500))
    town.clock.set(at('2026-11-25 09:00'))
    await refused(liLei, await asked(199), { code: 'AGREED_LIMIT_YEAR', params: { left: '198.00' } })
    await payShare(town, liLei, await asked(198))
    expect(await agreed()).toMatchObject({ dayLeft: yuan(302), countLeft: 2, yearLeft: 0 })
    expect(await town.balance(xiuying)).toBe(yuan(800))
    await sound()
  })

  it('counts together with what its payer sends, and leaves the others’ limits alone', async () => {
    const { token } = await ask(town, xiuying, { total: yuan(600), people: 3 })
    await limit({ day: yuan(300), count: 2 })
    await town.send(liLei, await town.payeeOf(liLei, hanMei), yuan(101))
    await refused(liLei, token, { code: 'AGREED_LIMIT_DAY', params: { left: '199.00' } })
    await payShare(town, hanMei, token)
    town.clock.set(at('2026-11-24 00:00'))
    await payShare(town, liLei, token)
    expect(await agreed()).toMatchObject({ dayLeft: yuan(100), countLeft: 1 })
    await sound()
  })
})
