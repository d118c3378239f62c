import { businessDate, wallClock } from '../../contract/dates.ts'
import type { Database } from '../../storage/database.ts'
import type { Clock } from '../caller.ts'
import { BankError } from '../errors.ts'
import type { Rules } from '../rules/rules.ts'

interface TryRow {
  readonly tries: number
  readonly locked_until: number | null
}

export interface CountedTry {
  readonly left: number
  /** When this try was the last one. */
  readonly lockedUntil: number | null
}

export interface Tries {
  /** Refuses while locked, before anything is looked at. Throws PIN_LOCKED, PIN_NOT_SET. */
  check(customerId: string): Promise<void>
  /** Counts a try before it is checked and tells how many are left after it. Throws PIN_LOCKED, PIN_NOT_SET. */
  begin(customerId: string): Promise<CountedTry>
  /** The PIN, of the moment when it was set, was right: the count starts again. */
  forgive(customerId: string, setAt: number): Promise<void>
  /** A try whose PIN was never looked at is none. */
  takeBack(customerId: string, counted: CountedTry): Promise<void>
}

/** The sentence and the seconds of a lock. */
export function locked(until: number, now: number): BankError {
  return new BankError('PIN_LOCKED', {
    field: 'pin',
    params: { until: wallClock(until).slice(0, 16) },
    retryAfter: Math.ceil((until - now) / 1000),
  })
}

/**
 * Wrong PINs in a row. A try is counted before the slow check begins and the last one locks at once, so guesses sent at
 * the same moment cannot share a try; the right PIN takes the count back.
 */
export function createTries({ db, clock, rules }: { db: Database; clock: Clock; rules: Rules }): Tries {
  async function refuse(customerId: string, now: number): Promise<void> {
    const [row] = await db.query<TryRow>('select tries, locked_until from pins where customer_id = $1', [customerId])
    if (!row) throw new BankError('PIN_NOT_SET')
    if (row.locked_until !== null && row.locked_until > now) throw locked(row.locked_until, now)
  }

  return {
    check: (customerId) => refuse(customerId, clock.now()),

    async begin(customerId) {
      const now = clock.now()
      const today = businessDate(now)
      const max = await rules.on('pin.tries', '', today)
      const until = now + (await rules.on('pin.lock', '', today)) * 3_600_000
      const [row] = await db.query<TryRow>(
        `update pins set
           tries = case when locked_until is null then tries + 1 else 1 end,
           locked_until = case when locked_until is null and tries + 1 >= $3 then $4::bigint end
         where customer_id = $1 and (locked_until is null or locked_until <= $2)
         returning tries, locked_until`,
        [customerId, now, max, until],
      )
      if (!row) {
        await refuse(customerId, now)
        // It was locked a moment ago and the right PIN has just opened it.
        throw locked(now + 1000, now)
      }
      return { left: Math.max(0, max - row.tries), lockedUntil: row.locked_until }
    },

    async forgive(customerId, setAt) {
      await db.query('update pins set tries = 0, locked_until = null where customer_id = $1 and set_at = $2', [
        customerId,
        setAt,
      ])
    },

    async takeBack(customerId, { lockedUntil }) {
      await db.query(
        `update pins set tries = greatest(tries - 1, 0),
           locked_until = case when locked_until = $2 then null else locked_until end
         where customer_id = $1`,
        [customerId, lockedUntil],
      )
    },
  }
}
