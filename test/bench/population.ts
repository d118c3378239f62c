/**
 * A bank full of customers, made in SQL rather than by a million journeys: each with an account, money on it by a posted
 * movement, a session that is open and a payee. Everything has an id that follows from its number, so that orders can be
 * made without asking the database. Names and numbers are sealed like real ones, a few hundred of each taken in turn.
 */
import { createHash } from 'node:crypto'
import { HOUSE } from '../../src/bank/core.ts'
import { CARD_CLEARING } from '../../src/bank/house.ts'
import type { Database, Transaction } from '../../src/storage/database.ts'
import type { Sealer } from '../../src/storage/sealing.ts'

/** Fen that every customer begins with, and an organisation. */
const OPENING = 10_000_00
const ORGANISATION_OPENING = 1_000_000_000_00
const CHUNK = 50_000
const SESSION_MS = 86_400_000

const md5Id = (text: string): string => {
  const hex = createHash('md5').update(text).digest('hex')
  // Version and variant bits as PostgreSQL's expression below sets them.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
/** The same id in SQL, of a text expression. */
const sqlId = (text: string): string => `overlay(overlay(md5(${text}) placing '4' from 13) placing '8' from 17)::uuid`

export const customerId = (n: number | string): string => md5Id(`customer ${n}`)
export const accountId = (n: number | string): string => md5Id(`account ${n}`)
/** The id under which `payer` knows `payee`. */
export const payeeId = (payer: number | string, payee: number | string): string => md5Id(`payee ${payer} ${payee}`)
export const sessionToken = (n: number | string): string => createHash('sha256').update(`session ${n}`).digest('hex')
/** Whom a customer pays in the uniform run: somebody far away, and every customer is one customer's payee. */
export const payeeOf = (n: number, customers: number): number => (n + Math.floor(customers / 2) + 1) % customers

export const PAYROLL = 'payroll'
export const MERCHANT = 'merchant'

/** Fills a migrated, empty database. Every customer also knows the merchant, and the payroll account knows every customer. */
export async function populate(
  db: Database,
  { sealer, customers, at }: { readonly sealer: Sealer; readonly customers: number; readonly at: number },
): Promise<void> {
  const sealedOf = (text: (n: number) => string) => Array.from({ length: 256 }, (_, n) => sealer.seal(text(n)))
  const names = sealedOf((n) => `客户${n}`)
  const mobiles = sealedOf((n) => `138${String(n).padStart(8, '0')}`)
  const opening = sealer.seal(JSON.stringify({ counterparty: { zh: '开户', en: 'Opening' }, note: null }))
  // Production serves nobody before the lists of people are there; these are empty, and everybody was screened.
  await db.query(
    `insert into list_versions (list, version, source, published, entries, digest, loaded_at, screened_at)
     select list, 1, 'bench', '2026-01-01', 0, ''::bytea, $1, $1 from unnest(array['fraud', 'sanctions']) as l (list)`,
    [at],
  )
  const add = (tx: Transaction, numbers: string, of: { accountClass: string; money: number; payees: string }) =>
    tx.script(`
      CREATE TEMP TABLE made ON COMMIT DROP AS
      SELECT n::text AS n, i, ${sqlId(`'customer ' || n`)} AS customer, ${sqlId(`'account ' || n`)} AS account,
        ${sqlId(`'movement ' || n`)} AS movement FROM ${numbers} AS given (n, i);
      INSERT INTO customers (id, stage, created_at, name_sealed, mobile_sealed, mobile_index, id_number_index,
        became_customer_at, identified_at, identified_branch, identified_teller)
      SELECT customer, 'customer', ${at}, (${array(names)})[1 + i % 256], (${array(mobiles)})[1 + i % 256],
        sha256(('mobile ' || n)::bytea), sha256(('id ' || n)::bytea), ${at}, ${at}, '0001', '0001' FROM made;
      INSERT INTO accounts (customer_id, id, class, number_sealed, number_index, last4, status, card_id, opened_at)
      SELECT customer, account, '${of.accountClass}', ${bytes(mobiles[0])}, sha256(('number ' || n)::bytea), '0000', 'active',
        customer, ${at} FROM made;
      INSERT INTO ledger_accounts (owner, id, may_go_below_zero, posted, sequence)
      SELECT customer, account, false, ${of.money}, 1 FROM made;
      INSERT INTO ledger_movements (id, code, at) SELECT movement, 'opening', ${at} FROM made;
      INSERT INTO ledger_postings (owner, account_id, sequence, movement_id, code, amount, balance_after, at)
      SELECT customer, account, 1, movement, 'opening', ${of.money}, ${of.money}, ${at} FROM made
      UNION ALL
      SELECT '${HOUSE}', '${CARD_CLEARING.id}', nextval('ledger_house_sequence'), movement, 'opening', -${of.money}, NULL, ${at}
      FROM made;
      INSERT INTO entries (customer_id, movement_id, kind, order_id, text_sealed)
      SELECT customer, movement, 'transfer-in', movement, ${bytes(opening)} FROM made;
      INSERT INTO sessions (id, token_hash, customer_id, signed_in_by, device, created_at, last_seen_at, expires_at)
      SELECT ${sqlId(`'session ' || n`)}, sha256(encode(sha256(('session ' || n)::bytea), 'hex')::bytea), customer, 'wechat', '',
        ${at}, ${at}, ${at + SESSION_MS} FROM made;
      ${of.payees}`)
  const known = (payer: string, payee: string) => `
      INSERT INTO payees (payer_id, id, payee_id, account_id, known, created_at)
      SELECT ${sqlId(`'customer ' || ${payer}`)}, ${sqlId(`'payee ' || ${payer} || ' ' || ${payee}`)},
        ${sqlId(`'customer ' || ${payee}`)}, ${sqlId(`'account ' || ${payee}`)}, true, ${at} FROM made;`
  const farAway = `((i + ${Math.floor(customers / 2) + 1}) % ${customers})`

  for (let first = 0; first < customers; first += CHUNK) {
    const numbers = `(SELECT i, i FROM generate_series(${first}, ${Math.min(first + CHUNK, customers) - 1}) AS i)`
    const payees = known('n', farAway) + known('n', `'${MERCHANT}'`) + known(`'${PAYROLL}'`, 'n')
    await db.transaction((tx) => add(tx, numbers, { accountClass: 'II', money: OPENING, payees }))
  }
  for (const name of [PAYROLL, MERCHANT]) {
    const of = { accountClass: name, money: ORGANISATION_OPENING, payees: '' }
    await db.transaction((tx) => add(tx, `(VALUES ('${name}', 0))`, of))
  }
}

const bytes = (value: Uint8Array | undefined): string => `'\\x${Buffer.from(value ?? []).toString('hex')}'::bytea`
const array = (values: readonly Uint8Array[]): string => `ARRAY[${values.map(bytes).join(',')}]`
