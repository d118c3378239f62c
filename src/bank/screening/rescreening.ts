import { businessDate } from '../../contract/dates.ts'
import type { Worker } from '../capabilities.ts'
import type { Screened } from './judging.ts'
import type { List } from './list-file.ts'
import { findEntries } from './lists.ts'
import { keepMatches } from './matches.ts'
import { judge, type ScreeningDependencies } from './screening.ts'

/** Customers of one run. */
const BATCH = 200
/**
 * A new version waits so long: an opening that was screened against the one before has ended by then, so that its
 * customer is among those who are screened.
 */
const SETTLING_MS = 2 * 60_000
const HOUR_MS = 3_600_000

interface WaitingVersion {
  readonly list: List
  readonly version: number
  readonly screened_to: string | null
}

interface CustomerRow {
  readonly id: string
  readonly name_sealed: Uint8Array
  readonly id_number_sealed: Uint8Array
}

const NEWEST = 'not exists (select 1 from list_versions later where later.list = v.list and later.version > v.version)'
const FIRST = '00000000-0000-0000-0000-000000000000'

/**
 * Screens all customers against each new version of a list, a batch a run, in the order of their ids. A version that is
 * followed by another before it is done is left to that one. Several processes may do it at once: a customer who is
 * screened twice has one match.
 */
export function createRescreening(deps: ScreeningDependencies): Worker {
  const { db, sealer, clock, rules } = deps

  async function waiting(): Promise<WaitingVersion | undefined> {
    const [version] = await db.query<WaitingVersion>(
      `select v.list, v.version, v.screened_to from list_versions v
       where v.screened_at is null and v.loaded_at <= $1 and v.list <> 'payees'
         and ${NEWEST}
       order by v.loaded_at limit 1`,
      [clock.now() - SETTLING_MS],
    )
    return version
  }

  async function screen(row: CustomerRow, person: Screened, entries: Awaited<ReturnType<typeof findEntries>>[number]) {
    const at = clock.now()
    const verdict = await judge(deps, person, entries, businessDate(at))
    if (verdict.outcome === 'clear') return
    const barred = verdict.outcome === 'barred'
    const hours = await rules.on('review.answer', '', businessDate(at))
    const found = {
      customerId: row.id,
      person,
      entries: verdict.entries,
      state: barred ? 'listed' : 'open',
      at,
      answerBy: barred ? null : at + hours * HOUR_MS,
      until: barred ? verdict.until : null,
    } as const
    await keepMatches(db, sealer, found, true)
  }

  return {
    name: 'rescreening',
    plenty: 1,
    async run() {
      const version = await waiting()
      if (!version) return 0
      const { list, version: number, screened_to: reached } = version
      const customers = await db.query<CustomerRow>(
        `select id, name_sealed, id_number_sealed from customers
         where id > $1 and stage = 'customer' and id_number_sealed is not null order by id limit $2`,
        [reached ?? FIRST, BATCH],
      )
      const persons = customers.map(({ name_sealed, id_number_sealed }) => ({
        name: sealer.open(name_sealed),
        idNumber: sealer.open(id_number_sealed),
      }))
      const found = await findEntries(db, sealer, persons, list)
      for (const [index, row] of customers.entries()) {
        const [person, entries] = [persons[index], found[index]]
        if (person && entries && entries.length > 0) await screen(row, person, entries)
      }
      const last = customers.at(-1)?.id ?? reached
      await db.query(
        `update list_versions set screened_to = $3, screened_at = $4
         where list = $1 and version = $2 and screened_at is null and screened_to is not distinct from $5::uuid`,
        [list, number, last, customers.length < BATCH ? clock.now() : null, reached],
      )
      return customers.length
    },
    async depth() {
      const [row] = await db.query<{ open: number; unstopped: number; versions: number }>(
        `select (select count(*) from list_matches where state = 'open') as open,
           (select count(*) from list_matches m join customers c on c.id = m.customer_id
            where m.state in ('confirmed', 'listed') and m.stopped_at is null and c.stage = 'customer') as unstopped,
           (select count(*) from list_versions v where v.screened_at is null and ${NEWEST}) as versions`,
      )
      return { open: row?.open ?? 0, unstopped: row?.unstopped ?? 0, versions: row?.versions ?? 0 }
    },
  }
}
