import type { Fen } from '../../contract/money.ts'
import { classCounters, refuseChangedClass } from '../accounts/class-change.ts'
import { countersOf, limitsOf, pendingIn, refuseBeyondIn, roomUnder } from '../accounts/limits.ts'
import { refOf } from '../accounts/records.ts'
import { turnoverOf } from '../accounts/turnover.ts'
import { BankError } from '../errors.ts'
import type { ReadyPayee } from '../payees/payees.ts'
import { refuseStopped, stopped } from '../restrictions/stops.ts'
import type { Rules } from '../rules/rules.ts'
import type { CounterKey, Seen } from '../writes/write.ts'

/** Whether the payee may take an amount in on a date, by the rules of that date. */
export interface PayeeSide {
  /** Of the day and the year: they count what comes in. */
  readonly counted: readonly CounterKey[]
  /** What has gone through, where the class counts it: taken with the money itself. */
  readonly through: readonly CounterKey[]
  /** What is on its way in, where the balance has a cap. */
  readonly pending: CounterKey | undefined
  /** All that the two refusals look at. */
  readonly counters: readonly CounterKey[]
  /** Comes before anything that is said of the amount. Throws ClassChanged, PAYEE_CANNOT_RECEIVE. */
  refuseShut(seen: Seen): void
  /** Throws PAYEE_LIMIT. */
  refuse(seen: Seen, amount: Fen): void
}

export async function payeeSide(
  rules: Rules,
  { account }: Pick<ReadyPayee, 'account'>,
  date: string,
): Promise<PayeeSide> {
  const to = refOf(account)
  const [limits, cap] = await Promise.all([
    limitsOf(rules, account.class, 'in', date),
    rules.find('balance.cap', account.class, date),
  ])
  const inward = countersOf(to, 'in', date)
  const counted = [inward.day, inward.year]
  const classes = classCounters(to, account.class)
  const pending = cap === undefined ? undefined : pendingIn(to)
  return {
    counted,
    through: turnoverOf(to, account.class),
    pending,
    counters: [...counted, ...classes, stopped(to, 'in'), ...(pending ? [pending] : [])],
    refuseShut(seen) {
      refuseChangedClass(seen, classes)
      refuseStopped(seen, to, 'in', 'payee')
    },
    refuse(seen, amount) {
      refuseBeyondIn(seen, inward, limits, amount)
      if (cap !== undefined && amount > roomUnder(cap, seen, to))
        throw new BankError('PAYEE_LIMIT', { field: 'amount' })
    },
  }
}
