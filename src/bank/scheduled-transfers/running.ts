/**
 * How a scheduled transfer runs: one write under the order's id, with everything that a real-time transfer looks at and
 * leaves (transfers/frame.ts), by the clock, the rules and the counters of that moment. What would refuse a real-time one
 * ends this one as failed, in the same write, with its reason and a message to its payer. A fault of ours is no reason: then
 * nothing is written, and the order is tried again. From a Class I account the write leaves a transfer that the core is
 * asked for, as a real-time one does (transfers/core-order.ts); the order is under way until the core has spoken, and ends
 * with it (transfers/core-settlement.ts).
 */
import { businessDate } from '../../contract/dates.ts'
import type { ErrorCode } from '../../contract/errors.ts'
import { errorText } from '../../contract/errors.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { together } from '../../storage/transactions.ts'
import { ClassChanged } from '../accounts/class-change.ts'
import type { Sides, Words } from '../accounts/entries.ts'
import type { People } from '../accounts/people.ts'
import { ownClassOne, refOf, usableAccount } from '../accounts/records.ts'
import type { Log } from '../bank.ts'
import type { Clock } from '../caller.ts'
import type { Worker } from '../capabilities.ts'
import { sendNow } from '../card-orders/due.ts'
import type { Settlement } from '../card-orders/settling.ts'
import type { AccountRef } from '../core.ts'
import { derivedId } from '../derived-id.ts'
import { BankError } from '../errors.ts'
import type { PayeesAndReady } from '../payees/payees.ts'
import type { Standing } from '../restrictions/standing.ts'
import type { Rules } from '../rules/rules.ts'
import { frameCoreOrder } from '../transfers/core-order.ts'
import { type CoreTransferRecord, ownCoreTransfer } from '../transfers/core-records.ts'
import { sidesOf } from '../transfers/deed.ts'
import { carriedOut, frameTransfer } from '../transfers/frame.ts'
import { RecordChanged } from '../writes/records.ts'
import type { CounterKey, Decision, RecordChange, Seen, WritePath } from '../writes/write.ts'
import { claimDue, failedEntry, type ScheduledRecord, scheduledBecomes } from './records.ts'
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
  readonly coreSettlement: Settlement<CoreTransferRecord>
  /** How long a run waits for the core; what it has not said by then it is asked for again. */
  readonly patienceMs?: number
}

const PATIENCE_MS = 4_000

/** Orders that run side by side in one turn: they share the transactions of the write path. */
const TURN = 50
/** What next month will not heal: the series ends with it. */
const FOR_GOOD: ReadonlySet<ErrorCode> = new Set(['NOT_FOUND', 'ACCOUNT_CLOSED', 'CARD_NOT_BOUND', 'PAYEE_UNKNOWN'])

/** What a run needs beside the order. */
interface Prepared {
  readonly to: AccountRef
  readonly counters: readonly CounterKey[]
  refuse(seen: Seen): void
  /** What is written when nothing is against it, and what the order has become by it. */
  carried(): Omit<Decision<object>, 'answer'>
  readonly state: 'done' | 'processing'
}

interface Ran {
  readonly state: 'done' | 'processing' | 'failed'
}

export function createScheduledWorker(deps: RunningDependencies): Worker {
  const { db, writes, clock, rules, sealer, people, payees, standing, log, coreSettlement } = deps
  const { patienceMs = PATIENCE_MS } = deps

  /** As for a real-time transfer; the payee was named when it was ordered. Throws what it throws. */
  async function prepare(order: ScheduledRecord, at: number): Promise<Prepared> {
    const { customer_id: owner, looked_up_id: lookedUpId, amount } = order
    const from = { owner, id: order.account_id }
    const [paying, payee, payer] = await together([
      payingSide(order),
      payees.ready(owner, lookedUpId, 'due'),
      people.person(owner),
    ])
    if (!payer || !order.sides_sealed) throw new Error('an order that waits without its payer')
    await standing.refuse(paying.account ?? { customer_id: owner, id: from.id, restricted: true }, 'out')
    const { note } = JSON.parse(sealer.open(order.sides_sealed)) as Sides
    const sides = sidesOf(payer, payee.person, note)
    const date = businessDate(at)
    if (!paying.account) {
      const frame = await frameCoreOrder(rules, from, payee, date)
      const ordered = { id: order.transfer_id, cardId: paying.cardId, lookedUpId, amount, sides, at }
      return {
        ...{ to: frame.to, counters: frame.counters, state: 'processing' },
        refuse: (seen) => frame.refuse(seen, amount),
        carried: () => frame.ordered(ordered, sealer),
      }
    }
    const frame = await frameTransfer(rules, paying.account, payee, date)
    const to = refOf(payee.account)
    return {
      ...{ to, counters: frame.counters, state: 'done' },
      refuse: (seen) => frame.refuse(seen, amount),
      carried() {
        const tookMs = Math.max(0, clock.now() - at)
        const deed = { id: order.transfer_id, from, to, amount, sides, at, tookMs }
        return carriedOut(deed, frame, { lookedUpId, known: payee.known }, sealer)
      },
    }
  }

  /** An account of ours, or the card that leads to a Class I account. Throws what an order's account throws, CARD_NOT_BOUND. */
  async function payingSide({ customer_id: owner, account_id, card_id: cardId }: ScheduledRecord) {
    if (cardId === null) return { account: await usableAccount(db, owner, account_id) }
    if (!(await ownClassOne(db, owner, cardId))) throw new BankError('CARD_NOT_BOUND', { field: 'accountId' })
    return { account: undefined, cardId }
  }

  /** The next of a series, a row of its own; none after one that runs once, or after the last. */
  async function followingOf(order: ScheduledRecord, at: number): Promise<readonly RecordChange[]> {
    const { customer_id, account_id, card_id, looked_up_id, payee_id, amount, arrival, first_on, sides_sealed } = order
    const next = first_on === null ? undefined : await nextOfSeries(rules, { first_on, nth: order.nth }, at)
    if (!next) return []
    const id = derivedId('scheduled-next', customer_id, order.id)
    const row = {
      ...{ customer_id, account_id, card_id, looked_up_id, payee_id, amount, arrival, first_on, sides_sealed },
      ...{ id, transfer_id: derivedId('scheduled-transfer', customer_id, id), state: 'waiting', nth: next.nth },
      ...{ runs_at: next.runsAt, due_at: next.runsAt, created_at: at },
    }
    return [{ insert: 'scheduled_transfers', row }]
  }

  async function run(order: ScheduledRecord): Promise<void> {
    const at = clock.now()
    const { customer_id: owner, id } = order
    const from = { owner, id: order.account_id }
    const ready = await prepare(order, at).catch(refusalOnly)
    const next = await followingOf(order, at)

    const failed = (refusal: BankError): Decision<Ran> => {
      const reason = sealer.seal(JSON.stringify(wordsOf(refusal)))
      const ended = scheduledBecomes('failed', order, at, { reason })
      return {
        opens: [],
        movements: [],
        count: [],
        records: [ended, ...(FOR_GOOD.has(refusal.code) ? [] : next)],
        outbox: [failedEntry(owner, id)],
        answer: { state: 'failed' },
      }
    }
    const done = ({ carried, state }: Prepared): Decision<Ran> => {
      const { records, ...all } = carried()
      return { ...all, records: [...records, scheduledBecomes(state, order, at), ...next], answer: { state } }
    }

    try {
      const { state } = await writes.submit<Ran>({
        owner,
        id,
        kind: 'scheduled-transfer.run',
        content: '',
        accounts: ready instanceof BankError ? [from] : [from, ready.to],
        counters: ready instanceof BankError ? [] : ready.counters,
        authorisation: null,
        decide(seen) {
          if (ready instanceof BankError) return failed(ready)
          const refusal = refusalOf(ready, seen)
          return refusal ? failed(refusal) : done(ready)
        },
      })
      if (state === 'processing') await askCore(order)
    } catch (error) {
      // An account went up a class meanwhile, or the card was unbound: looked at anew.
      const anew = error instanceof ClassChanged || (error instanceof RecordChanged && error.table === 'cards')
      if (anew) return run(order)
      // Cancelled meanwhile: there is nothing to carry out.
      if (!(error instanceof RecordChanged)) throw error
    }
  }

  /** What is left undone here stays due for the worker that asks the core. */
  async function askCore({ customer_id: owner, id, transfer_id }: ScheduledRecord): Promise<void> {
    await sendNow({ log, patienceMs }, coreSettlement, await ownCoreTransfer(db, owner, transfer_id), id)
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

function refusalOf(ready: Prepared, seen: Seen): BankError | undefined {
  try {
    ready.refuse(seen)
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
