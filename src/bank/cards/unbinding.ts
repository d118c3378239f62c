import type { Answer, Body } from '../../contract/schema/index.ts'
import { accountsOf, ownCard } from '../accounts/records.ts'
import type { Caller } from '../caller.ts'
import { BankError } from '../errors.ts'
import { orderText } from '../pins/order.ts'
import { RecordChanged } from '../writes/records.ts'
import { agreementEndEntry } from './agreements.ts'
import type { CardsDependencies } from './cards.ts'

type Unbound = Answer<'POST /v1/cards/:cardId/unbinding'>

/** Unbinding a card on which nothing hangs any more. Its agreement is not used again, and is ended at the card's bank. */
export function createUnbinding({ db, clock, writes, pins, standing }: CardsDependencies) {
  /**
   * Throws CARD_IN_USE while an account is bound to it, CARD_ORDER_OPEN while an order that relies on it is not decided,
   * ORDERS_WAITING while one waits to run from the Class I account that it leads to.
   */
  async function refuseInUse(customerId: string, cardId: string): Promise<void> {
    const accounts = await accountsOf(db, customerId)
    // A closed account stays on record with its last card, and needs it no more.
    if (accounts.some((account) => account.card_id === cardId && account.status !== 'closed')) {
      throw new BankError('CARD_IN_USE', { field: 'cardId' })
    }
    const [open] = await db.query(
      `select id from topups where customer_id = $1 and card_id = $2 and next_ask_at is not null
       union all
       select id from core_transfers where customer_id = $1 and card_id = $2 and next_ask_at is not null
       union all
       select id from card_transfers where customer_id = $1 and card_id = $2 and next_ask_at is not null
       union all
       select id from claim_payouts where customer_id = $1 and card_id = $2 and next_ask_at is not null limit 1`,
      [customerId, cardId],
    )
    if (open) throw new BankError('CARD_ORDER_OPEN', { field: 'cardId' })
    const [waiting] = await db.query(
      'select id from scheduled_transfers where customer_id = $1 and card_id = $2 and due_at is not null limit 1',
      [customerId, cardId],
    )
    if (waiting) throw new BankError('ORDERS_WAITING', { field: 'cardId' })
  }

  /** Throws CARD_NOT_BOUND (another's card too), CARD_IN_USE, CARD_ORDER_OPEN, ORDERS_WAITING, what stops all accounts and what the PIN throws, ID_REUSED. */
  return async function unbind(
    caller: Caller,
    cardId: string,
    order: Body<'POST /v1/cards/:cardId/unbinding'>,
  ): Promise<Unbound> {
    const owner = caller.customerId
    const key = { owner, id: order.id, kind: 'card-unbinding', content: cardId }
    const earlier = await writes.earlier<Unbound>(key)
    if (earlier) return earlier
    // In this order: what comes to rely on the card after it was read leaves another last order on it.
    const card = await ownCard(db, owner, cardId)
    await refuseInUse(owner, cardId)
    const guard = await standing.guard(owner)
    const text = orderText({ kind: 'card-unbinding', orderId: order.id, cardId })
    const authorisation = await pins.use(caller, text, order.authorisation)
    try {
      return await writes.submit<Unbound>({
        ...key,
        accounts: guard.accounts,
        counters: guard.counters,
        authorisation,
        decide(seen) {
          guard.refuse(seen)
          return {
            opens: [],
            movements: [],
            count: [],
            records: [
              {
                update: 'cards',
                where: { customer_id: owner, id: cardId, unbound_at: null, last_order: card.last_order },
                set: { unbound_at: clock.now() },
              },
            ],
            outbox: [agreementEndEntry(owner, cardId)],
            answer: { id: order.id, cardId },
          }
        },
      })
    } catch (error) {
      if (error instanceof RecordChanged) throw new BankError('IN_PROGRESS', { retryAfter: 1, cause: error })
      throw error
    }
  }
}
