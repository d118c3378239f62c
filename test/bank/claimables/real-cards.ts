/** Real cards, spoken to in the model's words: made and claimed by people of one run, through several gateway processes. */
import { derivedId } from '../../../src/bank/derived-id.ts'
import { orderText } from '../../../src/bank/pins/order.ts'
import { createSealer } from '../../../src/storage/sealing.ts'
import type { Sent } from '../histories/gateways.ts'
import { type Opening, openPeople, type Played, type World } from '../histories/people.ts'
import { INDEX_KEY, SEALING_KEYS, yuan } from '../town.ts'
import type { Event } from './model.ts'

/** What a person orders, or a worker's turn. */
export type Order = Exclude<Event, { kind: 'due' }> | { readonly kind: 'worker' }

export const WRITE = {
  make: 'claimable',
  claim: 'claim',
  answer: 'claimable.answer',
  back: 'claimable.take-back',
} as const

export async function openRealCards(world: World, opening: readonly Opening[], at: number) {
  const sealer = createSealer({ ...SEALING_KEYS, indexKey: INDEX_KEY })
  const { db } = world
  const people = await openPeople(world, opening, at)
  const { person, uuid } = people
  const tokens = new Map<number, string>()
  /** Who asked for a card → the order by which they did. */
  const asks = new Map<string, number>()
  /** Whose each card is. */
  const payers = new Map<number, number>()

  const whomOf = ({ mode, whom }: Extract<Order, { kind: 'make' }>) =>
    mode === 'named' ? { mobile: person(whom).mobile } : {}

  function textOf(order: Extract<Order, { kind: 'make' }>): string {
    const { id, amount, shares, mode } = order
    const what = { orderId: uuid(id), amount: yuan(amount), shares, mode, ...whomOf(order) }
    return orderText({ kind: 'claimable', ...what }, sealer)
  }

  function sent(order: Order): Sent {
    if (order.kind === 'worker') return { caller: person(0), call: 'give-back' }
    const id = uuid(order.id)
    switch (order.kind) {
      case 'make': {
        const { accountId, ...caller } = person(order.payer)
        const { shares, mode } = order
        const what = { id, accountId, amount: yuan(order.amount), shares, mode, ...whomOf(order) }
        const body = { ...what, authorisation: { token: id } }
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
    async play(orders: readonly Order[], now: number): Promise<Played<Order>[]> {
      const making = orders.flatMap((order) => (order.kind === 'make' ? [order] : []))
      await people.authorise(making.map((order) => ({ who: order.payer, id: order.id, text: textOf(order) })))
      const played = await people.send(orders, sent, now)
      const done = played.flatMap(({ order, outcome }) => (outcome === 'done' ? [order] : []))
      for (const order of done) if (order.kind === 'make') payers.set(order.id, order.payer)
      for (const order of done) if (order.kind === 'claim') asks.set(`${order.person} ${order.card}`, order.id)
      await readTokens(done.flatMap((order) => (order.kind === 'make' ? [order.id] : [])))
      return played
    },
    turn: people.turn,
    accounts: people.accounts,
    /** How each share of a card ended, and by whom it was claimed. */
    async shares(made: readonly number[]): Promise<ReadonlyMap<number, readonly string[]>> {
      const rows = await db.query<{ claimable_id: string; state: string; claimant_id: string | null }>(
        'select claimable_id, state, claimant_id from claimable_shares where claimable_id = any($1::uuid[])',
        [made.map(uuid)],
      )
      const byCustomer = new Map(people.all.map(({ customerId }, index) => [customerId, index]))
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
