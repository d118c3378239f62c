/** Counters of limits are the sums of what counts. */
import type { Law } from '../../ledger/laws.ts'

/** The business date of a transfer, Asia/Shanghai: of the time at which it arrived. */
const DATE = `to_char(timestamp 'epoch' + (at / 1000 + 28800) * interval '1 second', 'YYYY-MM-DD')`

/** What counts today: transfers between customers, at both ends (accounts/limits.ts). */
const BY_DAY = `
  SELECT payer_id AS owner, payer_account_id AS account_id, 'out' AS name, ${DATE} AS period, sum(amount) AS used
  FROM transfers GROUP BY 1, 2, 4
  UNION ALL
  SELECT payee_id, payee_account_id, 'in', ${DATE}, sum(amount) FROM transfers GROUP BY 1, 2, 4`

const COUNTED = `
  WITH day AS MATERIALIZED (${BY_DAY})
  SELECT owner, account_id, name, period, used FROM day
  UNION ALL
  SELECT owner, account_id, name, left(period, 4), sum(used) FROM day GROUP BY 1, 2, 3, 4
  UNION ALL
  SELECT t.customer_id, t.account_id, 'pending-in', 'open', sum(t.amount) FROM topups t
  WHERE t.room_kept AND t.state IN ('processing', 'unknown') GROUP BY 1, 2`

/** Days before the oldest that its account's row still has: they have been dropped. */
const DROPPED = `noted IS NULL AND length(seen.period) = 10 AND seen.period < (
  SELECT min(kept.period) FROM counters AS kept
  WHERE kept.owner = seen.owner AND kept.account_id = seen.account_id AND length(kept.period) = 10)`

export const COUNTER_LAWS: readonly Law[] = [
  {
    law: 'a counter of a limit is the sum of what counts',
    table: 'account_counters',
    broken: `SELECT owner, account_id, name, period FROM (
        SELECT owner, account_id, name, period, coalesce(used, 0) AS used, noted FROM (${COUNTED}) AS counted
        FULL JOIN (SELECT owner, account_id, name, period, used AS noted FROM counters
          WHERE name IN ('out', 'in', 'pending-in')) AS counter USING (owner, account_id, name, period)
      ) AS seen WHERE used <> coalesce(noted, 0) AND NOT (${DROPPED})`,
  },
]
