/** A share that is claimed to a bank card of the claimant's own: the card's bank has the last word, whenever it comes. */
import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { ORDER_LAWS } from '../../../src/bank/audit/orders.ts'
import { TRACE_LAWS } from '../../../src/bank/audit/traces.ts'
import { eachDatabase } from '../../support/database.ts'
import { openTown, type Town, type Townsman, yuan } from '../town.ts'
import { claiming, code, gather, HOUR } from './claiming.ts'

const LAWS = [...ORDER_LAWS, ...TRACE_LAWS.filter(({ table }) => table !== 'outbox')]

eachDatabase('a card in the chat, claimed to a bank card', (database) => {
  let town: Town
  let paidBefore: number
  let liLei: Townsman
  let lin: Townsman
  let hanMei: Townsman
  const { account, claim, everythingHolds: holds, send, takeBack, texts } = claiming(() => town)

  beforeAll(async () => {
    town = await openTown(database())
  })
  beforeEach(async () => {
    // Not identified: his account may not receive from others.
    ;({ liLei, hanMei, lin } = await gather(town, { identified: false }))
    paidBefore = town.cards.paid()
  })

  const toCard = (person: Townsman, token: string, id: string = randomUUID(), cardId = person.cardId) =>
    town.claimables.claim(person, { id, token, cardId })
  const payer = async () => {
    const { balance, available, out } = await account(liLei)
    return { balance, available, left: out.dayLeft }
  }
  const told = () => texts(liLei)
  const decide = async (word: 'done' | 'refused') => {
    town.cards.decide(word)
    town.clock.forward(10 * 60_000)
    await town.workers.claimPayouts.run()
  }
  const everythingHolds = () => holds(LAWS)

  it('is paid there, whom no account of his lets receive; the payer has it on the statement and is told', async () => {
    const before = await payer()
    const card = await send(liLei)
    expect(await code(claim(lin, card.token))).toBe('CLAIM_BRANCH_NEEDED')
    const mine = await town.claimables.opened(lin, card.token)
    expect(mine).toMatchObject({ stands: 'free', way: 'branch', payout: null, cards: [{ id: lin.cardId }] })
    expect(await toCard(lin, card.token)).toMatchObject({ state: 'done', transferId: null })
    expect(town.cards.paid() - paidBefore).toBe(yuan(100))
    expect(await payer()).toEqual({
      balance: before.balance - yuan(100),
      available: before.available - yuan(100),
      left: before.left - yuan(100),
    })
    expect(await town.balance(lin)).toBe(0)
    const [entry] = (await town.accounts.statement(liLei, liLei.accountId, {})).entries
    expect(entry).toMatchObject({ kind: 'claimed-to-card', amount: -yuan(100), counterparty: '*林' })
    expect(await told()).toEqual([expect.stringContaining('*林已领取100.00元')])
    expect(await town.claimables.opened(lin, card.token)).toMatchObject({ stands: 'claimed', orderId: null })
    expect(await town.claimables.get(liLei, card.id)).toMatchObject({
      state: 'claimed',
      shares: [{ state: 'claimed', claimedBy: '*林', toCard: true }],
    })
    await everythingHolds()
  })

  it('again under the same id is one payout; with another card under that id it is refused', async () => {
    const [card, id] = [await send(liLei, { shares: 2 }), randomUUID()]
    const twice = await Promise.all([toCard(lin, card.token, id), toCard(lin, card.token, id)])
    expect(twice.map((one) => one.id)).toEqual([id, id])
    expect(await toCard(lin, card.token, id)).toMatchObject({ id, state: 'done' })
    expect(await code(toCard(lin, card.token, id, randomUUID()))).toBe('ID_REUSED')
    expect(await code(toCard(lin, card.token))).toBe('CLAIMABLE_CLAIMED_BEFORE')
    expect(town.cards.paid() - paidBefore).toBe(yuan(100))
    await everythingHolds()
  })

  it('that is another’s, or none, is not there', async () => {
    const card = await send(liLei)
    for (const cardId of [hanMei.cardId, randomUUID()])
      expect(await code(toCard(lin, card.token, randomUUID(), cardId))).toBe('CARD_NOT_BOUND')
    expect(town.cards.paid() - paidBefore).toBe(0)
    await everythingHolds()
  })

  it('of a card that its payer confirms, waits for the payer’s word, who does not hear where it goes', async () => {
    const card = await send(liLei, { mode: 'confirm' })
    const id = randomUUID()
    expect(await code(toCard(lin, card.token, randomUUID(), hanMei.cardId))).toBe('CARD_NOT_BOUND')
    expect(await toCard(lin, card.token, id)).toEqual({ id, state: 'asked', transferId: null })
    expect(await code(toCard(lin, card.token))).toBe('CLAIMABLE_ASKED_BEFORE')
    expect(town.cards.paid() - paidBefore).toBe(0)
    const [ask] = (await town.claimables.get(liLei, card.id)).asks
    const word = { id: randomUUID(), confirm: true }
    expect(await town.claimables.answer(liLei, card.id, ask?.id ?? '', word)).toMatchObject({
      state: 'claimed',
      shares: [{ claimedBy: '*林', toCard: true }],
    })
    expect(await town.claimables.answer(liLei, card.id, ask?.id ?? '', word)).toMatchObject({ state: 'claimed' })
    expect(await toCard(lin, card.token, id)).toEqual({ id, state: 'done', transferId: null })
    expect(town.cards.paid() - paidBefore).toBe(yuan(100))
    await everythingHolds()
  })

  it('that was confirmed and refused by its bank is claimed again without another word of the payer’s', async () => {
    const card = await send(liLei, { mode: 'confirm' })
    const id = randomUUID()
    await toCard(lin, card.token, id)
    const [ask] = (await town.claimables.get(liLei, card.id)).asks
    town.cards.feel('refused')
    await town.claimables.answer(liLei, card.id, ask?.id ?? '', { id: randomUUID(), confirm: true })
    expect(await toCard(lin, card.token, id)).toEqual({ id, state: 'refused', transferId: null })
    expect(await town.claimables.opened(lin, card.token)).toMatchObject({
      ...{ state: 'open', stands: 'free' },
      payout: { state: 'refused' },
    })
    town.cards.feel('done')
    expect(await toCard(lin, card.token)).toMatchObject({ state: 'done' })
    expect(town.cards.paid() - paidBefore).toBe(yuan(100))
    await everythingHolds()
  })

  it.each([
    ['unbound', () => town.db.query('update cards set unbound_at = 0 where customer_id = $1', [lin.customerId])],
    ['its holder’s, who has frozen everything,', () => town.restrictions.freeze(lin, { id: randomUUID() })],
  ])('that is %s when the payer confirms is not paid, and the payer is not told why', async (_, change) => {
    const card = await send(liLei, { mode: 'confirm' })
    await toCard(lin, card.token)
    await change()
    const [ask] = (await town.claimables.get(liLei, card.id)).asks
    const word = { id: randomUUID(), confirm: true }
    expect(await code(town.claimables.answer(liLei, card.id, ask?.id ?? '', word))).toBe('CLAIMANT_CANNOT_RECEIVE')
    expect((await town.claimables.get(liLei, card.id)).asks).toHaveLength(1)
    expect(town.cards.paid() - paidBefore).toBe(0)
    await everythingHolds()
  })

  it('refused by its bank, is as open as before: for another, or for the same once more', async () => {
    const before = await payer()
    const card = await send(liLei, { shares: 2 })
    town.cards.feel('refused')
    expect(await toCard(lin, card.token)).toMatchObject({ state: 'refused' })
    expect(await town.claimables.opened(lin, card.token)).toMatchObject({
      ...{ state: 'open', left: 2, stands: 'free' },
      payout: { state: 'refused', reason: '余额不足' },
    })
    await everythingHolds()
    town.cards.feel('done')
    await claim(hanMei, card.token)
    expect(await toCard(lin, card.token)).toMatchObject({ state: 'done' })
    expect((await payer()).balance).toBe(before.balance - yuan(200))
    await everythingHolds()
  })

  it('while its bank has said nothing, is nobody else’s, even past its time; done, it is claimed', async () => {
    const card = await send(liLei)
    town.cards.feel('processing')
    expect(await toCard(lin, card.token)).toMatchObject({ state: 'processing' })
    const late = [
      () => claim(hanMei, card.token),
      () => toCard(hanMei, card.token),
      () => takeBack(liLei, card.id),
      () => toCard(lin, card.token),
    ]
    for (const order of late) expect(await code(order())).toBe('CLAIMABLE_TAKING')
    town.clock.forward(25 * HOUR)
    await town.workers.claimables.run()
    await town.workers.claimPayouts.run()
    expect(await town.claimables.get(liLei, card.id)).toMatchObject({ state: 'taking', shares: [{ claimedBy: null }] })
    await everythingHolds()
    await decide('done')
    expect(await town.claimables.get(liLei, card.id)).toMatchObject({ state: 'claimed' })
    expect(await payer()).toMatchObject({ balance: yuan(19_900), available: yuan(19_900) })
    expect(await told()).toEqual([expect.stringContaining('*林已领取')])
    await everythingHolds()
  })

  it('refused past its time, returns at once with what was counted', async () => {
    const before = await payer()
    const card = await send(liLei)
    town.cards.feel('processing')
    await toCard(lin, card.token)
    town.clock.forward(2 * HOUR)
    expect(await payer()).toMatchObject({ available: before.available - yuan(100), left: before.left - yuan(100) })
    town.clock.forward(23 * HOUR)
    await decide('refused')
    expect(await payer()).toMatchObject({ balance: before.balance, available: before.available })
    expect(await town.claimables.get(liLei, card.id)).toMatchObject({ state: 'expired' })
    expect(await told()).toEqual([expect.stringContaining('100.00元已退回')])
    await everythingHolds()
  })

  it('refused in time, returns when its time comes, though others of the card had returned before', async () => {
    const before = await payer()
    const card = await send(liLei, { shares: 2 })
    town.cards.feel('processing')
    await toCard(lin, card.token)
    await decide('refused')
    expect(await takeBack(liLei, card.id)).toMatchObject({ state: 'taken-back' })
    expect(await payer()).toEqual(before)
    await everythingHolds()
  })

  it.each([
    ['refused', 'taken-back', 0, '100.00元已退回'],
    ['done', 'claimed', yuan(100), '*林已领取100.00元'],
  ] as const)(
    '%s by its bank after its payer took the rest of the card back, is %s',
    async (word, state, gone, text) => {
      const before = await payer()
      const card = await send(liLei, { shares: 2 })
      town.cards.feel('processing')
      await toCard(lin, card.token)
      expect(await takeBack(liLei, card.id)).toMatchObject({ state: 'taking' })
      expect(await payer()).toMatchObject({ available: before.available - yuan(100), left: before.left - yuan(100) })
      expect(await code(takeBack(liLei, card.id))).toBe('CLAIMABLE_TAKING')
      await everythingHolds()
      await decide(word)
      town.cards.feel('done')
      expect(await payer()).toEqual({
        balance: before.balance - gone,
        available: before.available - gone,
        left: before.left - gone,
      })
      const { shares } = await town.claimables.get(liLei, card.id)
      expect(shares.map((share) => share.state).sort()).toEqual([state, 'taken-back'].sort())
      expect(await town.claimables.card(card.token)).toMatchObject({ state: 'taken-back', left: 0 })
      expect(await code(claim(hanMei, card.token))).toBe('CLAIMABLE_TAKEN_BACK')
      expect(await told()).toEqual([expect.stringContaining(text)])
      await everythingHolds()
    },
  )

  it('refused by its bank at the moment in which its payer takes the rest back, leaves nothing on offer', async () => {
    for (let round = 0; round < 8; round++) {
      const before = await payer()
      const card = await send(liLei, { shares: 3 })
      town.cards.feel('processing')
      await toCard(lin, card.token)
      await Promise.all([decide('refused'), code(takeBack(liLei, card.id))])
      expect(await town.claimables.get(liLei, card.id)).toMatchObject({ state: 'taken-back' })
      expect(await payer()).toEqual(before)
      await everythingHolds()
    }
  })

  it('meets the taking back and the clock: whichever comes first, the money is at one place', async () => {
    for (let round = 0; round < 8; round++) {
      const before = await payer()
      const paid = town.cards.paid()
      const card = await send(liLei)
      const ends = await Promise.all([
        code(toCard(lin, card.token)),
        code(takeBack(liLei, card.id)),
        code(claim(hanMei, card.token)),
      ])
      expect(ends.filter((end) => end === 'done')).toHaveLength(1)
      expect(town.cards.paid() - paid).toBe(ends[0] === 'done' ? yuan(100) : 0)
      expect((await payer()).balance).toBe(before.balance - (ends[1] === 'done' ? 0 : yuan(100)))
      const late = await send(liLei)
      town.clock.forward(24 * HOUR - 1)
      const taken = code(toCard(lin, late.token))
      town.clock.forward(1)
      const [end] = await Promise.all([taken, town.workers.claimables.run()])
      await town.workers.claimables.run()
      expect(await town.claimables.get(liLei, late.id)).toMatchObject({ state: end === 'done' ? 'claimed' : 'expired' })
      await everythingHolds()
    }
  })

  it('from an account that is stopped waits; what the card’s bank has already been asked goes out', async () => {
    const card = await send(liLei, { shares: 2 })
    town.cards.feel('processing')
    await toCard(lin, card.token)
    await town.restrictions.freeze(liLei, { id: randomUUID() })
    expect(await code(toCard(hanMei, card.token))).toBe('CLAIMABLE_PAUSED')
    await decide('done')
    expect((await town.claimables.get(liLei, card.id)).shares.map(({ state }) => state).sort()).toEqual([
      'claimed',
      'open',
    ])
    await everythingHolds()
  })
})
