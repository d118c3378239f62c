/** What keeps accounts from being used, and their end. */
import type { Law } from '../../ledger/laws.ts'
import { CLOSING_STOPS, STOPS, usesStopped } from '../restrictions/stops.ts'

const kinds = Object.keys(STOPS) as (keyof typeof STOPS)[]

/** kind, covers_all, name: the counters of a covered account that a restriction stands among (restrictions/stops.ts). */
const STOPPED_BY = kinds
  .flatMap((kind) =>
    [true, false].flatMap((coversAll) =>
      usesStopped(kind, coversAll).map((use) => `('${kind}', ${coversAll}, 'stopped-${use}')`),
    ),
  )
  .join(', ')

const IN_FORCE = `
  SELECT a.customer_id AS owner, a.id AS account_id, s.name
  FROM restrictions r
  JOIN (SELECT customer_id, id FROM accounts UNION ALL SELECT customer_id, id FROM class_one_accounts) AS a
    ON a.customer_id = r.customer_id AND (r.account_id IS NULL OR r.account_id = a.id)
  JOIN (VALUES ${STOPPED_BY}) AS s (kind, covers_all, name)
    ON s.kind = r.kind AND s.covers_all = (r.account_id IS NULL)
  WHERE r.ended_at IS NULL
  UNION ALL
  SELECT a.customer_id, a.id, s.name FROM accounts a
  CROSS JOIN (VALUES ${CLOSING_STOPS.map((use) => `('stopped-${use}')`).join(', ')}) AS s (name)
  WHERE a.status IN ('closing', 'closed')`

export const RESTRICTION_LAWS: readonly Law[] = [
  {
    law: 'what stops an account is what is in force on it',
    table: 'account_counters',
    broken: `SELECT owner, account_id, name FROM (
        SELECT owner, account_id, name, coalesce(stops, 0) AS stops, coalesce(noted, 0) AS noted
        FROM (SELECT owner, account_id, name, count(*) AS stops FROM (${IN_FORCE}) AS one GROUP BY 1, 2, 3) AS force
        FULL JOIN (SELECT owner, account_id, name, used AS noted FROM counters WHERE name LIKE 'stopped-%') AS counter
          USING (owner, account_id, name)
      ) AS seen WHERE stops <> noted`,
  },
  {
    law: 'a restriction has its stored answer, and its end, too',
    table: 'writes',
    broken: `SELECT r.customer_id, r.id AS restriction_id FROM restrictions r
        LEFT JOIN writes w ON w.owner = r.customer_id AND w.id = r.id AND w.kind = 'restriction' WHERE w.id IS NULL
      UNION ALL
      SELECT r.customer_id, r.id FROM restrictions r
        LEFT JOIN writes w ON w.owner = r.customer_id AND w.kind IN ('restriction.end', 'id-validity')
          AND (w.id = r.id OR w.kind = 'id-validity')
        WHERE r.ended_at IS NOT NULL AND w.id IS NULL`,
  },
  {
    law: 'what has gone through a Class III account is counted',
    table: 'account_counters',
    broken: `SELECT a.customer_id, a.id AS account_id FROM accounts a
      LEFT JOIN LATERAL (SELECT sum(abs(p.amount)) AS amount FROM ledger_postings p
        WHERE p.owner = a.customer_id AND p.account_id = a.id AND p.code IN ('transfer', 'topup', 'payout', 'card-transfer', 'claim-payout')) AS through ON true
      LEFT JOIN account_counters k ON k.owner = a.customer_id AND k.account_id = a.id
      WHERE a.class = 'III'
        AND coalesce(through.amount, 0) <> coalesce((k.used->>'turnover open')::bigint, 0)`,
  },
  {
    law: 'a closed account has nothing on it and nothing to come',
    table: 'accounts',
    broken: `SELECT a.customer_id, a.id AS account_id FROM accounts a
      LEFT JOIN ledger_accounts l ON l.owner = a.customer_id AND l.id = a.id
      WHERE a.status = 'closed' AND (l.posted IS DISTINCT FROM 0 OR l.held IS DISTINCT FROM 0
        OR EXISTS (SELECT 1 FROM deposits d
          WHERE d.customer_id = a.customer_id AND d.account_id = a.id AND d.state = 'running')
        OR EXISTS (SELECT 1 FROM topups t
          WHERE t.customer_id = a.customer_id AND t.account_id = a.id AND t.state IN ('processing', 'unknown'))
        OR EXISTS (SELECT 1 FROM core_transfers t
          WHERE t.payee_id = a.customer_id AND t.payee_account_id = a.id AND t.state IN ('processing', 'unknown')))`,
  },
  {
    law: 'an account is closing while its closing is undecided, and closed when it is done',
    table: 'accounts',
    broken: `SELECT a.customer_id, a.id AS account_id FROM accounts a
      LEFT JOIN closures c ON c.customer_id = a.customer_id AND c.account_id = a.id AND c.state <> 'refused'
      WHERE a.status IS DISTINCT FROM CASE WHEN c.state = 'done' THEN 'closed' WHEN c.state IS NOT NULL THEN 'closing'
          WHEN a.status IN ('closing', 'closed') THEN 'active' ELSE a.status END
        OR (a.status = 'closed') <> (a.closed_at IS NOT NULL)`,
  },
  {
    law: 'an undecided closing is due, a decided one has its end',
    table: 'closures',
    broken: `SELECT customer_id, id AS closure_id FROM closures
      WHERE (state IN ('done', 'refused')) <> (finished_at IS NOT NULL)
        OR (state IN ('done', 'refused')) <> (next_ask_at IS NULL)`,
  },
  {
    law: 'an undecided closing holds its amount on its account, and a held payout is that of a closing',
    table: 'closures',
    broken: `SELECT customer_id, account_id FROM (
        SELECT c.customer_id, c.account_id, sum(c.amount) AS amount FROM closures c
        WHERE c.state IN ('processing', 'unknown') GROUP BY 1, 2) AS closing
      FULL JOIN (
        SELECT (leg->'account'->>'owner')::uuid AS customer_id, (leg->'account'->>'id')::uuid AS account_id,
          sum(-(leg->>'amount')::bigint) AS held
        FROM (SELECT jsonb_array_elements(legs) AS leg FROM ledger_holds
          WHERE code = 'payout' AND state = 'pending') AS hold
        WHERE (leg->>'amount')::bigint < 0 GROUP BY 1, 2) AS held USING (customer_id, account_id)
      WHERE coalesce(amount, 0) <> coalesce(held, 0)`,
  },
]
