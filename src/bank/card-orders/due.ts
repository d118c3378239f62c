import type { Database, Queryable } from '../../storage/database.ts'
import type { Log } from '../bank.ts'
import type { Clock } from '../caller.ts'
import type { Worker } from '../capabilities.ts'
import type { OutsideOrderRow } from './records.ts'
import { type CardOrderKind, LEASE_MS, type Settlement } from './settling.ts'

type Table = CardOrderKind<OutsideOrderRow>['table']
type Key = Pick<OutsideOrderRow, 'customer_id' | 'id'>

/** Orders asked about side by side in one turn of the worker. */
const TURN = 20

/**
 * Takes orders whose time to be asked about has come, the longest due first, and puts the next time off to `until`, so
 * that several processes share the work. Should two ask about one all the same, no harm is done.
 */
const claimDue = (db: Queryable, table: Table, now: number, until: number): Promise<Key[]> =>
  db.query<Key>(
    `update ${table} set next_ask_at = $2, asked = asked + 1
     where (customer_id, id) in (
       select customer_id, id from ${table} where next_ask_at <= $1 order by next_ask_at limit $3 for update skip locked
     )
     returning customer_id, id`,
    [now, until, TURN],
  )

/** Asks again about orders that are not decided. Several processes may run it. */
export function createDueWorker<Record extends OutsideOrderRow>(
  { db, clock, log }: { db: Database; clock: Clock; log: Log },
  orders: {
    readonly name: string
    readonly table: Table
    find(key: Key): Promise<Record>
    readonly settlement: Settlement<Record>
  },
): Worker {
  return {
    name: orders.name,
    plenty: TURN,
    async run() {
      const now = clock.now()
      const due = await claimDue(db, orders.table, now, now + LEASE_MS)
      await Promise.all(
        due.map(async (key) => {
          try {
            await orders.settlement.ask(await orders.find(key))
          } catch (error) {
            log.error({ err: error, orderId: key.id, table: orders.table }, 'an order could not be asked about')
          }
        }),
      )
      return due.length
    },
  }
}

/**
 * Sends an order that was stored just now, and waits for what comes of it, but no longer than a person does: the work goes
 * on, and what it leaves undone stays due for the worker.
 */
export async function sendNow<Record extends OutsideOrderRow>(
  { log, patienceMs }: { readonly log: Log; readonly patienceMs: number },
  settlement: Settlement<Record>,
  record: Record,
  traceId: string,
): Promise<void> {
  // A twin of this very request may be at it already.
  if (record.attempts > 0) return
  const sending = settlement.send(record).catch((error: unknown) => {
    log.error({ err: error, orderId: record.id, traceId }, 'an order was left to the worker')
  })
  await within(sending, patienceMs)
}

/** Waits for work, but no longer than a time; the work goes on. */
async function within(work: Promise<void>, limitMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs)
  })
  try {
    await Promise.race([work, limit])
  } finally {
    clearTimeout(timer)
  }
}
