/** What happens to a card in the chat while an order for it is under way: after the order has looked, before it counts. */
import { randomUUID } from 'node:crypto'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ORDER_LAWS } from '../../../src/bank/audit/orders.ts'
import { eachDatabase } from '../../support/database.ts'
import { interruptible } from '../../support/interruptible.ts'
import { openTown, type Town, type Townsman, yuan } from '../town.ts'
import { claiming, code, gather } from './claiming.ts'

eachDatabase('while an order for a card in the chat is under way', (database) => {
  let town: Town
  let between: ReturnType<typeof interruptible>
  let liLei: Townsman
  let hanMei: Townsman
  let lin: Townsman
  const { claim, everythingHolds, send, takeBack } = claiming(() => town)

  beforeAll(async () => {
    between = interruptible(database())
    town = await openTown(between.db)
  })
  beforeEach(async () => {
    ;({ liLei, hanMei, lin } = await gather(town, { accountClass: 'III' }))
  })
  afterEach(async () => {
    expect(between.happened()).toBe(true)
    await everythingHolds(ORDER_LAWS)
  })

  const askOf = async (cardId: string) => (await town.claimables.get(liLei, cardId)).asks[0]?.id ?? ''
  const meanwhile = {
    /** After the claimant's accounts were read. */
    claimantRead: (happens: () => Promise<unknown>) =>
      between.after('join accounts t using (customer_id) order', happens),
    /** After the order was looked for among those that were written. */
    lookedFor: (happens: () => Promise<unknown>) => between.after('JOIN writes w', happens),
    /** After the payer's card was asked who asks for it. */
    askRead: (happens: () => Promise<unknown>) => between.after('from claimable_asks', happens),
    /** After a claim to a bank card was read, whose bank has the word. */
    payoutRead: (happens: () => Promise<unknown>) => between.after('where p.customer_id = $1 and p.id = $2', happens),
    /** After the shares of the card were read. */
    sharesRead: (happens: () => Promise<unknown>) => between.after('from claimable_shares s', happens),
  }

  it('its claimant’s account goes up a class: it is claimed as the account is now', async () => {
    await town.topUp(lin, yuan(1_950))
    const card = await send(liLei)
    meanwhile.claimantRead(() => town.moveUp(lin))
    // Beyond the cap of the class that it was.
    expect(await claim(lin, card.token)).toMatchObject({ state: 'done' })
    expect(await town.balance(lin)).toBe(yuan(2_050))
  })

  it('its claimant’s account goes up a class: the payer confirms, and it is claimed as the account is now', async () => {
    await town.topUp(lin, yuan(1))
    const card = await send(liLei, { mode: 'confirm', amount: yuan(3_000) })
    await claim(lin, card.token)
    const ask = await askOf(card.id)
    meanwhile.claimantRead(() => town.moveUp(lin))
    const word = { id: randomUUID(), confirm: true }
    expect(await town.claimables.answer(liLei, card.id, ask, word)).toMatchObject({ state: 'claimed' })
    expect(await town.balance(lin)).toBe(yuan(3_001))
  })

  it('its claimant’s account goes up to a class that receives after a visit to a branch: that is told, and it stays open', async () => {
    const ming = await town.settle('小明', { accountClass: 'III', identified: false })
    await town.topUp(ming, yuan(1))
    const card = await send(liLei)
    meanwhile.claimantRead(() => town.moveUp(ming))
    expect(await code(claim(ming, card.token))).toBe('CLAIM_BRANCH_NEEDED')
    expect(await town.claimables.card(card.token)).toMatchObject({ state: 'open', left: 1 })
  })

  it('the same order comes once more and is done: a claim is answered as the first one was', async () => {
    const [card, id] = [await send(liLei), randomUUID()]
    let first: unknown
    meanwhile.lookedFor(async () => {
      first = await claim(hanMei, card.token, id)
    })
    expect(await claim(hanMei, card.token, id)).toEqual(first)
    expect(await town.balance(hanMei)).toBe(yuan(100))
  })

  it('the same order comes once more and is done: who asks has asked', async () => {
    const [card, id] = [await send(liLei, { mode: 'confirm' }), randomUUID()]
    meanwhile.lookedFor(() => claim(hanMei, card.token, id))
    expect(await claim(hanMei, card.token, id)).toEqual({ id, state: 'asked', transferId: null })
    expect((await town.claimables.get(liLei, card.id)).asks).toHaveLength(1)
  })

  it.each([
    ['confirms', true, 'claimed', yuan(200)],
    ['declines', false, 'open', 0],
  ])('the same order comes once more and is done: who %s has answered', async (_, confirm, state, balance) => {
    for (const looks of [meanwhile.lookedFor, meanwhile.askRead]) {
      const card = await send(liLei, { mode: 'confirm' })
      await claim(hanMei, card.token)
      const ask = await askOf(card.id)
      const answer = (id: string) => town.claimables.answer(liLei, card.id, ask, { id, confirm })
      const id = randomUUID()
      looks(() => answer(id))
      expect(await answer(id)).toMatchObject({ state })
      expect(await code(answer(randomUUID()))).toBe('CLAIMABLE_ANSWERED')
    }
    expect(await town.balance(hanMei)).toBe(balance)
  })

  it('the same order comes once more and is done: who takes it back has it back', async () => {
    const [card, order] = [await send(liLei), { id: randomUUID() }]
    const back = () => town.claimables.takeBack(liLei, card.id, order)
    meanwhile.lookedFor(back)
    expect(await back()).toMatchObject({ state: 'taken-back' })
    expect(await code(takeBack(liLei, card.id))).toBe('CLAIMABLE_TAKEN_BACK')
  })

  describe('its payer takes it back, and so much comes back as nobody has got, of the limits too:', () => {
    const toCard = (person: Townsman, token: string) =>
      town.claimables.claim(person, { id: randomUUID(), token, cardId: person.cardId })
    const bankRefuses = async () => {
      town.cards.decide('refused')
      town.clock.forward(10 * 60_000)
      await town.workers.claimPayouts.run()
    }
    const payer = async () => {
      const { available, out } = await town.accounts.get(liLei, liLei.accountId)
      return { available, left: out.dayLeft }
    }
    const nothingIsLeft = async (cardId: string, token: string, gone = 0) => {
      expect(await payer()).toEqual({ available: yuan(20_000) - gone, left: yuan(10_000) - gone })
      const { state, shares } = await town.claimables.get(liLei, cardId)
      expect(state).toBe('taken-back')
      expect(shares.filter((share) => share.state === 'taken-back')).toHaveLength(gone === 0 ? 2 : 1)
      expect(await code(claim(await town.settle('陈华'), token))).toBe('CLAIMABLE_TAKEN_BACK')
    }

    it('a share is claimed before it counts', async () => {
      const card = await send(liLei, { shares: 2 })
      meanwhile.sharesRead(() => claim(hanMei, card.token))
      await takeBack(liLei, card.id)
      await nothingIsLeft(card.id, card.token, yuan(100))
    })

    it('a share is claimed to a bank card, and refused there, before it counts', async () => {
      const card = await send(liLei, { shares: 2 })
      town.cards.feel('refused')
      meanwhile.sharesRead(() => toCard(hanMei, card.token))
      await takeBack(liLei, card.id)
      await nothingIsLeft(card.id, card.token)
    })

    it('a share is claimed to a bank card before it counts, and refused there after', async () => {
      const card = await send(liLei, { shares: 2 })
      town.cards.feel('processing')
      meanwhile.sharesRead(() => toCard(hanMei, card.token))
      expect(await takeBack(liLei, card.id)).toMatchObject({ state: 'taking' })
      await bankRefuses()
      await nothingIsLeft(card.id, card.token)
    })

    it('a claimant’s bank refuses before it counts', async () => {
      const card = await send(liLei, { shares: 2 })
      town.cards.feel('processing')
      await toCard(hanMei, card.token)
      meanwhile.sharesRead(bankRefuses)
      expect(await takeBack(liLei, card.id)).toMatchObject({ state: 'taken-back' })
      await nothingIsLeft(card.id, card.token)
    })

    it('a claimant’s bank has refused, and that does not count yet', async () => {
      const card = await send(liLei, { shares: 2 })
      town.cards.feel('processing')
      await toCard(hanMei, card.token)
      meanwhile.payoutRead(() => takeBack(liLei, card.id))
      await bankRefuses()
      await nothingIsLeft(card.id, card.token)
    })
  })
})
