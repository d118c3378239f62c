/**
 * A Class III account goes up to Class II once. Orders are framed by the class that was read before their accounts are
 * locked; so the change is counted under the account's lock, and an order that was framed by Class III sees it there and
 * is framed anew. Nothing that Class II allows is refused for a class that is over, and nothing is let in by it.
 */
import type { AccountRef } from '../core.ts'
import type { CounterKey, Seen } from '../writes/write.ts'
import type { AccountClass } from './records.ts'

/** The account is of another class than the order was framed by: frame it again. */
export class ClassChanged extends Error {
  override readonly name = 'ClassChanged'
}

/** One when the account has gone up from Class III. */
export const wentUp = (account: AccountRef): CounterKey => ({
  owner: account.owner,
  accountId: account.id,
  name: 'went-up',
  period: 'open',
})

/** What an order that was framed by an account's class must look at. */
export const classCounters = (account: AccountRef, framedBy: AccountClass): readonly CounterKey[] =>
  framedBy === 'III' ? [wentUp(account)] : []

/** Throws ClassChanged when one of the accounts behind `classCounters` has gone up meanwhile. */
export function refuseChangedClass(seen: Seen, counters: readonly CounterKey[]): void {
  if (counters.some((counter) => seen.used(counter) > 0)) throw new ClassChanged()
}
