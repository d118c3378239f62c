/**
 * Transfers to others from this bank's own Class I account. The money is in the bank's core, so the order is stored first,
 * with what both sides' limits count, and carried out by the core's word (core-settlement.ts). More than the rules let
 * leave a day without a signature is refused (`transfers.unsigned.day`).
 */
import { businessDate } from '../../contract/dates.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { agreedOut } from '../accounts/agreed.ts'
import { ClassChanged } from '../accounts/class-change.ts'
import { countersOf, refuseUnsigned, unsignedOut } from '../accounts/limits.ts'
import type { People } from '../accounts/people.ts'
import { type CardRecord, refOf } from '../accounts/records.ts'
import { standInOf } from '../accounts/stand-in.ts'
import { orderAmount } from '../amounts.ts'
import type { Log } from '../bank.ts'
import type { Caller, Clock } from '../caller.ts'
import type { Pins } from '../capabilities.ts'
import { sendNow } from '../card-orders/due.ts'
import { begunColumns, relyingOn, type Settlement } from '../card-orders/settling.ts'
import { BankError } from '../errors.ts'
import type { Notes } from '../notes/notes.ts'
import { refuseUnnamed } from '../payees/payees.ts'
import type { Standing } from '../restrictions/standing.ts'
import { refuseStopped, stopped } from '../restrictions/stops.ts'
import type { Rules } from '../rules/rules.ts'
import { RecordChanged, RecordTaken } from '../writes/records.ts'
import type { WritePath } from '../writes/write.ts'
import { type CoreTransferRecord, ownCoreTransfer } from './core-records.ts'
import { sidesOf } from './deed.ts'
import { payeeSide } from './payee-side.ts'
import { type Payment, refuseTooManyTries } from './payment.ts'

export interface FromClassOneDependencies {
  readonly db: Database
  readonly writes: WritePath
  readonly clock: Clock
  readonly rules: Rules
  readonly sealer: Sealer
  readonly people: People
  readonly pins: Pick<Pins, 'use'>
  readonly notes: Notes
  readonly standing: Standing
  readonly log: Log
  readonly coreSettlement: Settlement<CoreTransferRecord>
  /** How long a person waits for the core before they are told that it is under way. */
  readonly patienceMs?: number
}

const PATIENCE_MS = 4_000

export function createFromClassOne(deps: FromClassOneDependencies) {
  const { db, writes, clock, rules, sealer, people, pins, notes, standing, log } = deps
  const { coreSettlement, patienceMs = PATIENCE_MS } = deps

  /**
   * Orders it and waits a few seconds for its end. Throws AMOUNT_INVALID, what the aim throws, PAYEE_NAME_REQUIRED, what stops
   * all of the payer's accounts, AGREED_LIMIT_*, SIGNATURE_REQUIRED, PAYEE_LIMIT, PAYEE_CANNOT_RECEIVE, NOTE_REFUSED, NOTE_UNCHECKED,
   * what the PIN throws, CARD_NOT_BOUND, IN_PROGRESS, ID_REUSED: then the core was not asked.
   */
  return async function order(caller: Caller, payment: Payment, card: CardRecord, tries = 1): Promise<void> {
    const owner = caller.customerId
    const { id, key } = payment
    const amount = orderAmount(payment.amount)
    const [from, payer] = await Promise.all([standInOf(db, owner), people.person(owner)])
    if (!from || !payer) throw new Error('a card of our own without its stand-in')
    const { payee, payeeId, note, claim } = await payment.aim()
    refuseUnnamed(payee, payer)
    await standing.refuse({ customer_id: owner, id: from.id, restricted: true }, 'out')
    const now = clock.now()
    const date = businessDate(now)
    const [unsigned, inward] = await Promise.all([unsignedOut(rules, from, date), payeeSide(rules, payee, date)])
    const out = countersOf(from, 'out', date)
    const agreed = agreedOut(from, date)
    const counted = [out.day, out.year, ...inward.counted]
    const to = refOf(payee.account)
    const sides = sidesOf(payer, payee.person, note)
    await notes.check(caller, payment.written)
    const authorisation = await pins.use(caller, payment.authorised, payment.authorisation)
    const begun = await writes
      .submit({
        ...key,
        accounts: [from, to],
        counters: [out.day, out.year, ...agreed.counters, stopped(from, 'out'), ...inward.counters],
        authorisation,
        decide(seen) {
          claim?.refuse()
          refuseStopped(seen, from, 'out')
          inward.refuseShut(seen)
          agreed.refuse(seen, amount)
          refuseUnsigned(seen, unsigned, amount)
          inward.refuse(seen, amount)
          const taken = inward.pending ? [...counted, inward.pending] : counted
          return {
            opens: [],
            movements: [],
            count: [...taken.map((counter) => ({ counter, by: amount })), { counter: agreed.payments, by: 1 }],
            records: [
              relyingOn(owner, card.id, id),
              {
                insert: 'core_transfers',
                row: {
                  customer_id: owner,
                  id,
                  account_id: from.id,
                  card_id: card.id,
                  looked_up_id: payeeId,
                  payee_id: to.owner,
                  payee_account_id: to.id,
                  amount,
                  room_kept: inward.pending !== undefined,
                  sides_sealed: sealer.seal(JSON.stringify(sides)),
                  ...begunColumns(now),
                },
              },
              ...(claim?.records('taken') ?? []),
            ],
            outbox: [],
            answer: { id },
          }
        },
      })
      .catch((error: unknown) => {
        if (error instanceof ClassChanged) return 'changed' as const
        if (error instanceof RecordChanged && error.table === 'cards')
          throw new BankError('CARD_NOT_BOUND', { field: 'accountId' })
        if (!claim || !(error instanceof RecordChanged || error instanceof RecordTaken)) throw error
        refuseTooManyTries(tries, error)
        return 'changed' as const
      })
    // Nothing was stored, and the authorisation is as good as before.
    if (begun === 'changed') return order(caller, { ...payment, authorisation, written: null }, card, tries + 1)
    await sendNow({ log, patienceMs }, coreSettlement, await ownCoreTransfer(db, owner, id), caller.traceId)
  }
}
