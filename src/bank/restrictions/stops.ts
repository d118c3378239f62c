/**
 * What stops what. A restriction is a row of table `restrictions`; while it is in force it stands, as a count, among the
 * counters of every account that it covers. An order reads the count under the lock on the account that it holds anyway,
 * so that what decides after a freeze was acknowledged is refused, by any process, at the cost of no query and no lock.
 *
 *                     out   in   withdrawal   opening
 *   self               x                         x        frozen by its holder, at once
 *   telephone          x                         x        frozen by a call to the bank
 *   authority-stop     x                         x        stop-payment by police or court
 *   authority-freeze   x              x          x        frozen by police or court: received, but not used
 *   fraud-list         x     x                   x        on the list of convicted and identified fraudsters
 *   sanctions-list     x     x        x          x        on a list of sanctions: nothing moves
 *   dormant            x     x                   x        no transaction in the months after opening
 *   id-expired         x     x                   x        the ID card has expired and the time to renew it is over
 *   id-due             x     x                   x        much has gone through Class III accounts and the ID was not given in time
 *   (closing, closed)  x     x        x                   the account's own end
 *
 * - out: to others, into deposits, back to the card, and closing the account or changing its cards.
 * - in: from others, and debits of the bound card. A debit that was begun before is credited in any case.
 * - withdrawal: a deposit before its last day, to the holder's own account. On its last day it is always credited.
 * - opening: one more account, one more card or one fewer, another mobile number. Stopped only by what covers all accounts, so that none escapes by being opened later.
 */
import type { RestrictionKind } from '../../contract/choices.ts'
import type { AccountRef } from '../core.ts'
import { BankError } from '../errors.ts'
import type { CounterKey, Seen } from '../writes/write.ts'

export type Use = 'out' | 'in' | 'withdrawal' | 'opening'

export const STOPS: Readonly<Record<RestrictionKind, readonly Use[]>> = {
  self: ['out', 'opening'],
  telephone: ['out', 'opening'],
  'authority-stop': ['out', 'opening'],
  'authority-freeze': ['out', 'withdrawal', 'opening'],
  'fraud-list': ['out', 'in', 'opening'],
  'sanctions-list': ['out', 'in', 'withdrawal', 'opening'],
  dormant: ['out', 'in', 'opening'],
  'id-expired': ['out', 'in', 'opening'],
  'id-due': ['out', 'in', 'opening'],
}
/** What the end of an account stops, from the order to close it. */
export const CLOSING_STOPS: readonly Use[] = ['out', 'in', 'withdrawal']

/** How many restrictions in force stop a use of an account. */
export const stopped = (account: AccountRef, use: Use): CounterKey => ({
  owner: account.owner,
  accountId: account.id,
  name: `stopped-${use}`,
  period: 'open',
})

/** The uses that a restriction stops: one of a single account does not keep its holder from opening another. */
export const usesStopped = (kind: RestrictionKind, coversAll: boolean): readonly Use[] =>
  STOPS[kind].filter((use) => coversAll || use !== 'opening')

/** The counters that a restriction stands among while it is in force. */
export const stopsOf = (
  kind: RestrictionKind,
  coversAll: boolean,
  accounts: readonly AccountRef[],
): readonly CounterKey[] =>
  accounts.flatMap((account) => usesStopped(kind, coversAll).map((use) => stopped(account, use)))

/**
 * Refuses an order on an account that is stopped at the moment of the decision: PAYEE_CANNOT_RECEIVE where the account
 * is another's, else ACCOUNT_STOPPED. The reason was told before (standing.ts); this is the exact word, without one.
 */
export function refuseStopped(seen: Seen, account: AccountRef, use: Use, whose: 'own' | 'payee' = 'own'): void {
  if (seen.used(stopped(account, use)) === 0) return
  throw new BankError(whose === 'payee' ? 'PAYEE_CANNOT_RECEIVE' : 'ACCOUNT_STOPPED')
}
