/** Real requests for money, spoken to in the model's words, through several gateway processes. */
import { requestToken } from '../../../src/bank/payment-requests/records.ts'
import { orderText } from '../../../src/bank/pins/order.ts'
import { createSealer } from '../../../src/storage/sealing.ts'
import type { Sent } from '../histories/gateways.ts'
import { type Opening, openPeople, type Played, type World } from '../histories/people.ts'
import { INDEX_KEY, SEALING_KEYS } from '../town.ts'
import type { Event } from './model.ts'

export const WRITE = {
  ask: 'payment-request',
  pay: 'transfer',
  withdraw: 'payment-request.withdrawal',
  cash: 'payment-request.cash',
} as const

/** @param at the time of the opening */
export async function openRealRequests(world: World, opening: readonly Opening[], at: number) {
  const { db } = world
  const people = await openPeople(world, opening, at)
  const { person, uuid } = people
  const sealer = createSealer({ ...SEALING_KEYS, indexKey: INDEX_KEY })
  /** Who made each request. */
  const askers = new Map<number, number>()
  const asker = (request: number) => person(askers.get(request) ?? -1)
  const tokenOf = (request: number): string =>
    requestToken(sealer, { customerId: asker(request).customerId, id: uuid(request) })

  function sent(order: Event): Sent {
    const id = uuid(order.id)
    switch (order.kind) {
      case 'ask': {
        const { accountId, ...caller } = person(order.asker)
        const { total, people, counts: askerCounts } = order
        return { caller, call: 'ask', body: { id, accountId, total, people, askerCounts } }
      }
      case 'pay': {
        const { accountId, ...caller } = person(order.payer)
        const body = { id, accountId, amount: order.amount, authorisation: { token: id } }
        return { caller, call: 'pay-share', token: tokenOf(order.request), body }
      }
      case 'withdraw':
        return { caller: asker(order.request), call: 'withdraw', requestId: uuid(order.request), body: { id } }
      case 'cash': {
        const share = { requestId: uuid(order.request), n: order.n }
        return { caller: asker(order.request), call: 'cash', share, body: { id, cash: order.cash } }
      }
    }
  }

  async function authorise(orders: readonly Event[]): Promise<void> {
    const paying = orders.flatMap((order) => (order.kind === 'pay' ? [order] : []))
    await people.authorise(
      paying.map(({ payer, id, request, amount }) => {
        const order = { kind: 'payment-request', orderId: uuid(id), token: tokenOf(request), amount } as const
        return { who: payer, id, text: orderText(order) }
      }),
    )
  }

  return {
    /** Sends orders at the same moment, by the gateways in turn. */
    async play(orders: readonly Event[], now: number): Promise<Played<Event>[]> {
      await authorise(orders)
      const played = await people.send(orders, sent, now)
      for (const { order, outcome } of played)
        if (order.kind === 'ask' && outcome === 'done') askers.set(order.id, order.asker)
      return played
    },
    turn: people.turn,
    accounts: people.accounts,
    /** Which share each payment paid. */
    async paid(payments: readonly number[]): Promise<ReadonlyMap<number, number>> {
      const byId = new Map(payments.map((id) => [uuid(id), id]))
      const rows = await db.query<{ transfer_id: string; nth: number }>(
        'select transfer_id, nth from payment_request_shares where transfer_id = any($1::uuid[])',
        [[...byId.keys()]],
      )
      return new Map(rows.map(({ transfer_id, nth }) => [byId.get(transfer_id) ?? 0, nth]))
    },
    /** How each request stands, and its shares by their numbers: how each ended, and who paid it. */
    async requests(made: readonly number[]) {
      const rows = await db.query<{
        request_id: string
        stands: string
        state: string
        amount: number
        payer_id: string | null
      }>(
        `select s.request_id, r.state as stands, s.state, s.amount, s.payer_id from payment_request_shares s
         join payment_requests r on r.customer_id = s.customer_id and r.id = s.request_id
         where s.request_id = any($1::uuid[]) order by s.nth`,
        [made.map(uuid)],
      )
      const byCustomer = new Map(people.all.map(({ customerId }, index) => [customerId, index]))
      const byRequest = Map.groupBy(rows, ({ request_id }) => request_id)
      return new Map(
        made.map((id) => {
          const shares = byRequest.get(uuid(id)) ?? []
          const told = shares.map(({ state, amount, payer_id }) => ({
            ...{ state, amount },
            by: payer_id === null ? undefined : byCustomer.get(payer_id),
          }))
          return [id, { state: shares[0]?.stands, shares: told }]
        }),
      )
    },
  }
}
