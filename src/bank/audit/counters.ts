/** Counters of limits are the sums of what counts. */
import type { Law } from '../../ledger/laws.ts'

/** The business date of a transfer, Asia/Shanghai: of the time at which it arrived. */
const dateOf = (at: string) => `to_char(timestamp 'epoch' + (${at} / 1000 + 28800) * interval '1 second', 'YYYY-MM-DD')`

/** What one from a Class I account counts is taken while the core has not decided, too. */
const UNDECIDED = `SELECT * FROM core_transfers WHERE state IN ('processing', 'unknown')`

/**
 * What a share that is sent by a card counts for its payer is taken when it is held, and kept when it is claimed. What leaves
 * to others' bank cards counts, too, unless it came back.
 */
const OUT = `
  SELECT payer_id AS owner, payer_account_id AS account_id, amount, at FROM transfers t
  WHERE NOT EXISTS (SELECT 1 FROM claimable_shares s WHERE s.customer_id = t.payer_id AND s.id = t.id)
  UNION ALL
  SELECT customer_id, account_id, amount, created_at FROM (${UNDECIDED}) AS u
  UNION ALL
  SELECT customer_id, account_id, amount, created_at FROM claimable_shares WHERE state IN ('open', 'taking', 'claimed')
  UNION ALL
  SELECT customer_id, account_id, amount, created_at FROM card_transfers
  WHERE payee_id IS NOT NULL AND state <> 'refused'`

const IN = `
  SELECT payee_id AS owner, payee_account_id AS account_id, amount, at FROM transfers
  UNION ALL
  SELECT payee_id, payee_account_id, amount, created_at FROM (${UNDECIDED}) AS u`

/** Orders that told a name which no bank has said yes to (card-transfers/records.ts). */
const GUESSES = `
  SELECT customer_id AS owner, guess_account_id AS account_id, 'card-names', ${dateOf('at')}, count(*)
  FROM (SELECT customer_id, guess_account_id, created_at AS at FROM card_transfers
    WHERE guess_account_id IS NOT NULL AND (state IN ('processing', 'unknown') OR wrong_holder)) AS g GROUP BY 1, 2, 4`

/** What counts today: transfers between customers, at both ends, and to cards (accounts/limits.ts). */
const BY_DAY = `
  SELECT owner, account_id, 'out' AS name, ${dateOf('at')} AS period, sum(amount) AS used FROM (${OUT}) AS t GROUP BY 1, 2, 4
  UNION ALL
  SELECT owner, account_id, 'in', ${dateOf('at')}, sum(amount) FROM (${IN}) AS t GROUP BY 1, 2, 4`

const COUNTED = `
  WITH day AS MATERIALIZED (${BY_DAY})
  SELECT owner, account_id, name, period, used FROM day
  UNION ALL
  SELECT owner, account_id, name, left(period, 4), sum(used) FROM day GROUP BY 1, 2, 3, 4
  UNION ALL
  ${GUESSES}
  UNION ALL
  SELECT owner, account_id, 'out-count', ${dateOf('at')}, count(*) FROM (${OUT}) AS t GROUP BY 1, 2, 4
  UNION ALL
  SELECT owner, account_id, 'pending-in', 'open', sum(amount) FROM (
    SELECT customer_id AS owner, account_id, amount FROM topups WHERE room_kept AND state IN ('processing', 'unknown')
    UNION ALL
    SELECT payee_id, payee_account_id, amount FROM core_transfers
    WHERE room_kept AND state IN ('processing', 'unknown')) AS coming
  GROUP BY 1, 2`

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
          WHERE name IN ('out', 'in', 'out-count', 'pending-in', 'card-names')) AS counter USING (owner, account_id, name, period)
      ) AS seen WHERE used <> coalesce(noted, 0) AND NOT (${DROPPED})`,
  },
  {
    law: 'the limits of one’s own that hold for an account are those that were agreed last',
    table: 'limit_agreements',
    broken: `SELECT owner, account_id, name FROM (
        SELECT a.customer_id AS owner, a.account_id, l.name, l.agreed FROM limit_agreements a
        CROSS JOIN LATERAL (VALUES ('agreed-day', a.day_amount), ('agreed-count', a.day_count), ('agreed-year', a.year_amount))
          AS l (name, agreed)
        WHERE NOT EXISTS (SELECT 1 FROM limit_agreements b
          WHERE b.customer_id = a.customer_id AND b.account_id = a.account_id AND b.number > a.number)) AS last
      FULL JOIN (SELECT owner, account_id, name, used FROM counters WHERE name LIKE 'agreed-%') AS counter
        USING (owner, account_id, name)
      WHERE coalesce(agreed, 0) <> coalesce(used, 0)`,
  },
]
