/** What an order leaves beside its movement: entries on statements, its stored answer, a used authorisation, messages. */
import type { Law } from '../../ledger/laws.ts'
import { MAX_TRIES } from '../../storage/outbox.ts'
import { HOUSE } from '../core.ts'

/** The order for later that a transfer `t` was made by: its answer is that order's. */
const SCHEDULED = (payer: string) =>
  `SELECT 1 FROM scheduled_transfers s WHERE s.customer_id = ${payer} AND s.transfer_id = t.id`

/** customer_id, id, kind: orders and the answers that must be stored for them under their own id. */
const ANSWERED = `
  SELECT t.payer_id AS customer_id, t.id, 'transfer' AS kind FROM transfers t WHERE NOT EXISTS (
    ${SCHEDULED('t.payer_id')}
    UNION ALL SELECT 1 FROM claimable_shares s WHERE s.customer_id = t.payer_id AND s.id = t.id)
  UNION ALL SELECT customer_id, id, 'scheduled-transfer' FROM scheduled_transfers WHERE nth = 1
  UNION ALL SELECT customer_id, id, CASE state WHEN 'cancelled' THEN 'scheduled-transfer.cancel' ELSE 'scheduled-transfer.run' END
    FROM scheduled_transfers WHERE state <> 'waiting'
  UNION SELECT t.customer_id, t.id, 'transfer' FROM core_transfers t WHERE NOT EXISTS (${SCHEDULED('t.customer_id')})
  UNION ALL SELECT customer_id, id, 'transfer.end' FROM core_transfers WHERE state IN ('done', 'refused')
  UNION ALL SELECT customer_id, id, 'topup.begin' FROM topups
  UNION ALL SELECT customer_id, id, 'topup.end' FROM topups WHERE state IN ('done', 'refused')
  UNION ALL SELECT customer_id, id, 'card-transfer.begin' FROM card_transfers
  UNION ALL SELECT customer_id, id, 'card-transfer.end' FROM card_transfers WHERE state IN ('done', 'refused')
  UNION ALL SELECT customer_id, id, 'claim.end' FROM claim_payouts WHERE state IN ('done', 'refused')
  UNION ALL SELECT customer_id, id, 'closure.begin' FROM closures
  UNION ALL SELECT customer_id, id, 'closure.end' FROM closures WHERE state IN ('done', 'refused')
  UNION ALL SELECT customer_id, id, 'deposit' FROM deposits
  UNION ALL SELECT customer_id, id, 'claimable' FROM claimables`

export const TRACE_LAWS: readonly Law[] = [
  {
    law: 'an account of a customer’s is opened in the ledger, and the other way round',
    table: 'accounts',
    broken: `SELECT r.customer_id, r.id AS account_id FROM (
          SELECT customer_id, id FROM accounts UNION ALL SELECT customer_id, ledger_account_id FROM deposits
          UNION ALL SELECT customer_id, id FROM class_one_accounts) AS r
        LEFT JOIN ledger_accounts a ON a.owner = r.customer_id AND a.id = r.id AND NOT a.may_go_below_zero
        WHERE a.id IS NULL
      UNION ALL
      SELECT a.owner, a.id FROM ledger_accounts a
        LEFT JOIN accounts r ON r.customer_id = a.owner AND r.id = a.id
        LEFT JOIN deposits d ON d.customer_id = a.owner AND d.ledger_account_id = a.id
        LEFT JOIN class_one_accounts c ON c.customer_id = a.owner AND c.id = a.id
        WHERE a.owner <> '${HOUSE}' AND r.id IS NULL AND d.id IS NULL AND c.id IS NULL`,
  },
  {
    law: 'the bank’s own accounts alone may go below zero',
    table: 'ledger_accounts',
    broken: `SELECT owner, id AS account_id FROM ledger_accounts WHERE may_go_below_zero <> (owner = '${HOUSE}')`,
  },
  {
    law: 'a transfer stands on both statements',
    table: 'transfers',
    broken: `SELECT t.payer_id, t.id AS transfer_id FROM transfers t
      LEFT JOIN entries o ON o.customer_id = t.payer_id AND o.order_id = t.id AND o.kind = 'transfer-out'
      LEFT JOIN entries i ON i.customer_id = t.payee_id AND i.movement_id = o.movement_id AND i.order_id = t.id
        AND i.kind = 'transfer-in'
      WHERE o.order_id IS NULL OR i.order_id IS NULL`,
  },
  {
    law: 'an entry has its posting',
    table: 'entries',
    broken: `SELECT e.customer_id, e.movement_id FROM entries e
      WHERE NOT EXISTS (SELECT 1 FROM ledger_postings p WHERE p.owner = e.customer_id AND p.movement_id = e.movement_id)`,
  },
  {
    law: 'a posting of a customer’s has its entry',
    table: 'ledger_postings',
    broken: `SELECT p.owner, p.account_id, p.sequence, p.movement_id FROM ledger_postings p
      WHERE p.owner <> '${HOUSE}' AND NOT EXISTS (
        SELECT 1 FROM entries e WHERE e.customer_id = p.owner AND e.movement_id = p.movement_id)`,
  },
  {
    law: 'an order has its stored answer',
    table: 'writes',
    broken: `SELECT o.customer_id AS owner, o.id, o.kind FROM (${ANSWERED}) AS o
        LEFT JOIN writes w ON w.owner = o.customer_id AND w.id = o.id AND w.kind = o.kind WHERE w.id IS NULL
      UNION ALL
      SELECT d.customer_id, d.id, 'withdrawal or maturity' FROM deposits d
        LEFT JOIN (SELECT owner, answer->>'id' AS deposit_id FROM writes WHERE kind IN ('withdrawal', 'maturity')) AS w
          ON w.owner = d.customer_id AND w.deposit_id = d.id::text
        WHERE d.state <> 'running' AND w.owner IS NULL`,
  },
  {
    law: 'a stored answer has its order',
    table: 'writes',
    broken: `SELECT w.owner, w.id, w.kind FROM writes w
      LEFT JOIN (${ANSWERED}) AS o ON o.customer_id = w.owner AND o.id = w.id AND o.kind = w.kind
      WHERE w.kind IN ('transfer', 'transfer.end', 'scheduled-transfer', 'scheduled-transfer.run', 'scheduled-transfer.cancel', 'topup.begin', 'topup.end', 'card-transfer.begin', 'card-transfer.end', 'claim.end', 'closure.begin', 'closure.end', 'deposit', 'claimable') AND o.id IS NULL`,
  },
  {
    law: 'a used authorisation belongs to a written order',
    table: 'authorisations',
    broken: `SELECT a.owner, split_part(a.order_text, '|', 1) AS kind, split_part(a.order_text, '|', 2) AS order_id
      FROM authorisations a
      LEFT JOIN writes w ON w.owner = a.owner AND w.id::text = split_part(a.order_text, '|', 2)
        AND w.kind = CASE split_part(a.order_text, '|', 1) WHEN 'topup' THEN 'topup.begin' WHEN 'card-transfer' THEN 'card-transfer.begin'
          WHEN 'closure' THEN 'closure.begin' WHEN 'payment-request' THEN 'transfer' WHEN 'transfer-return' THEN 'transfer'
          WHEN 'thaw' THEN 'restriction.end' WHEN 'awakening' THEN 'restriction.end'
          ELSE split_part(a.order_text, '|', 1) END
      WHERE a.used_at IS NOT NULL AND w.id IS NULL`,
  },
  {
    // A process that dies in the midst of a try costs an entry one more, hence twice as many.
    law: 'an outbox entry waits within its tries, or was sent or given up at some time',
    table: 'outbox',
    broken: `SELECT id, state FROM outbox
      WHERE state NOT IN ('waiting', 'sent', 'dead') OR (state = 'waiting') <> (ended_at IS NULL)
        OR (state = 'waiting' AND tries > ${2 * MAX_TRIES})`,
  },
]
