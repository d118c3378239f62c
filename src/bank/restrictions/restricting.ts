import type { RestrictionKind } from '../../contract/choices.ts'
import type { Database } from '../../storage/database.ts'
import type { OutboxEntry } from '../../storage/outbox.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { accountsOf, ownAccount, refOf } from '../accounts/records.ts'
import { standInOf } from '../accounts/stand-in.ts'
import type { Clock } from '../caller.ts'
import type { AccountRef } from '../core.ts'
import { derivedId } from '../derived-id.ts'
import { BankError } from '../errors.ts'
import { RecordChanged, RecordTaken } from '../writes/records.ts'
import type { AuthorisationUse, RecordChange, Seen, WritePath } from '../writes/write.ts'
import {
  type Beginning,
  beginningRecord,
  type Ending,
  endingRecord,
  findRestriction,
  type RestrictionRecord,
  restrictionsOf,
} from './records.ts'
import { stopsOf } from './stops.ts'

/** Others may end or begin the same thing at the same moment: looked at again so many times. */
const MOST_TRIES = 5
/** Of these several may stand at once, each with its own document or entry and its own last date. */
const SEVERAL: readonly RestrictionKind[] = ['authority-freeze', 'authority-stop', 'fraud-list', 'sanctions-list']

interface RestrictingDependencies {
  readonly db: Database
  readonly writes: WritePath
  readonly clock: Clock
  readonly sealer: Sealer
}

/** What goes with the beginning or the end in the same write. */
interface Along {
  readonly records?: readonly RecordChange[]
  readonly outbox?: readonly OutboxEntry[]
}

export type Restricting = ReturnType<typeof createRestricting>

/** The two writes of a restriction: its row and the counters of the accounts it covers change together. */
export function createRestricting({ db, writes, clock, sealer }: RestrictingDependencies) {
  /**
   * Closed accounts as well: the oldest account, which others are opened against, may be one. What covers all of a
   * person's accounts covers their Class I account as far as it is used here; by itself that is frozen in the core.
   */
  async function covered(customerId: string, accountId: string | null): Promise<AccountRef[]> {
    if (accountId !== null) return [refOf(await ownAccount(db, customerId, accountId))]
    const standIn = await standInOf(db, customerId)
    return [...(await accountsOf(db, customerId)).map(refOf), ...(standIn ? [standIn] : [])]
  }

  const own = async ({ customerId, id }: Pick<Beginning, 'customerId' | 'id'>): Promise<RestrictionRecord> => {
    const record = await findRestriction(db, customerId, id)
    if (!record) throw new Error('a restriction that was written is not there')
    return record
  }

  /** One of the same kind over the same accounts: a person is frozen once. What rests on a document may come twice. */
  async function standing({ customerId, kind, accountId }: Beginning): Promise<RestrictionRecord | undefined> {
    if (SEVERAL.includes(kind)) return undefined
    const inForce = await restrictionsOf(db, customerId)
    return inForce.find((one) => one.kind === kind && one.account_id === accountId)
  }

  /**
   * Begins a restriction. A repeat, and a second one of the same kind, is answered by the one that stands. `content` tells a
   * repeat from a conflict; it is hashed, so what can be guessed must be keyed. Throws ACCOUNT_REQUIRED, NOT_FOUND, ID_REUSED.
   */
  async function begin(order: Beginning, content: string, along: Along = {}): Promise<RestrictionRecord> {
    const { customerId, id, kind, accountId } = order
    const key = { owner: customerId, id, kind: 'restriction', content }
    if (await writes.earlier(key)) return own(order)
    const already = await standing(order)
    if (already) return already
    const accounts = await covered(customerId, accountId)
    if (accounts.length === 0) throw new BankError('ACCOUNT_REQUIRED')
    const counters = stopsOf(kind, accountId === null, accounts)
    try {
      await writes.submit({
        ...key,
        accounts,
        counters,
        authorisation: null,
        decide: () => ({
          opens: [],
          movements: [],
          count: counters.map((counter) => ({ counter, by: 1 })),
          records: [beginningRecord(order, clock.now(), sealer), ...(along.records ?? [])],
          outbox: along.outbox ?? [],
          answer: { id },
        }),
      })
    } catch (error) {
      const twin = error instanceof RecordTaken ? await standing(order) : undefined
      if (twin) return twin
      throw error
    }
    if (accountId === null) await coverOpened(order, accounts)
    return own(order)
  }

  /**
   * Covers what was opened between the reading of the accounts and the write. From the write on none is opened any more
   * (stops.ts, 'opening'), so that looking once is enough; whoever ordered the freeze is told of it only afterwards.
   */
  async function coverOpened(order: Beginning, seen: readonly AccountRef[]): Promise<void> {
    const { customerId, id, kind } = order
    const accounts = (await covered(customerId, null)).filter((one) => !seen.some((known) => known.id === one.id))
    if (accounts.length === 0) return
    const counters = stopsOf(kind, true, accounts)
    try {
      await writes.submit({
        owner: customerId,
        id: derivedId('restriction-cover', customerId, id),
        kind: 'restriction.cover',
        content: '',
        accounts,
        counters,
        authorisation: null,
        decide: () => ({
          opens: [],
          movements: [],
          count: counters.map((counter) => ({ counter, by: 1 })),
          // Changes nothing: the condition is what is wanted.
          records: [{ update: 'restrictions', where: { customer_id: customerId, id, ended_at: null }, set: { kind } }],
          outbox: [],
          answer: { id },
        }),
      })
    } catch (error) {
      // Ended meanwhile: there is nothing to cover any more.
      if (!(error instanceof RecordChanged)) throw error
    }
  }

  /** What takes a restriction off its accounts, to stand in a write of another kind. Its `refuse` goes into `decide`. */
  async function lifting(record: RestrictionRecord, ending: Ending) {
    const accounts = await covered(record.customer_id, record.account_id)
    const counters = stopsOf(record.kind, record.account_id === null, accounts)
    return {
      accounts,
      counters,
      count: counters.map((counter) => ({ counter, by: -1 })),
      records: [endingRecord(record, ending, sealer)],
      /** Throws RecordChanged when somebody has ended it meanwhile. */
      refuse(seen: Seen): void {
        if (counters.some((counter) => seen.used(counter) < 1)) throw new RecordChanged('the restriction has ended')
      },
    }
  }

  /** Runs a write that lifts a restriction; again when somebody else was at the same rows. */
  async function again<Result>(write: () => Promise<Result>): Promise<Result> {
    for (let tries = 1; ; tries++) {
      try {
        return await write()
      } catch (error) {
        if (!(error instanceof RecordChanged) || tries === MOST_TRIES) throw error
      }
    }
  }

  /**
   * Ends a restriction, once, whoever comes first: a repeat, and whoever comes second, finds it ended.
   * Throws AUTHORISATION_INVALID.
   */
  function end(
    { customer_id: customerId, id }: Pick<RestrictionRecord, 'customer_id' | 'id'>,
    ending: () => Ending,
    along: Along & { readonly authorisation?: AuthorisationUse } = {},
  ): Promise<RestrictionRecord> {
    return again(async () => {
      const record = await own({ customerId, id })
      if (record.ended_at !== null) return record
      const { accounts, counters, count, records, refuse } = await lifting(record, ending())
      await writes.submit({
        owner: customerId,
        id,
        kind: 'restriction.end',
        content: '',
        accounts,
        counters,
        authorisation: along.authorisation ?? null,
        decide(seen) {
          refuse(seen)
          return {
            opens: [],
            movements: [],
            count,
            records: [...records, ...(along.records ?? [])],
            outbox: along.outbox ?? [],
            answer: { id },
          }
        },
      })
      return own({ customerId, id })
    })
  }

  return { begin, end, lifting, again }
}
