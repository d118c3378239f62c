/**
 * Orders and the books say the same. Each kind of order tells, as SQL, the legs that its records call for; they are held
 * against the postings of its movements both ways. What ties an order to its movement is the payer's entry.
 */
import type { Law } from '../../ledger/laws.ts'
import { CARD_CLEARING, CORE_CLEARING, INTEREST_EXPENSE } from '../house.ts'

interface Booked {
  /** A movement's code. */
  readonly code: string
  readonly table: string
  /** For the sentences. */
  readonly order: string
  /** customer_id, order_id, movement_id, owner, account_id, amount: one row a leg. */
  readonly legs: string
}

const entryOf = (record: string, owner: string, kind: string): string =>
  `LEFT JOIN entries e ON e.customer_id = ${record}.${owner} AND e.order_id = ${record}.id AND e.kind = '${kind}'`

/** Owner and id of the account on which the other side of a card's order stands. */
const CLEARING = (record: string): string =>
  `'${CARD_CLEARING.owner}'::uuid, CASE WHEN ${record}.own THEN '${CORE_CLEARING.id}'::uuid ELSE '${CARD_CLEARING.id}'::uuid END`

/** What the core took passes through the stand-in of the payer's Class I account. */
const FROM_CLASS_ONE = 'JOIN class_one_accounts o ON o.customer_id = t.payer_id AND o.id = t.payer_account_id'

const BOOKED: readonly Booked[] = [
  {
    code: 'transfer',
    table: 'transfers',
    order: 'transfer',
    legs: `
      SELECT t.payer_id AS customer_id, t.id AS order_id, e.movement_id, t.payer_id AS owner,
        t.payer_account_id AS account_id, -t.amount AS amount
      FROM transfers t ${entryOf('t', 'payer_id', 'transfer-out')}
      UNION ALL
      SELECT t.payer_id, t.id, e.movement_id, t.payee_id, t.payee_account_id, t.amount
      FROM transfers t ${entryOf('t', 'payer_id', 'transfer-out')}
      UNION ALL
      SELECT t.payer_id, t.id, e.movement_id, t.payer_id, t.payer_account_id, t.amount
      FROM transfers t ${FROM_CLASS_ONE} ${entryOf('t', 'payer_id', 'transfer-out')}
      UNION ALL
      SELECT t.payer_id, t.id, e.movement_id, '${CORE_CLEARING.owner}', '${CORE_CLEARING.id}', -t.amount
      FROM transfers t ${FROM_CLASS_ONE} ${entryOf('t', 'payer_id', 'transfer-out')}`,
  },
  {
    code: 'topup',
    table: 'topups',
    order: 'done top-up',
    legs: `
      SELECT t.customer_id, t.id AS order_id, e.movement_id, t.customer_id AS owner, t.account_id, t.amount
      FROM topups t ${entryOf('t', 'customer_id', 'topup')} WHERE t.state = 'done'
      UNION ALL
      SELECT t.customer_id, t.id, e.movement_id, ${CLEARING('t')}, -t.amount
      FROM topups t ${entryOf('t', 'customer_id', 'topup')} WHERE t.state = 'done'`,
  },
  {
    code: 'payout',
    table: 'closures',
    order: 'done payout',
    legs: `
      SELECT c.customer_id, c.id AS order_id, e.movement_id, c.customer_id AS owner, c.account_id, -c.amount AS amount
      FROM closures c ${entryOf('c', 'customer_id', 'payout')} WHERE c.state = 'done' AND c.amount > 0
      UNION ALL
      SELECT c.customer_id, c.id, e.movement_id, ${CLEARING('c')}, c.amount
      FROM closures c ${entryOf('c', 'customer_id', 'payout')} WHERE c.state = 'done' AND c.amount > 0`,
  },
  {
    code: 'card-transfer',
    table: 'card_transfers',
    order: 'done card transfer',
    legs: `
      SELECT t.customer_id, t.id AS order_id, e.movement_id, t.customer_id AS owner, t.account_id, -t.amount AS amount
      FROM card_transfers t ${entryOf('t', 'customer_id', 'card-transfer')} WHERE t.state = 'done'
      UNION ALL
      SELECT t.customer_id, t.id, e.movement_id, ${CLEARING('t')}, t.amount
      FROM card_transfers t ${entryOf('t', 'customer_id', 'card-transfer')} WHERE t.state = 'done'`,
  },
  {
    code: 'claim-payout',
    table: 'claim_payouts',
    order: 'done claim to a card',
    legs: `
      SELECT p.customer_id, p.id AS order_id, e.movement_id, p.payer_id AS owner, p.account_id, -p.amount AS amount
      FROM claim_payouts p LEFT JOIN entries e ON e.customer_id = p.payer_id AND e.order_id = p.share_id
        AND e.kind = 'claimed-to-card' WHERE p.state = 'done'
      UNION ALL
      SELECT p.customer_id, p.id, e.movement_id, ${CLEARING('p')}, p.amount
      FROM claim_payouts p LEFT JOIN entries e ON e.customer_id = p.payer_id AND e.order_id = p.share_id
        AND e.kind = 'claimed-to-card' WHERE p.state = 'done'`,
  },
  {
    code: 'deposit-made',
    table: 'deposits',
    order: 'deposit',
    legs: `
      SELECT d.customer_id, d.id AS order_id, e.movement_id, d.customer_id AS owner, d.account_id,
        -d.principal AS amount
      FROM deposits d ${entryOf('d', 'customer_id', 'deposit-made')}
      UNION ALL
      SELECT d.customer_id, d.id, e.movement_id, d.customer_id, d.ledger_account_id, d.principal
      FROM deposits d ${entryOf('d', 'customer_id', 'deposit-made')}`,
  },
  {
    code: 'deposit-paid',
    table: 'deposits',
    order: 'closed deposit',
    legs: `
      SELECT d.customer_id, d.id AS order_id, e.movement_id, d.customer_id AS owner,
        d.ledger_account_id AS account_id, -d.principal AS amount
      FROM deposits d ${entryOf('d', 'customer_id', 'deposit-paid')} WHERE d.state <> 'running'
      UNION ALL
      SELECT d.customer_id, d.id, e.movement_id, d.customer_id, d.account_id, d.principal + d.paid_interest
      FROM deposits d ${entryOf('d', 'customer_id', 'deposit-paid')} WHERE d.state <> 'running'
      UNION ALL
      SELECT d.customer_id, d.id, e.movement_id, '${INTEREST_EXPENSE.owner}', '${INTEREST_EXPENSE.id}', -d.paid_interest
      FROM deposits d ${entryOf('d', 'customer_id', 'deposit-paid')} WHERE d.state <> 'running' AND d.paid_interest > 0`,
  },
]

const SAME_LEG = `p.movement_id = leg.movement_id AND p.owner = leg.owner AND p.account_id = leg.account_id
  AND p.amount = leg.amount`

const bothWays = ({ code, table, order, legs }: Booked): Law[] => [
  {
    law: `a ${order} moved its amount between its accounts`,
    table,
    broken: `SELECT leg.customer_id, leg.order_id FROM (${legs}) AS leg
      LEFT JOIN ledger_postings p ON ${SAME_LEG} AND p.code = '${code}'
      WHERE p.movement_id IS NULL GROUP BY leg.customer_id, leg.order_id`,
  },
  {
    law: `a movement of code ${code} is that of a ${order}, and nothing more`,
    table: 'ledger_postings',
    broken: `SELECT p.movement_id FROM ledger_postings p LEFT JOIN (${legs}) AS leg ON ${SAME_LEG}
      WHERE p.code = '${code}' AND leg.order_id IS NULL GROUP BY p.movement_id`,
  },
]

export const ORDER_LAWS: readonly Law[] = [
  {
    law: 'what was given back is a transfer of the same amount the other way',
    table: 'transfer_returns',
    broken: `SELECT r.payer_id, r.transfer_id, r.return_id FROM transfer_returns r
      LEFT JOIN transfers t ON t.payer_id = r.payer_id AND t.id = r.transfer_id
      LEFT JOIN transfers b ON b.payer_id = r.customer_id AND b.id = r.return_id
      WHERE (t.payee_id = r.customer_id AND b.payee_id = r.payer_id AND b.amount = t.amount) IS NOT TRUE`,
  },
  ...BOOKED.flatMap(bothWays),
  {
    law: 'a movement of a customer’s order has its order',
    table: 'ledger_movements',
    broken: `SELECT m.id AS movement_id, m.code FROM ledger_movements m
      LEFT JOIN entries e ON e.movement_id = m.id AND e.kind <> 'transfer-in'
      LEFT JOIN ledger_holds h ON h.id = m.id
      WHERE coalesce(h.state, 'posted') = 'posted' AND m.code = ANY('{${BOOKED.map(({ code }) => code).join()}}') AND e.order_id IS NULL`,
  },
  {
    law: 'a running deposit has its principal on its ledger account, a closed one nothing',
    table: 'deposits',
    broken: `SELECT d.customer_id, d.id AS deposit_id, d.ledger_account_id AS account_id FROM deposits d
      LEFT JOIN ledger_accounts a ON a.owner = d.customer_id AND a.id = d.ledger_account_id
      WHERE a.posted IS DISTINCT FROM CASE WHEN d.state = 'running' THEN d.principal ELSE 0 END`,
  },
  {
    law: 'a deposit is closed when it has paid, and only then',
    table: 'deposits',
    broken: `SELECT customer_id, id AS deposit_id FROM deposits
      WHERE (state = 'running') <> (closed_at IS NULL) OR (state = 'running') <> (paid_interest IS NULL)`,
  },
  {
    law: 'a transfer from a Class I account is one that the core has carried out, and the other way round',
    table: 'core_transfers',
    broken: `SELECT customer_id, transfer_id FROM (
        SELECT customer_id, id AS transfer_id, account_id, payee_id, payee_account_id, amount FROM core_transfers
        WHERE state = 'done') AS decided
      FULL JOIN (
        SELECT t.payer_id AS customer_id, t.id AS transfer_id, t.payer_account_id AS account_id, t.payee_id,
          t.payee_account_id, t.amount FROM transfers t ${FROM_CLASS_ONE}) AS made
        USING (customer_id, transfer_id, account_id, payee_id, payee_account_id, amount)
      WHERE (decided.*) IS NULL OR (made.*) IS NULL`,
  },
  {
    law: 'a scheduled transfer that ran is a transfer of its amount from its account, and one that did not is none',
    table: 'scheduled_transfers',
    broken: `SELECT s.customer_id, s.id AS order_id FROM scheduled_transfers s
      LEFT JOIN transfers t ON t.payer_id = s.customer_id AND t.id = s.transfer_id
      WHERE (s.state = 'done') <> (t.id IS NOT NULL)
        OR (t.id IS NOT NULL AND (t.amount, t.payer_account_id, t.payee_id) IS DISTINCT FROM (s.amount, s.account_id, s.payee_id))`,
  },
  {
    law: 'a scheduled transfer from a Class I account has become one that the core is asked for, and ends with it',
    table: 'scheduled_transfers',
    broken: `SELECT s.customer_id, s.id AS order_id FROM scheduled_transfers s
      LEFT JOIN core_transfers c ON c.customer_id = s.customer_id AND c.id = s.transfer_id
      WHERE CASE WHEN c.id IS NULL THEN s.state = 'processing' OR (s.card_id IS NOT NULL AND s.state = 'done')
        ELSE s.state <> CASE c.state WHEN 'done' THEN 'done' WHEN 'refused' THEN 'failed' ELSE 'processing' END
          OR (c.card_id, c.account_id, c.payee_id, c.amount)
            IS DISTINCT FROM (s.card_id, s.account_id, s.payee_id, s.amount) END`,
  },
  {
    law: 'nothing stays on the stand-in of a Class I account',
    table: 'ledger_accounts',
    broken: `SELECT l.owner, l.id AS account_id FROM class_one_accounts c
      JOIN ledger_accounts l ON l.owner = c.customer_id AND l.id = c.id WHERE l.posted <> 0 OR l.held <> 0`,
  },
  {
    law: 'an undecided transfer from a Class I account is due, a decided one has its end',
    table: 'core_transfers',
    broken: `SELECT customer_id, id AS transfer_id FROM core_transfers
      WHERE (state IN ('done', 'refused')) <> (finished_at IS NOT NULL)
        OR (state IN ('done', 'refused')) <> (next_ask_at IS NULL)`,
  },
  {
    law: 'an undecided card transfer holds its amount, a decided one has posted or voided its hold, and no other hold is one',
    table: 'card_transfers',
    broken: `SELECT customer_id, card_transfer_id FROM (
        SELECT t.customer_id, t.id AS card_transfer_id, t.movement_id, t.amount AS wanted,
          CASE t.state WHEN 'done' THEN 'posted' WHEN 'refused' THEN 'voided' ELSE 'pending' END AS state
        FROM card_transfers t) AS ordered
      FULL JOIN (
        SELECT h.id AS movement_id, h.state, (leg->>'amount')::bigint AS wanted, (leg->'account'->>'owner')::uuid AS customer_id
        FROM ledger_holds h, jsonb_array_elements(h.legs) AS leg
        WHERE h.code = 'card-transfer' AND leg->'account'->>'owner' <> '${CARD_CLEARING.owner}') AS held
        USING (movement_id, state, customer_id)
      WHERE (ordered.*) IS NULL OR (held.*) IS NULL OR ordered.wanted <> -held.wanted`,
  },
  {
    law: 'an undecided card transfer is due, a decided one has its end',
    table: 'card_transfers',
    broken: `SELECT customer_id, id AS card_transfer_id FROM card_transfers
      WHERE (state IN ('done', 'refused')) <> (finished_at IS NOT NULL)
        OR (state IN ('done', 'refused')) <> (next_ask_at IS NULL) OR (wrong_holder AND state <> 'refused')`,
  },
  {
    law: 'an undecided top-up is due, a decided one has its end',
    table: 'topups',
    broken: `SELECT customer_id, id AS topup_id FROM topups
      WHERE (state IN ('done', 'refused')) <> (finished_at IS NOT NULL)
        OR (state IN ('done', 'refused')) <> (next_ask_at IS NULL)`,
  },
]
