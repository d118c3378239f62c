/**
 * How the closing of an account is carried out: what is left was held when it was ordered; it is paid to the bound card
 * (card-orders/settling.ts), and one write posts the hold and closes the account, or gives everything back.
 *
 * From the order on nothing may enter or leave the account (restrictions/stops.ts). What was under way just then may have
 * left something behind: that is looked at when the door is shut, before the card system hears of the order, and ends the
 * closing as refused. So an account is closed with nothing on it and nothing to come.
 */
import type { CardOrderState } from '../../connectors/outside.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { entryRecord } from '../accounts/entries.ts'
import { turnoverOf } from '../accounts/turnover.ts'
import type { Log } from '../bank.ts'
import type { Clock } from '../caller.ts'
import { accountRef } from '../card-orders/records.ts'
import {
  type CardOrderEnd,
  type CardOrders,
  createSettling,
  endedRecord,
  type Settlement,
} from '../card-orders/settling.ts'
import { accountKey, type Core } from '../core.ts'
import { derivedId } from '../derived-id.ts'
import { smsEntry } from '../messages/messages.ts'
import { CLOSING_STOPS, stopped } from '../restrictions/stops.ts'
import type { RecordChange, WritePath } from '../writes/write.ts'
import { awaitedBy, type ClosureRecord, movementOf, payoutId } from './records.ts'

const STILL_MOVING = {
  zh: '刚才还有款项没有办完，账户没有注销。请等它完成后再试',
  en: 'something was still under way, so the account stays open. Try again once it is done',
}

interface SettlementDependencies {
  readonly db: Database
  readonly core: Core
  readonly writes: WritePath
  readonly cards: Pick<CardOrders, 'payout' | 'payoutState'>
  readonly clock: Clock
  readonly sealer: Sealer
  readonly log: Log
  readonly reach: (point: string) => void
}

export function createClosureSettlement(deps: SettlementDependencies): Settlement<ClosureRecord> {
  const { db, core, writes, cards, clock, sealer } = deps

  async function send(record: ClosureRecord): Promise<CardOrderState> {
    if (await isMoving(record)) return { state: 'refused', reason: STILL_MOVING }
    if (record.amount === 0) return { state: 'done' }
    const agreementNo = sealer.open(record.agreement_no_sealed)
    return cards.payout(payoutId(record), {
      agreementNo,
      amount: record.amount,
      at: record.created_at,
      orderId: record.id,
    })
  }

  /**
   * The door is shut: what this answers before the first attempt, it answers for good. The balance is read last, so that
   * what ends in between is seen on the account, if no longer under way.
   */
  async function isMoving(record: ClosureRecord): Promise<boolean> {
    const ref = accountRef(record)
    if (await awaitedBy(db, ref)) return true
    const balance = (await core.balances(db, [ref])).get(accountKey(ref))
    return balance?.available !== 0
  }

  async function end(record: ClosureRecord, how: CardOrderEnd): Promise<CardOrderEnd['state']> {
    const ref = accountRef(record)
    const { customer_id: owner, id, amount } = record
    const done = how.state === 'done'
    const hold = movementOf(record)
    const stops = CLOSING_STOPS.map((use) => stopped(ref, use))
    const through = done ? turnoverOf(ref, record.class) : []
    const account: RecordChange = {
      update: 'accounts',
      where: { customer_id: owner, id: record.account_id, status: 'closing' },
      // Its places among those a person may hold are free again.
      set: done
        ? { status: 'closed', closed_at: clock.now(), place: null, receiving_place: null }
        : { status: 'active' },
    }
    const written = await writes.submit<{ state: CardOrderEnd['state'] }>({
      owner,
      id,
      kind: 'closure.end',
      // Not the state: an end that says otherwise must be seen as such, not as somebody's mistake with an id.
      content: '',
      accounts: [ref],
      holds: amount === 0 ? [] : [hold],
      counters: [...stops, ...through],
      authorisation: null,
      decide(seen) {
        if (done && seen.balance(ref).posted !== amount)
          throw new Error(`account ${ref.id} would be closed with money on it`)
        return {
          opens: [],
          movements: amount === 0 ? [] : [{ kind: done ? 'post-hold' : 'void-hold', id: hold }],
          // What is closed stays stopped.
          count: done
            ? through.map((counter) => ({ counter, by: amount }))
            : stops.map((counter) => ({ counter, by: -1 })),
          records: [
            endedRecord('closures', record, how, clock.now()),
            account,
            ...(done && amount > 0 ? [entryOf(record)] : []),
          ],
          outbox: done
            ? [
                smsEntry(derivedId('account-closed-sms', owner, id), {
                  about: 'account-closed',
                  to: owner,
                  accountId: record.account_id,
                  amount,
                }),
              ]
            : [],
          answer: { state: how.state },
        }
      },
    })
    return written.state
  }

  const entryOf = (record: ClosureRecord): RecordChange =>
    entryRecord(
      {
        customerId: record.customer_id,
        movementId: movementOf(record),
        kind: 'payout',
        orderId: record.id,
        counterparty: {
          zh: `${record.bank_name}（${record.last4}）`,
          en: `${record.bank_name_en} (${record.last4})`,
        },
        note: { zh: '注销账户，余额退回', en: 'Account closed, balance returned' },
      },
      sealer,
    )

  return createSettling(deps, {
    table: 'closures',
    points: { beforeSending: 'closure.before-payout', beforeStoring: 'closure.before-answer-stored' },
    notReached: {
      zh: '暂时连不上开户行，账户没有注销，钱还在账户里，请稍后再试',
      en: 'the card’s bank could not be reached. The account stays open with its money. Try again shortly',
    },
    send,
    state: async (record) =>
      record.amount === 0
        ? { state: 'absent' }
        : cards.payoutState(payoutId(record), sealer.open(record.agreement_no_sealed)),
    end,
  })
}
