import { businessDate } from '../../contract/dates.ts'
import type { Body } from '../../contract/schema/index.ts'
import { ownCard, refOf, usableAccount } from '../accounts/records.ts'
import type { Caller } from '../caller.ts'
import { derivedId } from '../derived-id.ts'
import { BankError } from '../errors.ts'
import { smsEntry } from '../messages/messages.ts'
import { nextOfMonth } from '../monthly.ts'
import { orderText } from '../pins/order.ts'
import { refuseStopped, stopped } from '../restrictions/stops.ts'
import { RecordChanged, RecordTaken } from '../writes/records.ts'
import type { CardsDependencies } from './cards.ts'

/** Giving an account another of the customer's cards to be bound to: each was verified as Class I or credit when it was bound. */
export function createCardChange({ db, clock, rules, writes, pins, standing }: CardsDependencies) {
  /**
   * Throws NOT_FOUND, what stops the account, CARD_NOT_BOUND, CARD_ALREADY_BOUND, CARD_CHANGE_LIMIT, what the PIN throws,
   * ID_REUSED.
   */
  return async function change(
    caller: Caller,
    accountId: string,
    order: Body<'POST /v1/accounts/:accountId/card'>,
  ): Promise<void> {
    const owner = caller.customerId
    const { id, cardId } = order
    const key = { owner, id, kind: 'card-change', content: JSON.stringify([accountId, cardId]) }
    if (await writes.earlier(key)) return
    const account = await usableAccount(db, owner, accountId)
    await standing.refuse(account, 'out')
    const ref = refOf(account)
    await ownCard(db, owner, cardId)
    if (account.card_id === cardId) throw new BankError('CARD_ALREADY_BOUND', { field: 'cardId' })
    const at = clock.now()
    const max = await rules.on('card-changes.month', '', businessDate(at))
    const ofMonth = await nextOfMonth(at, { max, code: 'CARD_CHANGE_LIMIT' }, (month) =>
      db.query('select id from card_changes where customer_id = $1 and account_id = $2 and month = $3', [
        owner,
        accountId,
        month,
      ]),
    )
    const text = orderText({ kind: 'card-change', orderId: id, accountId, cardId })
    const authorisation = await pins.use(caller, text, order.authorisation)
    try {
      await writes.submit({
        ...key,
        accounts: [ref],
        counters: [stopped(ref, 'out')],
        authorisation,
        decide(seen) {
          refuseStopped(seen, ref, 'out')
          return {
            opens: [],
            movements: [],
            count: [],
            records: [
              {
                update: 'accounts',
                where: { customer_id: owner, id: accountId, card_id: account.card_id, status: 'active' },
                set: { card_id: cardId },
              },
              // Still bound, and not to be unbound before this order was seen.
              { update: 'cards', where: { customer_id: owner, id: cardId, unbound_at: null }, set: { last_order: id } },
              {
                insert: 'card_changes',
                row: {
                  customer_id: owner,
                  account_id: accountId,
                  ...ofMonth,
                  id,
                  from_card_id: account.card_id,
                  to_card_id: cardId,
                  at,
                },
              },
            ],
            outbox: [
              smsEntry(derivedId('card-changed-sms', owner, id), {
                about: 'card-changed',
                to: owner,
                accountId,
                cardId,
              }),
            ],
            answer: { accountId, cardId },
          }
        },
      })
    } catch (error) {
      // Something of it changed just now: whoever asks again meets it as it is.
      if (error instanceof RecordChanged || error instanceof RecordTaken) {
        throw new BankError('IN_PROGRESS', { retryAfter: 1, cause: error })
      }
      throw error
    }
  }
}
