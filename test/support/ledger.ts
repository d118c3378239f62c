import { randomUUID } from 'node:crypto'
import { type AccountRef, accountKey, type Core, HOUSE, type Movement } from '../../src/bank/core.ts'
import { BankError } from '../../src/bank/errors.ts'
import type { Decision, RecordChange, Write } from '../../src/bank/writes/write.ts'
import type { Fen } from '../../src/contract/money.ts'
import { createLedger } from '../../src/ledger/ledger.ts'
import type { Database, Queryable } from '../../src/storage/database.ts'

/** The built-in ledger behind the bank's seam: TypeScript checks here that it fits. */
export const ledger: Core = createLedger()

/** The bank's own account that tests take money from. */
export const VAULT: AccountRef = { owner: HOUSE, id: '00000000-0000-0000-0000-0000000000ff' }

/** Opens the vault; harmless when it is open. */
export async function openVault(db: Database): Promise<void> {
  await db.transaction((tx) => ledger.open(tx, [{ ...VAULT, mayGoBelowZero: true }]))
}

/** A customer's account with money of the vault's on it. */
export async function accountWith(db: Database, amount: Fen, owner: string = randomUUID()): Promise<AccountRef> {
  const account = { owner, id: randomUUID() }
  await db.transaction(async (tx) => {
    await ledger.open(tx, [{ ...account, mayGoBelowZero: false }])
    if (amount > 0) await ledger.apply(tx, [payment(VAULT, account, amount, 'opening')], 0)
  })
  return account
}

export const payment = (from: AccountRef, to: AccountRef, amount: Fen, code = 'transfer', id: string = randomUUID()) =>
  ({
    kind: 'post',
    id,
    code,
    legs: [
      { account: from, amount: -amount },
      { account: to, amount },
    ],
  }) as const satisfies Movement

/** What the account can spend, is posted and holds, as the database says. */
export async function balanceOf(
  db: Queryable,
  account: AccountRef,
): Promise<{ posted: Fen; held: Fen; available: Fen }> {
  const balance = (await ledger.balances(db, [account])).get(accountKey(account))
  if (!balance) throw new Error(`no account ${accountKey(account)}`)
  return { posted: balance.posted, held: balance.held, available: balance.available }
}

/** A write that decides nothing but what is given. */
export function writeOf(
  given: Partial<Omit<Write<object>, 'decide'>> & { owner: string },
  decide: (...seen: Parameters<Write<object>['decide']>) => Partial<Decision<object>> = () => ({}),
): Write<object> {
  const id = given.id ?? randomUUID()
  return {
    id,
    kind: 'test',
    content: 'content',
    accounts: [],
    counters: [],
    authorisation: null,
    ...given,
    decide: (seen) => ({
      opens: [],
      movements: [],
      count: [],
      records: [] as RecordChange[],
      outbox: [],
      answer: { id },
      ...decide(seen),
    }),
  }
}

/** A write that moves money when there is enough of it; its answer is its own. */
export const transferOf = (
  from: AccountRef,
  to: AccountRef,
  amount: Fen,
  given: Partial<Omit<Write<object>, 'decide'>> = {},
): Write<object> =>
  writeOf({ owner: from.owner, accounts: [from, to], content: `${accountKey(to)} ${amount}`, ...given }, (seen) => {
    if (seen.balance(from).available < amount) throw new BankError('BALANCE_INSUFFICIENT')
    return { movements: [payment(from, to, amount)], answer: { nonce: randomUUID() } }
  })

/**
 * The law of the books, asked of the database itself: every movement sums to zero, every customer's balance equals its
 * postings in an unbroken sequence, what is held equals the pending holds, nobody is overdrawn. Returns what is wrong.
 */
export async function auditBooks(db: Queryable): Promise<readonly object[]> {
  return db.query(`
    SELECT 'movement does not sum to zero' AS wrong, movement_id::text AS place FROM ledger_postings
      GROUP BY movement_id HAVING sum(amount) <> 0
    UNION ALL
    SELECT 'posting without movement', p.movement_id::text FROM ledger_postings p
      LEFT JOIN ledger_movements m ON m.id = p.movement_id WHERE m.id IS NULL
    UNION ALL
    SELECT 'balance is not the sum of the postings', a.id::text FROM ledger_accounts a
      LEFT JOIN (
        SELECT owner, account_id, sum(amount) AS sum, max(sequence) AS last, count(*) AS count
        FROM ledger_postings GROUP BY owner, account_id) p ON p.owner = a.owner AND p.account_id = a.id
      WHERE NOT a.may_go_below_zero
        AND (a.posted <> coalesce(p.sum, 0) OR a.sequence <> coalesce(p.last, 0) OR a.sequence <> coalesce(p.count, 0))
    UNION ALL
    SELECT 'running balance is broken', p.account_id::text FROM (
        SELECT account_id, balance_after,
          sum(amount) OVER (PARTITION BY owner, account_id ORDER BY sequence) AS running
        FROM ledger_postings) p
      WHERE p.balance_after IS NOT NULL AND p.balance_after <> p.running
    UNION ALL
    SELECT 'held is not the sum of the pending holds', a.id::text FROM ledger_accounts a
      LEFT JOIN (
        SELECT leg->'account'->>'owner' AS owner, leg->'account'->>'id' AS id, sum(-(leg->>'amount')::bigint) AS sum
        FROM ledger_holds h, jsonb_array_elements(h.legs) AS leg
        WHERE h.state = 'pending' AND (leg->>'amount')::bigint < 0
        GROUP BY 1, 2) h ON h.owner = a.owner::text AND h.id = a.id::text
      WHERE NOT a.may_go_below_zero AND a.held <> coalesce(h.sum, 0)
    UNION ALL
    SELECT 'overdrawn', id::text FROM ledger_accounts WHERE NOT may_go_below_zero AND posted - held < 0
  `)
}
