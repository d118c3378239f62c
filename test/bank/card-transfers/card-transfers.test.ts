import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import type { Database } from '../../../src/storage/database.ts'
import { eachDatabase } from '../../support/database.ts'
import { allIsSound } from '../sound.ts'
import { openTown, type Town, type Townsman, yuan } from '../town.ts'
import { payCard, UNHEARD_OF, WANG } from './paying.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

eachDatabase('a transfer to a bank card', (database) => {
  let db: Database
  let town: Town
  let liLei: Townsman
  let chenHua: Townsman

  beforeAll(() => {
    db = database()
  })
  beforeEach(async () => {
    town = await openTown(db)
    liLei = await town.settle('李雷')
    chenHua = await town.settle('陈华')
    await town.topUp(liLei, yuan(20_000))
    return sound
  })

  const sound = () => allIsSound(town)
  const tell = async (payer: Townsman, card: { cardNumber: string; name: string } = WANG) =>
    ({ payeeId: (await town.payees.tellCard(payer, card)).payeeId }) as const
  const account = (person: Townsman) => town.accounts.get(person, person.accountId)
  async function asked(ms = MINUTE_MS) {
    town.clock.forward(ms)
    await town.workers.cardTransfers.run()
  }

  it('pays the card by number and name, and stands on the statement and in the book, masked', async () => {
    const payee = await town.payees.tellCard(liLei, WANG)
    expect(payee).toMatchObject({
      maskedName: '**明',
      maskedNumber: '622588******7430',
      bankName: '招商银行',
      known: false,
      alias: null,
    })
    expect((await town.payees.list(liLei)).cards).toEqual([])
    const made = await payCard(town, liLei, { payeeId: payee.payeeId }, yuan(300), { note: '房租' })
    expect(made).toMatchObject({
      state: 'done',
      own: false,
      amount: yuan(300),
      capitals: '人民币叁佰元整',
      maskedName: '**明',
      maskedNumber: '622588******7430',
      bankName: '招商银行',
      note: '房租',
      reason: null,
    })
    expect(town.cards.paidTo).toEqual([
      { cardNumber: WANG.cardNumber, name: WANG.name, amount: yuan(300), at: made.createdAt },
    ])
    expect(await account(liLei)).toMatchObject({ balance: yuan(19_700), available: yuan(19_700) })
    const { entries } = await town.accounts.statement(liLei, liLei.accountId, {})
    expect(entries[0]).toMatchObject({
      kind: 'card-transfer',
      orderId: made.id,
      amount: -yuan(300),
      counterparty: '**明 招商银行（7430）',
      note: '房租',
    })
    expect((await town.payees.list(liLei)).cards).toEqual([{ ...payee, known: true, paidAt: made.createdAt }])
    expect((await account(liLei)).out).toMatchObject({ dayLeft: yuan(9_700), yearLeft: yuan(199_700) })
  })

  it('is paid again without a name being told, by an alias; taken out, it is new', async () => {
    const to = await tell(liLei)
    const { cardNumber } = WANG
    await expect(town.payees.tellCard(liLei, { cardNumber })).rejects.toMatchObject({ code: 'CARD_NAME_REQUIRED' })
    await payCard(town, liLei, to, yuan(1))
    expect(await town.payees.tellCard(liLei, { cardNumber })).toMatchObject({ ...to, known: true })
    await expect(town.payees.tellCard(chenHua, { cardNumber })).rejects.toMatchObject({ code: 'CARD_NAME_REQUIRED' })
    await town.payees.rename(liLei, to.payeeId, '房东')
    expect((await town.payees.list(liLei)).cards).toMatchObject([{ alias: '房东', known: true }])
    await payCard(town, liLei, to, yuan(2))
    expect(town.cards.paid()).toBe(yuan(3))
    await town.payees.remove(liLei, to.payeeId)
    expect((await town.payees.list(liLei)).cards).toEqual([])
    expect(await town.payees.tellCard(liLei, WANG)).toMatchObject({ ...to, known: false, alias: null })
    await expect(town.payees.rename(chenHua, to.payeeId, '别人的')).rejects.toMatchObject({ code: 'PAYEE_UNKNOWN' })
  })

  it('to a bank that the number does not tell is left to the card system', async () => {
    const payee = await town.payees.tellCard(liLei, UNHEARD_OF)
    expect(payee).toMatchObject({ bankName: null, maskedNumber: '629999******7890' })
    expect(await payCard(town, liLei, { payeeId: payee.payeeId }, yuan(1))).toMatchObject({
      state: 'done',
      bankName: null,
    })
    const { entries } = await town.accounts.statement(liLei, liLei.accountId, {})
    expect(entries[0]).toMatchObject({ counterparty: '*敏 银行卡（7890）' })
  })

  it('to one’s own bound card counts towards no limit, for Class III too', async () => {
    const pupil = await town.settle('小明', { accountClass: 'III' })
    await town.topUp(pupil, yuan(2_000))
    for (const person of [liLei, pupil]) {
      const before = await account(person)
      const amount = before.available
      const made = await payCard(town, person, { cardId: person.cardId }, amount)
      expect(made).toMatchObject({ state: 'done', own: true, maskedName: null, bankName: '招商银行' })
      const after = await account(person)
      expect(after).toMatchObject({ balance: 0, out: before.out })
    }
    expect(town.cards.paidTo).toEqual([])
    expect((await town.payees.list(liLei)).cards).toEqual([])
  })

  it('that is refused gives money and limits back, and says why', async () => {
    town.cards.feel('refused')
    const made = await payCard(town, liLei, await tell(liLei), yuan(9_000))
    expect(made).toMatchObject({ state: 'refused', reason: '余额不足' })
    expect(await account(liLei)).toMatchObject({ available: yuan(20_000), out: { dayLeft: yuan(10_000) } })
    expect((await town.payees.list(liLei)).cards).toEqual([])
    const { entries } = await town.accounts.statement(liLei, liLei.accountId, {})
    expect(entries.map(({ kind }) => kind)).toEqual(['topup'])
  })

  it('is neither done nor failed while the card system is silent; then its word ends it, and an SMS tells', async () => {
    for (const [word, available] of [
      ['done', yuan(19_900)],
      ['refused', yuan(19_900)],
    ] as const) {
      town.cards.feel('processing')
      town.cards.answerQuestions(false)
      const { id } = await payCard(town, liLei, await tell(liLei), yuan(100))
      await asked()
      expect(await town.cardTransfers.get(liLei, id)).toMatchObject({ state: 'unknown', finishedAt: null })
      expect((await account(liLei)).available).toBe(word === 'done' ? yuan(19_900) : yuan(19_800))
      await sound()
      town.cards.answerQuestions(true)
      town.cards.decide(word)
      await asked(10 * MINUTE_MS)
      expect(await town.cardTransfers.get(liLei, id)).toMatchObject({ state: word })
      expect((await account(liLei)).available).toBe(available)
    }
    await town.workers.outbox.run()
    const texts = town.messages.map(({ text }) => text)
    expect(texts).toContainEqual(expect.stringContaining('转到银行卡的100.00元已到账'))
    expect(texts).toContainEqual(expect.stringContaining('没有成功，钱已退回账户'))
  })

  it('whose answer is lost is paid once, however often it is sent and asked about', async () => {
    town.cards.feel('lost')
    const [id, to] = [randomUUID(), await tell(liLei)]
    expect(await payCard(town, liLei, to, yuan(50), { id })).toMatchObject({ state: 'unknown' })
    const again = { id, accountId: liLei.accountId, to, amount: yuan(50), note: '', authorisation: { token: 'none' } }
    expect(await town.cardTransfers.make(liLei, again)).toMatchObject({ id, state: 'unknown' })
    await asked()
    expect(await town.cardTransfers.make(liLei, again)).toMatchObject({ id, state: 'done' })
    expect(town.cards.paid()).toBe(yuan(50))
    await expect(town.cardTransfers.make(liLei, { ...again, amount: yuan(51) })).rejects.toMatchObject({
      code: 'ID_REUSED',
    })
  })

  it('that never reached the card system is given back at once; one that arrives late is asked for until it has', async () => {
    town.cards.feel('unreached')
    expect(await payCard(town, liLei, await tell(liLei), yuan(5))).toMatchObject({ state: 'refused' })
    town.cards.feel('late')
    const { id } = await payCard(town, liLei, await tell(liLei), yuan(5))
    await asked()
    expect(await town.cardTransfers.get(liLei, id)).toMatchObject({ state: 'unknown' })
    town.cards.feel('done')
    await asked(10 * MINUTE_MS)
    expect(await town.cardTransfers.get(liLei, id)).toMatchObject({ state: 'done' })
    expect(town.cards.paid()).toBe(yuan(5))
  })

  it('is gone on from after a crash at either point', async () => {
    for (const point of ['card-transfer.before-payout', 'card-transfer.before-answer-stored']) {
      town.stopAt(point)
      const { id, state } = await payCard(town, liLei, await tell(liLei), yuan(7))
      expect(state).toBe('processing')
      town.stopAt(undefined)
      await asked()
      expect(await town.cardTransfers.get(liLei, id)).toMatchObject({ state: 'done' })
    }
    expect(town.cards.paid()).toBe(yuan(14))
    expect((await account(liLei)).balance).toBe(yuan(19_986))
  })

  it('never exceeds a limit of the day, however many orders arrive at once, and what is undecided counts', async () => {
    town.cards.feel('processing')
    const to = await tell(liLei)
    const orders = await Promise.allSettled(Array.from({ length: 4 }, () => payCard(town, liLei, to, yuan(3_000))))
    expect(orders.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
    expect(orders.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'CLASS_LIMIT_DAY', params: { left: '1,000.00' } },
    })
    expect(await account(liLei)).toMatchObject({ available: yuan(11_000), out: { dayLeft: yuan(1_000) } })
    await expect(town.send(liLei, await town.payeeOf(liLei, chenHua), yuan(1_001))).rejects.toMatchObject({
      code: 'CLASS_LIMIT_DAY',
    })
    // Refused on another day, it is given back to the day of the order.
    town.clock.forward(DAY_MS)
    town.cards.decide('refused')
    town.cards.feel('done')
    await payCard(town, liLei, to, yuan(10_000))
    await asked()
    expect(await account(liLei)).toMatchObject({
      available: yuan(10_000),
      out: { dayLeft: 0, yearLeft: yuan(190_000) },
    })
  })

  it('to a name that is not the holder’s is refused, and nobody guesses names: five a day, over all accounts and at once', async () => {
    const other = await town.openAnother(liLei, 'II')
    await town.topUp(other, yuan(100))
    town.cards.feel('wrong-name')
    const names = ['王大明', '王二明', '王三明', '王四明', '王五明', '王六明', '王七明']
    const told = await Promise.all(names.map((name) => tell(liLei, { ...WANG, name })))
    const tries = await Promise.allSettled(told.map((to, n) => payCard(town, n % 2 === 0 ? liLei : other, to, yuan(1))))
    const made = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    expect(made).toHaveLength(5)
    for (const one of made) expect(one).toMatchObject({ state: 'refused', reason: expect.stringContaining('对不上') })
    const late = tries.find(({ status }) => status === 'rejected')
    expect(late).toMatchObject({ reason: { code: 'CARD_NAME_LIMIT', retryAfter: 10 * 3600 } })
    expect(await account(liLei)).toMatchObject({ available: yuan(20_000), out: { dayLeft: yuan(10_000) } })
    await sound()
    // Others may pay it, and so may who guessed, a day later; a right name is no guess any more.
    town.cards.feel('done')
    await expect(payCard(town, liLei, await tell(liLei), yuan(1))).rejects.toMatchObject({ code: 'CARD_NAME_LIMIT' })
    await town.topUp(chenHua, yuan(10))
    expect(await payCard(town, chenHua, await tell(chenHua), yuan(1))).toMatchObject({ state: 'done' })
    town.clock.forward(DAY_MS)
    for (let n = 0; n < 6; n++) {
      const card = { cardNumber: `62258800000000${String(10 + n)}`, name: '王小明' }
      expect(await payCard(town, liLei, await tell(liLei, card), yuan(1))).toMatchObject({ state: 'done' })
    }
  })

  it('is refused with its way out: own card, this bank’s account, unknown ids, nothing there, an amount of nothing', async () => {
    const [own] = await db.query<{ number_sealed: Uint8Array }>('select number_sealed from cards where id = $1', [
      liLei.cardId,
    ])
    const cardNumber = town.sealer.open(own?.number_sealed ?? new Uint8Array())
    await expect(tell(liLei, { cardNumber, name: '李雷' })).rejects.toMatchObject({ code: 'CARD_PAYEE_OWN' })
    const { number } = await account(chenHua)
    for (const ours of [number, '6231910000123456786']) {
      await expect(tell(liLei, { cardNumber: ours, name: '陈华' })).rejects.toMatchObject({ code: 'CARD_PAYEE_HERE' })
    }
    await expect(tell(liLei, { ...WANG, name: '   ' })).rejects.toMatchObject({ code: 'NAME_INVALID' })
    const theirs = await tell(chenHua)
    for (const to of [theirs, { payeeId: randomUUID() }]) {
      await expect(payCard(town, liLei, to, yuan(1))).rejects.toMatchObject({ code: 'CARD_PAYEE_UNKNOWN' })
    }
    await expect(payCard(town, liLei, { cardId: chenHua.cardId }, yuan(1))).rejects.toMatchObject({
      code: 'CARD_NOT_BOUND',
    })
    await expect(
      payCard(town, { ...liLei, accountId: chenHua.accountId }, await tell(liLei), yuan(1)),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(payCard(town, liLei, await tell(liLei), 0)).rejects.toMatchObject({ code: 'AMOUNT_INVALID' })
    await expect(payCard(town, chenHua, theirs, yuan(1))).rejects.toMatchObject({ code: 'BALANCE_INSUFFICIENT' })
    const made = await payCard(town, liLei, await tell(liLei), yuan(1))
    await expect(town.cardTransfers.get(chenHua, made.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const stranger = { ...liLei, customerId: randomUUID() }
    await expect(town.payees.tellCard(stranger, WANG)).rejects.toMatchObject({ code: 'ACCOUNT_REQUIRED' })
    expect(town.cards.paidTo).toHaveLength(1)
  })

  it('stops with what stops the account; one that is under way ends all the same', async () => {
    town.cards.feel('processing')
    const to = await tell(liLei)
    const { id } = await payCard(town, liLei, to, yuan(100))
    await town.restrictions.freeze(liLei, { id: randomUUID() })
    await expect(payCard(town, liLei, to, yuan(1))).rejects.toMatchObject({ code: 'ACCOUNT_FROZEN_SELF' })
    await expect(payCard(town, liLei, { cardId: liLei.cardId }, yuan(1))).rejects.toMatchObject({
      code: 'ACCOUNT_FROZEN_SELF',
    })
    town.cards.decide('done')
    await asked()
    expect(await town.cardTransfers.get(liLei, id)).toMatchObject({ state: 'done' })
  })

  it('keeps the account open, and its card bound, until it is decided', async () => {
    town.cards.feel('processing')
    await payCard(town, liLei, { cardId: liLei.cardId }, yuan(100))
    const closing = { kind: 'closure', orderId: randomUUID(), accountId: liLei.accountId } as const
    const close = async () =>
      town.closures.close(liLei, liLei.accountId, {
        id: closing.orderId,
        authorisation: await town.authorise(liLei, closing),
      })
    await expect(close()).rejects.toMatchObject({ code: 'CLOSURE_HOLDS' })
    town.cards.decide('done')
    town.cards.feel('done')
    await asked()
    expect(await close()).toMatchObject({ state: 'done', amount: yuan(19_900) })
  })

  it('counts what goes through a light account, and goes on when that has become Class II meanwhile', async () => {
    const pupil = await town.settle('小明', { accountClass: 'III' })
    await town.topUp(pupil, yuan(100))
    await payCard(town, pupil, await tell(pupil), yuan(40))
    const [counters] = await db.query<{ used: Record<string, number> }>(
      'select used from account_counters where account_id = $1',
      [pupil.accountId],
    )
    expect(counters?.used['turnover open']).toBe(yuan(140))
    town.cards.feel('processing')
    const { id } = await payCard(town, pupil, await tell(pupil), yuan(5))
    await town.moveUp(pupil)
    town.cards.decide('done')
    await asked()
    expect(await town.cardTransfers.get(pupil, id)).toMatchObject({ state: 'done' })
  })

  it('leaves no card number and no name in plain anywhere, and cards that were told and not paid are swept', async () => {
    await payCard(town, liLei, await tell(liLei), yuan(1), { note: '悄悄话' })
    for (const table of ['card_payees', 'card_transfers', 'entries', 'writes', 'authorisations', 'outbox']) {
      const rows = await db.query<{ text: string }>(`select t::text as text from ${table} t`)
      const all = rows.map(({ text }) => text).join('\n')
      for (const secret of [WANG.cardNumber, WANG.name, '悄悄话']) expect(all, table).not.toContain(secret)
    }
    const { payeeId } = await town.payees.tellCard(liLei, UNHEARD_OF)
    await town.sweep()
    expect((await tell(liLei, UNHEARD_OF)).payeeId).toBe(payeeId)
    town.clock.forward(2 * DAY_MS)
    await town.sweep()
    expect((await tell(liLei, UNHEARD_OF)).payeeId).not.toBe(payeeId)
    expect((await town.payees.list(liLei)).cards).toHaveLength(1)
  })

  it('tells no more cards than a day allows', async () => {
    const cards = Array.from({ length: 31 }, (_, n) => ({ cardNumber: `622588000000${1000 + n}`, name: '王小明' }))
    const told = await Promise.allSettled(cards.map((card) => tell(chenHua, card)))
    expect(told.filter(({ status }) => status === 'fulfilled')).toHaveLength(30)
    expect(told.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'CARD_PAYEE_LIMIT' } })
  })
})
