/** Real accounts, spoken to in the model's words: opened for one run, and served by several gateway processes. */
import { randomUUID } from 'node:crypto'
import { orderText } from '../../../src/bank/pins/order.ts'
import type { Sent } from '../histories/gateways.ts'
import { type Opening, openPeople, type Played, type World } from '../histories/people.ts'
import { yuan } from '../town.ts'

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

const CONSENTS = { agreement: true, sensitiveData: true, version: '2026-11' } as const
const DILIGENCE = { occupation: 'employee', area: '110105', idValidUntil: null } as const

/** @param at the time of the opening */
export async function openRealAccounts(world: World, opening: readonly Opening[], at: number) {
  const { db } = world
  const people = await openPeople(world, opening, at)
  const { person, uuid } = people
  const payees = new Map<string, string>()

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
    async play(orders: readonly Order[], now: number): Promise<Played<Order>[]> {
      await introduce(orders)
      await people.authorise(
        orders.map((order) => ({
          who: 'from' in order ? order.from : order.account,
          id: order.id,
          text: textOf(order),
        })),
      )
      return people.send(orders, sent, now)
    },
    turn: people.turn,
    /** As the bank has them: class, yuan, and whether others may pay in. */
    async accounts() {
      const rows = await db.query<{ id: string; class: string; fed: boolean }>(
        'select id, class, receiving_place is not null as fed from accounts where customer_id = any($1::uuid[])',
        [people.all.map(({ customerId }) => customerId)],
      )
      const byId = new Map(rows.map((row) => [row.id, row]))
      return (await people.accounts()).map(({ posted, used }, index) => {
        const found = byId.get(person(index).accountId)
        return { class: found?.class, fed: found?.fed, posted: posted / 100, used }
      })
    },
  }
}
