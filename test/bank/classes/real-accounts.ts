/** Real accounts, spoken to in the model's words: opened for one run, and served by several gateway processes. */
import { createHash, randomUUID } from 'node:crypto'
import { CARD_CLEARING } from '../../../src/bank/house.ts'
import { orderText } from '../../../src/bank/pins/order.ts'
import type { Database } from '../../../src/storage/database.ts'
import { createSealer } from '../../../src/storage/sealing.ts'
import { ledger, payment } from '../../support/ledger.ts'
import { INDEX_KEY, SEALING_KEYS, yuan } from '../town.ts'
import type { Gateway, Sent } from './gateways.ts'
import type { Opening } from './model.ts'

/** What a person orders. Ids are numbers of this run. */
export type Order =
  | {
      readonly kind: 'transfer'
      readonly id: number
      readonly from: number
      readonly to: number
      readonly amount: number
    }
  | { readonly kind: 'topup'; readonly id: number; readonly account: number; readonly amount: number }
  | { readonly kind: 'up'; readonly id: number; readonly account: number }

/** 'done', or the code of the refusal; anything else that was thrown, by its message. */
export interface Played {
  readonly order: Order
  readonly outcome: string
}

/** Rules of this run, small enough to be met: name, class, date from which, value in yuan. */
export type RuleRow = readonly [name: string, ruleClass: string, from: string, value: number]

const CONSENTS = { agreement: true, sensitiveData: true, version: '2026-11' } as const
const DILIGENCE = { occupation: 'employee', area: '110105', idValidUntil: null } as const

export async function writeRules(db: Database, rows: readonly RuleRow[]): Promise<void> {
  for (const [name, ruleClass, from, value] of rows) {
    await db.query(
      `insert into rules (name, class, effective_from, value, unit, source, mark) values ($1, $2, $3, $4, 'fen', 'a run', 'B')`,
      [name, ruleClass, from, yuan(value)],
    )
  }
}

export type RealAccounts = Awaited<ReturnType<typeof openRealAccounts>>

/** Where a run is played: processes, and the database that they share. */
export interface World {
  readonly db: Database
  readonly gateways: readonly Gateway[]
}

/** @param at the time of the opening */
export async function openRealAccounts({ db, gateways }: World, opening: readonly Opening[], at: number) {
  /** Kind and id of a write → when it was decided last. */
  const turns = new Map<string, number>()
  const ids = new Map<number, string>()
  const uuid = (id: number): string => {
    const known = ids.get(id) ?? randomUUID()
    ids.set(id, known)
    return known
  }
  const people = await openPeople(db, opening, at)
  const payees = new Map<string, string>()

  const person = (index: number) => {
    const found = people[index]
    if (!found) throw new Error(`no account ${index}`)
    return { ...found, sessionId: randomUUID(), language: 'zh' as const, traceId: randomUUID() }
  }

  /** Whoever orders knows the payee: look-ups are counted, and another story. */
  async function introduce(orders: readonly Order[]): Promise<void> {
    const pairs = orders.flatMap((order) => (order.kind === 'transfer' ? [[order.from, order.to] as const] : []))
    const fresh = pairs.filter(([from, to], place) => {
      const key = `${from} ${to}`
      return !payees.has(key) && pairs.findIndex(([a, b]) => `${a} ${b}` === key) === place
    })
    if (fresh.length === 0) return
    for (const [from, to] of fresh) payees.set(`${from} ${to}`, randomUUID())
    await db.query(
      `insert into payees (payer_id, id, payee_id, account_id, known, created_at)
       select payer, id, payee, account, true, 0
       from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[]) as n (payer, id, payee, account)`,
      [
        fresh.map(([from]) => person(from).customerId),
        fresh.map(([from, to]) => payees.get(`${from} ${to}`) ?? ''),
        fresh.map(([, to]) => person(to).customerId),
        fresh.map(([, to]) => person(to).accountId),
      ],
    )
  }

  const textOf = (order: Order): string => {
    const orderId = uuid(order.id)
    if (order.kind === 'up') return orderText({ kind: 'upgrade', orderId, accountId: person(order.account).accountId })
    const amount = yuan(order.amount)
    if (order.kind === 'topup')
      return orderText({ kind: 'topup', orderId, cardId: person(order.account).cardId, amount })
    return orderText({ kind: 'transfer', orderId, payeeId: payees.get(`${order.from} ${order.to}`) ?? '', amount })
  }

  /** What the right PINs buy for these orders. The token of an order is its id. */
  async function authorise(orders: readonly Order[], now: number): Promise<void> {
    await db.query(
      `insert into authorisations (owner, token_hash, order_text, expires_at)
       select owner, sha256(token::bytea), text, $4 from unnest($1::uuid[], $2::text[], $3::text[]) as n (owner, token, text)`,
      [
        orders.map((order) => person('from' in order ? order.from : order.account).customerId),
        orders.map((order) => uuid(order.id)),
        orders.map(textOf),
        now + 60_000,
      ],
    )
  }

  function sent(order: Order): Sent {
    const id = uuid(order.id)
    const authorisation = { token: id }
    if (order.kind === 'up') {
      const { accountId, ...caller } = person(order.account)
      const body = { id, diligence: DILIGENCE, consents: CONSENTS, authorisation }
      return { caller, call: 'upgrade', accountId, body }
    }
    const amount = yuan(order.amount)
    if (order.kind === 'topup') {
      const { accountId, cardId, ...caller } = person(order.account)
      return { caller, call: 'topup', body: { id, accountId, cardId, amount, authorisation } }
    }
    const payeeId = payees.get(`${order.from} ${order.to}`) ?? ''
    const { accountId, ...caller } = person(order.from)
    return { caller, call: 'transfer', body: { id, accountId, payeeId, amount, authorisation } }
  }

  return {
    /** Sends orders at the same moment, by the gateways in turn. */
    async play(orders: readonly Order[], now: number): Promise<Played[]> {
      await introduce(orders)
      await authorise(orders, now)
      const played = await Promise.all(
        gateways.map(async (gateway, place) => {
          const own = orders.filter((_, index) => index % gateways.length === place)
          const { outcomes, turns: decided } = await gateway.send({ at: now, orders: own.map(sent) })
          for (const [kind, id, when] of decided) turns.set(`${kind} ${id}`, when)
          return own.map((order, index) => ({ order, outcome: outcomes[index] ?? 'no answer' }))
        }),
      )
      return played.flat()
    },
    /** When a write of an order was decided last; undefined when it was refused before. */
    turn: (kind: string, id: number): number | undefined => turns.get(`${kind} ${uuid(id)}`),
    /** As the bank has them: class, yuan, and whether others may pay in. */
    async accounts() {
      const balances = await ledger.balances(
        db,
        people.map(({ customerId, accountId }) => ({ owner: customerId, id: accountId })),
      )
      const rows = await db.query<{ id: string; class: string; fed: boolean; used: Record<string, number> | null }>(
        `select a.id, a.class, a.receiving_place is not null as fed, c.used from accounts a
         left join account_counters c on c.owner = a.customer_id and c.account_id = a.id
         where a.customer_id = any($1::uuid[])`,
        [people.map(({ customerId }) => customerId)],
      )
      const byId = new Map(rows.map((row) => [row.id, row]))
      return people.map(({ customerId, accountId }) => ({
        class: byId.get(accountId)?.class,
        fed: byId.get(accountId)?.fed,
        posted: (balances.get(`${customerId}/${accountId}`)?.posted ?? Number.NaN) / 100,
        used: byId.get(accountId)?.used ?? {},
      }))
    },
  }
}

export interface Person extends Opening {
  readonly mobile: string
  readonly customerId: string
  readonly accountId: string
  readonly cardId: string
}

/** Over all runs: no two people have one number. */
let numbers = 0

/** People with an account each. */
export async function openPeople(db: Database, opening: readonly Opening[], at: number): Promise<readonly Person[]> {
  const people = opening.map((account) => ({
    ...account,
    mobile: `138${String(++numbers).padStart(8, '0')}`,
    customerId: randomUUID(),
    accountId: randomUUID(),
    cardId: randomUUID(),
  }))
  await settleAll(db, people, at)
  return people
}

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
