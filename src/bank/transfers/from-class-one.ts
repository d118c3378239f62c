/**
 * Transfers to others from this bank's own Class I account. The money is in the bank's core, so the order is stored first,
 * with what both sides' limits count, and carried out by the core's word (core-settlement.ts). More than the rules let
 * leave a day without a signature is refused (`transfers.unsigned.day`).
 */
import { businessDate } from '../../contract/dates.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { ClassChanged } from '../accounts/class-change.ts'
import type { People } from '../accounts/people.ts'
import type { CardRecord } from '../accounts/records.ts'
import { standInOf } from '../accounts/stand-in.ts'
import { orderAmount } from '../amounts.ts'
import type { Log } from '../bank.ts'
import type { Caller, Clock } from '../caller.ts'
import type { Pins } from '../capabilities.ts'
import { sendNow } from '../card-orders/due.ts'
import type { Settlement } from '../card-orders/settling.ts'
import { BankError } from '../errors.ts'
import type { Notes } from '../notes/notes.ts'
import { refuseUnnamed } from '../payees/payees.ts'
import type { Standing } from '../restrictions/standing.ts'
import type { Rules } from '../rules/rules.ts'
import { RecordChanged, RecordTaken } from '../writes/records.ts'
import type { WritePath } from '../writes/write.ts'
import { frameCoreOrder } from './core-order.ts'
import { type CoreTransferRecord, ownCoreTransfer } from './core-records.ts'
import { sidesOf } from './deed.ts'
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
    const frame = await frameCoreOrder(rules, from, payee, businessDate(now))
    const sides = sidesOf(payer, payee.person, note)
    await notes.check(caller, payment.written)
    const authorisation = await pins.use(caller, payment.authorised, payment.authorisation)
    const begun = await writes
      .submit({
        ...key,
        accounts: [from, frame.to],
        counters: frame.counters,
        authorisation,
        decide(seen) {
          claim?.refuse()
          frame.refuse(seen, amount)
          const { records, ...ordered } = frame.ordered(
            { id, cardId: card.id, lookedUpId: payeeId, amount, sides, at: now },
            sealer,
          )
          return { ...ordered, records: [...records, ...(claim?.records('taken') ?? [])], answer: { id } }
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
