/**
 * How a transfer from a Class I account is carried out: a debit in the bank's core, and then one write that brings the money
 * to the payee (card-orders/settling.ts has the five rules). What both sides' limits count was taken when it was ordered,
 * and is given back, of that date, when the core refuses. One that was ordered for later ends its order with itself.
 */
import type { CoreConnector } from '../../connectors/outside.ts'
import { businessDate } from '../../contract/dates.ts'
import type { Database } from '../../storage/database.ts'
import type { OutboxEntry } from '../../storage/outbox.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { agreedOut } from '../accounts/agreed.ts'
import { type Sides, sameWords, type Words } from '../accounts/entries.ts'
import { countersOf, pendingIn } from '../accounts/limits.ts'
import { numberBehind } from '../accounts/own-card.ts'
import { turnoverOf } from '../accounts/turnover.ts'
import type { Log } from '../bank.ts'
import type { Clock } from '../caller.ts'
import { accountRef } from '../card-orders/records.ts'
import { type CardOrderEnd, createSettling, endedRecord, type Settlement } from '../card-orders/settling.ts'
import { derivedId } from '../derived-id.ts'
import { CORE_CLEARING } from '../house.ts'
import { outcomeEntry } from '../messages/subscribe.ts'
import { failedEntry, scheduledBecomes } from '../scheduled-transfers/records.ts'
import { givenBack } from '../writes/counters.ts'
import type { CounterKey, Decision, RecordChange, WritePath } from '../writes/write.ts'
import { type CoreTransferRecord, coreDebitId, payeeOf } from './core-records.ts'
import { transferDeed } from './deed.ts'

/** The answer of the order itself tells an end that comes so soon. */
const SEEN_WITHIN_MS = 10_000

interface CoreSettlementDependencies {
  readonly db: Database
  readonly writes: WritePath
  readonly ownCore: Pick<CoreConnector, 'debit' | 'debitState'>
  readonly clock: Clock
  readonly sealer: Sealer
  readonly log: Log
  readonly reach: (point: string) => void
}

export function createCoreSettlement(deps: CoreSettlementDependencies): Settlement<CoreTransferRecord> {
  const { writes, ownCore, clock, sealer } = deps

  const sidesOf = ({ id, sides_sealed: sealed }: CoreTransferRecord): Sides => {
    if (!sealed) throw new Error(`the transfer ${id} is undecided and has no sides`)
    return JSON.parse(sealer.open(sealed)) as Sides
  }

  /** What was taken when it was ordered: from the limits of both sides, and of the room under a cap. */
  function takenBy(record: CoreTransferRecord) {
    const date = businessDate(record.created_at)
    const out = countersOf(accountRef(record), 'out', date)
    const inward = countersOf(payeeOf(record), 'in', date)
    return {
      counted: [out.day, out.year, inward.day, inward.year],
      payments: agreedOut(accountRef(record), date).payments,
      pending: record.room_kept ? [pendingIn(payeeOf(record))] : [],
    }
  }

  async function end(record: CoreTransferRecord, how: CardOrderEnd): Promise<CardOrderEnd['state']> {
    const { counted, pending, payments } = takenBy(record)
    const done = how.state === 'done'
    const taken = (counter: CounterKey) => ({ counter, by: record.amount })
    // What is done counts on; room under a cap was kept for what now stands in the balance.
    const back = [...(done ? [] : [...counted.map(taken), { counter: payments, by: 1 }]), ...pending.map(taken)]
    const through = done ? turnoverOf(payeeOf(record), record.payee_class) : []
    const { state } = await writes.submit<{ state: CardOrderEnd['state'] }>({
      owner: record.customer_id,
      id: record.id,
      kind: 'transfer.end',
      // Not the state: an end that says otherwise must be seen as such, not as somebody's mistake with an id.
      content: '',
      accounts: done ? [accountRef(record), payeeOf(record)] : [],
      counters: [...back.map(({ counter }) => counter), ...through],
      authorisation: null,
      // What the core took reaches the payee, whatever has stopped either of them since.
      decide: (seen) => ({
        opens: [],
        ...(how.state === 'done' ? carriedOut(record) : gaveBack(record, how)),
        count: [...givenBack(seen, back), ...through.map((counter) => ({ counter, by: record.amount }))],
        answer: { state: how.state },
      }),
    })
    return state
  }

  function endOf(record: CoreTransferRecord, how: CardOrderEnd, at: number): RecordChange {
    return endedRecord('core_transfers', record, how, at)
  }

  /** The order for later that it was made by, if it was: it ends as this one does. */
  function scheduled(
    { customer_id, scheduled_id: id }: CoreTransferRecord,
    state: 'done' | 'failed',
    reason: Words | null = null,
  ): RecordChange[] {
    if (id === null) return []
    const sealed = reason && sealer.seal(JSON.stringify(reason))
    return [scheduledBecomes(state, { customer_id, id }, clock.now(), { from: 'processing', reason: sealed })]
  }

  /** To a payer who has not seen the end themselves. */
  function told(record: CoreTransferRecord, state: 'done' | 'refused'): OutboxEntry[] {
    const { customer_id: to, id: orderId, payee_id: payeeId, amount, created_at: at } = record
    if (record.scheduled_id !== null) return state === 'done' ? [] : [failedEntry(to, record.scheduled_id)]
    if (clock.now() - at < SEEN_WITHIN_MS) return []
    const about = { about: 'transfer-ended', to, payeeId, orderId, amount, at, state } as const
    return [outcomeEntry(derivedId('transfer-outcome', to, orderId), about)]
  }

  /** Of a share that somebody asked for, if it was to pay one: this one transfer's and no other's. */
  const share = (
    { customer_id, id }: CoreTransferRecord,
    set: Readonly<Record<string, string | null>>,
  ): RecordChange => ({
    updateAll: 'payment_request_shares',
    where: { payer_id: customer_id, transfer_id: id },
    set,
  })

  const gaveBack = (
    record: CoreTransferRecord,
    how: Extract<CardOrderEnd, { state: 'refused' }>,
  ): Pick<Decision<object>, 'movements' | 'records' | 'outbox'> => ({
    movements: [],
    records: [
      endOf(record, how, clock.now()),
      share(record, { state: 'open', payer_id: null, transfer_id: null, settled_at: null }),
      ...scheduled(record, 'failed', how.reason),
    ],
    outbox: told(record, 'refused'),
  })

  function carriedOut(record: CoreTransferRecord): Pick<Decision<object>, 'movements' | 'records' | 'outbox'> {
    const now = clock.now()
    const from = accountRef(record)
    const { movements, records, outbox } = transferDeed(
      {
        id: record.id,
        from,
        to: payeeOf(record),
        amount: record.amount,
        sides: sidesOf(record),
        before: [
          { account: CORE_CLEARING, amount: -record.amount },
          { account: from, amount: record.amount },
        ],
        at: record.created_at,
        tookMs: Math.max(0, now - record.created_at),
      },
      sealer,
    )
    return {
      movements,
      records: [
        ...records,
        endOf(record, { state: 'done' }, now),
        // Gone, perhaps, with a payer who has left since.
        {
          updateAll: 'payees',
          where: { payer_id: record.customer_id, id: record.looked_up_id },
          set: { known: true },
        },
        share(record, { state: 'paid' }),
        ...scheduled(record, 'done'),
      ],
      outbox: [...outbox, ...told(record, 'done')],
    }
  }

  return createSettling(deps, {
    table: 'core_transfers',
    points: { beforeSending: 'core-transfer.before-debit', beforeStoring: 'core-transfer.before-answer-stored' },
    notReached: {
      zh: '暂时连不上核心系统，请稍后再试',
      en: 'the bank’s core could not be reached. Try again shortly',
    },
    patient: ({ scheduled_id }) => scheduled_id !== null,
    send(record) {
      const { payee, note } = sidesOf(record)
      return ownCore.debit(coreDebitId(record), {
        number: numberBehind(sealer.open(record.agreement_no_sealed)),
        amount: record.amount,
        // The time of the order, not of this attempt: a repeat is the same request.
        at: record.created_at,
        purpose: { kind: 'transfer', orderId: record.id, counterparty: sameWords(payee.maskedName), note },
      })
    },
    state: (record) => ownCore.debitState(coreDebitId(record)),
    end,
  })
}
