/**
 * bank/transfers/: money from one customer to another: find the payee, agree with the class limits, move it once.
 * It moves money through the write path alone, and reads its own tables, accounts and people.
 */
import { inCapitals } from '../../contract/capitals.ts'
import { businessDate } from '../../contract/dates.ts'
import { maskMobile } from '../../contract/masks.ts'
import { type Fen, formatYuan } from '../../contract/money.ts'
import type { Answer, Body } from '../../contract/schema/index.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { together } from '../../storage/transactions.ts'
import { ClassChanged, classCounters, refuseChangedClass } from '../accounts/class-change.ts'
import { type Sides, sealedEntry } from '../accounts/entries.ts'
import { countersOf, limitsOf, pendingIn, refuseBeyondIn, refuseBeyondOut, roomUnder } from '../accounts/limits.ts'
import { type People, shownName } from '../accounts/people.ts'
import { type AccountClass, refOf, usableAccount } from '../accounts/records.ts'
import { orderAmount } from '../amounts.ts'
import type { Caller, Clock } from '../caller.ts'
import type { Pins, Transfers } from '../capabilities.ts'
import type { AccountRef } from '../core.ts'
import { derivedId } from '../derived-id.ts'
import { BankError } from '../errors.ts'
import { smsEntry } from '../messages/messages.ts'
import { orderText } from '../pins/order.ts'
import type { Standing } from '../restrictions/standing.ts'
import { refuseStopped, stopped } from '../restrictions/stops.ts'
import type { Rules } from '../rules/rules.ts'
import type { Seen, Write, WriteKey, WritePath } from '../writes/write.ts'
import { createPayees, type ReadyPayee } from './payees.ts'

type Transfer = Answer<'GET /v1/transfers/:transferId'>
type TransferOrder = Body<'POST /v1/transfers'>

interface TransfersDependencies {
  readonly db: Database
  readonly writes: WritePath
  readonly clock: Clock
  readonly rules: Rules
  readonly sealer: Sealer
  readonly people: People
  readonly pins: Pick<Pins, 'use'>
  readonly standing: Standing
}

interface Row {
  readonly payer_id: string
  readonly id: string
  readonly amount: Fen
  readonly sides_sealed: Uint8Array
  readonly at: number
  readonly took_ms: number
}

/** What a twin of the order must be told as the first one was. */
interface Written {
  readonly at: number
  readonly tookMs: number
}

/** A transfer as one of its sides sees it. */
const receipt = (
  direction: Transfer['direction'],
  { id, amount, at, took_ms }: Pick<Row, 'id' | 'amount' | 'at' | 'took_ms'>,
  { payer, payee, note }: Sides,
): Transfer => ({
  id,
  direction,
  state: 'done',
  amount,
  capitals: inCapitals(amount),
  name: direction === 'out' ? payee.maskedName : payer.name,
  maskedMobile: direction === 'out' ? payee.maskedMobile : payer.maskedMobile,
  note,
  at,
  tookMs: took_ms,
})

export function createTransfers(deps: TransfersDependencies): Transfers {
  const { db, writes, clock, rules, sealer, people, pins, standing } = deps
  const payees = createPayees(deps)

  /** The receipt, by either side. Throws NOT_FOUND for everyone else. */
  async function get(caller: Caller, id: string): Promise<Transfer> {
    const rows = await db.query<Row>(
      `select payer_id, id, amount, sides_sealed, at, took_ms from transfers where payer_id = $1 and id = $2
       union all
       select payer_id, id, amount, sides_sealed, at, took_ms from transfers where payee_id = $1 and id = $2`,
      [caller.customerId, id],
    )
    // Ids are made by payers: should one that was received bear the id of one's own, one's own is meant.
    const row = rows.find((one) => one.payer_id === caller.customerId) ?? rows[0]
    if (!row) throw new BankError('NOT_FOUND')
    const sides = JSON.parse(sealer.open(row.sides_sealed)) as Sides
    return receipt(row.payer_id === caller.customerId ? 'out' : 'in', row, sides)
  }

  /** What the decision rests on: limits by the rules of the day, for both sides. */
  async function frame(payer: AccountRef, payerClass: AccountClass, payee: ReadyPayee, date: string) {
    const to = refOf(payee.account)
    const [outLimits, inLimits, cap] = await Promise.all([
      limitsOf(rules, payerClass, 'out', date),
      limitsOf(rules, payee.account.class, 'in', date),
      rules.find('balance.cap', payee.account.class, date),
    ])
    const out = countersOf(payer, 'out', date)
    const inward = countersOf(to, 'in', date)
    const counted = [out.day, out.year, inward.day, inward.year]
    const classes = [...classCounters(payer, payerClass), ...classCounters(to, payee.account.class)]
    const stops = [stopped(payer, 'out'), stopped(to, 'in')]
    return {
      counted,
      counters: [...counted, ...classes, ...stops, ...(cap === undefined ? [] : [pendingIn(to)])],
      refuse(seen: Seen, amount: Fen): void {
        refuseChangedClass(seen, classes)
        refuseStopped(seen, payer, 'out')
        refuseStopped(seen, to, 'in', 'payee')
        const { available } = seen.balance(payer)
        if (amount > available) {
          throw new BankError('BALANCE_INSUFFICIENT', {
            field: 'amount',
            params: { available: formatYuan(available) },
          })
        }
        refuseBeyondOut(seen, out, outLimits, amount)
        refuseBeyondIn(seen, inward, inLimits, amount)
        if (cap !== undefined && amount > roomUnder(cap, seen, to)) {
          throw new BankError('PAYEE_LIMIT', { field: 'amount' })
        }
      },
    }
  }

  /**
   * Sends money. A repeat gets the first answer and needs no PIN. Throws NOT_FOUND, ACCOUNT_SUSPENDED, AMOUNT_INVALID,
   * PAYEE_UNKNOWN, PAYEE_NOT_IDENTIFIED, what the PIN throws, BALANCE_INSUFFICIENT, CLASS_LIMIT_DAY, CLASS_LIMIT_YEAR,
   * PAYEE_LIMIT, PAYEE_CANNOT_RECEIVE, what stops the payer's account, ID_REUSED: then nothing moved.
   */
  async function make(caller: Caller, order: TransferOrder): Promise<Transfer> {
    const note = order.note?.trim() || null
    const key = {
      owner: caller.customerId,
      id: order.id,
      kind: 'transfer',
      content: JSON.stringify([order.accountId, order.payeeId, order.amount, note]),
    }
    // A repeat must not spend a try of the PIN. One that brings an authorisation finds its answer on the path.
    if ('pin' in order.authorisation && (await writes.earlier(key))) return get(caller, order.id)
    try {
      return (await send(caller, order, key, note)) ?? (await get(caller, order.id))
    } catch (refusal) {
      // What was done stays done, whatever has changed since.
      const refused = refusal instanceof BankError && refusal.code !== 'UNAVAILABLE'
      if (refused && (await writes.earlier(key))) return get(caller, order.id)
      throw refusal
    }
  }

  /** Undefined for a repeat. */
  async function send(
    caller: Caller,
    order: TransferOrder,
    key: WriteKey,
    note: string | null,
  ): Promise<Transfer | undefined> {
    const arrived = clock.now()
    const payerId = caller.customerId
    const amount = orderAmount(order.amount)
    // Of several reasons to refuse, the first in this order is told.
    const [from, payee, payer] = await together([
      usableAccount(db, payerId, order.accountId),
      payees.ready(payerId, order.payeeId),
      people.person(payerId),
    ])
    if (!payer) throw new Error('an account without its customer')
    await standing.refuse(from, 'out')
    const payerRef = refOf(from)
    const payeeRef = refOf(payee.account)
    const { counted, counters, refuse } = await frame(payerRef, from.class, payee, businessDate(arrived))
    const movementId = derivedId('transfer', payerId, order.id)
    const sides: Sides = {
      payer: { name: payer.name, maskedMobile: maskMobile(payer.mobile) },
      payee: { maskedName: shownName(payee.person), maskedMobile: maskMobile(payee.person.mobile) },
      note,
    }
    const authorised = orderText({ kind: 'transfer', orderId: order.id, payeeId: order.payeeId, amount })
    const authorisation = await pins.use(caller, authorised, order.authorisation)

    let made: Written | undefined
    const write: Write<Written> = {
      ...key,
      accounts: [payerRef, payeeRef],
      counters,
      authorisation,
      decide(seen) {
        refuse(seen, amount)
        const tookMs = Math.max(0, clock.now() - arrived)
        made = { at: arrived, tookMs }
        const sidesSealed = sealer.seal(JSON.stringify(sides))
        return {
          opens: [],
          movements: [
            {
              kind: 'post',
              id: movementId,
              code: 'transfer',
              legs: [
                { account: payerRef, amount: -amount },
                { account: payeeRef, amount },
              ],
            },
          ],
          count: counted.map((counter) => ({ counter, by: amount })),
          records: [
            {
              insert: 'transfers',
              row: {
                payer_id: payerId,
                id: order.id,
                payer_account_id: from.id,
                payee_id: payeeRef.owner,
                payee_account_id: payeeRef.id,
                amount,
                sides_sealed: sidesSealed,
                at: arrived,
                took_ms: tookMs,
              },
            },
            sealedEntry({ customerId: payerId, movementId, kind: 'transfer-out', orderId: order.id }, sidesSealed),
            sealedEntry(
              { customerId: payeeRef.owner, movementId, kind: 'transfer-in', orderId: order.id },
              sidesSealed,
            ),
            ...(payee.known
              ? []
              : [{ update: 'payees', where: { payer_id: payerId, id: order.payeeId }, set: { known: true } }]),
          ],
          outbox: [
            smsEntry(derivedId('transfer-sms', payerId, order.id), {
              about: 'transfer-in',
              to: payeeRef.owner,
              accountId: payeeRef.id,
              from: payerId,
              amount,
            }),
          ],
          answer: made,
        }
      },
    }
    const written = await writes.submit(write).catch((error: unknown) => {
      if (error instanceof ClassChanged) return 'changed' as const
      throw error
    })
    // Nothing was stored, and the authorisation is as good as before.
    if (written === 'changed') return send(caller, { ...order, authorisation }, key, note)
    if (written !== made) return undefined
    return receipt('out', { id: order.id, amount, at: written.at, took_ms: written.tookMs }, sides)
  }

  return { lookUpPayee: payees.lookUp, make, get }
}
