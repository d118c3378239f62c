/** Money sent by a card in the chat: who may claim it, and what becomes of what nobody claims. */
import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { eachDatabase } from '../../support/database.ts'
import { at, openTown, type Town, type Townsman, yuan } from '../town.ts'
import { claiming, code, gather, HOUR } from './claiming.ts'

eachDatabase('a card in the chat', (database) => {
  let town: Town
  let liLei: Townsman
  let hanMei: Townsman
  let lin: Townsman
  const { account, claim, everythingHolds, send, takeBack, texts } = claiming(() => town)

  beforeAll(async () => {
    town = await openTown(database())
  })
  beforeEach(async () => {
    ;({ liLei, hanMei, lin } = await gather(town, { accountClass: 'III', identified: false }))
  })

  describe('is claimed', () => {
    it('by who opens it first, once, as a transfer that both statements show', async () => {
      const card = await send(liLei, { note: '午饭钱' })
      expect(await account(liLei)).toMatchObject({ balance: yuan(20_000), available: yuan(19_900) })
      const { transferId, state } = await claim(hanMei, card.token)
      expect(state).toBe('done')
      expect(await account(liLei)).toMatchObject({ balance: yuan(19_900), available: yuan(19_900) })
      expect(await town.balance(hanMei)).toBe(yuan(100))
      expect(await town.transfers.get(hanMei, transferId ?? '')).toMatchObject({
        direction: 'in',
        amount: yuan(100),
        name: '李雷',
        note: '午饭钱',
      })
      expect(await town.transfers.get(liLei, transferId ?? '')).toMatchObject({ direction: 'out', name: '*梅' })
      const [entry] = (await town.accounts.statement(hanMei, hanMei.accountId, {})).entries
      expect(entry).toMatchObject({ kind: 'transfer-in', counterparty: '李雷', note: '午饭钱', amount: yuan(100) })
      expect(await texts(hanMei)).toEqual([expect.stringContaining('收到*雷转入100.00元')])
      expect(await texts(liLei)).toEqual([expect.stringContaining('*梅已领取100.00元')])
      expect(await town.claimables.get(liLei, card.id)).toMatchObject({
        state: 'claimed',
        shares: [{ state: 'claimed', claimedBy: '*梅' }],
      })
      const chen = await town.settle('陈华')
      expect(await code(claim(chen, card.token))).toBe('CLAIMABLE_CLAIMED')
      await everythingHolds()
    })

    it('share by share, by as many people, each of them once', async () => {
      const card = await send(liLei, { shares: 2 })
      const chen = await town.settle('陈华')
      await claim(hanMei, card.token)
      expect(await code(claim(hanMei, card.token))).toBe('CLAIMABLE_CLAIMED_BEFORE')
      expect(await town.claimables.card(card.token)).toMatchObject({ state: 'open', shares: 2, left: 1 })
      await claim(chen, card.token)
      expect(await code(claim(await town.settle('小明'), card.token))).toBe('CLAIMABLE_CLAIMED')
      expect(await town.balance(liLei)).toBe(yuan(19_800))
      await everythingHolds()
    })

    it('once, by however many who come at the same moment; the others learn that it is gone', async () => {
      const card = await send(liLei, { shares: 2 })
      const crowd = await Promise.all(['甲', '乙', '丙', '丁', '戊'].map((name) => town.settle(name)))
      const ends = await Promise.all(crowd.map((person) => code(claim(person, card.token))))
      expect(ends.filter((end) => end === 'done')).toHaveLength(2)
      expect(ends.filter((end) => end === 'CLAIMABLE_CLAIMED')).toHaveLength(3)
      expect(await town.balance(liLei)).toBe(yuan(19_800))
      await everythingHolds()
    })

    it('once by one customer on two phones at the same moment', async () => {
      const card = await send(liLei, { shares: 3 })
      const ends = await Promise.all([1, 2, 3].map(() => code(claim(hanMei, card.token))))
      expect(ends.sort()).toEqual(['CLAIMABLE_CLAIMED_BEFORE', 'CLAIMABLE_CLAIMED_BEFORE', 'done'])
      expect(await town.balance(hanMei)).toBe(yuan(100))
      await everythingHolds()
    })

    it('again under the same id is answered as before; the same id for another card is refused', async () => {
      const [card, other] = [await send(liLei), await send(liLei)]
      const id = randomUUID()
      const first = await claim(hanMei, card.token, id)
      expect(await claim(hanMei, card.token, id)).toEqual(first)
      expect(await code(claim(hanMei, other.token, id))).toBe('ID_REUSED')
      expect(await town.balance(hanMei)).toBe(yuan(100))
    })

    it('by the holder of the number that it names, customer at the order or only since, and by nobody else', async () => {
      const newcomer = '13911112222'
      const card = await send(liLei, { mode: 'named', mobile: newcomer, amount: yuan(300) })
      expect(card).toMatchObject({ maskedMobile: '139****2222' })
      expect(await code(claim(hanMei, card.token))).toBe('CLAIMABLE_FOR_ANOTHER')
      expect(await town.claimables.opened(hanMei, card.token)).toMatchObject({ stands: 'for-another' })
      // Who has no account yet may turn out to be meant.
      const visitor = { ...hanMei, customerId: randomUUID() }
      expect(await town.claimables.opened(visitor, card.token)).toMatchObject({ stands: 'free', way: 'account' })
      expect(await code(claim(visitor, card.token))).toBe('CLAIM_ACCOUNT_NEEDED')
      const chen = await town.settle('陈华')
      await database().query('update customers set mobile_sealed = $2, mobile_index = $3 where id = $1', [
        chen.customerId,
        town.sealer.seal(newcomer),
        town.sealer.index('mobile', newcomer),
      ])
      expect(await town.claimables.opened(chen, card.token)).toMatchObject({ stands: 'free', way: null })
      expect((await claim(chen, card.token)).state).toBe('done')
      expect(await town.balance(chen)).toBe(yuan(300))
    })

    it('after the payer has confirmed who asks: the money comes at once', async () => {
      const card = await send(liLei, { mode: 'confirm', amount: yuan(3_000) })
      const asked = await claim(hanMei, card.token)
      expect(asked).toMatchObject({ state: 'asked', transferId: null })
      expect(await code(claim(hanMei, card.token))).toBe('CLAIMABLE_ASKED_BEFORE')
      expect(await texts(liLei)).toEqual([expect.stringContaining('*梅想领取')])
      const { asks } = await town.claimables.get(liLei, card.id)
      expect(asks).toMatchObject([{ maskedName: '*梅' }])
      expect(await town.balance(hanMei)).toBe(0)
      const order = { id: randomUUID(), confirm: true }
      const shown = await town.claimables.answer(liLei, card.id, asks[0]?.id ?? '', order)
      expect(shown).toMatchObject({ state: 'claimed', shares: [{ claimedBy: '*梅' }], asks: [] })
      expect(await town.claimables.answer(liLei, card.id, asks[0]?.id ?? '', order)).toEqual(shown)
      expect(await town.balance(hanMei)).toBe(yuan(3_000))
      expect(await town.claimables.claim(hanMei, { id: asked.id, token: card.token })).toMatchObject({ state: 'done' })
      expect(await town.claimables.opened(hanMei, card.token)).toMatchObject({ stands: 'claimed' })
      await everythingHolds()
    })

    it('not by whom the payer declined, who may not ask again; another may', async () => {
      const card = await send(liLei, { mode: 'confirm' })
      const chen = await town.settle('陈华')
      await claim(hanMei, card.token)
      town.clock.forward(1)
      await claim(chen, card.token)
      const [first, second] = (await town.claimables.get(liLei, card.id)).asks
      const answer = (askId: string, confirm: boolean) =>
        town.claimables.answer(liLei, card.id, askId, { id: randomUUID(), confirm })
      await answer(first?.id ?? '', false)
      expect(await code(claim(hanMei, card.token))).toBe('CLAIMABLE_DECLINED')
      expect(await code(answer(first?.id ?? '', true))).toBe('CLAIMABLE_ANSWERED')
      expect(
        await code(town.claimables.answer(hanMei, card.id, second?.id ?? '', { id: randomUUID(), confirm: true })),
      ).toBe('NOT_FOUND')
      await answer(second?.id ?? '', true)
      expect([await town.balance(hanMei), await town.balance(chen)]).toEqual([0, yuan(100)])
      await everythingHolds()
    })
  })

  describe('says', () => {
    it('to a stranger who has its link only who, how much and how it stands', async () => {
      const card = await send(liLei, { note: '不给人看', mode: 'named', mobile: hanMei.mobile })
      expect(await town.claimables.card(card.token)).toEqual({
        payer: '*雷',
        amount: yuan(100),
        mode: 'named',
        shares: 1,
        left: 1,
        state: 'open',
        expiresAt: at('2026-11-24 14:00'),
      })
    })

    it('nothing to who guesses: neither the order’s id nor a made-up token opens it, and the database has no token', async () => {
      const card = await send(liLei)
      for (const token of [card.id, 'x'.repeat(43)]) {
        expect(await code(town.claimables.card(token))).toBe('CLAIMABLE_UNKNOWN')
        expect(await code(claim(hanMei, token))).toBe('CLAIMABLE_UNKNOWN')
      }
      const rows = JSON.stringify([
        await database().query('select * from claimables where id = $1', [card.id]),
        await database().query('select answer from writes where id = $1', [card.id]),
      ])
      expect(rows).not.toContain(card.token)
      expect(await code(town.claimables.get(hanMei, card.id))).toBe('NOT_FOUND')
      expect(await code(takeBack(hanMei, card.id))).toBe('NOT_FOUND')
    })

    it('that it is one’s own: it is not claimed by who sent it', async () => {
      const card = await send(liLei)
      expect(await town.claimables.opened(liLei, card.token)).toMatchObject({ stands: 'own', orderId: card.id })
      expect(await code(claim(liLei, card.token))).toBe('CLAIMABLE_OWN')
    })
  })

  describe('comes back', () => {
    it('after 24 hours, and is not claimed from that moment on, whether or not a worker came', async () => {
      const card = await send(liLei, { shares: 2 })
      await claim(hanMei, card.token)
      town.clock.set(card.expiresAt - 1)
      expect(await town.workers.claimables.run()).toBe(0)
      const chen = await town.settle('陈华')
      town.clock.set(card.expiresAt)
      expect(await code(claim(chen, card.token))).toBe('CLAIMABLE_EXPIRED')
      expect(await town.claimables.get(liLei, card.id)).toMatchObject({ state: 'expired' })
      expect(await town.workers.claimables.run()).toBe(1)
      expect(await town.workers.claimables.run()).toBe(0)
      expect(await account(liLei)).toMatchObject({ balance: yuan(19_900), available: yuan(19_900) })
      expect(await texts(liLei)).toContainEqual(expect.stringContaining('100.00元已退回'))
      expect(await town.claimables.get(liLei, card.id)).toMatchObject({
        state: 'expired',
        shares: expect.arrayContaining([expect.objectContaining({ state: 'claimed', claimedBy: '*梅' })]),
      })
      await everythingHolds()
    })

    it('when the payer takes it back; what was claimed stays claimed', async () => {
      const card = await send(liLei, { shares: 3 })
      await claim(hanMei, card.token)
      expect(await takeBack(liLei, card.id)).toMatchObject({ state: 'taken-back' })
      expect(await account(liLei)).toMatchObject({ balance: yuan(19_900), available: yuan(19_900) })
      expect(await code(takeBack(liLei, card.id))).toBe('CLAIMABLE_TAKEN_BACK')
      const chen = await town.settle('陈华')
      expect(await code(claim(chen, card.token))).toBe('CLAIMABLE_TAKEN_BACK')
      await everythingHolds()
    })

    it('or is claimed, when both happen at once: one of them, and never both', async () => {
      for (let round = 0; round < 5; round++) {
        const card = await send(liLei)
        const claimant = await town.settle('陈华')
        const [claimed, back] = await Promise.all([code(claim(claimant, card.token)), code(takeBack(liLei, card.id))])
        expect([claimed, back].filter((end) => end === 'done')).toHaveLength(1)
        expect(await town.balance(claimant)).toBe(claimed === 'done' ? yuan(100) : 0)
      }
      await everythingHolds()
    })

    it('to the limit of the day on which it was held', async () => {
      const out = async () => (await account(liLei)).out
      town.clock.set(at('2026-11-23 23:00'))
      const card = await send(liLei, { mode: 'confirm', amount: yuan(9_000) })
      expect(await out()).toMatchObject({ dayLeft: yuan(1_000), yearLeft: yuan(191_000) })
      expect(await code(send(liLei, { mode: 'confirm', amount: yuan(2_000) }))).toBe('CLASS_LIMIT_DAY')
      town.clock.set(at('2026-11-24 09:00'))
      expect(await out()).toMatchObject({ dayLeft: yuan(10_000), yearLeft: yuan(191_000) })
      await takeBack(liLei, card.id)
      expect(await out()).toMatchObject({ dayLeft: yuan(10_000), yearLeft: yuan(200_000) })
      town.clock.set(at('2026-11-23 23:30'))
      expect(await out()).toMatchObject({ dayLeft: yuan(10_000) })
    })
  })

  it('goes up a class with its payer’s account between order and claim', async () => {
    await town.topUp(lin, yuan(500))
    const card = await send(lin)
    await town.moveUp(lin)
    await claim(hanMei, card.token)
    const other = await send(lin, { amount: yuan(50) })
    expect((await takeBack(lin, other.id)).state).toBe('taken-back')
    expect(await town.balance(lin)).toBe(yuan(400))
    await everythingHolds()
  })

  it.each(['write.before-commit', 'write.after-commit'])('survives the end of the process at %s', async (point) => {
    const card = await send(liLei)
    const id = randomUUID()
    town.stopAt(point)
    await expect(claim(hanMei, card.token, id)).rejects.toThrow('the process ends')
    town.stopAt(undefined)
    expect((await claim(hanMei, card.token, id)).state).toBe('done')
    expect(await town.balance(hanMei)).toBe(yuan(100))
    await everythingHolds()
  })

  it('is listed for its payer, the newest first', async () => {
    const older = await send(liLei)
    town.clock.forward(HOUR)
    const newer = await send(liLei)
    const { claimables } = await town.claimables.list(liLei)
    expect(claimables.map(({ id }) => id)).toEqual([newer.id, older.id])
    expect((await town.claimables.list(hanMei)).claimables).toEqual([])
  })
})
