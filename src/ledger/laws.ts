/** Laws of the books as data, and how a database is held against them. */
import type { Snapshot } from '../storage/database.ts'

export interface Law {
  /** What must hold, as a sentence. */
  readonly law: string
  /** Where it is broken when it is. */
  readonly table: string
  /**
   * SQL that finds what breaks it, one row a place: the columns that say where, ids only. It reads each table in one
   * pass, or a bounded number of them, so that it is as quick on a large database as the disk allows.
   */
  readonly broken: string
}

/** A law that does not hold. */
export interface Finding {
  readonly law: string
  readonly table: string
  /** In how many places. */
  readonly count: number
  /** The first of them: ids, no personal data. */
  readonly places: readonly Readonly<Record<string, unknown>>[]
}

/** Places told of one law. */
const MAX_PLACES = 20

/** Collects what breaks one law, keeping the first places and counting the rest. */
export class Places {
  readonly #places: Readonly<Record<string, unknown>>[] = []
  #count = 0

  add(place: Readonly<Record<string, unknown>>): void {
    if (this.#count++ < MAX_PLACES) this.#places.push(place)
  }

  finding({ law, table }: Pick<Law, 'law' | 'table'>): Finding[] {
    return this.#count === 0 ? [] : [{ law, table, count: this.#count, places: this.#places }]
  }
}

/**
 * Holds a snapshot against laws, one after the other.
 *
 * Joins are hash joins alone: a restored database has no statistics, and a planner without them looks up one row at a
 * time what belongs into one pass, or merges by the owner and compares everything that one owner has with everything.
 */
export async function holdAgainst(snapshot: Snapshot, laws: readonly Law[]): Promise<Finding[]> {
  await snapshot.query(
    `SELECT set_config('enable_nestloop', 'off', true), set_config('enable_mergejoin', 'off', true),
       set_config('jit', 'off', true), set_config('work_mem', '64MB', true)`,
  )
  const findings: Finding[] = []
  for (const { law, table, broken } of laws) {
    const places = await snapshot.query<{ places: number }>(
      `SELECT *, count(*) OVER () AS places FROM (${broken}) AS broken LIMIT ${MAX_PLACES}`,
    )
    const count = places[0]?.places ?? 0
    if (count > 0) findings.push({ law, table, count, places: places.map(({ places: _, ...place }) => place) })
  }
  await snapshot.query(`SELECT set_config('enable_nestloop', 'on', true), set_config('enable_mergejoin', 'on', true)`)
  return findings
}
