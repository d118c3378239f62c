/**
 * The law: a transfer that waits ends once and one way. Attacked with orders that are due on two processes at the moment
 * at which their payers cancel them, over PostgreSQL: who is told 'cancelled' keeps the money, who is told 'too late' has paid.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as rest } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../src/storage/database.ts'
import { openDatabase } from '../../../src/storage/open.ts'
import { freshPostgresUrl } from '../../support/database.ts'
import { auditBank } from '../../support/ledger.ts'
import { openTown, type Town, type Townsman, yuan } from '../town.ts'

const PAYERS = 6
const ORDERS = 20
const ORDINARY = { arrival: 'ordinary' } as const

describe('orders that are due on two processes', () => {
  let databases: Database[] = []
  let towns: [Town, Town]
  let payee: Townsman

  beforeAll(async () => {
    const url = await freshPostgresUrl()
    databases = [await openDatabase({ url }), await openDatabase({ url })]
    const [one, other] = await Promise.all(databases.map((db) => openTown(db)))
    if (!one || !other) throw new Error('two towns on one database')
    towns = [one, other]
  })
  afterAll(() => Promise.all(databases.map((db) => db.close())))

  const townOf = (index: number) => (index % 2 === 0 ? towns[0] : towns[1])
  const stateOf = ({ payer, id }: Ordered) => towns[0].scheduled.get(payer, id).then(({ state }) => state)

  interface Ordered {
    readonly payer: Townsman
    readonly id: string
    readonly runsAt: number
  }
  /** Everybody orders twenty of one yuan, two hours ahead. */
  async function order(balance: number): Promise<Ordered[]> {
    payee = await towns[0].settle('陈华')
    const payers = await Promise.all(
      Array.from({ length: PAYERS }, async () => {
        const payer = await towns[0].settle('李雷')
        await towns[0].topUp(payer, balance)
        return { payer, payeeId: await towns[0].payeeOf(payer, payee) }
      }),
    )
    return Promise.all(
      payers.flatMap(({ payer, payeeId }) =>
        Array.from({ length: ORDERS }, async (_, index) => {
          const { id, runsAt } = await townOf(index).sendLater(payer, payeeId, yuan(1), ORDINARY)
          return { payer, id, runsAt }
        }),
      ),
    )
  }
  const due = (orders: readonly Ordered[]) => {
    for (const town of towns) town.clock.set(Math.max(...orders.map(({ runsAt }) => runsAt)))
  }
  const runOnBoth = async () => {
    while ((await Promise.all(towns.map((town) => town.workers.scheduled.run()))).some((done) => done > 0)) {}
  }

  it('and cancelled at that moment are paid or cancelled, and their payers were told which', async () => {
    const orders = await order(yuan(1_000))
    const cancel = ({ payer, id }: Ordered, index: number) =>
      townOf(index)
        .scheduled.cancel(payer, id)
        .then(
          ({ state }) => state,
          (error: { code: string }) => error.code,
        )
    due(orders)
    // The first comes before the workers do, the last when they have been, and all others meanwhile.
    const [first = 'none'] = await Promise.all(orders.slice(0, 1).map(cancel))
    const running = runOnBoth()
    const meanwhile = orders.slice(1).map(async (one, index) => {
      await (index === orders.length - 2 ? running : rest((index * 7) % 60))
      return cancel(one, index)
    })
    const told = [first, ...(await Promise.all(meanwhile))]
    await runOnBoth()
    const states = await Promise.all(orders.map(stateOf))
    expect(told).toEqual(states.map((state) => (state === 'done' ? 'SCHEDULED_ENDED' : 'cancelled')))
    const paid = states.filter((state) => state === 'done').length
    expect(paid).toBeGreaterThan(0)
    expect(paid).toBeLessThan(orders.length)
    expect(await towns[0].balance(payee)).toBe(yuan(paid))
    expect(towns.flatMap(({ logged }) => logged)).toEqual([])
    expect(await auditBank(databases[0] as Database)).toEqual([])
  })

  it('run once each, however often the workers come by at the same moment', async () => {
    const orders = await order(yuan(1_000))
    due(orders)
    await Promise.all(Array.from({ length: 20 }, (_, index) => townOf(index).workers.scheduled.run()))
    await runOnBoth()
    expect(new Set(await Promise.all(orders.map(stateOf)))).toEqual(new Set(['done']))
    expect(await towns[0].balance(payee)).toBe(yuan(PAYERS * ORDERS))
    expect(await auditBank(databases[0] as Database)).toEqual([])
  })

  it('never take more than there is: of twenty with money for twelve, eight fail and say so', async () => {
    const orders = await order(yuan(12))
    due(orders)
    await runOnBoth()
    const states = await Promise.all(orders.map(stateOf))
    expect(states.filter((state) => state === 'done')).toHaveLength(PAYERS * 12)
    expect(states.filter((state) => state === 'failed')).toHaveLength(PAYERS * (ORDERS - 12))
    expect(await towns[0].balance(payee)).toBe(yuan(PAYERS * 12))
    expect(await auditBank(databases[0] as Database)).toEqual([])
  })

  it('take nothing once a freeze was acknowledged', async () => {
    const orders = await order(yuan(1_000))
    due(orders)
    const running = runOnBoth()
    const [{ payer } = { payer: payee }] = orders
    await towns[1].restrictions.freeze(payer, { id: randomUUID() })
    const left = await towns[0].balance(payer)
    await running
    await runOnBoth()
    expect(await towns[0].balance(payer)).toBe(left)
    const states = await Promise.all(orders.filter((one) => one.payer === payer).map(stateOf))
    expect(states.filter((state) => state === 'done')).toHaveLength((yuan(1_000) - left) / 100)
    expect(states).not.toContain('waiting')
    expect(await auditBank(databases[0] as Database)).toEqual([])
  })
})
