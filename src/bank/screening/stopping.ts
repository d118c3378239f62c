import { businessDate } from '../../contract/dates.ts'
import type { Database } from '../../storage/database.ts'
import type { Clock } from '../caller.ts'
import type { Worker } from '../capabilities.ts'

/** Why a customer's business is stopped, and the first day on which it is not any more; null: until somebody lifts it. */
export interface Listed {
  readonly list: 'fraud' | 'sanctions'
  readonly matchId: string
  readonly until: string | null
}

/**
 * The port of whoever stops business: called for each customer whom a list means for certain, again after a failure, so
 * it must bear a repeat. Fraud list: all business but that at a counter. Sanctions: all of it.
 */
export type Stop = (customerId: string, why: Listed) => Promise<void>

const BATCH = 50

interface Row {
  readonly id: string
  readonly customer_id: string
  readonly list: 'fraud' | 'sanctions'
  readonly barred_until: string | null
}

/** Hands every customer who is meant to the port, once; until then `screening.open()` shows them to people. */
export function createStopping({ db, clock, stop }: { db: Database; clock: Clock; stop: Stop }): Worker {
  return {
    name: 'list-stops',
    plenty: BATCH,
    async run() {
      const rows = await db.query<Row>(
        `select m.id, m.customer_id, m.list, m.barred_until from list_matches m join customers c on c.id = m.customer_id
         where m.state in ('confirmed', 'listed') and m.stopped_at is null and c.stage = 'customer'
           and (m.barred_until is null or m.barred_until > $1)
         order by m.found_at limit $2`,
        [businessDate(clock.now()), BATCH],
      )
      for (const { id, customer_id, list, barred_until: until } of rows) {
        await stop(customer_id, { list, matchId: id, until })
        await db.query('update list_matches set stopped_at = $2 where id = $1', [id, clock.now()])
      }
      return rows.length
    },
  }
}
