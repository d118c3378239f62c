/**
 * bank/card-orders/: how an order that the card system carries out comes to its end, a debit of a bound card as well as a
 * payout to one. Money must never move there without moving here, nor twice. Therefore:
 *
 * 1. The order is stored before the card system hears of it, and stays due until it is decided.
 * 2. All attempts of an order bear the same id, at which the card system acts once. Sending it again is safe.
 * 3. Only the card system's word ends an order: done or refused. No time that has passed is taken for a refusal, because
 *    an attempt that got no answer may still arrive. What it has not seen is sent again.
 * 4. The one exception needs no word: the first attempt certainly did not reach it, and no other attempt was made. Each
 *    attempt is counted in the database before it is sent, and the end is written on condition that the count is one. An
 *    order that nobody waits for is sent again all the same.
 * 5. The end is one write under the order's id: whoever comes second finds it done.
 */
import type { CardOrderState, RefusedWhy } from '../../connectors/outside.ts'
import { OutsideError } from '../../connectors/outside.ts'
import type { Fen } from '../../contract/money.ts'
import type { Database, SqlValue } from '../../storage/database.ts'
import type { Words } from '../accounts/entries.ts'
import type { Log } from '../bank.ts'
import type { Clock } from '../caller.ts'
import { RecordChanged } from '../writes/records.ts'
import type { RecordChange } from '../writes/write.ts'
import type { OutsideOrderRow } from './records.ts'

/** What carries such orders out: the card system, or for a card of our own the bank's core. `orderId` is ours. */
export interface CardOrders {
  debit(id: string, order: MoneyOrder): Promise<CardOrderState>
  debitState(id: string, agreementNo: string): Promise<CardOrderState>
  payout(id: string, order: MoneyOrder): Promise<CardOrderState>
  payoutState(id: string, agreementNo: string): Promise<CardOrderState>
}
interface MoneyOrder {
  readonly agreementNo: string
  readonly amount: Fen
  readonly at: number
  readonly orderId: string
  /** What a payout is for: the end of an account, unless it is said. */
  readonly purpose?: 'closure' | 'card-transfer' | 'claim'
}

/** While an attempt is under way nobody needs to ask; longer than the connector's own time-outs. */
export const LEASE_MS = 15_000
const FIRST_WAIT_MS = 2_000
const LONGEST_WAIT_MS = 300_000

export type CardOrderEnd =
  | { state: 'done' }
  | { state: 'refused'; reason: Words; why?: RefusedWhy | undefined; onlyAttempt?: true }

/** What is peculiar to a kind of order. */
export interface CardOrderKind<Record extends OutsideOrderRow> {
  readonly table: 'topups' | 'closures' | 'core_transfers' | 'card_transfers' | 'claim_payouts'
  /** Names the points at which a fault test ends the process: 'topup.before-debit'. */
  readonly points: { readonly beforeSending: string; readonly beforeStoring: string }
  /** Why nothing happened when the card system was not reached. */
  readonly notReached: Words
  /** Whether nobody waits for the order, so that it is sent again rather than ended when that was not reached. */
  readonly patient?: (record: Record) => boolean
  /** Sends the order under its id. The same request each time. */
  send(record: Record): Promise<CardOrderState>
  /** Asks what became of it. */
  state(record: Record): Promise<CardOrderState>
  /** The one write that ends it, with `endedRecord` in it. Answers the state that was stored, by whoever was first. */
  end(record: Record, how: CardOrderEnd): Promise<CardOrderEnd['state']>
}

interface SettlingDependencies {
  readonly db: Database
  readonly clock: Clock
  readonly log: Log
  readonly reach: (point: string) => void
}

export interface Settlement<Record> {
  /** Sends the order and stores what comes of it. Throws only when the database fails. */
  send(record: Record): Promise<void>
  /** Asks what became of the order and goes on from there. Throws only when the database fails. */
  ask(record: Record): Promise<void>
}

export function createSettling<Record extends OutsideOrderRow>(
  { db, clock, log, reach }: SettlingDependencies,
  kind: CardOrderKind<Record>,
): Settlement<Record> {
  const { table, points } = kind

  async function send(record: Record): Promise<void> {
    const [counted] = await db.query<{ attempts: number }>(
      `update ${table} set attempts = attempts + 1, next_ask_at = $3
       where customer_id = $1 and id = $2 and next_ask_at is not null returning attempts`,
      [record.customer_id, record.id, clock.now() + LEASE_MS],
    )
    // Decided meanwhile: there is nothing to send any more.
    if (!counted) return
    reach(points.beforeSending)
    const answer = await answerOf(kind.send(record))
    reach(points.beforeStoring)
    const maySayNo = counted.attempts === 1 && !kind.patient?.(record)
    if (answer === 'unreached' && maySayNo) return endUnsent(record)
    return store(record, answer)
  }

  async function ask(record: Record): Promise<void> {
    const answer = await answerOf(kind.state(record))
    // It never arrived, or was never sent because the process that took the order ended before it could.
    if (typeof answer === 'object' && answer.state === 'absent') return send(record)
    return store(record, answer)
  }

  async function store(record: Record, answer: CardOrderState | 'unknown' | 'unreached'): Promise<void> {
    if (typeof answer === 'string') return wait(record, 'unknown')
    switch (answer.state) {
      case 'done':
        return end(record, { state: 'done' })
      case 'refused':
        return end(record, { state: 'refused', reason: answer.reason, why: answer.why })
      case 'processing':
        return wait(record, 'processing')
      case 'absent':
        return wait(record, 'unknown')
    }
  }

  /** Not decided yet: says what is known and when to ask again, 2 s, 4 s, 8 s … up to five minutes. */
  async function wait(record: Record, state: 'unknown' | 'processing'): Promise<void> {
    const pause = Math.min(FIRST_WAIT_MS * 2 ** Math.min(record.asked, 10), LONGEST_WAIT_MS)
    await db.query(
      `update ${table} set state = $3, next_ask_at = $4
       where customer_id = $1 and id = $2 and next_ask_at is not null`,
      [record.customer_id, record.id, state, clock.now() + pause],
    )
  }

  async function endUnsent(record: Record): Promise<void> {
    try {
      await end(record, { state: 'refused', reason: kind.notReached, onlyAttempt: true })
    } catch (error) {
      // Another attempt was counted in between and may reach the card system: its word decides.
      if (!(error instanceof RecordChanged)) throw error
    }
  }

  async function end(record: Record, how: CardOrderEnd): Promise<void> {
    const ended = await kind.end(record, how)
    if (ended !== how.state) {
      log.error({ orderId: record.id, table, ended, told: how.state }, 'the card system contradicts itself')
    }
  }

  return { send, ask }
}

/** The columns of an order that is stored before anybody is asked: due once whoever took it had time to. */
export const begunColumns = (now: number) => ({
  state: 'processing',
  attempts: 0,
  asked: 0,
  next_ask_at: now + LEASE_MS,
  created_at: now,
})

/** That an order relies on a card: it is still bound (RecordChanged), and not to be unbound before the order was seen. */
export const relyingOn = (customerId: string, cardId: string, orderId: string): RecordChange => ({
  update: 'cards',
  where: { customer_id: customerId, id: cardId, unbound_at: null },
  set: { last_order: orderId },
})

/** The end of an order on its row. */
export function endedRecord(
  table: CardOrderKind<OutsideOrderRow>['table'],
  record: OutsideOrderRow,
  how: CardOrderEnd,
  at: number,
  more: Readonly<Record<string, SqlValue>> = {},
): RecordChange {
  const reason = how.state === 'refused' ? how.reason : null
  return {
    update: table,
    where: {
      customer_id: record.customer_id,
      id: record.id,
      ...('onlyAttempt' in how ? { attempts: 1 } : {}),
    },
    set: {
      state: how.state,
      reason_zh: reason?.zh ?? null,
      reason_en: reason?.en ?? null,
      next_ask_at: null,
      finished_at: at,
      ...more,
    },
  }
}

/** The card system's answer; without one, whether the question may have had an effect. */
async function answerOf(asking: Promise<CardOrderState>): Promise<CardOrderState | 'unknown' | 'unreached'> {
  try {
    return await asking
  } catch (error) {
    // Anything that is not a plain 'not reached' may have had an effect.
    return error instanceof OutsideError ? error.effect : 'unknown'
  }
}
