/** What every transfer out of an account of our ledger rests on and leaves, made at once or when its time has come. */
import { type Fen, formatYuan } from '../../contract/money.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { agreedOut } from '../accounts/agreed.ts'
import { classCounters, refuseChangedClass } from '../accounts/class-change.ts'
import { countersOf, limitsOf, refuseBeyondOut } from '../accounts/limits.ts'
import { type AccountRecord, refOf } from '../accounts/records.ts'
import { turnoverOf } from '../accounts/turnover.ts'
import { BankError } from '../errors.ts'
import type { ReadyPayee } from '../payees/payees.ts'
import { refuseStopped, stopped } from '../restrictions/stops.ts'
import type { Rules } from '../rules/rules.ts'
import type { CounterKey, Decision, Seen } from '../writes/write.ts'
import { type Deed, transferDeed } from './deed.ts'
import { payeeSide } from './payee-side.ts'

export interface TransferFrame {
  /** What counts a transfer's amount. */
  readonly counted: readonly CounterKey[]
  /** What counts transfers. */
  readonly payments: CounterKey
  /** All that `refuse` looks at, and all that counts. */
  readonly counters: readonly CounterKey[]
  /**
   * Throws ClassChanged, ACCOUNT_STOPPED, PAYEE_CANNOT_RECEIVE, BALANCE_INSUFFICIENT, AGREED_LIMIT_*, CLASS_LIMIT_DAY,
   * CLASS_LIMIT_YEAR, PAYEE_LIMIT.
   */
  refuse(seen: Seen, amount: Fen): void
}

/** What the decision rests on: limits by the rules of a business date, for both sides. */
export async function frameTransfer(
  rules: Rules,
  from: Pick<AccountRecord, 'customer_id' | 'id' | 'class'>,
  payee: ReadyPayee,
  date: string,
): Promise<TransferFrame> {
  const [outLimits, inward] = await Promise.all([
    limitsOf(rules, from.class, 'out', date),
    payeeSide(rules, payee, date),
  ])
  const payer = refOf(from)
  const out = countersOf(payer, 'out', date)
  const agreed = agreedOut(payer, date)
  const classes = classCounters(payer, from.class)
  const through = [...turnoverOf(payer, from.class), ...inward.through]
  return {
    counted: [out.day, out.year, ...inward.counted, ...through],
    payments: agreed.payments,
    counters: [
      out.day,
      out.year,
      ...agreed.counters,
      ...classes,
      stopped(payer, 'out'),
      ...inward.counters,
      ...through,
    ],
    refuse(seen, amount) {
      refuseChangedClass(seen, classes)
      refuseStopped(seen, payer, 'out')
      inward.refuseShut(seen)
      const { available } = seen.balance(payer)
      if (amount > available) {
        throw new BankError('BALANCE_INSUFFICIENT', {
          field: 'amount',
          params: { available: formatYuan(available) },
        })
      }
      agreed.refuse(seen, amount)
      refuseBeyondOut(seen, out, outLimits, amount)
      inward.refuse(seen, amount)
    },
  }
}

/** What a transfer that nothing is against writes: the deed, what it counts, and that its payee is known from now on. */
export function carriedOut(
  deed: Deed,
  { counted, payments }: TransferFrame,
  { lookedUpId, known }: { readonly lookedUpId: string; readonly known: boolean },
  sealer: Sealer,
): Omit<Decision<object>, 'answer'> {
  const { movements, records, outbox } = transferDeed(deed, sealer)
  const met = { update: 'payees', where: { payer_id: deed.from.owner, id: lookedUpId }, set: { known: true } }
  return {
    opens: [],
    movements,
    count: [...counted.map((counter) => ({ counter, by: deed.amount })), { counter: payments, by: 1 }],
    records: known ? records : [...records, met],
    outbox,
  }
}
