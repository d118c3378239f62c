/** What every transfer from a Class I account rests on and leaves when it is ordered, made at once or when its time has come. */
import type { Fen } from '../../contract/money.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { agreedOut } from '../accounts/agreed.ts'
import type { Sides } from '../accounts/entries.ts'
import { countersOf, refuseUnsigned, unsignedOut } from '../accounts/limits.ts'
import { refOf } from '../accounts/records.ts'
import { begunColumns, relyingOn } from '../card-orders/settling.ts'
import type { AccountRef } from '../core.ts'
import type { ReadyPayee } from '../payees/payees.ts'
import { refuseStopped, stopped } from '../restrictions/stops.ts'
import type { Rules } from '../rules/rules.ts'
import type { CounterKey, Decision, Seen } from '../writes/write.ts'
import { payeeSide } from './payee-side.ts'

interface CoreOrder {
  /** The transfer's. */
  readonly id: string
  readonly cardId: string
  readonly lookedUpId: string
  readonly amount: Fen
  readonly sides: Sides
  readonly at: number
}

export interface CoreOrderFrame {
  readonly to: AccountRef
  /** All that `refuse` looks at, and all that counts. */
  readonly counters: readonly CounterKey[]
  /** Throws ClassChanged, what stops either side, AGREED_LIMIT_*, SIGNATURE_REQUIRED, PAYEE_LIMIT. */
  refuse(seen: Seen, amount: Fen): void
  /** What is written before the core is asked. Fails with RecordChanged of `cards` when the card is bound no more. */
  ordered(order: CoreOrder, sealer: Sealer): Omit<Decision<object>, 'answer'>
}

/** @param from the payer's stand-in */
export async function frameCoreOrder(
  rules: Rules,
  from: AccountRef,
  payee: ReadyPayee,
  date: string,
): Promise<CoreOrderFrame> {
  const [unsigned, inward] = await Promise.all([unsignedOut(rules, from, date), payeeSide(rules, payee, date)])
  const to = refOf(payee.account)
  const out = countersOf(from, 'out', date)
  const agreed = agreedOut(from, date)
  const counted = [out.day, out.year, ...inward.counted, ...(inward.pending ? [inward.pending] : [])]
  return {
    to,
    counters: [out.day, out.year, ...agreed.counters, stopped(from, 'out'), ...inward.counters],
    refuse(seen, amount) {
      refuseStopped(seen, from, 'out')
      inward.refuseShut(seen)
      agreed.refuse(seen, amount)
      refuseUnsigned(seen, unsigned, amount)
      inward.refuse(seen, amount)
    },
    ordered: ({ id, cardId, lookedUpId, amount, sides, at }, sealer) => ({
      opens: [],
      movements: [],
      count: [...counted.map((counter) => ({ counter, by: amount })), { counter: agreed.payments, by: 1 }],
      records: [
        relyingOn(from.owner, cardId, id),
        {
          insert: 'core_transfers',
          row: {
            customer_id: from.owner,
            id,
            account_id: from.id,
            card_id: cardId,
            looked_up_id: lookedUpId,
            payee_id: to.owner,
            payee_account_id: to.id,
            amount,
            room_kept: inward.pending !== undefined,
            sides_sealed: sealer.seal(JSON.stringify(sides)),
            ...begunColumns(at),
          },
        },
      ],
      outbox: [],
    }),
  }
}
