/**
 * The limits that a customer has agreed with the bank for payments to others: an amount a day, a number of payments a day, an
 * amount a year (银发〔2016〕261号). They stand among the counters of the account that they hold for, so that an order sees them
 * under the lock that it holds anyway: whoever lowers one is not overtaken by an order that was framed before. Every way to
 * pay others takes `agreedOut` along.
 */
import { type Fen, formatYuan } from '../../contract/money.ts'
import type { Answer } from '../../contract/schema/index.ts'
import type { AccountRef } from '../core.ts'
import { BankError } from '../errors.ts'
import type { CounterKey, Seen } from '../writes/write.ts'
import { countersOf } from './limits.ts'

type Agreed = Answer<'POST /v1/accounts/:accountId/agreed-limits'>

/** One's own limits; null: none, and what the class allows holds. */
export type AgreedLimits = Pick<Agreed, 'day' | 'count' | 'year'>

const NAMES = ['day', 'count', 'year'] as const

/** Where they stand: the limit itself, 0 for none. */
export function agreedKeys({ owner, id }: AccountRef): Readonly<Record<(typeof NAMES)[number], CounterKey>> {
  const key = (name: string): CounterKey => ({ owner, accountId: id, name: `agreed-${name}`, period: 'open' })
  return { day: key('day'), count: key('count'), year: key('year') }
}

/** How many payments to others left an account on a business date. */
const paymentsOf = ({ owner, id }: AccountRef, date: string): CounterKey => ({
  owner,
  accountId: id,
  name: 'out-count',
  period: date,
})

/** What the limits are and what is left of them on a business date. */
export function agreedLeft(used: (counter: CounterKey) => Fen, account: AccountRef, date: string): Agreed {
  const keys = agreedKeys(account)
  const out = countersOf(account, 'out', date)
  const spent = { day: out.day, count: paymentsOf(account, date), year: out.year }
  const [day, count, year] = NAMES.map((name) => used(keys[name]) || null)
  const [dayLeft, countLeft, yearLeft] = NAMES.map((name) => {
    const limit = used(keys[name])
    return limit === 0 ? null : Math.max(0, limit - used(spent[name]))
  })
  return {
    ...{ day: day ?? null, count: count ?? null, year: year ?? null },
    ...{ dayLeft: dayLeft ?? null, countLeft: countLeft ?? null, yearLeft: yearLeft ?? null },
  }
}

/** What every payment to others looks at and counts beside the limits of its class. */
export interface AgreedOut {
  readonly counters: readonly CounterKey[]
  /** Counts payments, not fen: one for each. */
  readonly payments: CounterKey
  /** Throws AGREED_LIMIT_COUNT, AGREED_LIMIT_DAY, AGREED_LIMIT_YEAR, which say what is left and where to change it. */
  refuse(seen: Seen, amount: Fen, payments?: number): void
}

export function agreedOut(account: AccountRef, date: string): AgreedOut {
  const { day, year } = countersOf(account, 'out', date)
  const payments = paymentsOf(account, date)
  return {
    counters: [...Object.values(agreedKeys(account)), payments, day, year],
    payments,
    refuse(seen, amount, made = 1) {
      refuseBeyondAgreed(
        agreedLeft((counter) => seen.used(counter), account, date),
        amount,
        made,
      )
    },
  }
}

function refuseBeyondAgreed({ count, countLeft, dayLeft, yearLeft }: Agreed, amount: Fen, made: number): void {
  if (countLeft !== null && countLeft < made)
    throw new BankError('AGREED_LIMIT_COUNT', { field: 'amount', params: { limit: count ?? 0 } })
  if (yearLeft !== null && amount > yearLeft && (dayLeft === null || yearLeft <= dayLeft))
    throw new BankError('AGREED_LIMIT_YEAR', { field: 'amount', params: { left: formatYuan(yearLeft) } })
  if (dayLeft !== null && amount > dayLeft)
    throw new BankError('AGREED_LIMIT_DAY', { field: 'amount', params: { left: formatYuan(dayLeft) } })
}
