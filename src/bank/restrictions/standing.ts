import { addDays, businessDate, startOfDate } from '../../contract/dates.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { type AccountRecord, accountsOf, refOf } from '../accounts/records.ts'
import { standInOf } from '../accounts/stand-in.ts'
import type { Clock } from '../caller.ts'
import type { AccountRef } from '../core.ts'
import { BankError } from '../errors.ts'
import type { CounterKey, Seen } from '../writes/write.ts'
import { groundsOf, holdsOn, type RestrictionRecord, restrictionsOf } from './records.ts'
import type { Restricting } from './restricting.ts'
import { refuseStopped, stopped, type Use, usesStopped } from './stops.ts'

export interface Standing {
  /**
   * What is in force now, oldest first. What is over by its date is ended here if no worker has come to it yet: nobody
   * is refused a moment longer than the document says.
   */
  of(customerId: string): Promise<readonly RestrictionRecord[]>
  /** The early refusal with its reason and its way out, before a PIN is asked for. The exact one is `refuseStopped`. */
  refuse(account: Pick<AccountRecord, 'customer_id' | 'id' | 'restricted'>, use: Use): Promise<void>
  /**
   * For what is no account's own: one more account, another card. Refuses early, and answers what the write takes along:
   * it is decided under the lock of the oldest account, or else of the Class I account's stand-in, so that whoever is
   * being frozen gets nothing through meanwhile.
   */
  guard(customerId: string): Promise<Guard>
}

/** What a write about a whole person takes along: `refuse` goes into its `decide`. Empty for who has no account yet. */
export interface Guard {
  readonly accounts: readonly AccountRef[]
  readonly counters: readonly CounterKey[]
  refuse(seen: Seen): void
}

/** When the last date of a restriction is over. */
export const endOf = (endsOn: string): number => startOfDate(addDays(endsOn, 1))

export function createStanding(deps: {
  db: Database
  clock: Clock
  sealer: Sealer
  restricting: Restricting
}): Standing {
  const { db, clock, sealer, restricting } = deps

  async function of(customerId: string): Promise<readonly RestrictionRecord[]> {
    const today = businessDate(clock.now())
    const inForce: RestrictionRecord[] = []
    for (const record of await restrictionsOf(db, customerId)) {
      if (holdsOn(record, today)) inForce.push(record)
      else await restricting.end(record, () => ({ at: endOf(record.ends_on ?? ''), by: 'clock' }))
    }
    return inForce
  }

  const refuse: Standing['refuse'] = async (account, use) => {
    if (!account.restricted) return
    const reason = (await of(account.customer_id)).find(
      ({ kind, account_id: id }) => (id ?? account.id) === account.id && usesStopped(kind, id === null).includes(use),
    )
    if (reason) throw refusalOf(reason, sealer)
  }

  return {
    of,
    refuse,
    async guard(customerId) {
      const [oldest] = await accountsOf(db, customerId)
      const ref = oldest ? refOf(oldest) : await standInOf(db, customerId)
      if (!ref) return { accounts: [], counters: [], refuse: () => {} }
      await refuse(oldest ?? { customer_id: ref.owner, id: ref.id, restricted: true }, 'opening')
      return {
        accounts: [ref],
        counters: [stopped(ref, 'opening')],
        refuse: (seen) => refuseStopped(seen, ref, 'opening'),
      }
    },
  }
}

/** What a person is told of what stops them; each sentence says what to do next. */
export function refusalOf(record: RestrictionRecord, sealer: Sealer): BankError {
  const field = 'accountId'
  switch (record.kind) {
    case 'self':
      return new BankError('ACCOUNT_FROZEN_SELF', { field })
    case 'telephone':
      return new BankError('ACCOUNT_FROZEN_TELEPHONE', { field })
    case 'authority-freeze':
    case 'authority-stop': {
      const { authority = '', documentNumber = '' } = groundsOf(record, sealer)
      const params = { authority, document: documentNumber, until: record.ends_on ?? '' }
      return new BankError('ACCOUNT_FROZEN_AUTHORITY', { field, params })
    }
    // The law forbids to let somebody know of a suspicion.
    case 'fraud-list':
    case 'sanctions-list':
      return new BankError('ACCOUNT_SUSPENDED', { field })
    case 'dormant':
      return new BankError('ACCOUNT_DORMANT', { field })
    case 'id-expired':
      return new BankError('ID_EXPIRED_SUSPENDED', { field })
    case 'id-due':
      return new BankError('ID_DUE_SUSPENDED', { field })
  }
}
