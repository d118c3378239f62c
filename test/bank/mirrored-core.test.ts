import { afterAll, beforeAll, expect, it } from 'vitest'
import { type HostCore, hostCoreSender, type Instruction, mirroredCore } from '../../docs/examples/mirrored-core.ts'
import { accountKey } from '../../src/bank/core.ts'
import { createLedger } from '../../src/ledger/ledger.ts'
import { eachDatabase } from '../support/database.ts'
import { openTown, type Town, yuan } from './town.ts'

/** A bank's own core: books each instruction once, whoever sends it again, and can be away. */
function hostCore() {
  const booked = new Map<string, Instruction>()
  let away = false
  let told = 0
  const host: HostCore = {
    async book(id, instruction) {
      told++
      if (away) throw new Error('the host core is away')
      booked.set(id, instruction)
    },
  }
  return {
    host,
    told: () => told,
    goAway: () => {
      away = true
    },
    comeBack: () => {
      away = false
    },
    booked: () => booked.size,
    /** What the host has on each account, by its own sums. */
    balances() {
      const sums = new Map<string, number>()
      for (const { movement } of booked.values()) {
        if (movement.kind !== 'post') continue
        for (const { account, amount } of movement.legs) {
          sums.set(accountKey(account), (sums.get(accountKey(account)) ?? 0) + amount)
        }
      }
      return sums
    },
  }
}

eachDatabase('the books in front of the bank’s own core', (database) => {
  const own = hostCore()
  const core = mirroredCore(createLedger())
  let town: Town

  beforeAll(async () => {
    // Every instruction is told twice, as after a lost answer.
    const twice: HostCore = {
      async book(id, instruction) {
        await own.host.book(id, instruction)
        await own.host.book(id, instruction)
      },
    }
    town = await openTown(database(), { core, senders: hostCoreSender(twice) })
  })
  afterAll(() => own.comeBack())

  it('end the day with the same balances on both sides, although the host was away and heard everything twice', async () => {
    const payer = await town.settle('李雷')
    const payee = await town.settle('陈华')
    await town.topUp(payer, yuan(1000))
    await town.workers.outbox.run()
    expect(own.booked()).toBe(1)

    own.goAway()
    for (const amount of [200, 50, 0.01]) await town.send(payer, await town.payeeOf(payer, payee), yuan(amount))
    await town.workers.outbox.run()
    expect(own.booked()).toBe(1)
    expect(await town.balance(payee)).toBe(25_001)

    own.comeBack()
    town.clock.forward(60_000)
    while ((await town.workers.outbox.run()) > 0);
    expect(own.booked()).toBe(4)
    expect(own.told()).toBeGreaterThan(own.booked())

    const accounts = [payer, payee].map(({ customerId, accountId }) => ({ owner: customerId, id: accountId }))
    const ours = await core.balances(database(), accounts)
    for (const account of accounts) {
      expect(own.balances().get(accountKey(account))).toBe(ours.get(accountKey(account))?.posted)
    }
    expect([...own.balances().values()].reduce((sum, amount) => sum + amount, 0)).toBe(0)
  })

  it('tell nothing of a refused order', async () => {
    const payer = await town.settle('韩梅')
    const payee = await town.settle('王芳')
    const before = own.told()
    await expect(town.send(payer, await town.payeeOf(payer, payee), yuan(1))).rejects.toMatchObject({
      code: 'BALANCE_INSUFFICIENT',
    })
    while ((await town.workers.outbox.run()) > 0);
    expect(own.told()).toBe(before)
  })
})
