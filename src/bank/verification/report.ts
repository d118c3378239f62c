import type { ReportPeriod } from '../../contract/choices.ts'
import { addDays, addMonths, startOfDate } from '../../contract/dates.ts'
import type { NetworkId } from '../../contract/networks.ts'
import type { StaffAnswer } from '../../contract/schema/staff-routes.ts'
import type { Database } from '../../storage/database.ts'

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

/** First and last day of a period, as of a day. */
function daysOf(period: ReportPeriod, today: string): { readonly from: string; readonly to: string } {
  const first = `${today.slice(0, 7)}-01`
  switch (period) {
    case 'today':
      return { from: today, to: today }
    case 'week':
      return { from: addDays(today, -6), to: today }
    case 'month':
      return { from: first, to: today }
    case 'last-month':
      return { from: addMonths(first, -1), to: addDays(first, -1) }
  }
}

/** Of the queries asked within a period; those still under way are counted as queries alone. */
export async function reportNetworks(
  db: Database,
  period: ReportPeriod,
  today: string,
): Promise<StaffAnswer<'GET /console/api/networks'>> {
  const { from, to } = daysOf(period, today)
  const rows = await db.query<Row>(
    `select network, count(*) as queries, coalesce(sum(price) filter (where billed), 0)::bigint as cost,
       count(*) filter (where state = 'answered') as answered,
       count(*) filter (where verdict in ('unknown-card', 'mismatch', 'not-eligible')) as refused,
       count(*) filter (where state = 'late') as late, count(*) filter (where state = 'timed-out') as timed_out,
       count(*) filter (where state = 'failed') as failed,
       percentile_disc(0.5) within group (order by ms) filter (where verdict is not null) as median_ms,
       percentile_disc(0.99) within group (order by ms) filter (where verdict is not null) as p99_ms
     from verification_queries where asked_at >= $1 and asked_at < $2 group by network order by network`,
    [startOfDate(from), startOfDate(addDays(to, 1))],
  )
  const networks = rows.map(({ timed_out, median_ms, p99_ms, ...row }) => ({
    ...row,
    timedOut: timed_out,
    medianMs: median_ms,
    p99Ms: p99_ms,
  }))
  return { from, to, networks }
}
