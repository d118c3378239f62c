/**
 * Payees whose number stands on the list of those to whom money was sent that was lost to fraud. Whoever is about to pay one
 * is warned in plain words, says that they have read it, and cannot pay before a pause has passed since: a caller who presses
 * for haste loses the thread. The payee is told nothing, by nothing.
 */
import { businessDate } from '../../contract/dates.ts'
import type { Answer } from '../../contract/schema/index.ts'
import type { Database } from '../../storage/database.ts'
import type { Caller, Clock } from '../caller.ts'
import { BankError } from '../errors.ts'
import type { Rules } from '../rules/rules.ts'

const HOUR_MS = 3_600_000

/**
 * SQL: whether a number of customer `customer`'s, mobile, card or account, stands on the list on the business date `date`. Each
 * number is looked for by itself (`offset 0`): however long the list is, nobody's payment reads it.
 */
export const isReported = (customer: string, date: string): string => `exists (
  select from (
    select c.mobile_index as number from customers c where c.id = ${customer}
    union all
    select d.number_index from cards d where d.customer_id = ${customer} and d.unbound_at is null
    union all
    select b.number_index from accounts b where b.customer_id = ${customer}
  ) as own
  cross join lateral (
    select from list_entries e where e.number_index = own.number and e.until_version is null
      and e.effective_from <= ${date} and (e.effective_until is null or e.effective_until > ${date})
    offset 0
  ) as entry)`

/** What is known of a payee who is about to be paid. */
interface Warned {
  readonly reported: boolean
  /** When their payer said that they have read the warning, ms. */
  readonly warned_at: number | null
}

export function createReported({ db, clock, rules }: { db: Database; clock: Clock; rules: Rules }) {
  async function pauseAndAgain() {
    const today = businessDate(clock.now())
    const [pause, again] = await Promise.all([
      rules.on('reported-payee.pause', '', today),
      rules.on('reported-payee.again', '', today),
    ])
    return { pauseMs: pause * 1000, againMs: again * HOUR_MS }
  }

  const seconds = (ms: number) => Math.ceil(Math.max(0, ms) / 1000)
  const refusal = (ms: number, waiting: boolean) =>
    new BankError('PAYEE_REPORTED', {
      field: 'payeeId',
      params: { seconds: seconds(ms) },
      ...(waiting ? { retryAfter: seconds(ms) } : {}),
    })

  return {
    /** Throws PAYEE_REPORTED until the warning was read and the pause has passed. */
    async refuse({ reported, warned_at: warnedAt }: Warned): Promise<void> {
      if (!reported) return
      const now = clock.now()
      const { pauseMs, againMs } = await pauseAndAgain()
      if (warnedAt === null || now >= warnedAt + againMs) throw refusal(pauseMs, false)
      if (now < warnedAt + pauseMs) throw refusal(warnedAt + pauseMs - now, true)
    },

    /**
     * Notes that the payer has read the warning; the pause begins. Again within the day it goes on from where it was.
     * Throws PAYEE_UNKNOWN.
     */
    async acknowledge(
      { customerId }: Caller,
      payeeId: string,
    ): Promise<Answer<'POST /v1/payees/:payeeId/acknowledgement'>> {
      const now = clock.now()
      const { pauseMs, againMs } = await pauseAndAgain()
      const [kept] = await db.query<{ warned_at: number }>(
        `update payees set warned_at = case when warned_at > $4 then warned_at else $3 end
         where payer_id = $1 and id = $2 returning warned_at`,
        [customerId, payeeId, now, now - againMs],
      )
      if (!kept) throw new BankError('PAYEE_UNKNOWN', { field: 'payeeId' })
      return { seconds: seconds(kept.warned_at + pauseMs - now) }
    },
  }
}
