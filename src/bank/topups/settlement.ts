/** How a top-up is carried out: a debit of the bound card, credited in the one write that ends it (card-orders/settling.ts). */
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { entryRecord } from '../accounts/entries.ts'
import { pendingIn } from '../accounts/limits.ts'
import { receivingPlace, takingPlaces } from '../accounts/places.ts'
import { turnoverOf } from '../accounts/turnover.ts'
import type { Log } from '../bank.ts'
import type { Clock } from '../caller.ts'
import { accountRef } from '../card-orders/records.ts'
import {
  type CardOrderEnd,
  type CardOrders,
  createSettling,
  endedRecord,
  type Settlement,
} from '../card-orders/settling.ts'
import { derivedId } from '../derived-id.ts'
import { CARD_CLEARING, CORE_CLEARING } from '../house.ts'
import type { Rules } from '../rules/rules.ts'
import type { Decision, RecordChange, WritePath } from '../writes/write.ts'
import { debitId, type TopupRecord } from './records.ts'

interface SettlementDependencies {
  readonly db: Database
  readonly writes: WritePath
  readonly cards: Pick<CardOrders, 'debit' | 'debitState'>
  readonly clock: Clock
  readonly rules: Rules
  readonly sealer: Sealer
  readonly log: Log
  readonly reach: (point: string) => void
}

export function createSettlement(deps: SettlementDependencies): Settlement<TopupRecord> {
  const { writes, cards, clock, sealer } = deps

  async function end(record: TopupRecord, how: CardOrderEnd): Promise<CardOrderEnd['state']> {
    const account = accountRef(record)
    const pending = record.room_kept ? [pendingIn(account)] : []
    const through = how.state === 'done' ? turnoverOf(account, record.class) : []
    const key = { owner: record.customer_id, id: record.id, kind: 'topup.end' }
    const write = (alongside: readonly RecordChange[]) =>
      writes.submit<{ state: CardOrderEnd['state'] }>({
        ...key,
        // Not the state: an end that says otherwise must be seen as such, not as somebody's mistake with an id.
        content: '',
        accounts: how.state === 'done' ? [account] : [],
        counters: [...pending, ...through],
        authorisation: null,
        // What the card's bank took is credited, whatever has stopped the account since.
        decide() {
          const { movements, records } = credit(record, how)
          return {
            opens: [],
            movements,
            count: [
              ...pending.map((counter) => ({ counter, by: -record.amount })),
              ...through.map((counter) => ({ counter, by: record.amount })),
            ],
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
    return written.state
  }

  function credit(record: TopupRecord, how: CardOrderEnd): Pick<Decision<object>, 'movements' | 'records'> {
    const ended = endedRecord('topups', record, how, clock.now())
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
      { account: record.own ? CORE_CLEARING : CARD_CLEARING, amount: -record.amount },
      { account: accountRef(record), amount: record.amount },
    ]
    return { movements: [{ kind: 'post', id: movementId, code: 'topup', legs }], records: [ended, entry] }
  }

  return createSettling(deps, {
    table: 'topups',
    points: { beforeSending: 'topup.before-debit', beforeStoring: 'topup.before-answer-stored' },
    notReached: {
      zh: '暂时连不上开户行，钱没有扣，请稍后再试',
      en: 'the card’s bank could not be reached and no money was taken. Try again shortly',
    },
    send: (record) =>
      cards.debit(debitId(record), {
        agreementNo: sealer.open(record.agreement_no_sealed),
        amount: record.amount,
        // The time of the order, not of this attempt: a repeat is the same request.
        at: record.created_at,
        orderId: record.id,
      }),
    state: (record) => cards.debitState(debitId(record), sealer.open(record.agreement_no_sealed)),
    end,
  })
}
