/**
 * The town before anything goes wrong, written straight into the database and the sandbox's store, since opening eighty
 * accounts over HTTP takes minutes: people with accounts, money, bound cards and sessions, who know one another as
 * payees; and the authorisations of all orders to come, as the PIN would have bought them.
 */
import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { orderText } from '../../src/bank/pins/order.ts'
import { tokenHash } from '../../src/bank/token.ts'
import { openStore } from '../../src/sandbox/store.ts'
import type { Database } from '../../src/storage/database.ts'
import { migrate } from '../../src/storage/migrations.ts'
import { openDatabase } from '../../src/storage/open.ts'
import { openTown, type Town, type Townsman } from '../bank/town.ts'
import { ledger, openVault, payment, VAULT } from '../support/ledger.ts'
import { cardPayeeIdOf, HOT, type Order, orderOf, PEOPLE, payeeIdOf, sessionTokenOf } from './orders.ts'

const YEAR_MS = 365 * 24 * 3_600_000
const BATCH = 5_000

/** One of the town's people, in the order of their numbers. */
export interface Person {
  readonly customerId: string
  readonly accountId: string
  readonly cardId: string
  /** Under which the card system may debit and pay the bound card. */
  readonly agreementNo: string
  readonly name: string
  /** Fen, before the first order. */
  readonly opening: number
  readonly card: { readonly number: string; readonly opening: number }
}

/** Every fifth card has little on it and every seventh person little money, so that some orders are refused. */
const onCard = (who: number): number => (who % 5 === 4 ? 500_00 : 100_000_00)
const atFirst = (who: number): number => (who >= HOT && who % 7 === 0 ? 20_00 : 3_000_00)

/** @param file where clients find the town */
export async function prepare(
  url: string,
  {
    seed,
    sandbox,
    file,
    clients,
    stock,
  }: { seed: number; sandbox: string; file: string; clients: number; stock: number },
): Promise<readonly Person[]> {
  const db = await openDatabase({ url })
  try {
    await migrate(db, { at: Date.now() })
    const town = await openTown(db)
    const townsmen = await settle(town)
    const people = townsmen.map(({ customerId, accountId, cardId }, who) => ({
      customerId,
      accountId,
      cardId,
      agreementNo: agreementOf(who),
      name: nameOf(who),
      opening: atFirst(who),
      card: { number: `62170000${String(who).padStart(8, '0')}`, opening: onCard(who) },
    }))
    await pay(db, people)
    await signIn(db, seed, people)
    await introduce(db, seed, people)
    await tellCards(town, seed, people)
    for (let client = 0; client < clients; client++) {
      for (let from = 0; from < stock; from += BATCH) {
        const size = Math.min(BATCH, stock - from)
        const orders = Array.from({ length: size }, (_, index) => orderOf(seed, client, from + index))
        await authorise(town, seed, people, orders)
      }
    }
    issueCards(sandbox, people)
    writeFileSync(file, JSON.stringify(people))
    return people
  } finally {
    await db.close()
  }
}

async function settle(town: Town): Promise<Townsman[]> {
  town.clock.set(Date.now())
  const people: Townsman[] = []
  for (let who = 0; who < PEOPLE; who++) {
    people.push(await town.settle(nameOf(who), { agreementNo: agreementOf(who) }))
  }
  return people
}

const nameOf = (who: number): string => `镇民${who}`
const agreementOf = (who: number): string => `T${String(who).padStart(8, '0')}`

async function pay(db: Database, people: readonly Person[]): Promise<void> {
  await openVault(db)
  await db.transaction(async (tx) => {
    const accounts = people.map(({ customerId, accountId }) => ({ owner: customerId, id: accountId }))
    await ledger.lock(tx, accounts)
    const openings = accounts.map((account, who) => payment(VAULT, account, atFirst(who), 'opening'))
    await ledger.apply(tx, openings, Date.now())
  })
}

async function signIn(db: Database, seed: number, people: readonly Person[]): Promise<void> {
  const now = Date.now()
  await db.query(
    `INSERT INTO sessions (id, token_hash, customer_id, signed_in_by, device, created_at, last_seen_at, expires_at)
     SELECT id, decode(hash, 'hex'), customer, 'wechat', 'fault test', $4, $4, $5
     FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS n (id, customer, hash)`,
    [
      people.map(() => randomUUID()),
      people.map(({ customerId }) => customerId),
      people.map((_, who) => hexHash(sessionTokenOf(seed, who))),
      now,
      now + YEAR_MS,
    ],
  )
}

async function introduce(db: Database, seed: number, people: readonly Person[]): Promise<void> {
  const pairs = people.flatMap((payer, from) =>
    people.flatMap((payee, to) => (from === to ? [] : [{ payer, payee, id: payeeIdOf(seed, from, to) }])),
  )
  await db.query(
    `INSERT INTO payees (payer_id, id, payee_id, account_id, known, named_at, created_at)
     SELECT payer, id, payee, account, false, $5, $5
     FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[]) AS n (payer, id, payee, account)`,
    [
      pairs.map(({ payer }) => payer.customerId),
      pairs.map(({ id }) => id),
      pairs.map(({ payee }) => payee.customerId),
      pairs.map(({ payee }) => payee.accountId),
      Date.now(),
    ],
  )
}

/** Everybody knows everybody's card. Most were paid before; of the others every second goes by another name than its holder's. */
async function tellCards({ db, sealer }: Town, seed: number, people: readonly Person[]): Promise<void> {
  const cards = people.flatMap((payer, from) =>
    people.flatMap(({ card: { number } }, to) => {
      if (from === to) return []
      const name = to % 16 === 3 ? '别人' : nameOf(to)
      const told = { payer: payer.customerId, id: cardPayeeIdOf(seed, from, to), paid: to % 8 !== 3 }
      return [{ ...told, number, name }]
    }),
  )
  await db.query(
    `INSERT INTO card_payees (payer_id, id, told_index, number_index, card_sealed, told_at, paid_at)
     SELECT payer, id, decode(told, 'hex'), decode(number, 'hex'), decode(card, 'hex'), $7, CASE WHEN paid THEN $7::bigint END
     FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::boolean[])
       AS n (payer, id, told, number, card, paid)`,
    [
      cards.map(({ payer }) => payer),
      cards.map(({ id }) => id),
      cards.map(({ number, name }) => hexOf(sealer.index('card-payee', `${number} ${name}`))),
      cards.map(({ number }) => hexOf(sealer.index('card-payee-number', number))),
      cards.map(({ number, name }) => hexOf(sealer.seal(JSON.stringify({ number, name })))),
      cards.map(({ paid }) => paid),
      Date.now(),
    ],
  )
}

async function authorise({ db, sealer }: Town, seed: number, people: readonly Person[], orders: readonly Order[]) {
  const text = ({ id: orderId, kind, who, to, amount }: Order): string => {
    const cardId = people[who]?.cardId ?? ''
    if (kind === 'transfer') return orderText({ kind, orderId, payeeId: payeeIdOf(seed, who, to), amount })
    if (kind === 'topup') return orderText({ kind, orderId, cardId, amount })
    if (kind === 'claimable') return orderText({ kind, orderId, amount, shares: 1, mode: 'first' }, sealer)
    return orderText({ kind, orderId, toId: to === null ? cardId : cardPayeeIdOf(seed, who, to), amount })
  }
  await db.query(
    `INSERT INTO authorisations (owner, token_hash, order_text, expires_at)
     SELECT owner, decode(hash, 'hex'), text, $4 FROM unnest($1::uuid[], $2::text[], $3::text[]) AS n (owner, hash, text)`,
    [
      orders.map(({ who }) => people[who]?.customerId ?? ''),
      orders.map(({ token }) => hexHash(token)),
      orders.map(text),
      Date.now() + YEAR_MS,
    ],
  )
}

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const hexHash = (token: string): string => hexOf(tokenHash(token))

/** The other banks' side: cards with money on them, and the agreements under which they may be debited. */
function issueCards(directory: string, people: readonly Person[]): void {
  const store = openStore(directory)
  store.atomically(() => {
    for (const [who, { card }] of people.entries()) {
      store.run(
        `INSERT INTO cards VALUES (?, ?, '11010519491231002X', '13900000000', 'I', 'active', ?)`,
        ...[card.number, nameOf(who), card.opening],
      )
      store.run(
        `INSERT INTO agreements (id, content, card, code, asked_at, agreement_no, signed_at) VALUES (?, '', ?, '', 0, ?, 0)`,
        ...[agreementOf(who), card.number, agreementOf(who)],
      )
    }
  })
  store.close()
}
