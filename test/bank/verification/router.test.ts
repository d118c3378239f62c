/** Which network is asked about a card, and what becomes of the answers. */
import { v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addDays, addMonths, businessDate } from '../../../src/contract/dates.ts'
import { eachDatabase } from '../../support/database.ts'
import { holderOf } from '../../support/outside.ts'
import { type Networks, openNetworks } from './networks.ts'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
/** A card of China Merchants Bank: the joint-stock alliance covers it for 5 fen, UnionPay for 30. */
const LI_LEI = holderOf('li-lei')
/** A card of China Construction Bank, one of the five. */
const CHEN_HUA = holderOf('chen-hua')
const YES = { ok: true, cardClass: 'I', bankCode: '308584000013', bankName: '招商银行' }

eachDatabase('the router of verification networks', (database) => {
  let networks: Networks
  beforeEach(async () => {
    networks = await openNetworks(database())
  })
  afterEach(() => networks.close())

  describe('in turn', () => {
    it('the first accepts and never answers, the second answers after 5 s, the third at once', async () => {
      await networks.usualPatience()
      await networks.cover('city-banks', '622588')
      await networks.outside.fault('city-banks', 'silent')
      await networks.outside.fault('joint-stock', 'late', 5_000)
      const router = networks.router()
      const begun = performance.now()
      expect(await router.verify(v7(), LI_LEI)).toEqual(YES)
      expect(performance.now() - begun).toBeLessThan(3_000)
      // Cheapest first: 2, 5 and 30 fen. All three stand on record, and what comes late decides nothing.
      await networks.becomes(['city-banks timed-out', 'joint-stock timed-out', 'unionpay answered'])
      await networks.becomes(['city-banks timed-out timeout', 'joint-stock late', 'unionpay answered'])
      expect((await networks.queries()).map(({ price, billed, verdict }) => [price, billed, verdict])).toEqual([
        [2, true, null],
        [5, true, 'I'],
        [30, true, 'I'],
      ])
      expect(networks.tries.map(({ network, outcome, cost }) => [network, outcome, cost])).toEqual([
        ['unionpay', 'verified', 30],
        ['joint-stock', 'late', 5],
        ['city-banks', 'timeout', 2],
      ])
      expect(networks.logged).toEqual([])
    })

    it('the cheapest that covers the card is asked, and nobody else', async () => {
      await networks.router().verify(v7(), LI_LEI)
      expect(await networks.story()).toEqual(['joint-stock answered'])
    })

    it.each([
      ['refusing', 'busy', false],
      ['bad-signature', 'bad-signature', true],
      ['other-question', 'other-question', true],
      ['invalid-message', 'invalid-message', true],
    ] as const)('one that is %s: the next at once, and the record says why', async (mode, fault, billed) => {
      await networks.outside.fault('joint-stock', mode)
      expect(await networks.router().verify(v7(), LI_LEI)).toEqual(YES)
      expect(await networks.story()).toEqual([`joint-stock failed ${fault}`, 'unionpay answered'])
      expect((await networks.queries())[0]).toMatchObject({ billed, verdict: null })
    })

    it('one that is down: the next at once, and nothing to pay', async () => {
      const { unionpay } = networks.outside.addresses.networks
      if (!unionpay) throw new Error('the sandbox has no UnionPay')
      const down = { url: 'http://127.0.0.1:2', publicKey: unionpay.publicKey }
      const router = networks.router({}, { networks: { 'joint-stock': down, unionpay } })
      expect(await router.verify(v7(), LI_LEI)).toEqual(YES)
      expect(await networks.story()).toEqual(['joint-stock failed unreached', 'unionpay answered'])
      expect((await networks.queries())[0]).toMatchObject({ billed: false })
    })

    it('one that says its answer twice is believed once', async () => {
      await networks.outside.fault('joint-stock', 'twice')
      expect(await networks.router().verify(v7(), LI_LEI)).toEqual(YES)
      expect(await networks.story()).toEqual(['joint-stock answered'])
    })

    it('a slow one may still come first: whichever valid answer comes first decides', async () => {
      await networks.term('joint-stock', 'patience', 100)
      await networks.outside.fault('joint-stock', 'late', 500)
      await networks.outside.fault('unionpay', 'late', 1_400)
      expect(await networks.router().verify(v7(), LI_LEI)).toEqual(YES)
      await networks.becomes(['joint-stock answered', 'unionpay late'])
    })

    it('a refusal is an answer: no other network is asked', async () => {
      const wrong = { ...LI_LEI, mobile: '13800138009' }
      expect(await networks.router().verify(v7(), wrong)).toEqual({ ok: false, why: 'mismatch' })
      const unknown = { ...LI_LEI, cardNumber: '6225881414207448' }
      expect(await networks.router().verify(v7(), unknown)).toEqual({ ok: false, why: 'unknown-card' })
      expect(await networks.story()).toEqual(['joint-stock answered', 'joint-stock answered'])
    })

    it('but that no bank of the network has issued the card is the network’s word: the next is asked', async () => {
      await networks.cover('city-banks', '622588')
      expect(await networks.router().verify(v7(), LI_LEI)).toEqual(YES)
      expect(await networks.story()).toEqual(['city-banks failed not-covered', 'joint-stock answered'])
    })

    it('none answers: told as an outage, and asked again under the same id it is the same question', async () => {
      for (const network of ['joint-stock', 'unionpay'] as const) await networks.outside.fault(network, 'refusing')
      const router = networks.router()
      const id = v7()
      await expect(router.verify(id, LI_LEI)).rejects.toMatchObject({ system: 'verification', effect: 'unreached' })
      await networks.outside.fault('unionpay', 'none')
      expect(await router.verify(id, LI_LEI)).toEqual(YES)
      expect(await networks.story()).toEqual([
        'joint-stock failed busy',
        'unionpay failed busy',
        'joint-stock failed busy',
        'unionpay answered',
      ])
    })
  })

  describe('by dated rows', () => {
    it('our bank asks only where it is a member, from the day on which it is one', async () => {
      const router = networks.router()
      await router.verify(v7(), CHEN_HUA)
      const tomorrow = new Date(networks.outside.now() + DAY_MS + 8 * 3_600_000).toISOString().slice(0, 10)
      await networks.term('big-five', 'member', 1, tomorrow)
      networks.outside.forward(DAY_MS - 3_600_000)
      // Past the validity of yesterday's answer.
      networks.outside.forward(DAY_MS)
      await router.verify(v7(), CHEN_HUA)
      expect(await networks.story()).toEqual(['unionpay answered', 'big-five answered'])
    })

    it('a price that falls changes the order, and is what the record says', async () => {
      await networks.term('unionpay', 'price', 3)
      await networks.router().verify(v7(), LI_LEI)
      expect(await networks.queries()).toMatchObject([{ network: 'unionpay', price: 3 }])
    })

    it('of coverage the most digits decide', async () => {
      await networks.cover('joint-stock', '62258814', false)
      await networks.router().verify(v7(), LI_LEI)
      expect(await networks.story()).toEqual(['unionpay answered'])
    })

    it('a card that no network of ours covers is nobody’s question', async () => {
      await networks.term('unionpay', 'member', 0)
      expect(await networks.router().verify(v7(), CHEN_HUA)).toEqual({ ok: false, why: 'not-covered' })
      expect(await networks.queries()).toEqual([])
    })
  })

  describe('not twice', () => {
    it('the same card and person within a day: the answer on record, by any gateway', async () => {
      await networks.router().verify(v7(), LI_LEI)
      networks.outside.forward(DAY_MS - MINUTE_MS)
      expect(await networks.router().verify(v7(), LI_LEI)).toEqual(YES)
      expect(await networks.story()).toEqual(['joint-stock answered'])
      networks.outside.forward(2 * MINUTE_MS)
      expect(await networks.router().verify(v7(), LI_LEI)).toEqual(YES)
      expect(await networks.story()).toEqual(['joint-stock answered', 'joint-stock answered'])
    })

    it('a refusal holds for ten minutes: what the bank has on record can be put right', async () => {
      const router = networks.router()
      const wrong = { ...LI_LEI, mobile: '13800138009' }
      await router.verify(v7(), wrong)
      networks.outside.forward(9 * MINUTE_MS)
      expect(await router.verify(v7(), wrong)).toEqual({ ok: false, why: 'mismatch' })
      networks.outside.forward(2 * MINUTE_MS)
      await router.verify(v7(), wrong)
      expect(await networks.queries()).toHaveLength(2)
    })

    it('another mobile number is another question', async () => {
      const router = networks.router()
      await router.verify(v7(), LI_LEI)
      expect(await router.verify(v7(), { ...LI_LEI, mobile: '13800138009' })).toEqual({ ok: false, why: 'mismatch' })
    })

    it('a repeat under the same id, however late: the answer that it had', async () => {
      const router = networks.router()
      const id = v7()
      await router.verify(id, LI_LEI)
      await networks.outside.fault('joint-stock', 'refusing')
      networks.outside.forward(30 * DAY_MS)
      expect(await router.verify(id, LI_LEI)).toEqual(YES)
      expect(await networks.story()).toEqual(['joint-stock answered'])
    })
  })

  describe('health', () => {
    it('one whose circuit breaker is open is passed over', async () => {
      const router = networks.router({ breakAfter: 2 })
      await networks.outside.fault('joint-stock', 'refusing')
      for (const mobile of ['13800138001', '13800138002', '13800138003'])
        await router.verify(v7(), { ...LI_LEI, mobile })
      expect(router.networks['joint-stock']?.state()).toBe('open')
      expect(await networks.story()).toEqual([
        ...['joint-stock failed busy', 'unionpay answered'],
        ...['joint-stock failed busy', 'unionpay answered'],
        'unionpay answered',
      ])
    })

    it('every breaker open: nobody is asked, and it is told as an outage', async () => {
      const router = networks.router({ breakAfter: 1 })
      for (const network of ['joint-stock', 'unionpay'] as const) await networks.outside.fault(network, 'refusing')
      await expect(router.verify(v7(), LI_LEI)).rejects.toMatchObject({ effect: 'unreached' })
      await expect(router.verify(v7(), LI_LEI)).rejects.toThrow('every circuit breaker is open')
      expect(await networks.queries()).toHaveLength(2)
    })

    it('one that kept three people waiting within a minute is asked last, by a gateway that has not met it too', async () => {
      await networks.term('joint-stock', 'patience', 50)
      await networks.outside.fault('joint-stock', 'late', 400)
      for (const mobile of ['13800138001', '13800138002', '13800138003'])
        await networks.router().verify(v7(), { ...LI_LEI, mobile })
      await expect.poll(async () => (await networks.queries()).filter(({ state }) => state === 'late').length).toBe(3)
      await networks.router().verify(v7(), LI_LEI)
      expect((await networks.queries()).slice(6)).toMatchObject([{ network: 'unionpay', state: 'answered' }])
    })
  })

  it('the report tells queries, cost, success and time by network', async () => {
    const router = networks.router()
    await router.verify(v7(), LI_LEI)
    await router.verify(v7(), { ...LI_LEI, mobile: '13800138009' })
    await networks.term('joint-stock', 'patience', 100)
    networks.outside.forward(MINUTE_MS)
    await networks.outside.fault('joint-stock', 'silent')
    await router.verify(v7(), { ...LI_LEI, mobile: '13800138008' })
    await networks.outside.fault('joint-stock', 'refusing')
    await router.verify(v7(), { ...LI_LEI, mobile: '13800138007' })
    const { from, to, networks: told } = await router.report('week')
    expect(to).toBe(businessDate(networks.outside.now()))
    expect(from).toBe(addDays(to, -6))
    expect(told).toEqual([
      {
        network: 'joint-stock',
        queries: 4,
        // Three of them: the one that was refused at the door costs nothing.
        cost: 15,
        answered: 2,
        refused: 1,
        late: 0,
        timedOut: 1,
        failed: 1,
        medianMs: expect.any(Number),
        p99Ms: expect.any(Number),
      },
      expect.objectContaining({ network: 'unionpay', queries: 2, cost: 60, answered: 2, refused: 2, timedOut: 0 }),
    ])
    const first = `${to.slice(0, 7)}-01`
    expect(await router.report('today')).toMatchObject({ from: to, to })
    expect(await router.report('month')).toMatchObject({ from: first, to })
    expect(await router.report('last-month')).toEqual({
      from: addMonths(first, -1),
      to: addDays(first, -1),
      networks: [],
    })
  })
})
