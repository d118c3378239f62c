/** What stands in the database, and in the outside's own store, after a run: read by plain queries, past the bank's code. */
import { openStore } from '../../src/sandbox/store.ts'
import type { Database } from '../../src/storage/database.ts'
import { auditBooks } from '../support/ledger.ts'

interface Transfer {
  readonly payer_id: string
  readonly id: string
  readonly payer_account_id: string
  readonly payee_id: string
  readonly payee_account_id: string
  readonly amount: number
  readonly at: number
}
export interface CardOrder {
  readonly customer_id: string
  readonly id: string
  readonly amount: number
  readonly state: string
}
export interface CardTransfer extends CardOrder {
  readonly account_id: string
  readonly payee_id: string | null
  readonly guess_account_id: string | null
  readonly wrong_holder: boolean
  readonly created_at: number
  readonly finished_at: number | null
}
export interface Share {
  readonly customer_id: string
  readonly id: string
  readonly claimable_id: string
  readonly account_id: string
  readonly amount: number
  readonly state: string
  readonly claimant_id: string | null
  readonly ended_by: string | null
  readonly created_at: number
}
export interface ClaimPayout extends CardOrder {
  readonly movement_id: string
}
interface Posting {
  readonly owner: string
  readonly account_id: string
  readonly movement_id: string
  readonly code: string
  readonly amount: number
}

export interface Found {
  /** By the order's id. */
  readonly transfers: ReadonlyMap<string, readonly Transfer[]>
  readonly topups: ReadonlyMap<string, readonly CardOrder[]>
  readonly cardTransfers: ReadonlyMap<string, readonly CardTransfer[]>
  readonly claimables: ReadonlyMap<string, readonly CardOrder[]>
  /** By the id of the claim. */
  readonly claimPayouts: ReadonlyMap<string, readonly ClaimPayout[]>
  /** By the id of the card in the chat; not those that a bank's refusal has replaced. */
  readonly shares: ReadonlyMap<string, readonly Share[]>
  /** By the movement's id. */
  readonly postings: ReadonlyMap<string, readonly Posting[]>
  /** How many entries of statements a movement has. */
  readonly entries: ReadonlyMap<string, number>
  /** Fen, by owner/account. */
  readonly balances: ReadonlyMap<string, number>
  /** What the audit of the books complains of. */
  readonly wrongInBooks: readonly object[]
  readonly sumOfPostings: number
  readonly pendingHolds: number
  /** State by the message's id. */
  readonly outbox: ReadonlyMap<string, string>
  /** Fen used, by account/name/period; what is zero is left out. */
  readonly counters: ReadonlyMap<string, number>
  /** Fen, by 'out.day' and so on, of the town's class of accounts; and how many wrong names a day. */
  readonly limits: ReadonlyMap<string, number>
  /** Orders whose authorisation is used. */
  readonly used: ReadonlySet<string>
  /** At the card system, by its id. */
  readonly debits: ReadonlyMap<string, MoneyOrder>
  readonly payouts: ReadonlyMap<string, MoneyOrder>
  /** Fen, by a card's number. */
  readonly cards: ReadonlyMap<string, number>
  /** Texts that the SMS centre took from the bank, by the message's id. */
  readonly inbox: ReadonlyMap<string, readonly string[]>
}

export interface MoneyOrder {
  readonly id: string
  /** An agreement's number, or a card's number and its holder's name. */
  readonly account: string
  readonly amount: number
  readonly state: string
}

/** What the card system moved for an order. */
export const cardPaid = (order: MoneyOrder | undefined): number => (order?.state === 'done' ? order.amount : 0)

/** @param sandbox folder of the outside's store */
export async function findEverything(db: Database, sandbox: string): Promise<Found> {
  const transfers = await db.query<Transfer>(
    'SELECT payer_id, id, payer_account_id, payee_id, payee_account_id, amount, at FROM transfers',
  )
  const topups = await db.query<CardOrder>('SELECT customer_id, id, amount, state FROM topups')
  const cardTransfers = await db.query<CardTransfer>(
    `SELECT customer_id, id, account_id, payee_id, guess_account_id, wrong_holder, amount, state, created_at, finished_at
     FROM card_transfers`,
  )
  const claimables = await db.query<CardOrder>(`SELECT customer_id, id, amount, 'made' AS state FROM claimables`)
  const shares = await db.query<Share>(
    `SELECT customer_id, id, claimable_id, account_id, amount, state, claimant_id, ended_by, created_at
     FROM claimable_shares WHERE state <> 'refused'`,
  )
  const claimPayouts = await db.query<ClaimPayout>(
    'SELECT customer_id, id, movement_id, amount, state FROM claim_payouts',
  )
  const postings = await db.query<Posting>('SELECT owner, account_id, movement_id, code, amount FROM ledger_postings')
  const entries = await db.query<{ movement_id: string; count: number }>(
    'SELECT movement_id, count(*) AS count FROM entries GROUP BY movement_id',
  )
  const accounts = await db.query<{ key: string; posted: number }>(
    `SELECT owner || '/' || id AS key, posted FROM ledger_accounts WHERE NOT may_go_below_zero`,
  )
  const [totals] = await db.query<{ sum: number; holds: number }>(
    `SELECT (SELECT coalesce(sum(amount), 0)::bigint FROM ledger_postings) AS sum,
       (SELECT count(*) FROM ledger_holds WHERE state = 'pending') AS holds`,
  )
  const outbox = await db.query<{ id: string; state: string }>('SELECT id, state FROM outbox')
  const counters = await db.query<{ key: string; used: number }>(
    `SELECT account_id || '/' || name || '/' || period AS key, used FROM counters WHERE used <> 0`,
  )
  const limits = await db.query<{ name: string; value: number }>(
    `SELECT DISTINCT ON (name) name, value FROM rules
     WHERE class = 'II' AND name IN ('out.day', 'out.year', 'in.day', 'in.year') OR name = 'card-names.wrong.day'
     ORDER BY name, effective_from DESC`,
  )
  const used = await db.query<{ id: string }>(
    `SELECT split_part(order_text, '|', 2) AS id FROM authorisations
     WHERE used_at IS NOT NULL AND split_part(order_text, '|', 1) IN ('transfer', 'topup', 'card-transfer', 'claimable')`,
  )
  const wrongInBooks = await auditBooks(db)

  const store = openStore(sandbox)
  const moneyOrders = (kind: 'debit' | 'payout') =>
    store.all<MoneyOrder>(
      `SELECT id, account, amount, CASE WHEN reason IS NULL THEN 'done' ELSE 'refused' END AS state
       FROM money_orders WHERE system = 'cards' AND kind = ?`,
      kind,
    )
  const [debits, payouts] = [moneyOrders('debit'), moneyOrders('payout')]
  const cards = store.all<{ number: string; balance: number }>('SELECT number, balance FROM cards')
  const inbox = store.all<{ message_id: string; text: string }>(
    `SELECT message_id, text FROM inbox WHERE message_id LIKE 'sms-%'`,
  )
  store.close()

  return {
    transfers: Map.groupBy(transfers, ({ id }) => id),
    topups: Map.groupBy(topups, ({ id }) => id),
    cardTransfers: Map.groupBy(cardTransfers, ({ id }) => id),
    claimables: Map.groupBy(claimables, ({ id }) => id),
    claimPayouts: Map.groupBy(claimPayouts, ({ id }) => id),
    shares: Map.groupBy(shares, ({ claimable_id }) => claimable_id),
    postings: Map.groupBy(postings, ({ movement_id }) => movement_id),
    entries: new Map(entries.map(({ movement_id, count }) => [movement_id, count])),
    balances: new Map(accounts.map(({ key, posted }) => [key, posted])),
    wrongInBooks,
    sumOfPostings: totals?.sum ?? Number.NaN,
    pendingHolds: totals?.holds ?? Number.NaN,
    outbox: new Map(outbox.map(({ id, state }) => [id, state])),
    counters: new Map(counters.map(({ key, used }) => [key, used])),
    limits: new Map(limits.map(({ name, value }) => [name, value])),
    used: new Set(used.map(({ id }) => id)),
    debits: new Map(debits.map((order) => [order.id, order])),
    payouts: new Map(payouts.map((order) => [order.id, order])),
    cards: new Map(cards.map(({ number, balance }) => [number, balance])),
    inbox: new Map(
      [...Map.groupBy(inbox, ({ message_id }) => message_id)].map(([id, messages]) => [
        id.slice('sms-'.length),
        messages.map(({ text }) => text),
      ]),
    ),
  }
}
