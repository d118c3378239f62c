import type { Fen } from '../contract/money.ts'
import type { Database, Queryable, Transaction } from '../storage/database.ts'
import { findRows } from '../storage/lookup.ts'
import { together } from '../storage/transactions.ts'
import { type AccountState, type Booked, BookingError, book } from './booking.ts'
import {
  type AccountRef,
  accountKey,
  type Balance,
  type DueHold,
  type Locked,
  type Movement,
  type PendingHold,
  type Posting,
} from './books.ts'

const MAX_PAGE = 1000

const BALANCE = `
  SELECT k.n, a.owner, a.id, a.held,
    CASE WHEN a.may_go_below_zero
      THEN (SELECT coalesce(sum(p.amount), 0)::bigint FROM ledger_postings p
            WHERE p.owner = a.owner AND p.account_id = a.id)
      ELSE a.posted END AS posted
  FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS k (owner, id, n) JOIN ledger_accounts a USING (owner, id)`

const PAGE = `
  SELECT k.n, p.sequence, p.movement_id AS "movementId", p.code, p.amount, p.at,
    coalesce(p.balance_after, (SELECT sum(e.amount) FROM ledger_postings e
      WHERE e.owner = k.owner AND e.account_id = k.id AND e.sequence <= p.sequence)::bigint) AS "balanceAfter"
  FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::int[]) WITH ORDINALITY AS k (owner, id, before, size, n)
  CROSS JOIN LATERAL (
    SELECT * FROM ledger_postings l WHERE l.owner = k.owner AND l.account_id = k.id AND l.sequence < k.before
    ORDER BY l.sequence DESC LIMIT k.size
  ) p
  ORDER BY k.n, p.sequence DESC`

/** What an open transaction has locked, as booking changes it. It falls with the transaction. */
interface Holding {
  readonly accounts: Map<string, AccountState>
  readonly holds: Map<string, PendingHold>
}

/** The built-in core. It keeps nothing between transactions, so any number of processes share one database. */
export function createLedger() {
  const heldBy = new WeakMap<Transaction, Holding>()
  function heldIn(tx: Transaction): Holding {
    const held = heldBy.get(tx) ?? { accounts: new Map(), holds: new Map() }
    heldBy.set(tx, held)
    return held
  }

  return {
    async open(
      tx: Transaction,
      accounts: readonly (AccountRef & { readonly mayGoBelowZero: boolean })[],
    ): Promise<void> {
      const rows = await tx.query<AccountRef & { may_go_below_zero: boolean }>(
        `INSERT INTO ledger_accounts (owner, id, may_go_below_zero)
         SELECT owner, id, below FROM unnest($1::uuid[], $2::uuid[], $3::boolean[]) AS n (owner, id, below)
         ORDER BY owner, id
         ON CONFLICT DO NOTHING
         RETURNING owner, id, may_go_below_zero`,
        [...columns(accounts), accounts.map(({ mayGoBelowZero }) => mayGoBelowZero)],
      )
      // A row of our own making is locked until the commit.
      for (const { owner, id, may_go_below_zero } of rows) {
        if (!may_go_below_zero)
          heldIn(tx).accounts.set(accountKey({ owner, id }), { owner, id, posted: 0, held: 0, sequence: 0 })
      }
    },

    async lock(tx: Transaction, accounts: readonly AccountRef[], holds: readonly string[] = []): Promise<Locked> {
      const held = heldIn(tx)
      const balances = await lockAccounts(tx, accounts, held)
      return { balances, holds: await lockPendingHolds(tx, holds, held) }
    },

    async apply(tx: Transaction, movements: readonly Movement[], at: number): Promise<void> {
      const held = heldIn(tx)
      const ending = movements.filter(({ kind, id }) => kind.endsWith('-hold') && !held.holds.has(id))
      await lockPendingHolds(
        tx,
        ending.map(({ id }) => id),
        held,
      )
      const booked = book(movements, held.accounts, held.holds)
      await requireHouse(tx, booked.unlocked)
      await write(tx, booked, at)
    },

    async balances(db: Database, accounts: readonly AccountRef[]): Promise<ReadonlyMap<string, Balance>> {
      const found = await Promise.all(
        accounts.map(({ owner, id }) => findRows<Omit<AccountState, 'sequence'>>(db, BALANCE, [owner, id])),
      )
      return new Map(found.flatMap(([row]) => (row ? [[accountKey(row), balanceOf(row)]] : [])))
    },

    async postings(
      db: Database,
      { owner, id }: AccountRef,
      { before = Number.MAX_SAFE_INTEGER, limit }: { readonly before?: number; readonly limit: number },
    ): Promise<readonly Posting[]> {
      if (!(limit >= 1 && limit <= MAX_PAGE)) throw new RangeError(`a page has 1 to ${MAX_PAGE} postings`)
      return findRows<Posting>(db, PAGE, [owner, id, before, limit])
    },

    async dueHolds(db: Queryable, at: number, limit: number): Promise<readonly DueHold[]> {
      return db.query<DueHold>(
        `SELECT id, code, expires_at AS "expiresAt" FROM ledger_holds
         WHERE state = 'pending' AND expires_at <= $1 ORDER BY expires_at LIMIT $2`,
        [at, limit],
      )
    },
  }
}

const columns = (accounts: readonly AccountRef[]): [string[], string[]] => [
  accounts.map(({ owner }) => owner),
  accounts.map(({ id }) => id),
]

const balanceOf = ({ owner, id, posted, held }: AccountRef & { posted: Fen; held: Fen }): Balance => ({
  owner,
  id,
  posted,
  held,
  available: posted - held,
})

async function lockAccounts(
  tx: Transaction,
  accounts: readonly AccountRef[],
  held: Holding,
): Promise<ReadonlyMap<string, Balance>> {
  const wanted = new Map(accounts.map((account) => [accountKey(account), account]))
  const balances = new Map<string, Balance>()
  if (wanted.size === 0) return balances
  const rows = await tx.query<AccountState>(
    `SELECT a.owner, a.id, a.posted, a.held, a.sequence
     FROM ledger_accounts a JOIN unnest($1::uuid[], $2::uuid[]) AS k (owner, id) ON a.owner = k.owner AND a.id = k.id
     WHERE NOT a.may_go_below_zero
     ORDER BY a.owner, a.id
     FOR NO KEY UPDATE OF a`,
    columns([...wanted.values()]),
  )
  for (const row of rows) {
    const key = accountKey(row)
    wanted.delete(key)
    held.accounts.set(key, row)
    balances.set(key, balanceOf(row))
  }
  await requireHouse(tx, wanted)
  return balances
}

async function lockPendingHolds(
  tx: Transaction,
  ids: readonly string[],
  held: Holding,
): Promise<ReadonlyMap<string, PendingHold>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.query<PendingHold>(
    `SELECT id, code, legs, expires_at AS "expiresAt" FROM ledger_holds
     WHERE id = ANY($1::uuid[]) AND state = 'pending' ORDER BY id FOR NO KEY UPDATE`,
    [[...new Set(ids)]],
  )
  for (const row of rows) held.holds.set(row.id, row)
  return new Map(rows.map((row) => [row.id, row]))
}

/** Accounts that are not locked must be the bank's own: everybody writes to those at once. */
async function requireHouse(tx: Transaction, unlocked: ReadonlyMap<string, AccountRef>): Promise<void> {
  if (unlocked.size === 0) return
  const rows = await tx.query<AccountRef>(
    `SELECT a.owner, a.id
     FROM ledger_accounts a JOIN unnest($1::uuid[], $2::uuid[]) AS k (owner, id) ON a.owner = k.owner AND a.id = k.id
     WHERE a.may_go_below_zero`,
    columns([...unlocked.values()]),
  )
  const house = new Set(rows.map(accountKey))
  for (const key of unlocked.keys()) {
    if (!house.has(key)) throw new BookingError(`account ${key} is unknown or not locked`)
  }
}

/** One statement a table, however many movements, sent without waiting for one another. */
async function write(
  tx: Transaction,
  { movements, postings, held, ended, changed }: Booked,
  at: number,
): Promise<void> {
  const accounts = [...changed]
  await together([
    movements.length > 0 &&
      tx.query(
        `INSERT INTO ledger_movements (id, code, at)
         SELECT id, code, $3 FROM unnest($1::uuid[], $2::text[]) AS n (id, code)`,
        [movements.map(({ id }) => id), movements.map(({ code }) => code), at],
      ),
    postings.length > 0 &&
      tx.query(
        `INSERT INTO ledger_postings (owner, account_id, sequence, movement_id, code, amount, balance_after, at)
         SELECT owner, account_id, coalesce(sequence, nextval('ledger_house_sequence')), movement_id, code, amount,
           balance_after, $8
         FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::uuid[], $5::text[], $6::bigint[], $7::bigint[])
           AS n (owner, account_id, sequence, movement_id, code, amount, balance_after)`,
        [
          ...columns(postings.map(({ account }) => account)),
          postings.map(({ sequence }) => sequence),
          postings.map(({ movementId }) => movementId),
          postings.map(({ code }) => code),
          postings.map(({ amount }) => amount),
          postings.map(({ balanceAfter }) => balanceAfter),
          at,
        ],
      ),
    held.length > 0 &&
      tx.query(
        `INSERT INTO ledger_holds (id, code, legs, state, at, expires_at)
         SELECT id, code, legs::jsonb, 'pending', $5, expires_at
         FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[]) AS n (id, code, legs, expires_at)`,
        [
          held.map(({ id }) => id),
          held.map(({ code }) => code),
          held.map(({ legs }) => JSON.stringify(legs)),
          held.map(({ expiresAt }) => expiresAt),
          at,
        ],
      ),
    accounts.length > 0 &&
      tx.query(
        `UPDATE ledger_accounts AS a SET posted = n.posted, held = n.held, sequence = n.sequence
         FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bigint[], $5::bigint[])
           AS n (owner, id, posted, held, sequence)
         WHERE a.owner = n.owner AND a.id = n.id`,
        [
          ...columns(accounts),
          accounts.map(({ posted }) => posted),
          accounts.map(({ held }) => held),
          accounts.map(({ sequence }) => sequence),
        ],
      ),
  ])
  if (ended.length > 0) {
    // After the holds above: the same batch may make a hold and end it.
    await tx.query(
      `UPDATE ledger_holds AS h SET state = n.state, ended_at = $3
       FROM unnest($1::uuid[], $2::text[]) AS n (id, state) WHERE h.id = n.id`,
      [ended.map(({ id }) => id), ended.map(({ state }) => state), at],
    )
  }
}
