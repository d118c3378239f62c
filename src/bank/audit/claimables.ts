/** Cards that are claimed in the chat. A share's id is that of its hold and of its transfer. */
import type { Law } from '../../ledger/laws.ts'

export const CLAIMABLE_LAWS: readonly Law[] = [
  {
    law: 'an open share of a card has its hold, and every hold for a card its open share',
    table: 'claimable_shares',
    broken: `SELECT coalesce(s.id, h.id) AS share_id FROM claimable_shares s
      FULL JOIN (
        SELECT id, state, (leg->'account'->>'owner')::uuid AS owner, (leg->'account'->>'id')::uuid AS account_id,
          -(leg->>'amount')::bigint AS amount
        FROM (SELECT id, state, jsonb_array_elements(legs) AS leg FROM ledger_holds WHERE code = 'claimable') AS hold
        WHERE (leg->>'amount')::bigint < 0) AS h
        ON h.id = s.id AND h.owner = s.customer_id AND h.account_id = s.account_id AND h.amount = s.amount
      WHERE s.id IS NULL OR h.id IS NULL OR h.state <> CASE WHEN s.state = 'open' THEN 'pending' ELSE 'voided' END`,
  },
  {
    law: 'a claimed share is one transfer, or payout to a card, to who claimed it, a taken one a payout that is not decided, and no other share is one',
    table: 'claimable_shares',
    broken: `SELECT s.customer_id, s.id AS share_id FROM claimable_shares s
      LEFT JOIN transfers t ON t.payer_id = s.customer_id AND t.id = s.id
      LEFT JOIN claim_payouts p ON p.payer_id = s.customer_id AND p.share_id = s.id AND p.state <> 'refused'
      WHERE (s.state = 'claimed') <> (t.id IS NOT NULL OR (p.id IS NOT NULL AND p.state = 'done'))
        OR (t.id IS NOT NULL AND p.id IS NOT NULL) OR (s.state IN ('claimed', 'taking')) <> (s.claimant_id IS NOT NULL)
        OR (s.state = 'taking') <> (p.id IS NOT NULL AND p.state <> 'done')
        OR (p.id IS NOT NULL AND (p.customer_id <> s.claimant_id OR p.account_id <> s.account_id OR p.amount <> s.amount))
        OR (t.id IS NOT NULL AND (t.payee_id <> s.claimant_id OR t.payer_account_id <> s.account_id OR t.amount <> s.amount))`,
  },
  {
    law: 'a card has as many shares as it says, each of its amount; a share that ended says when and by what',
    table: 'claimables',
    broken: `SELECT c.customer_id, c.id AS claimable_id FROM claimables c
        LEFT JOIN claimable_shares s ON s.customer_id = c.customer_id AND s.claimable_id = c.id
          AND s.amount = c.amount AND s.account_id = c.account_id AND s.created_at = c.created_at AND s.expires_at = c.expires_at
          AND s.state <> 'refused'
        GROUP BY c.customer_id, c.id, c.shares HAVING count(s.id) <> c.shares
      UNION ALL
      SELECT customer_id, claimable_id FROM claimable_shares
        WHERE (state IN ('open', 'taking')) <> (ended_at IS NULL) OR (state IN ('open', 'taking')) <> (ended_by IS NULL)`,
  },
  {
    law: 'of a card that was taken back nothing is open, and what its claimants’ banks are asked to pay returns if they refuse',
    table: 'claimable_shares',
    broken: `SELECT s.customer_id, s.id AS share_id FROM claimable_shares s
      LEFT JOIN (SELECT DISTINCT customer_id, claimable_id FROM claimable_shares
        WHERE state = 'taken-back' AND recalled_at IS NULL) AS back USING (customer_id, claimable_id)
      WHERE (s.recalled_at IS NOT NULL AND (back IS NULL OR s.state NOT IN ('taking', 'claimed', 'taken-back')))
        OR (s.recalled_at IS NULL AND back IS NOT NULL AND s.state IN ('open', 'taking'))`,
  },
  {
    law: 'an undecided claim to a card holds its amount, a decided one has posted or voided its hold, and no other hold is one',
    table: 'claim_payouts',
    broken: `SELECT customer_id, claim_id FROM (
        SELECT customer_id, id AS claim_id, payer_id, movement_id, amount AS wanted,
          CASE state WHEN 'done' THEN 'posted' WHEN 'refused' THEN 'voided' ELSE 'pending' END AS state
        FROM claim_payouts) AS ordered
      FULL JOIN (
        SELECT h.id AS movement_id, h.state, (leg->>'amount')::bigint AS wanted, (leg->'account'->>'owner')::uuid AS payer_id
        FROM ledger_holds h, jsonb_array_elements(h.legs) AS leg
        WHERE h.code = 'claim-payout' AND (leg->>'amount')::bigint < 0) AS held
        USING (movement_id, state, payer_id)
      WHERE (ordered.*) IS NULL OR (held.*) IS NULL OR ordered.wanted <> -held.wanted`,
  },
  {
    law: 'an undecided claim to a card is due, a decided one has its end',
    table: 'claim_payouts',
    broken: `SELECT customer_id, id AS claim_id FROM claim_payouts
      WHERE (state IN ('done', 'refused')) <> (finished_at IS NOT NULL)
        OR (state IN ('done', 'refused')) <> (next_ask_at IS NULL)`,
  },
  {
    law: 'a share ended by an order that was written',
    table: 'writes',
    broken: `SELECT s.customer_id, s.id AS share_id FROM claimable_shares s
      LEFT JOIN writes w ON w.id = s.ended_by AND (
        (s.state = 'claimed' AND ((w.owner = s.claimant_id AND w.kind IN ('claim', 'claim.end'))
          OR (w.owner = s.customer_id AND w.kind = 'claimable.answer')))
        OR (s.state = 'taken-back' AND s.recalled_at IS NULL AND w.owner = s.customer_id AND w.kind = 'claimable.take-back')
        OR (s.state = 'expired' AND w.owner = s.customer_id AND w.kind = 'claimable.expiry')
        OR (s.state IN ('refused', 'expired', 'taken-back') AND w.kind = 'claim.end' AND EXISTS (SELECT 1 FROM claim_payouts p
          WHERE p.customer_id = w.owner AND p.id = w.id AND p.payer_id = s.customer_id AND p.share_id = s.id AND p.state = 'refused')))
      WHERE s.state NOT IN ('open', 'taking') AND w.id IS NULL`,
  },
]
