/**
 * One gateway process of the histories: a town with a write path and a pool of its own. Told over IPC what to send at once
 * and when it is; answers how each ended and when each was decided. Its address is the first argument.
 */
import { BankError } from '../../../src/bank/errors.ts'
import { openDatabase } from '../../../src/storage/open.ts'
import { openTown } from '../town.ts'
import type { Moment, Outcome, Sent } from './gateways.ts'

const [, , url = ''] = process.argv
const db = await openDatabase({ url })
/** Nanoseconds since the machine started: one clock for all processes. */
const nanoseconds = (): number => Number(process.hrtime.bigint())
let turns: [kind: string, id: string, at: number][] = []
const town = await openTown(db, {
  patienceMs: 60_000,
  decides: ({ kind, id }) => void turns.push([kind, id, nanoseconds()]),
})

function send({ caller, ...order }: Sent): Promise<unknown> {
  switch (order.call) {
    case 'upgrade':
      return town.classes.upgrade(caller, order.accountId, order.body)
    case 'topup':
      return town.topups.make(caller, order.body)
    case 'transfer':
      return town.transfers.make(caller, order.body)
    case 'claimable':
      return town.claimables.make(caller, order.body)
    case 'claim':
      return town.claimables.claim(caller, order.body)
    case 'take-back':
      return town.claimables.takeBack(caller, order.claimableId, order.body)
    case 'answer':
      return town.claimables.answer(caller, order.claimableId, order.askId, order.body)
    case 'ask':
      return town.paymentRequests.make(caller, order.body)
    case 'pay-share':
      return town.paymentRequests.pay(caller, order.token, order.body)
    case 'withdraw':
      return town.paymentRequests.withdraw(caller, order.requestId, order.body)
    case 'cash':
      return town.paymentRequests.markCash(caller, order.share, order.body)
    case 'give-back':
      return town.workers.claimables.run()
  }
}

process.on('message', async ({ at, orders }: Moment) => {
  town.clock.set(at)
  turns = []
  const outcomes = await Promise.all(
    orders.map((order) =>
      send(order).then(
        () => 'done',
        (error: unknown) => (error instanceof BankError ? error.code : String(error)),
      ),
    ),
  )
  process.send?.({ outcomes, turns } satisfies Outcome)
})
// The parent is gone.
process.on('disconnect', () => void db.close().then(() => process.exit(0)))
process.send?.('ready')
