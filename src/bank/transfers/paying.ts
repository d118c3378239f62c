/**
 * One payment to another customer, whatever it is for: a transfer, or a share of what somebody asked for. Framed by the
 * limits of both sides, decided once under the locks of both accounts; from a Class I account it goes through the bank's
 * core first (from-class-one.ts).
 */
import { businessDate } from '../../contract/dates.ts'
import type { Answer } from '../../contract/schema/index.ts'
import { together } from '../../storage/transactions.ts'
import { ClassChanged } from '../accounts/class-change.ts'
import { ownClassOne, refOf, usableAccount } from '../accounts/records.ts'
import { orderAmount } from '../amounts.ts'
import type { Caller } from '../caller.ts'
import { BankError } from '../errors.ts'
import { refuseUnnamed } from '../payees/payees.ts'
import { RecordChanged, RecordTaken } from '../writes/records.ts'
import type { Write } from '../writes/write.ts'
import { sidesOf } from './deed.ts'
import { carriedOut, frameTransfer } from './frame.ts'
import { createFromClassOne, type FromClassOneDependencies } from './from-class-one.ts'
import { type Payment, refuseTooManyTries } from './payment.ts'
import { receipt } from './receipt.ts'

type Transfer = Answer<'GET /v1/transfers/:transferId'>

/** What a twin of the order must be told as the first one was. */
interface Written {
  readonly at: number
  readonly tookMs: number
}

export interface PayingDependencies extends FromClassOneDependencies {
  /** A receipt, for who is answered by one that was written before. */
  readonly get: (caller: Caller, id: string) => Promise<Transfer>
}

export type Paying = ReturnType<typeof createPaying>

export function createPaying(deps: PayingDependencies) {
  const { db, writes, clock, rules, sealer, people, pins, notes, standing, get } = deps
  const fromClassOne = createFromClassOne(deps)

  /**
   * Pays. A repeat gets the first answer and needs no PIN. Throws NOT_FOUND, ACCOUNT_SUSPENDED, AMOUNT_INVALID, what the
   * aim throws, PAYEE_NAME_REQUIRED, NOTE_REFUSED, NOTE_UNCHECKED, what the PIN throws, BALANCE_INSUFFICIENT, CLASS_LIMIT_DAY, CLASS_LIMIT_YEAR,
   * PAYEE_LIMIT, PAYEE_CANNOT_RECEIVE, what stops the payer's account, IN_PROGRESS, ID_REUSED: then nothing moved.
   */
  async function pay(caller: Caller, payment: Payment): Promise<Transfer> {
    const { key, id } = payment
    // A repeat must not spend a try of the PIN, nor ask of its note again. Any other finds its answer on the path.
    if (('pin' in payment.authorisation || payment.written !== null) && (await writes.earlier(key)))
      return get(caller, id)
    try {
      return (await send(caller, payment)) ?? (await get(caller, id))
    } catch (refusal) {
      if (!(refusal instanceof BankError) || refusal.code === 'UNAVAILABLE') throw refusal
      // What was done stays done, whatever has changed since.
      if (await writes.earlier(key)) return get(caller, id)
      const card = refusal.code === 'NOT_FOUND' && (await ownClassOne(db, caller.customerId, payment.accountId))
      if (!card) throw refusal
      await fromClassOne(caller, payment, card)
      return get(caller, id)
    }
  }

  /** Undefined for a repeat. */
  async function send(caller: Caller, payment: Payment, tries = 1): Promise<Transfer | undefined> {
    const arrived = clock.now()
    const { id, key } = payment
    const payerId = caller.customerId
    const amount = orderAmount(payment.amount)
    // Of several reasons to refuse, the first in this order is told.
    const [from, { payee, payeeId, note, claim }, payer] = await together([
      usableAccount(db, payerId, payment.accountId),
      payment.aim(),
      people.person(payerId),
    ])
    if (!payer) throw new Error('an account without its customer')
    refuseUnnamed(payee, payer)
    await standing.refuse(from, 'out')
    const payerRef = refOf(from)
    const payeeRef = refOf(payee.account)
    const frame = await frameTransfer(rules, from, payee, businessDate(arrived))
    const sides = sidesOf(payer, payee.person, note)
    await notes.check(caller, payment.written)
    const authorisation = await pins.use(caller, payment.authorised, payment.authorisation)

    let made: Written | undefined
    const write: Write<Written> = {
      ...key,
      accounts: [payerRef, payeeRef],
      counters: frame.counters,
      authorisation,
      decide(seen) {
        claim?.refuse()
        frame.refuse(seen, amount)
        const tookMs = Math.max(0, clock.now() - arrived)
        made = { at: arrived, tookMs }
        const deed = { id, from: payerRef, to: payeeRef, amount, sides, at: arrived, tookMs }
        const done = carriedOut(deed, frame, { lookedUpId: payeeId, known: payee.known }, sealer)
        return { ...done, records: [...done.records, ...(claim?.records('paid') ?? [])], answer: made }
      },
    }
    const written = await writes.submit(write).catch((error: unknown) => {
      if (error instanceof ClassChanged) return 'changed' as const
      if (claim && (error instanceof RecordChanged || error instanceof RecordTaken)) {
        refuseTooManyTries(tries, error)
        return 'changed' as const
      }
      throw error
    })
    // Nothing was stored, the authorisation is as good as before, and the note was checked.
    if (written === 'changed') return send(caller, { ...payment, authorisation, written: null }, tries + 1)
    if (written !== made) return undefined
    return receipt('out', { id, amount, at: written.at, took_ms: written.tookMs }, sides)
  }

  return pay
}
