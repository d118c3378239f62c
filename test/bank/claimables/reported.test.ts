/** A card in the chat is no way around the warning of who was reported: neither by naming them, nor by confirming that they ask. */
import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import type { BankError } from '../../../src/bank/errors.ts'
import { eachDatabase } from '../../support/database.ts'
import { openTown, type Town, type Townsman, yuan } from '../town.ts'
import { claiming, code, gather } from './claiming.ts'

const SECOND_MS = 1_000

eachDatabase('a card in the chat for somebody whom many have reported', (database) => {
  let town: Town
  let liLei: Townsman
  let hanMei: Townsman
  let lin: Townsman
  const { account, claim, everythingHolds, send, texts } = claiming(() => town)

  beforeAll(async () => {
    town = await openTown(database())
  })
  beforeEach(async () => {
    ;({ liLei, hanMei, lin } = await gather(town, { accountClass: 'III', identified: false }))
    await town.report([])
  })

  /** The refusal, and the id under which its warning is read. */
  async function refusal(work: Promise<unknown>): Promise<{ readonly error: BankError; readonly payeeId: string }> {
    const error = await work.then(
      () => expect.fail('it was not refused'),
      (refused: BankError) => refused,
    )
    return { error, payeeId: String(error.params.payeeId) }
  }
  const toMei = () => send(liLei, { mode: 'named', mobile: hanMei.mobile })
  const untouched = async () => expect(await account(liLei)).toMatchObject({ available: yuan(20_000) })

  it('is made for her number only when the warning was read and the pause has passed', async () => {
    await town.report([{ mobile: hanMei.mobile }])
    const { error, payeeId } = await refusal(toMei())
    expect(error).toMatchObject({ code: 'PAYEE_REPORTED', field: 'mobile', params: { seconds: 30 } })
    await untouched()
    expect(await town.payees.acknowledge(liLei, payeeId)).toEqual({ seconds: 30 })
    town.clock.forward(30 * SECOND_MS - 1)
    expect((await refusal(toMei())).error).toMatchObject({ params: { seconds: 1 }, retryAfter: 1 })
    await untouched()
    town.clock.forward(1)
    const card = await toMei()
    await claim(hanMei, card.token)
    expect(await town.balance(hanMei)).toBe(yuan(100))
    await everythingHolds()
  })

  it('is refused before the PIN is used: what it bought is good when the warning was read', async () => {
    await town.report([{ mobile: hanMei.mobile }])
    const what = { amount: yuan(100), shares: 1, mode: 'named', mobile: hanMei.mobile } as const
    const id = randomUUID()
    const authorisation = await town.authorise(liLei, { kind: 'claimable', orderId: id, ...what })
    const order = { id, accountId: liLei.accountId, ...what, authorisation }
    const { payeeId } = await refusal(town.claimables.make(liLei, order))
    await town.payees.acknowledge(liLei, payeeId)
    town.clock.forward(30 * SECOND_MS)
    expect(await town.claimables.make(liLei, order)).toMatchObject({ state: 'open' })
    // Made, it is answered again whatever the list says.
    town.clock.forward(48 * 3_600 * SECOND_MS)
    expect(await town.claimables.make(liLei, order)).toMatchObject({ id })
  })

  it('is one with a transfer: who has read the warning for the one has read it for the other, and nobody for somebody else', async () => {
    await town.topUp(hanMei, yuan(500))
    await town.report([{ mobile: lin.mobile }])
    const { payeeId } = await refusal(send(liLei, { mode: 'named', mobile: lin.mobile }))
    await town.topUp(lin, yuan(1))
    expect(await town.payees.lookUp(liLei, { mobile: lin.mobile })).toMatchObject({ payeeId, reported: true })
    await town.payees.acknowledge(liLei, payeeId)
    town.clock.forward(30 * SECOND_MS)
    await send(liLei, { mode: 'named', mobile: lin.mobile })
    expect(await code(send(hanMei, { mode: 'named', mobile: lin.mobile }))).toBe('PAYEE_REPORTED')
  })

  it('knows her by her account’s number too; other cards and other people are warned of by nothing', async () => {
    const { number } = await town.accounts.get(hanMei, hanMei.accountId)
    await town.report([{ card: number }])
    expect(await code(toMei())).toBe('PAYEE_REPORTED')
    await send(liLei, { mode: 'named', mobile: lin.mobile })
    // Whoever comes first was not chosen by anybody.
    const card = await send(liLei)
    await claim(hanMei, card.token)
    await everythingHolds()
  })

  it('is not made for a number on the list that is no customer’s: there is nobody to be warned of', async () => {
    const nobody = '13900139000'
    await town.report([{ mobile: nobody }])
    const { error } = await refusal(send(liLei, { mode: 'named', mobile: nobody }))
    expect(error).toMatchObject({ code: 'CLAIMABLE_REPORTED', field: 'mobile' })
    await untouched()
    await town.report([])
    await send(liLei, { mode: 'named', mobile: nobody })
  })

  it('does not tell without end which numbers stand on the list: each try is one of the day’s cards', async () => {
    await town.report([{ mobile: hanMei.mobile }])
    for (let nth = 0; nth < 20; nth++) expect(await code(toMei())).toBe('PAYEE_REPORTED')
    expect(await code(toMei())).toBe('CLAIMABLE_DAY_LIMIT')
  })

  for (const to of ['account', 'bank card'] as const)
    it(`is confirmed to her ${to} only when the warning was read and the pause has passed; to decline needs neither`, async () => {
      const card = await send(liLei, { mode: 'confirm', shares: 2 })
      const asked = { id: randomUUID(), token: card.token, ...(to === 'account' ? {} : { cardId: hanMei.cardId }) }
      await town.claimables.claim(hanMei, asked)
      await town.report([{ mobile: hanMei.mobile }])
      const [ask] = (await town.claimables.get(liLei, card.id)).asks
      const answer = (confirm: boolean) =>
        town.claimables.answer(liLei, card.id, ask?.id ?? '', { id: randomUUID(), confirm })
      const { error, payeeId } = await refusal(answer(true))
      expect(error).toMatchObject({ code: 'PAYEE_REPORTED', params: { seconds: 30 } })
      await town.payees.acknowledge(liLei, payeeId)
      town.clock.forward(30 * SECOND_MS - 1)
      expect(await code(answer(true))).toBe('PAYEE_REPORTED')
      // The question stands, and she is told nothing.
      expect((await town.claimables.get(liLei, card.id)).asks).toHaveLength(1)
      expect(await town.claimables.opened(hanMei, card.token)).toMatchObject({ stands: 'asked' })
      town.clock.forward(1)
      const { shares } = await answer(true)
      expect(shares.filter(({ state }) => state === 'claimed')).toHaveLength(1)
      expect((await texts(hanMei)).join()).not.toContain('举报')

      await town.topUp(lin, yuan(1))
      await claim(lin, card.token)
      await town.report([{ mobile: lin.mobile }])
      const [other] = (await town.claimables.get(liLei, card.id)).asks
      const no = { id: randomUUID(), confirm: false }
      expect((await town.claimables.answer(liLei, card.id, other?.id ?? '', no)).asks).toEqual([])
      await everythingHolds()
    })
})
