import { beforeAll, beforeEach, expect, it } from 'vitest'
import type { Database } from '../../../src/storage/database.ts'
import { eachDatabase } from '../../support/database.ts'
import { payCard, UNHEARD_OF, WANG } from '../card-transfers/paying.ts'
import { allIsSound } from '../sound.ts'
import { openTown, type Town, type Townsman, yuan } from '../town.ts'

const SECOND_MS = 1_000
const HOUR_MS = 3_600_000
const OF_WANG = { card: WANG.cardNumber }

eachDatabase('a bank card that many have reported', (database) => {
  let db: Database
  let town: Town
  let liLei: Townsman
  let toWang: { readonly payeeId: string }

  beforeAll(() => {
    db = database()
  })
  beforeEach(async () => {
    town = await openTown(db)
    await town.report([])
    liLei = await town.settle('李雷')
    await town.topUp(liLei, yuan(1_000))
    const { payeeId } = await town.payees.tellCard(liLei, WANG)
    toWang = { payeeId }
    return () => allIsSound(town)
  })

  const pay = (to: Parameters<typeof payCard>[2] = toWang) => payCard(town, liLei, to, yuan(10))
  const account = () => town.accounts.get(liLei, liLei.accountId)
  /** No money is held, no limit counts, and the card system hears of nothing. */
  async function refused(refusal: object, to = toWang): Promise<void> {
    const before = [await account(), town.cards.paid()]
    await expect(pay(to)).rejects.toMatchObject({ code: 'PAYEE_REPORTED', field: 'to', ...refusal })
    expect([await account(), town.cards.paid()]).toEqual(before)
  }

  it('is paid only when the warning was read and the pause has passed', async () => {
    await town.report([OF_WANG])
    expect(await town.payees.tellCard(liLei, WANG)).toMatchObject({ reported: true, known: false })
    await refused({ params: { seconds: 30 } })
    // To wait alone does not help: the warning must have been read.
    town.clock.forward(HOUR_MS)
    await refused({ params: { seconds: 30 } })
    expect(await town.payees.acknowledge(liLei, toWang.payeeId)).toEqual({ seconds: 30 })
    town.clock.forward(10 * SECOND_MS)
    await refused({ params: { seconds: 20 }, retryAfter: 20 })
    // Reading it again does not make the pause any shorter, or longer.
    expect(await town.payees.acknowledge(liLei, toWang.payeeId)).toEqual({ seconds: 20 })
    town.clock.forward(20 * SECOND_MS)
    expect(await pay()).toMatchObject({ state: 'done' })
    expect(town.cards.paid()).toBe(yuan(10))
  })

  it('is warned of again the next day, under each name that is told for it, and before every payer', async () => {
    await town.report([OF_WANG])
    await town.payees.acknowledge(liLei, toWang.payeeId)
    const otherName = await town.payees.tellCard(liLei, { ...WANG, name: '王晓明' })
    town.clock.forward(HOUR_MS)
    await refused({}, { payeeId: otherName.payeeId })
    const chenHua = await town.settle('陈华')
    const chens = await town.payees.tellCard(chenHua, WANG)
    await expect(payCard(town, chenHua, { payeeId: chens.payeeId }, yuan(1))).rejects.toMatchObject({
      code: 'PAYEE_REPORTED',
    })
    // Nobody reads it for another.
    await expect(town.payees.acknowledge(chenHua, toWang.payeeId)).rejects.toMatchObject({ code: 'PAYEE_UNKNOWN' })
    await pay()
    town.clock.forward(23 * HOUR_MS)
    await refused({ params: { seconds: 30 } })
  })

  it('stands so in the book and when its number is typed again; others do not', async () => {
    const unheardOf = await town.payees.tellCard(liLei, UNHEARD_OF)
    await pay()
    await pay({ payeeId: unheardOf.payeeId })
    await town.report([OF_WANG])
    const { cards } = await town.payees.list(liLei)
    expect(new Map(cards.map(({ payeeId, reported }) => [payeeId, reported]))).toEqual(
      new Map([
        [toWang.payeeId, true],
        [unheardOf.payeeId, false],
      ]),
    )
    const { cardNumber } = WANG
    expect(await town.payees.tellCard(liLei, { cardNumber })).toMatchObject({ known: true, reported: true })
    await refused({})
    await pay({ payeeId: unheardOf.payeeId })
  })

  it('holds from the first day of its entry to before the last, and no longer than it is on the list', async () => {
    await town.report([{ ...OF_WANG, from: '2026-11-24', until: '2026-11-26' }])
    await pay()
    town.clock.forward(24 * HOUR_MS)
    await refused({})
    town.clock.forward(2 * 24 * HOUR_MS)
    await pay()
    await town.report([OF_WANG])
    await refused({})
    await town.report([])
    await pay()
  })

  it('is one’s own: nobody is warned of their own bound card', async () => {
    const [card] = await db.query<{ number_sealed: Uint8Array }>('select number_sealed from cards where id = $1', [
      liLei.cardId,
    ])
    await town.report([{ card: town.sealer.open(card?.number_sealed ?? new Uint8Array()) }])
    expect(await pay({ cardId: liLei.cardId })).toMatchObject({ state: 'done' })
  })

  it('an order that was made before keeps its answer, and its money goes its way', async () => {
    town.cards.feel('processing')
    const { id, state } = await pay()
    expect(state).toBe('processing')
    await town.report([OF_WANG])
    const again = { id, accountId: liLei.accountId, to: toWang, amount: yuan(10), authorisation: { token: 'none' } }
    expect(await town.cardTransfers.make(liLei, again)).toMatchObject({ id, state: 'processing' })
    town.cards.decide('done')
    town.clock.forward(HOUR_MS)
    await town.workers.cardTransfers.run()
    expect(await town.cardTransfers.get(liLei, id)).toMatchObject({ state: 'done' })
  })
})
