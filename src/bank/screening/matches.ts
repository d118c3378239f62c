import { v7 } from 'uuid'
import type { Queryable, Transaction } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { normalisedName, type Screened } from './judging.ts'
import type { FoundEntry } from './lists.ts'

export type MatchState = 'open' | 'cleared' | 'confirmed' | 'listed'

/** Who a person is to the screening, by whatever door they come. */
export const personIndex = (sealer: Sealer, { name, idNumber }: Screened): Uint8Array =>
  sealer.index('screened-person', `${idNumber} ${normalisedName(name)}`)

export interface Finding {
  readonly customerId: string
  readonly person: Screened
  readonly entries: readonly FoundEntry[]
  readonly state: 'open' | 'listed'
  readonly at: number
  /** By when an open one is to be answered. */
  readonly answerBy: number | null
  /** Of a listed one: first day on which it no longer bars. */
  readonly until: string | null
}

/**
 * Keeps that entries may mean, or mean, a person. What is known of a person and an entry stays as it is; `owned` notes
 * under which customer, for a visitor may have been found first.
 */
export async function keepMatches(
  db: Queryable,
  sealer: Sealer,
  { customerId, person, entries, state, at, answerBy, until }: Finding,
  owned: boolean,
): Promise<void> {
  for (const entry of entries) {
    await db.query(
      `insert into list_matches (id, person_index, customer_id, list, entry_id, entry_since, entry_digest, person_sealed,
         state, found_at, answer_by, barred_until)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
       on conflict (person_index, list, entry_id, entry_digest) do
         ${owned ? 'update set customer_id = excluded.customer_id' : 'nothing'}`,
      [
        v7(),
        personIndex(sealer, person),
        customerId,
        entry.list,
        entry.id,
        entry.since,
        entry.digest,
        sealer.seal(JSON.stringify({ name: person.name, idNumber: person.idNumber })),
        state,
        at,
        answerBy,
        until,
      ],
    )
  }
}

/**
 * What was decided of a person and these entries so far: `confirmed` when one means them, `open` when one waits or was
 * never asked about. In a transaction the matches stay locked, so that no officer decides in between.
 */
export async function standingOf(
  db: Queryable | Transaction,
  sealer: Sealer,
  person: Screened,
  entries: readonly FoundEntry[],
): Promise<'open' | 'cleared' | 'confirmed'> {
  const rows = await db.query<{ entry_id: string; entry_digest: Uint8Array; state: MatchState }>(
    `select entry_id, entry_digest, state from list_matches where person_index = $1 and list = 'sanctions' order by id
     ${'inTransaction' in db ? 'for update' : ''}`,
    [personIndex(sealer, person)],
  )
  const states = entries.map(
    ({ id, digest }) =>
      rows.find((row) => row.entry_id === id && Buffer.compare(row.entry_digest, digest) === 0)?.state ?? 'open',
  )
  if (states.includes('confirmed')) return 'confirmed'
  return states.includes('open') ? 'open' : 'cleared'
}
