/**
 * The laws of the books, held against a database by `npm run audit`:
 *
 *  1. The legs of a movement sum to zero, and so do all postings.
 *  2. A posting lies on an account and has its movement; a movement has its postings, or its hold.
 *  3. A customer's postings are numbered from one without a gap, each with the balance that it leaves.
 *  4. A customer's balance and sequence are those of their postings; nobody is overdrawn.
 *  5. What is held on an account is what pending holds take from it. A hold has its movement and its accounts, a posted
 *     one moved what it held, and no other moved anything.
 *  6. Every posting is numbered by the one sequence.
 *  7. The chain has every block; a block's postings are those that were sealed; a seal bears our mac. With a head that
 *     was kept elsewhere: the chain reaches it. What is not sealed yet is no fault.
 *
 * 1 to 6 are SQL that PostgreSQL answers from the disk; 7 goes along the chain in steps of bounded size.
 */
import type { Snapshot } from '../storage/database.ts'
import { BEGINNING, digestsOf, macOf, type Seal, type SealKeys, sealsAfter } from './chain.ts'
import { type Finding, holdAgainst, type Law, Places } from './laws.ts'

/** What pending holds, or any, take from accounts and give to them. */
const HOLD_LEGS = `SELECT id, state, (leg->'account'->>'owner')::uuid AS owner, (leg->'account'->>'id')::uuid AS account_id,
    (leg->>'amount')::bigint AS amount
  FROM (SELECT id, state, jsonb_array_elements(legs) AS leg FROM ledger_holds) AS hold`

const LAWS: readonly Law[] = [
  {
    law: 'the legs of a movement sum to zero',
    table: 'ledger_postings',
    broken: 'SELECT movement_id FROM ledger_postings GROUP BY movement_id HAVING sum(amount) <> 0',
  },
  {
    law: 'all postings sum to zero',
    table: 'ledger_postings',
    broken: 'SELECT sum(amount)::text AS off_by_fen FROM ledger_postings HAVING sum(amount) <> 0',
  },
  {
    law: 'a posting lies on an account',
    table: 'ledger_postings',
    broken: `SELECT p.owner, p.account_id, count(*) AS postings FROM ledger_postings p
      LEFT JOIN ledger_accounts a ON a.owner = p.owner AND a.id = p.account_id
      WHERE a.id IS NULL GROUP BY p.owner, p.account_id`,
  },
  {
    law: 'a posting has its movement, of the same code',
    table: 'ledger_postings',
    broken: `SELECT p.owner, p.account_id, p.sequence, p.movement_id FROM ledger_postings p
      LEFT JOIN ledger_movements m ON m.id = p.movement_id AND m.code = p.code WHERE m.id IS NULL`,
  },
  {
    law: 'a movement has its postings, or its hold',
    table: 'ledger_movements',
    broken: `SELECT m.id AS movement_id FROM ledger_movements m
      WHERE NOT EXISTS (SELECT 1 FROM ledger_postings p WHERE p.movement_id = m.id)
        AND NOT EXISTS (SELECT 1 FROM ledger_holds h WHERE h.id = m.id)`,
  },
  {
    law: 'the postings of an account are numbered without a gap, each with the balance that it leaves',
    table: 'ledger_postings',
    broken: `SELECT owner, account_id, sequence FROM (
        SELECT p.owner, p.account_id, p.sequence, p.amount, p.balance_after,
          lag(p.sequence, 1, 0::bigint) OVER history AS sequence_before,
          lag(p.balance_after, 1, 0::bigint) OVER history AS balance_before
        FROM ledger_postings p JOIN ledger_accounts a ON a.owner = p.owner AND a.id = p.account_id
        WHERE NOT a.may_go_below_zero
        WINDOW history AS (PARTITION BY p.owner, p.account_id ORDER BY p.sequence)) AS step
      WHERE sequence <> sequence_before + 1 OR balance_after IS DISTINCT FROM balance_before + amount`,
  },
  {
    law: 'the balance and sequence of an account are those of its postings',
    table: 'ledger_accounts',
    broken: `SELECT a.owner, a.id AS account_id FROM ledger_accounts a
      LEFT JOIN (SELECT owner, account_id, sum(amount) AS sum, max(sequence) AS newest FROM ledger_postings
        GROUP BY owner, account_id) AS p ON p.owner = a.owner AND p.account_id = a.id
      WHERE NOT a.may_go_below_zero AND (a.posted <> coalesce(p.sum, 0) OR a.sequence <> coalesce(p.newest, 0))`,
  },
  {
    law: 'nobody is overdrawn',
    table: 'ledger_accounts',
    broken: `SELECT owner, id AS account_id FROM ledger_accounts
      WHERE NOT may_go_below_zero AND (held < 0 OR posted - held < 0)`,
  },
  {
    law: 'what is held on an account is what pending holds take from it',
    table: 'ledger_accounts',
    broken: `SELECT a.owner, a.id AS account_id FROM ledger_accounts a
      LEFT JOIN (SELECT owner, account_id, -sum(amount) AS taken FROM (${HOLD_LEGS}) AS leg
        WHERE state = 'pending' AND amount < 0 GROUP BY owner, account_id) AS h
        ON h.owner = a.owner AND h.account_id = a.id
      WHERE NOT a.may_go_below_zero AND a.held <> coalesce(h.taken, 0)`,
  },
  {
    law: 'a hold has its movement and its accounts',
    table: 'ledger_holds',
    broken: `SELECT h.id AS hold_id, NULL::uuid AS owner, NULL::uuid AS account_id FROM ledger_holds h
        LEFT JOIN ledger_movements m ON m.id = h.id AND m.code = h.code WHERE m.id IS NULL
      UNION ALL
      SELECT leg.id, leg.owner, leg.account_id FROM (${HOLD_LEGS}) AS leg
        LEFT JOIN ledger_accounts a ON a.owner = leg.owner AND a.id = leg.account_id WHERE a.id IS NULL`,
  },
  {
    law: 'a posted hold moved what it held, and no other moved anything',
    table: 'ledger_holds',
    broken: `SELECT leg.id AS hold_id FROM (${HOLD_LEGS}) AS leg
        LEFT JOIN ledger_postings p ON p.movement_id = leg.id AND p.owner = leg.owner
          AND p.account_id = leg.account_id AND p.amount = leg.amount
        WHERE (leg.state = 'posted') <> (p.movement_id IS NOT NULL)`,
  },
  {
    law: 'a posting is numbered by the one sequence',
    table: 'ledger_postings',
    broken: `SELECT owner, account_id, sequence, number FROM ledger_postings
      WHERE number < 1 OR number > (SELECT last_value FROM ledger_posting_numbers)`,
  },
]

/** A block and its mac, as the log told them when it was sealed. */
export type Head = Pick<Seal, 'block' | 'mac'>

export interface LedgerAudit {
  readonly findings: readonly Finding[]
  readonly accounts: number
  readonly postings: number
  readonly blocks: number
  /** Postings that no block covers yet. */
  readonly unsealed: number
  /** The newest block; null when there is none. */
  readonly head: Head | null
}

/** Holds the books and their chain against the laws. `kept`: a head of the chain that was kept elsewhere. */
export async function auditLedger(snapshot: Snapshot, keys: SealKeys, kept?: Head): Promise<LedgerAudit> {
  const findings = await holdAgainst(snapshot, LAWS)
  const chain = await auditChain(snapshot, keys, kept)
  const [counted] = await snapshot.query<{ accounts: number; postings: number; unsealed: number }>(
    `SELECT (SELECT count(*) FROM ledger_accounts) AS accounts, count(*) AS postings,
       count(*) FILTER (WHERE number > $1) AS unsealed FROM ledger_postings`,
    [chain.last],
  )
  const { accounts, postings, unsealed } = counted ?? { accounts: 0, postings: 0, unsealed: 0 }
  return { findings: [...findings, ...chain.findings], accounts, postings, unsealed, ...chain.extent }
}

/** Seals read at a time, and numbers whose postings are digested at a time: what the walk holds in memory. */
const SEALS_AT_A_TIME = 1_000
const NUMBERS_AT_A_TIME = 100_000

const EVERY_BLOCK = { law: 'the chain has every block', table: 'ledger_seals' }
const AS_SEALED = { law: 'the postings of a block are those that were sealed', table: 'ledger_postings' }
const OUR_MAC = { law: 'a seal bears our mac', table: 'ledger_seals' }
const REACHES_HEAD = { law: 'the chain reaches the head that was kept elsewhere', table: 'ledger_seals' }

/** Goes along the chain. After a fault it goes on from what stands there, so that one change is told in one place. */
async function auditChain(snapshot: Snapshot, keys: SealKeys, kept?: Head) {
  const [missing, changed, forged, lost] = [new Places(), new Places(), new Places(), new Places()]
  let before: Pick<Seal, 'block' | 'last' | 'mac'> = BEGINNING
  let blocks = 0
  let met = kept === undefined
  for (;;) {
    const seals = await stepAfter(snapshot, before)
    if (seals.length === 0) break
    const lasts = seals.map(({ last }) => last)
    const contents = await digestsOf(snapshot, before.last, lasts)
    for (const [index, seal] of seals.entries()) {
      const { block, last, postings, digest, mac } = seal
      const content = contents[index]
      if (block !== before.block + 1) missing.add({ block: before.block + 1 })
      if (content?.postings !== postings || content.digest !== digest) {
        changed.add({ block, after_number: before.last, up_to_number: last })
      }
      if (mac !== macOf(keys, before.mac, seal)) forged.add({ block, key_version: seal.keyVersion })
      met ||= block === kept?.block && mac === kept.mac
      before = seal
      blocks++
    }
  }
  if (!met) lost.add({ block: kept?.block })
  return {
    findings: [
      ...missing.finding(EVERY_BLOCK),
      ...changed.finding(AS_SEALED),
      ...forged.finding(OUR_MAC),
      ...lost.finding(REACHES_HEAD),
    ],
    last: before.last,
    extent: { blocks, head: blocks === 0 ? null : { block: before.block, mac: before.mac } },
  }
}

/** The next seals whose numbers rise and are not too many for one step; at least one while there is one. */
async function stepAfter(snapshot: Snapshot, before: Pick<Seal, 'block' | 'last'>): Promise<Seal[]> {
  const seals = await sealsAfter(snapshot, before.block, SEALS_AT_A_TIME)
  const end = seals.findIndex(
    ({ last }, index) =>
      index > 0 && (last > before.last + NUMBERS_AT_A_TIME || last < (seals[index - 1]?.last ?? before.last)),
  )
  return end === -1 ? seals : seals.slice(0, end)
}
