/**
 * bank/closures/: the end of an account by its holder's wish. What is left goes back to the bound card first; then it is
 * closed. Its row, its history and its number stay: the number is never given again. It reaches the card system through
 * its connector, outside of any transaction, and moves money through the write path alone.
 */
import type { Body } from '../../contract/schema/index.ts'
import type { Database } from '../../storage/database.ts'
import { type AccountRecord, type CardRecord, cardsOf, refOf, usableAccount } from '../accounts/records.ts'
import type { Log } from '../bank.ts'
import type { Caller, Clock } from '../caller.ts'
import type { Closures, Pins, Worker } from '../capabilities.ts'
import { createDueWorker, sendNow } from '../card-orders/due.ts'
import { shownCardOrder } from '../card-orders/records.ts'
import { begunColumns, type Settlement } from '../card-orders/settling.ts'
import { accountKey, type Core } from '../core.ts'
import { BankError } from '../errors.ts'
import { CARD_CLEARING, CORE_CLEARING } from '../house.ts'
import { orderText } from '../pins/order.ts'
import type { Standing } from '../restrictions/standing.ts'
import { CLOSING_STOPS, refuseStopped, stopped } from '../restrictions/stops.ts'
import type { WritePath } from '../writes/write.ts'
import { awaitedBy, type Closure, type ClosureRecord, movementOf, ownClosure } from './records.ts'

interface ClosuresDependencies {
  readonly db: Database
  readonly core: Core
  readonly writes: WritePath
  readonly clock: Clock
  readonly pins: Pick<Pins, 'use'>
  readonly standing: Standing
  readonly closureSettlement: Settlement<ClosureRecord>
  readonly log: Log
  /** How long a person waits for the card's bank before they are told that it is under way. */
  readonly patienceMs?: number
}

const PATIENCE_MS = 4_000

const AWAITED = {
  deposits: 'CLOSURE_DEPOSITS',
  incoming: 'CLOSURE_TOPUPS',
  orders: 'CLOSURE_ORDERS',
  claimables: 'CLOSURE_CLAIMABLES',
} as const

export function createClosures(deps: ClosuresDependencies): Closures {
  const { db, core, writes, clock, pins, standing, closureSettlement, log, patienceMs = PATIENCE_MS } = deps

  const get = async (caller: Caller, id: string): Promise<Closure> =>
    shownCardOrder(await ownClosure(db, caller.customerId, id), caller.language)

  /** Throws CLOSURE_DEPOSITS, CLOSURE_TOPUPS, CLOSURE_ORDERS, CLOSURE_CLAIMABLES, CLOSURE_HOLDS: told before the PIN, and looked at again when it counts. */
  async function refuseAwaited(account: AccountRecord): Promise<void> {
    const ref = refOf(account)
    const awaited = await awaitedBy(db, ref)
    if (awaited) throw new BankError(AWAITED[awaited])
    const balance = (await core.balances(db, [ref])).get(accountKey(ref))
    if (balance && balance.held > 0) throw new BankError('CLOSURE_HOLDS')
  }

  /** The card that the account was opened with, or the oldest that is bound. Throws CLOSURE_AT_BRANCH without one. */
  async function cardFor(account: AccountRecord): Promise<CardRecord> {
    const cards = await cardsOf(db, account.customer_id)
    const card = cards.find(({ id }) => id === account.card_id) ?? cards[0]
    if (!card) throw new BankError('CLOSURE_AT_BRANCH')
    return card
  }

  /**
   * Orders the end of an account and waits a few seconds for the card's bank. A repeat is told how it stands and needs no
   * PIN. What the card's bank refuses is an answer with its reason: the account is open as before. Throws NOT_FOUND,
   * ACCOUNT_CLOSED, ACCOUNT_CLOSING, what stops the account, CLOSURE_*, what the PIN throws, ID_REUSED: then nothing began.
   */
  async function close(
    caller: Caller,
    accountId: string,
    order: Body<'POST /v1/accounts/:accountId/closure'>,
  ): Promise<Closure> {
    const owner = caller.customerId
    const key = { owner, id: order.id, kind: 'closure.begin', content: accountId }
    if (await writes.earlier(key)) return get(caller, order.id)

    const account = await usableAccount(db, owner, accountId)
    await standing.refuse(account, 'out')
    await refuseAwaited(account)
    const card = await cardFor(account)
    const authorised = orderText({ kind: 'closure', orderId: order.id, accountId })
    const authorisation = await pins.use(caller, authorised, order.authorisation)
    const now = clock.now()
    const ref = refOf(account)
    const hold = movementOf({ customer_id: owner, id: order.id })
    const stops = CLOSING_STOPS.map((use) => stopped(ref, use))

    await writes.submit({
      ...key,
      accounts: [ref],
      counters: stops,
      authorisation,
      decide(seen) {
        // Another order to close it is told here, too.
        refuseStopped(seen, ref, 'out')
        const { posted: amount, held } = seen.balance(ref)
        if (held > 0) throw new BankError('CLOSURE_HOLDS')
        const legs = [
          { account: ref, amount: -amount },
          { account: card.own ? CORE_CLEARING : CARD_CLEARING, amount },
        ]
        return {
          opens: [],
          movements: amount === 0 ? [] : [{ kind: 'hold', id: hold, code: 'payout', legs, expiresAt: null }],
          count: stops.map((counter) => ({ counter, by: 1 })),
          records: [
            {
              update: 'accounts',
              // Nor bound to another card meanwhile: whoever unbinds a card asks which accounts are bound to it.
              where: { customer_id: owner, id: accountId, status: 'active', card_id: account.card_id },
              set: { status: 'closing' },
            },
            {
              insert: 'closures',
              row: {
                customer_id: owner,
                id: order.id,
                account_id: accountId,
                card_id: card.id,
                own: card.own,
                amount,
                ...begunColumns(now),
              },
            },
          ],
          outbox: [],
          answer: { id: order.id },
        }
      },
    })

    const record = await ownClosure(db, owner, order.id)
    await sendNow({ log, patienceMs }, closureSettlement, record, caller.traceId)
    return get(caller, order.id)
  }

  return { close, get }
}

/** Asks again about closings that are not decided. */
export const createClosureWorker = (
  deps: Pick<ClosuresDependencies, 'db' | 'clock' | 'closureSettlement' | 'log'>,
): Worker =>
  createDueWorker(deps, {
    name: 'closings not decided',
    table: 'closures',
    find: ({ customer_id, id }) => ownClosure(deps.db, customer_id, id),
    settlement: deps.closureSettlement,
  })
