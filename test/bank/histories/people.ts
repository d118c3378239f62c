/**
 * The people of one run, with an account each, and the way of what they order to several gateway processes. Whatever is
 * random about money opens its people here and speaks to the bank of its own orders.
 */
import { createHash, randomUUID } from 'node:crypto'
import type { Caller } from '../../../src/bank/caller.ts'
import { CARD_CLEARING } from '../../../src/bank/house.ts'
import type { Database } from '../../../src/storage/database.ts'
import { createSealer } from '../../../src/storage/sealing.ts'
import { ledger, payment } from '../../support/ledger.ts'
import { INDEX_KEY, SEALING_KEYS, yuan } from '../town.ts'
import type { Gateway, Sent } from './gateways.ts'

export type ClassName = 'II' | 'III'

export interface Opening {
  readonly class: ClassName
  readonly identified: boolean
  /** The first money has come from its card. */
  readonly fed: boolean
  /** Yuan. */
  readonly posted: number
}

/** 'done', or the code of the refusal; anything else that was thrown, by its message. */
export interface Played<Order> {
  readonly order: Order
  readonly outcome: string
}

/** Where a run is played: processes, and the database that they share. */
export interface World {
  readonly db: Database
  readonly gateways: readonly Gateway[]
}

/** When a write was decided last in the moment just played, by its kind and the order's number; undefined: it was not. */
export type Turn = (kind: string, id: number) => number | undefined

/** @param at the time of the opening */
export async function openPeople({ db, gateways }: World, opening: readonly Opening[], at: number) {
  const people = opening.map((account) => ({
    ...account,
    mobile: `138${String(++numbers).padStart(8, '0')}`,
    customerId: randomUUID(),
    accountId: randomUUID(),
    cardId: randomUUID(),
  }))
  await settleAll(db, people, at)
  const ids = new Map<number, string>()
  const turns = new Map<string, number>()
  const uuid = (id: number): string => {
    const known = ids.get(id) ?? randomUUID()
    ids.set(id, known)
    return known
  }
  const turn: Turn = (kind, id) => turns.get(`${kind} ${uuid(id)}`)

  return {
    all: people as readonly Person[],
    person(index: number): Person & Caller {
      const found = people[index]
      if (!found) throw new Error(`no person ${index}`)
      return { ...found, sessionId: randomUUID(), language: 'zh', traceId: randomUUID() }
    },
    /** Ids of orders are numbers of this run. */
    uuid,
    /** What the right PINs buy: the token of an authorisation is the order's id, and good for a repeat of days later. */
    async authorise(orders: readonly { readonly who: number; readonly id: number; readonly text: string }[]) {
      await db.query(
        `insert into authorisations (owner, token_hash, order_text, expires_at)
         select owner, sha256(token::bytea), text, $4 from unnest($1::uuid[], $2::text[], $3::text[]) as n (owner, token, text)
         on conflict do nothing`,
        [
          orders.map(({ who }) => people[who]?.customerId ?? ''),
          orders.map(({ id }) => uuid(id)),
          orders.map(({ text }) => text),
          Number.MAX_SAFE_INTEGER,
        ],
      )
    },
    /** Sends orders at the same moment, by the gateways in turn. */
    async send<Order>(orders: readonly Order[], sent: (order: Order) => Sent, now: number): Promise<Played<Order>[]> {
      turns.clear()
      const played = await Promise.all(
        gateways.map(async (gateway, place) => {
          const own = orders.filter((_, index) => index % gateways.length === place)
          const { outcomes, turns: decided } = await gateway.send({ at: now, orders: own.map(sent) })
          for (const [kind, id, when] of decided) {
            const key = `${kind} ${id}`
            turns.set(key, Math.max(when, turns.get(key) ?? 0))
          }
          return own.map((order, index) => ({ order, outcome: outcomes[index] ?? 'no answer' }))
        }),
      )
      return played.flat()
    },
    turn,
    /** As the bank has their accounts: fen, and what the limits have counted. */
    async accounts() {
      const refs = people.map(({ customerId, accountId }) => ({ owner: customerId, id: accountId }))
      const balances = await ledger.balances(db, refs)
      const rows = await db.query<{ account_id: string; used: Record<string, number> }>(
        'select account_id, used from account_counters where owner = any($1::uuid[])',
        [people.map(({ customerId }) => customerId)],
      )
      const used = new Map(rows.map((row) => [row.account_id, row.used]))
      return people.map(({ customerId, accountId }) => {
        const { posted = Number.NaN, held = Number.NaN } = balances.get(`${customerId}/${accountId}`) ?? {}
        return { posted, held, used: used.get(accountId) ?? {} }
      })
    },
  }
}

interface Person extends Opening {
  readonly mobile: string
  readonly customerId: string
  readonly accountId: string
  readonly cardId: string
}

/** Over all runs: no two people have one number. */
let numbers = 0

/** Opens everybody's account with what it holds, in a few statements. */
async function settleAll(db: Database, people: readonly Person[], at: number): Promise<void> {
  const sealer = createSealer({ ...SEALING_KEYS, indexKey: INDEX_KEY })
  const sealed = (text: string) => Buffer.from(sealer.seal(text)).toString('hex')
  const [name, number, agreement] = ['某人', '6231900000000000000', 'agreement'].map(sealed)
  const of = <Key extends keyof Person>(key: Key) => people.map((one) => one[key])
  const index = (text: string) => createHash('sha256').update(text).digest('hex')
  const hashes = people.map(({ customerId }) => index(customerId))
  await db.query(
    `insert into customers (id, stage, created_at, name_sealed, mobile_sealed, id_number_sealed, mobile_index,
       id_number_index, became_customer_at, identified_at)
     select id, 'customer', $6::bigint, decode($7, 'hex'), decode(mobile, 'hex'), decode(mobile, 'hex'),
       decode(mobile_index, 'hex'), decode(hash, 'hex'), $6::bigint, case when identified then $6::bigint end
     from unnest($1::uuid[], $2::boolean[], $3::text[], $4::text[], $5::text[]) as n (id, identified, hash, mobile, mobile_index)`,
    [
      of('customerId'),
      of('identified'),
      hashes,
      of('mobile').map(sealed),
      of('mobile').map((mobile) => Buffer.from(sealer.index('mobile', mobile)).toString('hex')),
      at,
      name ?? '',
    ],
  )
  await db.query(
    `insert into accounts (customer_id, id, class, number_sealed, number_index, last4, status, card_id, place,
       receiving_place, opened_at)
     select owner, id, class, decode($7, 'hex'), decode(hash, 'hex'), '0000', 'active', card, 1, case when fed then 1 end, $8
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::boolean[], $6::text[]) as n (owner, id, class, card, fed, hash)`,
    [of('customerId'), of('accountId'), of('class'), of('cardId'), of('fed'), hashes, number ?? '', at],
  )
  await db.query(
    `insert into cards (customer_id, id, number_sealed, number_index, bank_code, bank_name, bank_name_en, kind, last4,
       agreement_no_sealed, bound_at)
     select owner, card, decode($4, 'hex'), decode(hash, 'hex'), '308584000013', '招商银行', 'China Merchants Bank', 'debit',
       '0000', decode($5, 'hex'), $6 from unnest($1::uuid[], $2::uuid[], $3::text[]) as n (owner, card, hash)`,
    [of('customerId'), of('cardId'), hashes, number ?? '', agreement ?? '', at],
  )
  await db.transaction(async (tx) => {
    const accounts = people.map(({ customerId, accountId }) => ({ owner: customerId, id: accountId }))
    await ledger.open(
      tx,
      accounts.map((account) => ({ ...account, mayGoBelowZero: false })),
    )
    const funded = people.flatMap(({ customerId, accountId, posted }) =>
      posted > 0 ? [payment(CARD_CLEARING, { owner: customerId, id: accountId }, yuan(posted), 'opening')] : [],
    )
    await ledger.apply(tx, funded, at)
  })
}
