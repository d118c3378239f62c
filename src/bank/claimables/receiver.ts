import { businessDate } from '../../contract/dates.ts'
import type { Answer } from '../../contract/schema/index.ts'
import type { Database } from '../../storage/database.ts'
import type { People, Person } from '../accounts/people.ts'
import { mayReceive, receivesOf, receivingAccounts } from '../accounts/receiving.ts'
import { type AccountRecord, accountsOf } from '../accounts/records.ts'
import type { Clock } from '../caller.ts'
import type { Rules } from '../rules/rules.ts'

type Way = NonNullable<Answer<'POST /v1/claimables/card/own'>['way']>

/** Where a customer would have what is claimed; without such an account, what makes one. */
export type Receiver =
  | { readonly person: Person; readonly account: AccountRecord }
  | { readonly way: Way; readonly topupAccountId: string | null }

interface ReceiverDependencies {
  readonly db: Database
  readonly people: People
  readonly rules: Rules
  readonly clock: Clock
}

/** The account that others' money comes to: the same that a payer finds by the mobile number, one that is free before one that is not. */
export async function receiverOf(deps: ReceiverDependencies, customerId: string): Promise<Receiver> {
  const { db, people, rules, clock } = deps
  const [person, held] = await Promise.all([people.person(customerId), accountsOf(db, customerId)])
  const active = receivingAccounts(held)
  if (!person || active.length === 0) return { way: 'account', topupAccountId: null }
  const open = active.filter((account) => mayReceive(account, person.identified))
  const account = open.find(({ restricted }) => !restricted) ?? open[0]
  if (account) return { person, account }
  const thirds = await rules.on('receiving.max', 'III', businessDate(clock.now()))
  const holder = { identified: person.identified, accounts: held, thirds }
  const unfed = active.find((one) => receivesOf(one, holder) === 'after-topup')
  return unfed ? { way: 'topup', topupAccountId: unfed.id } : { way: 'branch', topupAccountId: null }
}
