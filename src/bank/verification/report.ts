import type { NetworkId } from '../../contract/networks.ts'
import type { Database } from '../../storage/database.ts'

/** What one network was asked within a time, and how it did. */
export interface NetworkReport {
  readonly network: NetworkId
  readonly queries: number
  /** Fen, of all that the network will charge: also of what it never answered, but may have had. */
  readonly cost: number
  /** Answers that decided, refusals among them; `refused` counts those, late ones too. */
  readonly answered: number
  readonly refused: number
  /** Valid answers that came after another network's had decided. */
  readonly late: number
  readonly timedOut: number
  readonly failed: number
  /** From the question to a valid answer, late ones too; null: there was none. */
  readonly medianMs: number | null
  readonly p99Ms: number | null
}

interface Row {
  readonly network: NetworkId
  readonly queries: number
  readonly cost: number
  readonly answered: number
  readonly refused: number
  readonly late: number
  readonly timed_out: number
  readonly failed: number
  readonly median_ms: number | null
  readonly p99_ms: number | null
}

/** Of the queries asked from `from` until before `to`, ms since 1970 UTC; those still under way are counted as queries alone. */
export async function reportNetworks(db: Database, from: number, to: number): Promise<readonly NetworkReport[]> {
  const rows = await db.query<Row>(
    `select network, count(*) as queries, coalesce(sum(price) filter (where billed), 0)::bigint as cost,
       count(*) filter (where state = 'answered') as answered,
       count(*) filter (where verdict in ('unknown-card', 'mismatch', 'not-eligible')) as refused,
       count(*) filter (where state = 'late') as late, count(*) filter (where state = 'timed-out') as timed_out,
       count(*) filter (where state = 'failed') as failed,
       percentile_disc(0.5) within group (order by ms) filter (where verdict is not null) as median_ms,
       percentile_disc(0.99) within group (order by ms) filter (where verdict is not null) as p99_ms
     from verification_queries where asked_at >= $1 and asked_at < $2 group by network order by network`,
    [from, to],
  )
  return rows.map(({ timed_out, median_ms, p99_ms, ...row }) => ({
    ...row,
    timedOut: timed_out,
    medianMs: median_ms,
    p99Ms: p99_ms,
  }))
}
