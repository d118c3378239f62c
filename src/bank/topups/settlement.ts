/**
 * How a top-up comes to its end. Money must never be taken without being credited, nor credited twice. Therefore:
 *
 * 1. The order is stored before the card system hears of it, and stays due until it is decided.
 * 2. Every debit of an order bears the same id, at which the card system debits once. Sending it again is safe.
 * 3. Only the card system's word ends an order: done or refused. No time that has passed is taken for a refusal, because
 *    a debit that got no answer may still arrive. What it has not seen is sent again.
 * 4. The one exception needs no word: the first attempt certainly did not reach it, and no other attempt was made. Each
 *    attempt is counted in the database before it is sent, and the end is written on condition that the count is one.
 * 5. The end is one write under the order's id: whoever comes second finds it done.
 */
import type { CardsConnector, DebitState } from '../../connectors/outside.ts'
import { OutsideError } from '../../connectors/outside.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { entryRecord, type Words } from '../accounts/entries.ts'
import { pendingIn } from '../accounts/limits.ts'
import { receivingPlace, takingPlaces } from '../accounts/places.ts'
import type { Log } from '../bank.ts'
import type { Clock } from '../caller.ts'
import { derivedId } from '../derived-id.ts'
import { CARD_CLEARING } from '../house.ts'
import type { Rules } from '../rules/rules.ts'
import { RecordChanged } from '../writes/records.ts'
import type { Decision, RecordChange, WritePath } from '../writes/write.ts'
import { accountRef, debitId, type TopupRecord } from './records.ts'

/** While an attempt is under way nobody needs to ask; longer than the connector's own time-outs. */
export const LEASE_MS = 15_000
const FIRST_WAIT_MS = 2_000
const LONGEST_WAIT_MS = 300_000

const NOT_REACHED: Words = {
  zh: '暂时连不上开户行，钱没有扣，请稍后再试',
  en: 'the card’s bank could not be reached and no money was taken. Try again shortly',
}

interface SettlementDependencies {
  readonly db: Database
  readonly writes: WritePath
  readonly cards: Pick<CardsConnector, 'debit' | 'debitState'>
  readonly clock: Clock
  readonly rules: Rules
  readonly sealer: Sealer
  readonly log: Log
  readonly reach: (point: string) => void
}

export interface Settlement {
  /** Sends the debit and stores what comes of it. Throws only when the database fails. */
  send(record: TopupRecord): Promise<void>
  /** Asks what became of the debit and goes on from there. Throws only when the database fails. */
  ask(record: TopupRecord): Promise<void>
}

export function createSettlement(deps: SettlementDependencies): Settlement {
  const { db, writes, cards, clock, sealer, log, reach } = deps

  async function send(record: TopupRecord): Promise<void> {
    const [counted] = await db.query<{ attempts: number }>(
      `update topups set attempts = attempts + 1, next_ask_at = $3
       where customer_id = $1 and id = $2 and next_ask_at is not null returning attempts`,
      [record.customer_id, record.id, clock.now() + LEASE_MS],
    )
    // Decided meanwhile: there is nothing to send any more.
    if (!counted) return
    reach('topup.before-debit')
    const agreementNo = sealer.open(record.agreement_no_sealed)
    // The time of the order, not of this attempt: a repeat is the same request.
    const order = { agreementNo, amount: record.amount, at: record.created_at }
    const answer = await answerOf(cards.debit(debitId(record), order))
    reach('topup.before-answer-stored')
    if (answer === 'unreached' && counted.attempts === 1) return endUnsent(record)
    return store(record, answer)
  }

  async function ask(record: TopupRecord): Promise<void> {
    const answer = await answerOf(cards.debitState(debitId(record)))
    // It never arrived, or was never sent because the process that took the order ended before it could.
    if (typeof answer === 'object' && answer.state === 'absent') return send(record)
    return store(record, answer)
  }

  async function store(record: TopupRecord, answer: DebitState | 'unknown' | 'unreached'): Promise<void> {
    if (typeof answer === 'string') return wait(record, 'unknown')
    switch (answer.state) {
      case 'done':
        return end(record, { state: 'done' })
      case 'refused':
        return end(record, { state: 'refused', reason: answer.reason })
      case 'processing':
        return wait(record, 'processing')
      case 'absent':
        return wait(record, 'unknown')
    }
  }

  /** Not decided yet: says what is known and when to ask again, 2 s, 4 s, 8 s … up to five minutes. */
  async function wait(record: TopupRecord, state: 'unknown' | 'processing'): Promise<void> {
    const pause = Math.min(FIRST_WAIT_MS * 2 ** Math.min(record.asked, 10), LONGEST_WAIT_MS)
    await db.query(
      `update topups set state = $3, next_ask_at = $4
       where customer_id = $1 and id = $2 and next_ask_at is not null`,
      [record.customer_id, record.id, state, clock.now() + pause],
    )
  }

  async function endUnsent(record: TopupRecord): Promise<void> {
    try {
      await end(record, { state: 'refused', reason: NOT_REACHED, onlyAttempt: true })
    } catch (error) {
      // Another attempt was counted in between and may reach the card system: its word decides.
      if (!(error instanceof RecordChanged)) throw error
    }
  }

  type End = { state: 'done' } | { state: 'refused'; reason: Words; onlyAttempt?: true }

  async function end(record: TopupRecord, how: End): Promise<void> {
    const account = accountRef(record)
    const pending = record.room_kept ? [pendingIn(account)] : []
    const key = { owner: record.customer_id, id: record.id, kind: 'topup.end' }
    const write = (alongside: readonly RecordChange[]) =>
      writes.submit<{ state: string }>({
        ...key,
        // Not the state: an end that says otherwise must be seen as such, not as somebody's mistake with an id.
        content: '',
        accounts: how.state === 'done' ? [account] : [],
        counters: pending,
        authorisation: null,
        decide() {
          const { movements, records } = credit(record, how)
          return {
            opens: [],
            movements,
            count: pending.map((counter) => ({ counter, by: -record.amount })),
            records: [...records, ...alongside],
            outbox: [],
            answer: { state: how.state },
          }
        },
      })
    // The first money from its bound card opens a Class III account for money from others.
    const written =
      how.state === 'done' && record.class === 'III'
        ? await takingPlaces(async () =>
            write(await receivingPlace(deps, { customer_id: account.owner, id: account.id })),
          )
        : await write([])
    if (written.state !== how.state) {
      log.error({ topupId: record.id, ended: written.state, told: how.state }, 'the card system contradicts itself')
    }
  }

  function credit(record: TopupRecord, how: End): Pick<Decision<object>, 'movements' | 'records'> {
    const reason = how.state === 'refused' ? how.reason : null
    const ended = {
      update: 'topups',
      where: {
        customer_id: record.customer_id,
        id: record.id,
        ...('onlyAttempt' in how ? { attempts: 1 } : {}),
      },
      set: {
        state: how.state,
        reason_zh: reason?.zh ?? null,
        reason_en: reason?.en ?? null,
        next_ask_at: null,
        finished_at: clock.now(),
      },
    }
    if (how.state === 'refused') return { movements: [], records: [ended] }
    const movementId = derivedId('topup', record.customer_id, record.id)
    const entry = entryRecord(
      {
        customerId: record.customer_id,
        movementId,
        kind: 'topup',
        orderId: record.id,
        counterparty: {
          zh: `${record.bank_name}（${record.last4}）`,
          en: `${record.bank_name_en} (${record.last4})`,
        },
        note: null,
      },
      sealer,
    )
    const legs = [
      { account: CARD_CLEARING, amount: -record.amount },
      { account: accountRef(record), amount: record.amount },
    ]
    return { movements: [{ kind: 'post', id: movementId, code: 'topup', legs }], records: [ended, entry] }
  }

  return { send, ask }
}

/** The card system's answer; without one, whether the question may have had an effect. */
async function answerOf(asking: Promise<DebitState>): Promise<DebitState | 'unknown' | 'unreached'> {
  try {
    return await asking
  } catch (error) {
    // Anything that is not a plain 'not reached' may have had an effect.
    return error instanceof OutsideError ? error.effect : 'unknown'
  }
}
