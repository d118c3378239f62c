/**
 * bank/card-transfers/: money from an account here to a bank card: anybody's, by its number and the holder's name, which
 * counts towards the class limits; or one's own bound card, which does not (银发〔2016〕302号). The order is stored with its
 * money held before the card system hears of it (settlement.ts). It reaches the card system through its connector, outside
 * of any transaction, and moves money through the write path alone.
 */

import { addDays, businessDate, startOfDate } from '../../contract/dates.ts'
import { formatYuan } from '../../contract/money.ts'
import type { Body } from '../../contract/schema/index.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { agreedOut } from '../accounts/agreed.ts'
import { ClassChanged, classCounters, refuseChangedClass } from '../accounts/class-change.ts'
import { countersOf, limitsOf, refuseBeyondOut } from '../accounts/limits.ts'
import { type AccountRecord, accountsOf, ownCard, refOf, usableAccount } from '../accounts/records.ts'
import { orderAmount } from '../amounts.ts'
import type { Log } from '../bank.ts'
import type { Caller, Clock } from '../caller.ts'
import type { CardTransfers, Pins, Worker } from '../capabilities.ts'
import { createDueWorker, sendNow } from '../card-orders/due.ts'
import { begunColumns, relyingOn, type Settlement } from '../card-orders/settling.ts'
import { BankError } from '../errors.ts'
import { CARD_CLEARING, CORE_CLEARING } from '../house.ts'
import type { Notes } from '../notes/notes.ts'
import { plainNote } from '../notes/plain.ts'
import type { PayeesAndReady } from '../payees/payees.ts'
import { orderText } from '../pins/order.ts'
import type { Standing } from '../restrictions/standing.ts'
import { refuseStopped, stopped } from '../restrictions/stops.ts'
import type { Rules } from '../rules/rules.ts'
import { RecordChanged } from '../writes/records.ts'
import type { CounterKey, Seen, WritePath } from '../writes/write.ts'
import {
  type CardTarget,
  type CardTransfer,
  type CardTransferRecord,
  guessesOf,
  movementOf,
  ownCardTransfer,
  shownCardTransfer,
} from './records.ts'

type Order = Body<'POST /v1/card-transfers'>

interface CardTransfersDependencies {
  readonly db: Database
  readonly writes: WritePath
  readonly clock: Clock
  readonly rules: Rules
  readonly sealer: Sealer
  readonly pins: Pick<Pins, 'use'>
  readonly notes: Notes
  readonly payees: Pick<PayeesAndReady, 'readyCard'>
  readonly cardTransferSettlement: Settlement<CardTransferRecord>
  readonly standing: Standing
  readonly log: Log
  /** How long a person waits for the card's bank before they are told that it is under way. */
  readonly patienceMs?: number
}

/** Whose card it is, and what this takes of limits. */
interface To extends Omit<CardTarget, 'note'> {
  readonly own: boolean
  /** Columns of the order. */
  readonly row: { readonly payee_id: string | null; readonly card_id: string | null }
  readonly guess: { readonly counter: CounterKey; readonly max: number } | null
}

const PATIENCE_MS = 4_000

export function createCardTransfers(deps: CardTransfersDependencies): CardTransfers {
  const { db, writes, clock, rules, sealer, pins, notes, payees, standing, log, patienceMs = PATIENCE_MS } = deps
  const { cardTransferSettlement: settlement } = deps

  const get = async (caller: Caller, id: string): Promise<CardTransfer> =>
    shownCardTransfer(await ownCardTransfer(db, caller.customerId, id), sealer, caller.language)

  /** Throws CARD_PAYEE_UNKNOWN, CARD_NOT_BOUND: another's too; PAYEE_REPORTED. */
  async function whither(owner: string, to: Order['to'], date: string): Promise<To> {
    if ('cardId' in to) {
      const card = await ownCard(db, owner, to.cardId)
      return {
        number: sealer.open(card.number_sealed),
        name: null,
        bank: { zh: card.bank_name, en: card.bank_name_en },
        own: card.own,
        row: { payee_id: null, card_id: card.id },
        guess: null,
      }
    }
    const { number, name, bank, known } = await payees.readyCard(owner, to.payeeId)
    const [oldest] = known ? [] : await accountsOf(db, owner)
    const guess = oldest && {
      counter: guessesOf(owner, oldest.id, date),
      max: await rules.on('card-names.wrong.day', '', date),
    }
    return { number, name, bank, own: false, row: { payee_id: to.payeeId, card_id: null }, guess: guess ?? null }
  }

  /** What the decision rests on, by the rules of the day. */
  async function frame(account: AccountRecord, to: To, date: string) {
    const ref = refOf(account)
    const limits = to.row.payee_id === null ? undefined : await limitsOf(rules, account.class, 'out', date)
    const out = countersOf(ref, 'out', date)
    // To one's own card nothing counts.
    const agreed = limits && agreedOut(ref, date)
    const counted = limits ? [out.day, out.year] : []
    const guesses = to.guess ? [to.guess.counter] : []
    const classes = classCounters(ref, account.class)
    return {
      counters: [stopped(ref, 'out'), ...classes, ...counted, ...(agreed?.counters ?? []), ...guesses],
      taken: (amount: number) => [
        ...counted.map((counter) => ({ counter, by: amount })),
        ...(agreed ? [{ counter: agreed.payments, by: 1 }] : []),
        ...guesses.map((counter) => ({ counter, by: 1 })),
      ],
      refuse(seen: Seen, amount: number): void {
        refuseChangedClass(seen, classes)
        refuseStopped(seen, ref, 'out')
        const { available } = seen.balance(ref)
        if (amount > available) {
          throw new BankError('BALANCE_INSUFFICIENT', {
            field: 'amount',
            params: { available: formatYuan(available) },
          })
        }
        agreed?.refuse(seen, amount)
        if (limits) refuseBeyondOut(seen, out, limits, amount)
        if (to.guess && seen.used(to.guess.counter) >= to.guess.max) {
          const wait = startOfDate(addDays(date, 1)) - clock.now()
          throw new BankError('CARD_NAME_LIMIT', { field: 'to', retryAfter: Math.max(1, Math.ceil(wait / 1000)) })
        }
      },
    }
  }

  /**
   * Orders it and waits a few seconds for its end. A repeat is told how the order stands and needs no PIN. What the card's
   * bank refuses is an answer with its reason: the money is back. Throws NOT_FOUND, ACCOUNT_SUSPENDED, AMOUNT_INVALID, what
   * stops the account, CARD_PAYEE_UNKNOWN, PAYEE_REPORTED, CARD_NOT_BOUND, NOTE_REFUSED, NOTE_UNCHECKED, what the PIN throws, BALANCE_INSUFFICIENT, AGREED_LIMIT_*,
   * CLASS_LIMIT_DAY, CLASS_LIMIT_YEAR, CARD_NAME_LIMIT, ID_REUSED: then the card system was not asked.
   */
  async function make(caller: Caller, order: Order): Promise<CardTransfer> {
    const owner = caller.customerId
    const note = plainNote(order.note)
    const toId = 'payeeId' in order.to ? order.to.payeeId : order.to.cardId
    const key = {
      owner,
      id: order.id,
      kind: 'card-transfer.begin',
      content: JSON.stringify([order.accountId, toId, order.amount, note]),
    }
    if (await writes.earlier(key)) return get(caller, order.id)

    const amount = orderAmount(order.amount)
    const account = await usableAccount(db, owner, order.accountId)
    await standing.refuse(account, 'out')
    const now = clock.now()
    const date = businessDate(now)
    const to = await whither(owner, order.to, date)
    const { counters, taken, refuse } = await frame(account, to, date)
    await notes.check(caller, note)
    const authorised = orderText({ kind: 'card-transfer', orderId: order.id, toId, amount })
    const authorisation = await pins.use(caller, authorised, order.authorisation)
    const ref = refOf(account)
    const movementId = movementOf({ customer_id: owner, id: order.id })
    const { number, name, bank } = to
    const legs = [
      { account: ref, amount: -amount },
      { account: to.own ? CORE_CLEARING : CARD_CLEARING, amount },
    ]
    const begun = await writes
      .submit<{ id: string }>({
        ...key,
        accounts: [ref],
        counters,
        authorisation,
        decide(seen) {
          refuse(seen, amount)
          return {
            opens: [],
            movements: [{ kind: 'hold', id: movementId, code: 'card-transfer', legs, expiresAt: null }],
            count: taken(amount),
            records: [
              ...(to.row.card_id === null ? [] : [relyingOn(owner, to.row.card_id, order.id)]),
              {
                insert: 'card_transfers',
                row: {
                  customer_id: owner,
                  id: order.id,
                  account_id: account.id,
                  movement_id: movementId,
                  ...to.row,
                  own: to.own,
                  amount,
                  target_sealed: sealer.seal(JSON.stringify({ number, name, bank, note } satisfies CardTarget)),
                  guess_account_id: to.guess?.counter.accountId ?? null,
                  ...begunColumns(now),
                },
              },
            ],
            outbox: [],
            answer: { id: order.id },
          }
        },
      })
      .catch((error: unknown) => {
        if (error instanceof ClassChanged) return 'changed' as const
        throw error instanceof RecordChanged ? new BankError('CARD_NOT_BOUND', { field: 'to' }) : error
      })
    // Nothing was stored, and the authorisation is as good as before.
    if (begun === 'changed') return make(caller, { ...order, authorisation })

    const record = await ownCardTransfer(db, owner, order.id)
    await sendNow({ log, patienceMs }, settlement, record, caller.traceId)
    return get(caller, order.id)
  }

  return { make, get }
}

/** Asks again about transfers to cards that are not decided. */
export const createCardTransferWorker = (
  deps: Pick<CardTransfersDependencies, 'db' | 'clock' | 'log' | 'cardTransferSettlement'>,
): Worker =>
  createDueWorker(deps, {
    name: 'transfers to cards not decided',
    table: 'card_transfers',
    find: ({ customer_id, id }) => ownCardTransfer(deps.db, customer_id, id),
    settlement: deps.cardTransferSettlement,
  })
