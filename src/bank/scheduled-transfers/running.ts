/**
 * How a scheduled transfer runs: one write under the order's id, with everything that a real-time transfer looks at and
 * leaves (transfers/frame.ts), by the clock, the rules and the counters of that moment. What would refuse a real-time one
 * ends this one as failed, in the same write, with its reason and a message to its payer. A fault of ours is no reason: then
 * nothing is written, and the order is tried again.
 */
import { v7 } from 'uuid'
import { businessDate } from '../../contract/dates.ts'
import type { ErrorCode } from '../../contract/errors.ts'
import { errorText } from '../../contract/errors.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { together } from '../../storage/transactions.ts'
import { ClassChanged } from '../accounts/class-change.ts'
import type { Sides, Words } from '../accounts/entries.ts'
import type { People } from '../accounts/people.ts'
import { refOf, usableAccount } from '../accounts/records.ts'
import type { Log } from '../bank.ts'
import type { Clock } from '../caller.ts'
import type { Worker } from '../capabilities.ts'
import type { AccountRef } from '../core.ts'
import { derivedId } from '../derived-id.ts'
import { BankError } from '../errors.ts'
import { smsEntry } from '../messages/messages.ts'
import type { PayeesAndReady } from '../payees/payees.ts'
import type { Standing } from '../restrictions/standing.ts'
import type { Rules } from '../rules/rules.ts'
import { sidesOf } from '../transfers/deed.ts'
import { carriedOut, frameTransfer, type TransferFrame } from '../transfers/frame.ts'
import { RecordChanged } from '../writes/records.ts'
import type { Decision, RecordChange, Seen, WritePath } from '../writes/write.ts'
import { claimDue, endedScheduled, type ScheduledRecord } from './records.ts'
import { nextOfSeries } from './when.ts'

interface RunningDependencies {
  readonly db: Database
  readonly writes: WritePath
  readonly clock: Clock
  readonly rules: Rules
  readonly sealer: Sealer
  readonly people: People
  readonly payees: Pick<PayeesAndReady, 'ready'>
  readonly standing: Standing
  readonly log: Log
}

/** Orders that run side by side in one turn: they share the transactions of the write path. */
const TURN = 50
/** What next month will not heal: the series ends with it. */
const FOR_GOOD: ReadonlySet<ErrorCode> = new Set(['NOT_FOUND', 'ACCOUNT_CLOSED', 'PAYEE_UNKNOWN'])

/** What a run needs beside the order. */
interface Prepared {
  readonly to: AccountRef
  readonly known: boolean
  readonly sides: Sides
  readonly frame: TransferFrame
}

export function createScheduledWorker(deps: RunningDependencies): Worker {
  const { db, writes, clock, rules, sealer, people, payees, standing, log } = deps

  /** As for a real-time transfer; the payee was named when it was ordered. Throws what it throws. */
  async function prepare({ customer_id: owner, account_id, looked_up_id, sides_sealed }: ScheduledRecord, at: number) {
    const [from, payee, payer] = await together([
      usableAccount(db, owner, account_id),
      payees.ready(owner, looked_up_id, 'due'),
      people.person(owner),
    ])
    if (!payer || !sides_sealed) throw new Error('an order that waits without its payer')
    await standing.refuse(from, 'out')
    const frame = await frameTransfer(rules, from, payee, businessDate(at))
    const { note } = JSON.parse(sealer.open(sides_sealed)) as Sides
    return { to: refOf(payee.account), known: payee.known, sides: sidesOf(payer, payee.person, note), frame }
  }

  /** The next of a series, a row of its own; none after one that runs once, or after the last. */
  async function followingOf(order: ScheduledRecord, at: number): Promise<readonly RecordChange[]> {
    const { customer_id, account_id, looked_up_id, payee_id, amount, arrival, first_on, sides_sealed } = order
    const next = first_on === null ? undefined : await nextOfSeries(rules, { first_on, nth: order.nth }, at)
    if (!next) return []
    const row = {
      ...{ customer_id, account_id, looked_up_id, payee_id, amount, arrival, first_on, sides_sealed },
      ...{ id: v7(), transfer_id: v7(), state: 'waiting', nth: next.nth },
      ...{ runs_at: next.runsAt, due_at: next.runsAt, created_at: at },
    }
    return [{ insert: 'scheduled_transfers', row }]
  }

  async function run(order: ScheduledRecord): Promise<void> {
    const at = clock.now()
    const { customer_id: owner, id, amount } = order
    const from = { owner, id: order.account_id }
    const ready = await prepare(order, at).catch(refusalOnly)
    const next = await followingOf(order, at)

    const failed = (refusal: BankError): Decision<{ state: string }> => ({
      opens: [],
      movements: [],
      count: [],
      records: [
        endedScheduled(order, 'failed', at, sealer.seal(JSON.stringify(wordsOf(refusal)))),
        ...(FOR_GOOD.has(refusal.code) ? [] : next),
      ],
      outbox: [
        smsEntry(derivedId('scheduled-failed-sms', owner, id), { about: 'scheduled-failed', to: owner, orderId: id }),
      ],
      answer: { state: 'failed' },
    })
    const done = ({ to, known, sides, frame }: Prepared): Decision<{ state: string }> => {
      const tookMs = Math.max(0, clock.now() - at)
      const deed = { id: order.transfer_id, from, to, amount, sides, at, tookMs }
      const carried = carriedOut(deed, frame, { lookedUpId: order.looked_up_id, known }, sealer)
      const ended = endedScheduled(order, 'done', at)
      const records = [...carried.records, ended, ...next]
      return { ...carried, records, answer: { state: 'done' } }
    }

    try {
      await writes.submit({
        owner,
        id,
        kind: 'scheduled-transfer.run',
        content: '',
        accounts: ready instanceof BankError ? [from] : [from, ready.to],
        counters: ready instanceof BankError ? [] : ready.frame.counters,
        authorisation: null,
        decide(seen) {
          if (ready instanceof BankError) return failed(ready)
          const refusal = refusalOf(ready.frame, seen, amount)
          return refusal ? failed(refusal) : done(ready)
        },
      })
    } catch (error) {
      // An account went up a class meanwhile: looked at anew. Cancelled meanwhile: there is nothing to carry out.
      if (error instanceof ClassChanged) return run(order)
      if (!(error instanceof RecordChanged)) throw error
    }
  }

  return {
    name: 'transfers that are due',
    plenty: TURN,
    async run() {
      const due = await claimDue(db, clock.now(), TURN)
      await Promise.all(
        due.map((order) =>
          run(order).catch((error: unknown) => {
            log.error({ err: error, orderId: order.id }, 'a transfer that is due could not be carried out')
          }),
        ),
      )
      return due.length
    },
  }
}

function refusalOf(frame: TransferFrame, seen: Seen, amount: number): BankError | undefined {
  try {
    frame.refuse(seen, amount)
    return undefined
  } catch (error) {
    return refusalOnly(error)
  }
}

/** A refusal by the bank's rules is an outcome; anything else is thrown. */
function refusalOnly(error: unknown): BankError {
  if (error instanceof BankError && error.code !== 'UNAVAILABLE') return error
  throw error
}

const wordsOf = ({ code, params }: BankError): Words => ({
  zh: errorText(code, 'zh', params),
  en: errorText(code, 'en', params),
})
