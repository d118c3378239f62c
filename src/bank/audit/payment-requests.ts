/** What was asked for, what was paid of it and the transfers say the same. */
import type { Law } from '../../ledger/laws.ts'

export const PAYMENT_REQUEST_LAWS: readonly Law[] = [
  {
    law: 'a paid share has its transfer, of its amount and to the account that it was asked for',
    table: 'payment_request_shares',
    broken: `SELECT s.customer_id, s.request_id, s.nth FROM payment_request_shares s
      JOIN payment_requests r ON r.customer_id = s.customer_id AND r.id = s.request_id
      LEFT JOIN transfers t ON t.payer_id = s.payer_id AND t.id = s.transfer_id AND t.payee_id = s.customer_id
        AND t.payee_account_id = r.account_id AND t.amount = s.amount
      WHERE s.state = 'paid' AND t.id IS NULL`,
  },
  {
    law: 'a share on its way has an order that the core has not decided',
    table: 'payment_request_shares',
    broken: `SELECT s.customer_id, s.request_id, s.nth FROM payment_request_shares s
      LEFT JOIN core_transfers t ON t.customer_id = s.payer_id AND t.id = s.transfer_id AND t.amount = s.amount
        AND t.next_ask_at IS NOT NULL
      WHERE s.state = 'taken' AND t.id IS NULL`,
  },
  {
    law: 'the shares of a request are as many as the others who are asked, and add up to what was asked',
    table: 'payment_requests',
    broken: `SELECT r.customer_id, r.id AS request_id FROM payment_requests r
      LEFT JOIN payment_request_shares s ON s.customer_id = r.customer_id AND s.request_id = r.id
      GROUP BY r.customer_id, r.id
      HAVING count(s.nth) <> r.people - r.asker_counts::int
        OR sum(s.amount) <> r.total AND NOT r.asker_counts
        OR sum(s.amount) >= r.total AND r.asker_counts`,
  },
]
