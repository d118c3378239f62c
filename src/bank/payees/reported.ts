/**
 * Payees whose number stands on the list of those to whom money was sent that was lost to fraud. Whoever is about to pay one
 * is warned in plain words, says that they have read it, and cannot pay before a pause has passed since: a caller who presses
 * for haste loses the thread. The payee is told nothing, by nothing.
 */
import { businessDate } from '../../contract/dates.ts'
import type { Answer } from '../../contract/schema/index.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { cardIndex } from '../accounts/opening.ts'
import type { Caller, Clock } from '../caller.ts'
import { BankError } from '../errors.ts'
import type { Rules } from '../rules/rules.ts'

const HOUR_MS = 3_600_000

/** SQL: the entry of a number, by its blind index, that stands on the list on the business date `date`. */
const entryOf = (number: string, date: string): string => `
    select from list_entries e where e.number_index = ${number} and e.until_version is null
      and e.effective_from <= ${date} and (e.effective_until is null or e.effective_until > ${date})`

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
  cross join lateral (${entryOf('own.number', date)}
    offset 0
  ) as entry)`

const CARDS = `
  select k.n from unnest($1::text[]) with ordinality as k (number, n)
  where exists (${entryOf("decode(k.number, 'hex')", '$2')})`

const WARNED = (table: 'payees' | 'card_payees') => `
  update ${table} set warned_at = case when warned_at > $4 then warned_at else $3 end
  where payer_id = $1 and id = $2 returning warned_at`

/** What is known of a payee who is about to be paid. */
interface Warned {
  readonly reported: boolean
  /** When their payer said that they have read the warning, ms. */
  readonly warned_at: number | null
  /** Under which it is read, for a payer who has not looked them up. */
  readonly payeeId?: string
}

interface ReportedDependencies {
  readonly db: Database
  readonly clock: Clock
  readonly rules: Rules
  readonly sealer: Sealer
}

export function createReported({ db, clock, rules, sealer }: ReportedDependencies) {
  async function pauseAndAgain() {
    const today = businessDate(clock.now())
    const [pause, again] = await Promise.all([
      rules.on('reported-payee.pause', '', today),
      rules.on('reported-payee.again', '', today),
    ])
    return { pauseMs: pause * 1000, againMs: again * HOUR_MS }
  }

  const seconds = (ms: number) => Math.ceil(Math.max(0, ms) / 1000)
  const refusal = (field: string, { payeeId }: Warned, ms: number, waiting: boolean) =>
    new BankError('PAYEE_REPORTED', {
      field,
      params: { seconds: seconds(ms), ...(payeeId === undefined ? {} : { payeeId }) },
      ...(waiting ? { retryAfter: seconds(ms) } : {}),
    })

  return {
    /** Throws PAYEE_REPORTED, about the order's `field`, until the warning was read and the pause has passed. */
    async refuse(payee: Warned, field = 'payeeId'): Promise<void> {
      const { reported, warned_at: warnedAt } = payee
      if (!reported) return
      const now = clock.now()
      const { pauseMs, againMs } = await pauseAndAgain()
      if (warnedAt === null || now >= warnedAt + againMs) throw refusal(field, payee, pauseMs, false)
      if (now < warnedAt + pauseMs) throw refusal(field, payee, warnedAt + pauseMs - now, true)
    },

    /** Whether a customer stands on the list today, by any number of theirs. */
    async customer(customerId: string): Promise<boolean> {
      const [found] = await db.query(`select where ${isReported('$1', '$2')}`, [customerId, businessDate(clock.now())])
      return found !== undefined
    },

    /** Whether a mobile number does, whoever uses it. */
    async mobile(mobile: string): Promise<boolean> {
      const today = businessDate(clock.now())
      return (await db.query(`${entryOf('$1', '$2')} limit 1`, [sealer.index('mobile', mobile), today])).length > 0
    },

    /** Which of these card numbers stand on the list today: whose they are nobody is asked. */
    async cards(numbers: readonly string[]): Promise<ReadonlySet<string>> {
      if (numbers.length === 0) return new Set()
      const indexes = numbers.map((number) => Buffer.from(cardIndex(sealer, number)).toString('hex'))
      const found = await db.query<{ n: number }>(CARDS, [indexes, businessDate(clock.now())])
      return new Set(found.map(({ n }) => numbers[n - 1] ?? ''))
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
        `with person as (${WARNED('payees')}), card as (${WARNED('card_payees')})
         select warned_at from person union all select warned_at from card`,
        [customerId, payeeId, now, now - againMs],
      )
      if (!kept) throw new BankError('PAYEE_UNKNOWN', { field: 'payeeId' })
      return { seconds: seconds(kept.warned_at + pauseMs - now) }
    },
  }
}
export type Reported = ReturnType<typeof createReported>
