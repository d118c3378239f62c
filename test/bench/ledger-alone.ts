/** The ledger without HTTP, sessions or orders: batches of transfers locked, booked and committed, as the write path does. */
import { v7 } from 'uuid'
import type { AccountRef, Movement } from '../../src/bank/core.ts'
import { createLedger } from '../../src/ledger/ledger.ts'
import { openDatabase } from '../../src/storage/open.ts'
import { accountId, customerId, payeeOf } from './population.ts'
import type { BenchBank } from './stand.ts'

const BATCH = 500
const LANES = 2

/** Transfers a second. */
export async function benchLedger({ environment, customers }: BenchBank, seconds: number): Promise<number> {
  const ledger = createLedger()
  const db = await openDatabase({ url: environment.DATABASE_URL ?? '', maxConnections: LANES })
  // Made before: hashing names is no part of a ledger.
  const accounts = Array.from({ length: customers }, (_, n) => ({ owner: customerId(n), id: accountId(n) }))
  let next = 0
  let moved = 0
  let counting = false
  const end = performance.now() + (seconds + 2) * 1000
  setTimeout(() => {
    counting = true
  }, 2000)

  async function lane(): Promise<void> {
    while (performance.now() < end) {
      const movements = Array.from({ length: BATCH }, (): Movement => {
        const payer = (Math.imul(++next, 0x9e3779b1) >>> 0) % customers
        const legs = [
          { account: accounts[payer] as AccountRef, amount: -1 },
          { account: accounts[payeeOf(payer, customers)] as AccountRef, amount: 1 },
        ]
        // An id that begins with its time, as an order's does.
        return { kind: 'post', id: v7(), code: 'bench', legs }
      })
      await db.transaction(async (tx) => {
        await ledger.lock(
          tx,
          movements.flatMap((movement) => (movement.kind === 'post' ? movement.legs.map((leg) => leg.account) : [])),
        )
        await ledger.apply(tx, movements, Date.now())
      })
      if (counting) moved += BATCH
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  await db.close()
  return moved / seconds
}
