/** A small bank that people have lived in: top-ups, transfers, deposits running, withdrawn and matured, a hold, a chain. */
import { randomUUID } from 'node:crypto'
import type { Database } from '../../../src/storage/database.ts'
import { ledger } from '../../support/ledger.ts'
import { sealAll, sealerOf } from '../../support/seals.ts'
import { ask, markCash, payShare } from '../payment-requests/asking.ts'
import { openTown, type Town, type Townsman, yuan } from '../town.ts'

const DAY_MS = 86_400_000

export interface LivedIn {
  readonly liLei: Townsman
  readonly chenHua: Townsman
  /** Of a transfer of 300.00 from Li Lei to Chen Hua. */
  readonly transferId: string
  readonly runningDeposit: string
  /** Of a card of Li Lei's that Chen Hua claimed the other share of. */
  readonly openShare: string
  /** Li Lei asks for 12.00 among four, himself too: Chen Hua has paid the first share, the second is cash, one is open. */
  readonly asked: string
  readonly hold: string
}

/** Lives in an empty database. All of it is sealed, in three blocks. */
export async function liveIn(db: Database): Promise<LivedIn> {
  const town = await openTown(db)
  const sealer = sealerOf(db)
  const liLei = await town.settle('李雷')
  const chenHua = await town.settle('陈华')
  const pupil = await town.settle('小明', { accountClass: 'III' })
  const toChen = await town.payeeOf(liLei, chenHua)
  await town.topUp(liLei, yuan(30_000))
  await town.topUp(chenHua, yuan(500))
  const { id: transferId } = await town.send(liLei, toChen, yuan(300), { note: '午饭' })
  await town.workers.outbox.run()
  await sealAll(sealer)

  const deposited = async (productId: string) => (await deposit(town, liLei, productId, yuan(1_000))).id
  await deposited('anxin-3m')
  const early = await deposited('anxin-12m')
  const runningDeposit = await deposited('anxin-36m')
  // The last day of the first has come; the second is taken out early.
  town.clock.forward(100 * DAY_MS)
  await town.workers.maturity.run()
  const order = { kind: 'withdrawal', orderId: randomUUID(), depositId: early } as const
  const authorisation = await town.authorise(liLei, order)
  await town.deposits.withdraw(liLei, early, { id: order.orderId, authorisation })
  await sealAll(sealer)

  // Of three more top-ups one is refused, and one of a Class III account is not decided.
  town.cards.feel('refused')
  await town.topUp(chenHua, yuan(10))
  town.cards.feel('processing')
  await town.topUp(pupil, yuan(20))
  town.cards.feel('done')
  await town.topUp(pupil, yuan(30))
  await town.send(chenHua, await town.payeeOf(chenHua, liLei), yuan(12.5))
  await town.send(liLei, toChen, yuan(1))
  await town.sendLater(liLei, toChen, yuan(2), { arrival: 'ordinary' })
  town.clock.forward(2 * 3_600_000)
  await town.workers.scheduled.run()
  await town.scheduled.cancel(liLei, (await town.sendLater(liLei, toChen, yuan(3), { arrival: 'next-day' })).id)
  await town.sendLater(liLei, toChen, yuan(4), { arrival: 'next-day' })
  // Of a card of two shares one is claimed; another card is taken back.
  const card = await sendCard(town, liLei, 2)
  await town.claimables.claim(chenHua, { id: randomUUID(), token: card.token })
  const back = await sendCard(town, liLei, 1)
  await town.claimables.takeBack(liLei, back.id, { id: randomUUID() })
  const openShare = (await town.claimables.get(liLei, card.id)).shares.find(({ state }) => state === 'open')?.id ?? ''
  const asked = await ask(town, liLei, { total: yuan(12), people: 4 })
  await markCash(town, liLei, [asked.id, 2], true)
  await markCash(town, liLei, [asked.id, 3], true)
  await payShare(town, chenHua, asked.token)
  await markCash(town, liLei, [asked.id, 3], false)
  const hold = randomUUID()
  await db.transaction(async (tx) => {
    const [from, to] = [liLei, chenHua].map(({ customerId, accountId }) => ({ owner: customerId, id: accountId }))
    if (!from || !to) return
    const legs = [
      { account: from, amount: -yuan(5) },
      { account: to, amount: yuan(5) },
    ]
    await ledger.lock(tx, [from, to])
    await ledger.apply(tx, [{ kind: 'hold', id: hold, code: 'order', legs, expiresAt: null }], town.clock.now())
  })
  await sealAll(sealer)
  return { liLei, chenHua, transferId, runningDeposit, openShare, asked: asked.id, hold }
}

async function deposit(town: Town, person: Townsman, productId: string, amount: number) {
  const id = randomUUID()
  const authorisation = await town.authorise(person, { kind: 'deposit', orderId: id, productId, amount })
  return town.deposits.make(person, { id, accountId: person.accountId, productId, amount, authorisation })
}

async function sendCard(town: Town, { accountId, ...caller }: Townsman, shares: number) {
  const order = { amount: yuan(3), shares, mode: 'first' } as const
  const id = randomUUID()
  const authorisation = await town.authorise(caller, { kind: 'claimable', orderId: id, ...order })
  return town.claimables.make(caller, { id, accountId, ...order, authorisation })
}
