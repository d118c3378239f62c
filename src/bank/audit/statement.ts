/** What somebody looked at by month says what the books say. */
import type { Law } from '../../ledger/laws.ts'

/** The month of a posting, Asia/Shanghai. */
const MONTH = `to_char(timestamp 'epoch' + (p.at / 1000 + 28800) * interval '1 second', 'YYYY-MM')`

export const STATEMENT_LAWS: readonly Law[] = [
  {
    law: 'a month of a statement is the sum of what was posted in it, as far as it was summed',
    table: 'statement_months',
    broken: `SELECT customer_id, account_id, month FROM statement_months m
      FULL JOIN (
        SELECT s.customer_id, s.account_id, ${MONTH} AS month, sum(greatest(p.amount, 0)) AS came_in,
          sum(greatest(-p.amount, 0)) AS went_out, count(*) AS lines, min(p.sequence) AS first, max(p.sequence) AS last
        FROM statement_sums s
        JOIN ledger_postings p ON p.owner = s.customer_id AND p.account_id = s.account_id AND p.sequence <= s.through
        GROUP BY 1, 2, 3
      ) b USING (customer_id, account_id, month)
      WHERE m.came_in IS DISTINCT FROM b.came_in OR m.went_out IS DISTINCT FROM b.went_out
        OR m.lines IS DISTINCT FROM b.lines
        OR m.first_sequence IS DISTINCT FROM b.first OR m.last_sequence IS DISTINCT FROM b.last`,
  },
]
