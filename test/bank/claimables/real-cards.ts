/** Real cards, spoken to in the model's words: made and claimed by people of one run, through several gateway processes. */
import { randomUUID } from 'node:crypto'
import { derivedId } from '../../../src/bank/derived-id.ts'
import { orderText } from '../../../src/bank/pins/order.ts'
import { createSealer } from '../../../src/storage/sealing.ts'
import { ledger } from '../../support/ledger.ts'
import type { Sent } from '../classes/gateways.ts'
import { openPeople, type World } from '../classes/real-accounts.ts'
import { INDEX_KEY, SEALING_KEYS, yuan } from '../town.ts'
import type { Event, Opening } from './model.ts'

/** What a person orders, or a worker's turn. */
export type Order = Exclude<Event, { kind: 'due' }> | { readonly kind: 'worker' }

/** 'done', or the code of the refusal; anything else that was thrown, by its message. */
export interface Played {
  readonly order: Order
  readonly outcome: string
}

export const WRITE = {
  make: 'claimable',
  claim: 'claim',
  answer: 'claimable.answer',
  back: 'claimable.take-back',
} as const

export async function openRealCards({ db, gateways }: World, opening: readonly Opening[], at: number) {
  const sealer = createSealer({ ...SEALING_KEYS, indexKey: INDEX_KEY })
  const people = await openPeople(db, opening, at)
  const ids = new Map<number, string>()
  const tokens = new Map<number, string>()
  /** Who asked for a card → the order by which they did. */
  const asks = new Map<string, number>()
  const turns = new Map<string, number>()
  const uuid = (id: number): string => {
    const known = ids.get(id) ?? randomUUID()
    ids.set(id, known)
    return known
  }
  const person = (index: number) => {
    const found = people[index]
    if (!found) throw new Error(`no person ${index}`)
    return { ...found, sessionId: randomUUID(), language: 'zh' as const, traceId: randomUUID() }
  }
  /** Whose each card is. */
  const payers = new Map<number, number>()

  /** What the right PINs buy for cards. The token of an authorisation is the order's id. */
  async function authorise(orders: readonly Order[]): Promise<void> {
    const made = orders.flatMap((order) => (order.kind === 'make' ? [order] : []))
    await db.query(
      `insert into authorisations (owner, token_hash, order_text, expires_at)
       select owner, sha256(token::bytea), text, $4 from unnest($1::uuid[], $2::text[], $3::text[]) as n (owner, token, text)
       on conflict do nothing`,
      [
        made.map(({ payer }) => person(payer).customerId),
        made.map(({ id }) => uuid(id)),
        made.map(({ id, amount, shares, mode }) =>
          orderText({ kind: 'claimable', orderId: uuid(id), amount: yuan(amount), shares, mode }),
        ),
        // A repeat may come days later.
        Number.MAX_SAFE_INTEGER,
      ],
    )
  }

  function sent(order: Order): Sent {
    if (order.kind === 'worker') return { caller: person(0), call: 'give-back' }
    const id = uuid(order.id)
    switch (order.kind) {
      case 'make': {
        const { accountId, ...caller } = person(order.payer)
        const { shares, mode } = order
        const whom = mode === 'named' ? { mobile: person(order.whom).mobile } : {}
        const body = { id, accountId, amount: yuan(order.amount), shares, mode, authorisation: { token: id }, ...whom }
        return { caller, call: 'claimable', body }
      }
      case 'claim':
        return { caller: person(order.person), call: 'claim', body: { id, token: tokens.get(order.card) ?? '' } }
      case 'answer': {
        const asked = asks.get(`${order.person} ${order.card}`) ?? 0
        const askId = derivedId('claimable-ask', person(order.person).customerId, uuid(asked))
        const caller = person(payers.get(order.card) ?? -1)
        const body = { id, confirm: order.confirm }
        return { caller, call: 'answer', claimableId: uuid(order.card), askId, body }
      }
      case 'back': {
        const caller = person(payers.get(order.card) ?? -1)
        return { caller, call: 'take-back', claimableId: uuid(order.card), body: { id } }
      }
    }
  }

  /** The tokens of cards that were made: only their payers are told. */
  async function readTokens(made: readonly number[]): Promise<void> {
    const byId = new Map(made.map((id) => [uuid(id), id]))
    const rows = await db.query<{ id: string; token_sealed: Uint8Array }>(
      'select id, token_sealed from claimables where id = any($1::uuid[])',
      [[...byId.keys()]],
    )
    for (const { id, token_sealed } of rows) tokens.set(byId.get(id) ?? 0, sealer.open(token_sealed))
  }

  return {
    /** Sends orders at the same moment, by the gateways in turn. */
    async play(orders: readonly Order[], now: number): Promise<Played[]> {
      await authorise(orders)
      turns.clear()
      const played = await Promise.all(
        gateways.map(async (gateway, place) => {
          const own = orders.filter((_, index) => index % gateways.length === place)
          const { outcomes, turns: decided } = await gateway.send({ at: now, orders: own.map(sent) })
          for (const [kind, id, when] of decided) turns.set(`${kind} ${id}`, when)
          return own.map((order, index) => ({ order, outcome: outcomes[index] ?? 'no answer' }))
        }),
      )
      const done = played.flat().flatMap(({ order, outcome }) => (outcome === 'done' ? [order] : []))
      for (const order of done) if (order.kind === 'make') payers.set(order.id, order.payer)
      for (const order of done) if (order.kind === 'claim') asks.set(`${order.person} ${order.card}`, order.id)
      await readTokens(done.flatMap((order) => (order.kind === 'make' ? [order.id] : [])))
      return played.flat()
    },
    /** When a write of this moment was decided last; undefined when it was not. */
    turn: (kind: string, id: number): number | undefined => turns.get(`${kind} ${uuid(id)}`),
    /** As the bank has people: yuan. */
    async people() {
      const refs = people.map(({ customerId, accountId }) => ({ owner: customerId, id: accountId }))
      const balances = await ledger.balances(db, refs)
      const rows = await db.query<{ account_id: string; used: Record<string, number> }>(
        'select account_id, used from account_counters where owner = any($1::uuid[])',
        [people.map(({ customerId }) => customerId)],
      )
      const used = new Map(rows.map((row) => [row.account_id, row.used]))
      return people.map(({ customerId, accountId }) => {
        const balance = balances.get(`${customerId}/${accountId}`)
        return {
          balance: (balance?.posted ?? Number.NaN) / 100,
          held: (balance?.held ?? Number.NaN) / 100,
          used: used.get(accountId) ?? {},
        }
      })
    },
    /** How each share of a card ended, and by whom it was claimed. */
    async shares(made: readonly number[]): Promise<ReadonlyMap<number, readonly string[]>> {
      const rows = await db.query<{ claimable_id: string; state: string; claimant_id: string | null }>(
        'select claimable_id, state, claimant_id from claimable_shares where claimable_id = any($1::uuid[])',
        [made.map(uuid)],
      )
      const byCustomer = new Map(people.map(({ customerId }, index) => [customerId, index]))
      return new Map(
        made.map((id) => [
          id,
          rows
            .filter(({ claimable_id }) => claimable_id === uuid(id))
            .map(({ state, claimant_id }) => `${state} ${claimant_id === null ? '-' : byCustomer.get(claimant_id)}`)
            .sort(),
        ]),
      )
    },
  }
}
