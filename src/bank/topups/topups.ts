/**
 * bank/topups/: money in from a bound card, by a debit under the agreement that the card's bank signed. It reaches the
 * card system through its connector, outside of any transaction, and moves money through the write path alone.
 * Inflow from the bound account is outside the class counters (银发〔2016〕302号); a balance cap holds all the same.
 */
import { businessDate } from '../../contract/dates.ts'
import { formatYuan } from '../../contract/money.ts'
import type { Body } from '../../contract/schema/index.ts'
import type { Database } from '../../storage/database.ts'
import { ClassChanged, classCounters, refuseChangedClass } from '../accounts/class-change.ts'
import { pendingIn, roomUnder } from '../accounts/limits.ts'
import { ownCard, refOf, usableAccount } from '../accounts/records.ts'
import { orderAmount } from '../amounts.ts'
import type { Log } from '../bank.ts'
import type { Caller, Clock } from '../caller.ts'
import type { Pins, Topups, Worker } from '../capabilities.ts'
import { createDueWorker, sendNow } from '../card-orders/due.ts'
import { shownCardOrder } from '../card-orders/records.ts'
import { begunColumns, relyingOn, type Settlement } from '../card-orders/settling.ts'
import { BankError } from '../errors.ts'
import { orderText } from '../pins/order.ts'
import type { Standing } from '../restrictions/standing.ts'
import { refuseStopped, stopped } from '../restrictions/stops.ts'
import type { Rules } from '../rules/rules.ts'
import { RecordChanged } from '../writes/records.ts'
import type { Write, WritePath } from '../writes/write.ts'
import { ownTopup, type Topup, type TopupRecord } from './records.ts'

interface TopupsDependencies {
  readonly db: Database
  readonly writes: WritePath
  readonly clock: Clock
  readonly rules: Rules
  readonly pins: Pick<Pins, 'use'>
  readonly settlement: Settlement<TopupRecord>
  readonly standing: Standing
  readonly log: Log
  /** How long a person waits for the card's bank before they are told that it is under way. */
  readonly patienceMs?: number
}

const PATIENCE_MS = 4_000

export function createTopups(deps: TopupsDependencies): Topups {
  const { db, writes, clock, rules, pins, settlement, standing, log, patienceMs = PATIENCE_MS } = deps

  const get = async (caller: Caller, id: string): Promise<Topup> =>
    shownCardOrder(await ownTopup(db, caller.customerId, id), caller.language)

  /**
   * Orders a debit and waits a few seconds for its end. A repeat is told how the order stands and needs no PIN. What the
   * card's bank refuses is an answer with its reason. Throws NOT_FOUND, ACCOUNT_SUSPENDED, AMOUNT_INVALID,
   * what stops the account, CARD_NOT_BOUND, BALANCE_CAP, what the PIN throws, ID_REUSED: then the card's bank was not asked.
   */
  async function make(caller: Caller, order: Body<'POST /v1/topups'>): Promise<Topup> {
    const owner = caller.customerId
    const key = {
      owner,
      id: order.id,
      kind: 'topup.begin',
      content: JSON.stringify([order.accountId, order.cardId, order.amount]),
    }
    if (await writes.earlier(key)) return get(caller, order.id)

    const amount = orderAmount(order.amount)
    const account = await usableAccount(db, owner, order.accountId)
    await standing.refuse(account, 'in')
    const card = await ownCard(db, owner, order.cardId)
    const now = clock.now()
    const cap = await rules.find('balance.cap', account.class, businessDate(now))
    const authorised = orderText({ kind: 'topup', orderId: order.id, cardId: card.id, amount })
    const authorisation = await pins.use(caller, authorised, order.authorisation)
    const ref = refOf(account)
    const pending = cap === undefined ? [] : [pendingIn(ref)]
    const classes = classCounters(ref, account.class)

    const begin: Write<{ id: string }> = {
      ...key,
      accounts: [ref],
      counters: [stopped(ref, 'in'), ...pending, ...classes],
      authorisation,
      decide(seen) {
        refuseChangedClass(seen, classes)
        refuseStopped(seen, ref, 'in')
        if (cap !== undefined) {
          const room = roomUnder(cap, seen, ref)
          if (amount > room) throw new BankError('BALANCE_CAP', { field: 'amount', params: { left: formatYuan(room) } })
        }
        return {
          opens: [],
          movements: [],
          count: pending.map((counter) => ({ counter, by: amount })),
          records: [
            relyingOn(owner, card.id, order.id),
            {
              insert: 'topups',
              row: {
                customer_id: owner,
                id: order.id,
                account_id: account.id,
                card_id: card.id,
                own: card.own,
                amount,
                room_kept: cap !== undefined,
                ...begunColumns(now),
              },
            },
          ],
          outbox: [],
          answer: { id: order.id },
        }
      },
    }
    const begun = await writes.submit(begin).catch((error: unknown) => {
      if (error instanceof ClassChanged) return 'changed' as const
      throw error instanceof RecordChanged ? new BankError('CARD_NOT_BOUND', { field: 'cardId' }) : error
    })
    // Nothing was stored, and the authorisation is as good as before.
    if (begun === 'changed') return make(caller, { ...order, authorisation })

    const record = await ownTopup(db, owner, order.id)
    await sendNow({ log, patienceMs }, settlement, record, caller.traceId)
    return get(caller, order.id)
  }

  return { make, get }
}

/** Asks again about top-ups that are not decided. */
export const createTopupWorker = (deps: Pick<TopupsDependencies, 'db' | 'clock' | 'settlement' | 'log'>): Worker =>
  createDueWorker(deps, {
    name: 'top-ups not decided',
    table: 'topups',
    find: ({ customer_id, id }) => ownTopup(deps.db, customer_id, id),
    settlement: deps.settlement,
  })
