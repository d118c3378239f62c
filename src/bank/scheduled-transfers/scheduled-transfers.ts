/**
 * bank/scheduled-transfers/: transfers to others that run later, a while after the order or on a day. The PIN is checked
 * at the order, bound to payee, amount and time. Nothing is held and nothing counts until it is due; then one write carries
 * it out as a real-time transfer would be, by the rules and in the state of that moment, or ends it as failed with its
 * reason (running.ts). Until that write its payer may cancel it: both change its row on condition that it waits, under the
 * lock of the payer's account, so of the two exactly one happens. From a Class I account the core is asked then (running.ts).
 */
import { businessDate } from '../../contract/dates.ts'
import { type Fen, formatYuan } from '../../contract/money.ts'
import type { Answer, Body } from '../../contract/schema/index.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { together } from '../../storage/transactions.ts'
import { agreedLeft } from '../accounts/agreed.ts'
import { limitsOf, readUsed, refuseUnsigned, unsignedOut } from '../accounts/limits.ts'
import type { People } from '../accounts/people.ts'
import { type AccountRecord, ownClassOne, refOf, usableAccount } from '../accounts/records.ts'
import { standInOf } from '../accounts/stand-in.ts'
import { orderAmount } from '../amounts.ts'
import type { Caller, Clock } from '../caller.ts'
import type { Pins, ScheduledTransfers } from '../capabilities.ts'
import { relyingOn } from '../card-orders/settling.ts'
import type { AccountRef } from '../core.ts'
import { derivedId } from '../derived-id.ts'
import { BankError } from '../errors.ts'
import type { Notes } from '../notes/notes.ts'
import { plainNote } from '../notes/plain.ts'
import { type PayeesAndReady, refuseUnnamed } from '../payees/payees.ts'
import { orderText, whenText } from '../pins/order.ts'
import type { Standing } from '../restrictions/standing.ts'
import { refuseStopped, stopped } from '../restrictions/stops.ts'
import type { Rules } from '../rules/rules.ts'
import { sidesOf } from '../transfers/deed.ts'
import { RecordChanged } from '../writes/records.ts'
import type { Write, WritePath } from '../writes/write.ts'
import { findScheduled, type ScheduledTransfer, scheduledBecomes, scheduledOf, shownScheduled } from './records.ts'
import { runsAt, whenChoices } from './when.ts'

interface ScheduledDependencies {
  readonly db: Database
  readonly writes: WritePath
  readonly clock: Clock
  readonly rules: Rules
  readonly sealer: Sealer
  readonly people: People
  readonly payees: Pick<PayeesAndReady, 'ready'>
  readonly pins: Pick<Pins, 'use'>
  readonly notes: Notes
  readonly standing: Standing
}

/** What pays: an account of ours, or a Class I account by its stand-in. */
interface Paying {
  readonly ref: AccountRef
  readonly account: AccountRecord | undefined
}

export function createScheduledTransfers(deps: ScheduledDependencies): ScheduledTransfers {
  const { db, writes, clock, rules, sealer, people, payees, pins, notes, standing } = deps

  async function get(caller: Caller, id: string): Promise<ScheduledTransfer> {
    const record = await findScheduled(db, caller.customerId, id)
    const shown = record && shownScheduled(record, sealer, caller.language)
    if (!shown) throw new BankError('NOT_FOUND')
    return shown
  }

  /** Soft: of orders that are taken at the same moment a few may slip through, and no money hangs on it. */
  async function refuseTooMany(customerId: string, date: string): Promise<void> {
    const max = await rules.on('transfers.waiting.max', '', date)
    const [waiting] = await db.query<{ count: number }>(
      "select count(*)::int as count from scheduled_transfers where customer_id = $1 and state = 'waiting'",
      [customerId],
    )
    if ((waiting?.count ?? 0) >= max) throw new BankError('SCHEDULED_TOO_MANY', { params: { max } })
  }

  /** The account that pays, or the stand-in of a Class I account with the card that leads there. */
  async function payingSide(customerId: string, id: string) {
    const card = await ownClassOne(db, customerId, id)
    if (!card) {
      const account = await usableAccount(db, customerId, id)
      return { ref: refOf(account), account, cardId: null }
    }
    const ref = await standInOf(db, customerId)
    if (!ref) throw new Error('a card of our own without its stand-in')
    return { ref, account: undefined, cardId: card.id }
  }

  /** Throws SIGNATURE_REQUIRED, CLASS_LIMIT_DAY, AGREED_LIMIT_DAY for more than may leave it in any day. */
  async function refuseBeyondAnyDay({ ref, account }: Paying, amount: Fen, { at, now }: { at: number; now: number }) {
    const { day: own } = agreedLeft(await readUsed(db, ref.owner), ref, businessDate(now))
    if (own !== null && amount > own)
      throw new BankError('AGREED_LIMIT_DAY', { field: 'amount', params: { left: formatYuan(own) } })
    if (!account) return refuseUnsigned({ used: () => 0 }, await unsignedOut(rules, ref, businessDate(at)), amount)
    const { day } = await limitsOf(rules, account.class, 'out', businessDate(at))
    if (amount > day) throw new BankError('CLASS_LIMIT_DAY', { field: 'amount', params: { left: formatYuan(day) } })
  }

  /**
   * Takes an order. A repeat is told how it stands and needs no PIN. Throws NOT_FOUND, what stops the account,
   * AMOUNT_INVALID, PAYEE_UNKNOWN, PAYEE_NOT_IDENTIFIED, PAYEE_NAME_REQUIRED, PAYEE_REPORTED, SCHEDULED_DATE_INVALID,
   * SCHEDULED_TOO_MANY, CLASS_LIMIT_DAY, SIGNATURE_REQUIRED and AGREED_LIMIT_DAY (more than may leave it in any day),
   * NOTE_REFUSED, NOTE_UNCHECKED, what the PIN throws, CARD_NOT_BOUND, ID_REUSED: then nothing waits. What else may be
   * against it is looked at when it is due.
   */
  async function make(caller: Caller, order: Body<'POST /v1/scheduled-transfers'>): Promise<ScheduledTransfer> {
    const owner = caller.customerId
    const note = plainNote(order.note)
    const { id, accountId, payeeId, when } = order
    const content = JSON.stringify([accountId, payeeId, order.amount, whenText(when), note])
    const key = { owner, id, kind: 'scheduled-transfer', content }
    if (await writes.earlier(key)) return get(caller, id)

    const amount = orderAmount(order.amount)
    const now = clock.now()
    const today = businessDate(now)
    const [from, payee, payer] = await together([
      payingSide(owner, accountId),
      payees.ready(owner, payeeId),
      people.person(owner),
    ])
    if (!payer) throw new Error('an account without its customer')
    refuseUnnamed(payee, payer)
    const { ref, account, cardId } = from
    await standing.refuse(account ?? { customer_id: owner, id: ref.id, restricted: true }, 'out')
    const at = await runsAt(rules, when, now)
    await refuseBeyondAnyDay(from, amount, { at, now })
    await refuseTooMany(owner, today)
    await notes.check(caller, note)
    const authorised = orderText({ kind: 'scheduled-transfer', orderId: id, payeeId, amount, when })
    const authorisation = await pins.use(caller, authorised, order.authorisation)
    const stop = stopped(ref, 'out')
    const row = {
      customer_id: owner,
      id,
      account_id: ref.id,
      card_id: cardId,
      looked_up_id: payeeId,
      payee_id: payee.account.customer_id,
      amount,
      arrival: when.arrival,
      nth: 1,
      first_on: when.arrival === 'on-date' && when.monthly ? when.date : null,
      sides_sealed: sealer.seal(JSON.stringify(sidesOf(payer, payee.person, note))),
      state: 'waiting',
      runs_at: at,
      due_at: at,
      transfer_id: derivedId('scheduled-transfer', owner, id),
      created_at: now,
    }
    const write: Write<{ id: string }> = {
      ...key,
      accounts: [ref],
      counters: [stop],
      authorisation,
      decide(seen) {
        // Nor from an account that is being closed: whoever closes it asks what waits on it, as who unbinds a card does.
        refuseStopped(seen, ref, 'out')
        const relying = cardId === null ? [] : [relyingOn(owner, cardId, id)]
        const records = [{ insert: 'scheduled_transfers', row }, ...relying]
        return { opens: [], movements: [], count: [], records, outbox: [], answer: { id } }
      },
    }
    await writes.submit(write).catch((error: unknown) => {
      throw error instanceof RecordChanged ? new BankError('CARD_NOT_BOUND', { field: 'accountId' }) : error
    })
    return get(caller, id)
  }

  /**
   * Cancels one that has not run, and with it the rest of its series. A repeat is told how it stands. Needs no PIN: money
   * stays where it is. Throws NOT_FOUND, SCHEDULED_ENDED.
   */
  async function cancel(caller: Caller, id: string): Promise<ScheduledTransfer> {
    const owner = caller.customerId
    const record = await findScheduled(db, owner, id)
    if (!record) throw new BankError('NOT_FOUND')
    try {
      await writes.submit({
        owner,
        id,
        kind: 'scheduled-transfer.cancel',
        content: '',
        accounts: [{ owner, id: record.account_id }],
        counters: [],
        authorisation: null,
        decide: () => ({
          opens: [],
          movements: [],
          count: [],
          records: [scheduledBecomes('cancelled', record, clock.now())],
          outbox: [],
          answer: { id },
        }),
      })
    } catch (error) {
      throw error instanceof RecordChanged ? new BankError('SCHEDULED_ENDED') : error
    }
    return get(caller, id)
  }

  async function list({ customerId, language }: Caller): Promise<Answer<'GET /v1/scheduled-transfers'>> {
    const { waiting, past } = await scheduledOf(db, customerId)
    const shown = (records: typeof waiting) => records.flatMap((one) => shownScheduled(one, sealer, language) ?? [])
    return { waiting: shown(waiting), past: shown(past) }
  }

  return { make, get, list, choices: () => whenChoices(rules, clock.now()), cancel }
}
