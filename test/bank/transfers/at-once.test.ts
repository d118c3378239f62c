/** Many transfers at the same moment, over two processes' connections to one PostgreSQL. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../src/storage/database.ts'
import { openDatabase } from '../../../src/storage/open.ts'
import { freshPostgresUrl } from '../../support/database.ts'
import { openTown, type Town, type Townsman, yuan } from '../town.ts'

describe('fifty transfers at the same moment', () => {
  let databases: Database[] = []
  let towns: [Town, Town]

  beforeAll(async () => {
    const url = await freshPostgresUrl()
    databases = [await openDatabase({ url }), await openDatabase({ url })]
    const [one, other] = await Promise.all(databases.map((db) => openTown(db)))
    if (!one || !other) throw new Error('two towns on one database')
    towns = [one, other]
  })
  afterAll(() => Promise.all(databases.map((db) => db.close())))

  /** Sends fifty times, by both processes in turn, and tells what became of them. */
  async function fifty(send: (town: Town, index: number) => Promise<unknown>) {
    const sent = Array.from({ length: 50 }, (_, i) => send(i % 2 === 0 ? towns[0] : towns[1], i))
    const outcomes = await Promise.allSettled(sent)
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []))
    return { done: outcomes.length - refused.length, refused: [...new Set(refused)] }
  }
  const settle = async (name: string, amount: number): Promise<Townsman> => {
    const person = await towns[0].settle(name)
    if (amount > 0) await towns[0].topUp(person, amount)
    return person
  }
  const outLeft = async (person: Townsman) => (await towns[0].accounts.get(person, person.accountId)).out

  it('out of one account never exceed its day limit: 33 of 300.00 are 9,900.00', async () => {
    const payer = await settle('李雷', yuan(100_000))
    const payees = await Promise.all(
      Array.from({ length: 5 }, async () => towns[0].payeeOf(payer, await settle('陈华', 0))),
    )
    const { done, refused } = await fifty((town, i) => town.send(payer, payees[i % 5] ?? '', yuan(300)))
    expect([done, refused]).toEqual([33, ['CLASS_LIMIT_DAY']])
    expect(await towns[0].balance(payer)).toBe(yuan(100_000 - 9_900))
    expect(await outLeft(payer)).toMatchObject({ dayLeft: yuan(100), yearLeft: yuan(190_100) })
  })

  it('out of one account never exceed its balance: 14 of 70.00 are 980.00 of 1,000.00', async () => {
    const payer = await settle('李雷', yuan(1_000))
    const payeeId = await towns[0].payeeOf(payer, await settle('陈华', 0))
    const { done, refused } = await fifty((town) => town.send(payer, payeeId, yuan(70)))
    expect([done, refused]).toEqual([14, ['BALANCE_INSUFFICIENT']])
    expect(await towns[0].balance(payer)).toBe(yuan(20))
  })

  it('into one account never exceed what it may receive a day', async () => {
    const payee = await settle('陈华', 0)
    const payers = await Promise.all(
      Array.from({ length: 5 }, async () => {
        const person = await settle('李雷', yuan(10_000))
        return { person, payeeId: await towns[0].payeeOf(person, payee) }
      }),
    )
    const { done, refused } = await fifty((town, i) => {
      const { person, payeeId } = payers[i % 5] as (typeof payers)[number]
      return town.send(person, payeeId, yuan(300))
    })
    expect([done, refused]).toEqual([33, ['PAYEE_LIMIT']])
    expect(await towns[0].balance(payee)).toBe(yuan(9_900))
  })

  it('to and fro between two accounts neither block one another nor lose a fen', async () => {
    const [one, other] = [await settle('李雷', yuan(1_000)), await settle('陈华', yuan(1_000))]
    const [toOther, toOne] = [await towns[0].payeeOf(one, other), await towns[0].payeeOf(other, one)]
    const { done } = await fifty((town, i) =>
      i % 3 === 0 ? town.send(one, toOther, yuan(1)) : town.send(other, toOne, yuan(1)),
    )
    expect(done).toBe(50)
    expect([await towns[0].balance(one), await towns[0].balance(other)]).toEqual([yuan(1_016), yuan(984)])
  })

  it('with one id are one transfer and one answer', async () => {
    const payer = await settle('李雷', yuan(1_000))
    const payeeId = await towns[0].payeeOf(payer, await settle('陈华', 0))
    const order = { id: randomUUID(), accountId: payer.accountId, payeeId, amount: yuan(10) }
    const authorisation = await towns[0].authorise(payer, {
      kind: 'transfer',
      orderId: order.id,
      payeeId,
      amount: order.amount,
    })
    const receipts: unknown[] = []
    const { done } = await fifty(async (town) => {
      receipts.push(await town.transfers.make(payer, { ...order, authorisation }))
    })
    expect(done).toBe(50)
    expect(new Set(receipts.map((receipt) => JSON.stringify(receipt))).size).toBe(1)
    expect(await towns[0].balance(payer)).toBe(yuan(990))
  })

  it('with one authorisation are one transfer: the token is used once', async () => {
    const payer = await settle('李雷', yuan(1_000))
    const payeeId = await towns[0].payeeOf(payer, await settle('陈华', 0))
    const id = randomUUID()
    const authorisation = await towns[0].authorise(payer, { kind: 'transfer', orderId: id, payeeId, amount: yuan(10) })
    const { done, refused } = await fifty((town, i) =>
      town.transfers.make(payer, {
        id: i === 0 ? id : randomUUID(),
        accountId: payer.accountId,
        payeeId,
        amount: yuan(10),
        authorisation,
      }),
    )
    expect([done, refused]).toEqual([1, ['AUTHORISATION_INVALID']])
    expect(await towns[0].sumOfBooks()).toBe(0)
  })
})
