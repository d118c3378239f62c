import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ListRefused } from '../../../src/bank/screening/list-file.ts'
import type { Database } from '../../../src/storage/database.ts'
import { eachDatabase } from '../../support/database.ts'
import { auditBank } from '../../support/ledger.ts'
import { openTown, type Town, type Townsman, yuan } from '../town.ts'
import { twoFriends } from '../two-friends.ts'

const SECOND_MS = 1_000
const HOUR_MS = 3_600_000

eachDatabase('a payee whom many have reported', (database) => {
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
    ;({ liLei, chenHua, toChen } = await twoFriends(town, yuan(1_000)))
  })

  const report = (entry: object = {}) =>
    town.report([{ ...('card' in entry ? {} : { mobile: chenHua.mobile }), ...entry }])
  const send = () => town.send(liLei, toChen, yuan(10))
  const sent = async (code?: string) => {
    const before = await town.balance(liLei)
    if (code === undefined) await send()
    else await expect(send()).rejects.toMatchObject({ code })
    expect(await town.balance(liLei)).toBe(before - (code === undefined ? yuan(10) : 0))
  }
  const cardOf = async ({ customerId }: Townsman) => {
    const [card] = await db.query<{ number_sealed: Uint8Array }>(
      'select number_sealed from cards where customer_id = $1',
      [customerId],
    )
    return town.sealer.open(card?.number_sealed ?? new Uint8Array())
  }

  it('is paid only when the warning was read and the pause has passed, and the payer is told how long', async () => {
    await report()
    expect(await town.payees.lookUp(liLei, { mobile: chenHua.mobile })).toMatchObject({ reported: true })
    await expect(send()).rejects.toMatchObject({ code: 'PAYEE_REPORTED', params: { seconds: 30 } })
    // To wait alone does not help: the warning must have been read.
    town.clock.forward(HOUR_MS)
    await sent('PAYEE_REPORTED')
    expect(await town.payees.acknowledge(liLei, toChen)).toEqual({ seconds: 30 })
    town.clock.forward(10 * SECOND_MS)
    await expect(send()).rejects.toMatchObject({ params: { seconds: 20 }, retryAfter: 20 })
    // Reading it again does not make the pause any shorter, or longer.
    expect(await town.payees.acknowledge(liLei, toChen)).toEqual({ seconds: 20 })
    town.clock.forward(20 * SECOND_MS - 1)
    await sent('PAYEE_REPORTED')
    town.clock.forward(1)
    await sent()
    expect(await town.payees.acknowledge(liLei, toChen)).toEqual({ seconds: 0 })
    expect(await auditBank(db)).toEqual([])
  })

  it('is warned of again the next day, and each payer is', async () => {
    await report()
    await town.payees.acknowledge(liLei, toChen)
    town.clock.forward(24 * HOUR_MS)
    await sent('PAYEE_REPORTED')
    const mei = await town.settle('韩梅')
    await town.topUp(mei, yuan(100))
    const meisChen = await town.payeeOf(mei, chenHua)
    await expect(town.send(mei, meisChen, yuan(1))).rejects.toMatchObject({ code: 'PAYEE_REPORTED' })
    // Nobody reads it for another.
    await expect(town.payees.acknowledge(mei, toChen)).rejects.toMatchObject({ code: 'PAYEE_UNKNOWN' })
  })

  it('is known by a card that is bound, or by the account’s own number', async () => {
    await report({ card: await cardOf(chenHua) })
    await sent('PAYEE_REPORTED')
    const { number } = await town.accounts.get(chenHua, chenHua.accountId)
    await report({ id: 'R-2', card: number })
    await sent('PAYEE_REPORTED')
    await report({ id: 'R-3', card: '6222021234567890128' })
    await sent()
  })

  it('from the first day of the entry to before the last, and while it stands on the list', async () => {
    await report({ from: '2026-11-24', until: '2026-11-26' })
    await sent()
    town.clock.forward(24 * HOUR_MS)
    await sent('PAYEE_REPORTED')
    town.clock.forward(2 * 24 * HOUR_MS)
    await sent()
    await report({ id: 'R-2', until: '2027-01-01' })
    await sent('PAYEE_REPORTED')
    await town.report([])
    await sent()
  })

  it('stands so in the book, and learns nothing of it', async () => {
    await send()
    await report()
    expect((await town.payees.list(liLei)).payees).toMatchObject([{ payeeId: toChen, reported: true }])
    await town.payees.acknowledge(liLei, toChen)
    await town.workers.outbox.run()
    expect(town.messages.filter(({ mobile }) => mobile === chenHua.mobile).map(({ text }) => text)).toEqual([
      expect.stringContaining('转入10.00元'),
    ])
    expect((await town.accounts.get(chenHua, chenHua.accountId)).restrictions).toEqual([])
  })

  it('is not paid by what was ordered before, unless its payer had been warned by then', async () => {
    const ordered = () => town.sendLater(liLei, toChen, yuan(5), { arrival: 'ordinary' })
    const before = await ordered()
    await report()
    await expect(ordered()).rejects.toMatchObject({ code: 'PAYEE_REPORTED' })
    town.clock.set(before.runsAt)
    await town.workers.scheduled.run()
    const failed = await town.scheduled.get(liLei, before.id)
    expect([failed.state, failed.reason]).toEqual(['failed', expect.stringContaining('被多人举报过')])
    await town.payees.acknowledge(liLei, toChen)
    town.clock.forward(30 * SECOND_MS)
    const after = await ordered()
    town.clock.set(after.runsAt)
    await town.workers.scheduled.run()
    expect((await town.scheduled.get(liLei, after.id)).state).toBe('done')
    expect(await auditBank(db)).toEqual([])
  })

  describe('a file that cannot be right is refused whole', () => {
    it.each([
      ['neither a mobile nor a card number', {}],
      ['both', { mobile: '13800138001', card: '6222021234567890128' }],
      ['a mobile number that is none', { mobile: '1380013800' }],
      ['a card number that is none', { card: '6222-0212' }],
      ['a name', { mobile: '13800138001', name: '陈华' }],
      ['a day that is none', { mobile: '13800138001', from: '2026-02-30' }],
      ['an end before its beginning', { mobile: '13800138001', until: '2026-10-01' }],
    ])('with %s', async (_what, entry) => {
      await report()
      await expect(town.report([entry])).rejects.toBeInstanceOf(ListRefused)
      await sent('PAYEE_REPORTED')
    })
  })
})
