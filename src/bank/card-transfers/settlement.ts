/**
 * How a transfer to a card is carried out: its money was held when it was ordered; the card system pays it
 * (card-orders/settling.ts has the five rules), and one write posts the hold, or gives money and limits back.
 */
import type { CardsConnector } from '../../connectors/outside.ts'
import { businessDate } from '../../contract/dates.ts'
import { maskName } from '../../contract/masks.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { agreedOut } from '../accounts/agreed.ts'
import { entryRecord, sameWords, type Words } from '../accounts/entries.ts'
import { countersOf } from '../accounts/limits.ts'
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
import { smsEntry } from '../messages/messages.ts'
import { givenBack } from '../writes/counters.ts'
import type { RecordChange, WritePath } from '../writes/write.ts'
import { type CardTarget, type CardTransferRecord, guessesOf, payoutId, targetOf } from './records.ts'

/** Who has waited so long has looked away: they are told by SMS how it ended. */
const LOOKED_AWAY_MS = 60_000

const WRONG_HOLDER: Words = {
  zh: '对方银行说卡号和姓名对不上，请向收款人核对后再转',
  en: 'the card’s bank says that number and name do not belong together. Ask the person before you pay again',
}

interface SettlementDependencies {
  readonly db: Database
  readonly writes: WritePath
  readonly cards: Pick<CardOrders, 'payout' | 'payoutState'> & Pick<CardsConnector, 'payTo'>
  readonly clock: Clock
  readonly sealer: Sealer
  readonly log: Log
  readonly reach: (point: string) => void
}

export function createCardTransferSettlement(deps: SettlementDependencies): Settlement<CardTransferRecord> {
  const { writes, cards, clock, sealer } = deps

  const agreementOf = ({ agreement_no_sealed: sealed }: CardTransferRecord): string =>
    sealed ? sealer.open(sealed) : ''

  async function end(record: CardTransferRecord, how: CardOrderEnd): Promise<CardOrderEnd['state']> {
    const ref = accountRef(record)
    const { customer_id: owner, amount } = record
    const done = how.state === 'done'
    const wrongHolder = how.state === 'refused' && how.why !== undefined
    const date = businessDate(record.created_at)
    const limits = countersOf(ref, 'out', date)
    const guesses = record.guess_account_id === null ? [] : [guessesOf(owner, record.guess_account_id, date)]
    // What was counted when it was ordered and does not count any more, of that date.
    const back = [
      ...(done || record.payee_id === null
        ? []
        : [
            ...[limits.day, limits.year].map((counter) => ({ counter, by: amount })),
            { counter: agreedOut(ref, date).payments, by: 1 },
          ]),
      ...(wrongHolder ? [] : guesses.map((counter) => ({ counter, by: 1 }))),
    ]
    const through = done ? turnoverOf(ref, record.class) : []
    const target = targetOf(record, sealer)
    const ended = wrongHolder ? { ...how, reason: WRONG_HOLDER } : how
    const now = clock.now()
    const written = await writes.submit<{ state: CardOrderEnd['state'] }>({
      owner,
      id: record.id,
      kind: 'card-transfer.end',
      // Not the state: an end that says otherwise must be seen as such, not as somebody's mistake with an id.
      content: '',
      accounts: [ref],
      holds: [record.movement_id],
      counters: [...back.map(({ counter }) => counter), ...through],
      authorisation: null,
      // What was ordered goes out, whatever has stopped the account since.
      decide: (seen) => ({
        opens: [],
        movements: [{ kind: done ? 'post-hold' : 'void-hold', id: record.movement_id }],
        count: [...givenBack(seen, back), ...through.map((counter) => ({ counter, by: amount }))],
        records: [
          endedRecord('card_transfers', record, ended, now, { wrong_holder: wrongHolder }),
          ...(done ? [entryOf(record, target), ...paid(record, now)] : []),
        ],
        outbox: now - record.created_at < LOOKED_AWAY_MS ? [] : [told(record, how.state)],
        answer: { state: how.state },
      }),
    })
    return written.state
  }

  const entryOf = (record: CardTransferRecord, target: CardTarget): RecordChange =>
    entryRecord(
      {
        customerId: record.customer_id,
        movementId: record.movement_id,
        kind: 'card-transfer',
        orderId: record.id,
        counterparty: calledBy(target),
        note: target.note === null ? null : sameWords(target.note),
      },
      sealer,
    )

  return createSettling(deps, {
    table: 'card_transfers',
    points: { beforeSending: 'card-transfer.before-payout', beforeStoring: 'card-transfer.before-answer-stored' },
    notReached: {
      zh: '暂时连不上银行卡系统，请稍后再试',
      en: 'the card system could not be reached. Try again shortly',
    },
    send(record) {
      const { number, name } = targetOf(record, sealer)
      // The time of the order, not of this attempt: a repeat is the same request.
      const order = { amount: record.amount, at: record.created_at }
      return name === null
        ? cards.payout(payoutId(record), {
            ...order,
            agreementNo: agreementOf(record),
            orderId: record.id,
            purpose: 'card-transfer',
          })
        : cards.payTo(payoutId(record), { ...order, cardNumber: number, name })
    },
    state: (record) => cards.payoutState(payoutId(record), agreementOf(record)),
    end,
  })
}

/** A card that was paid stands in its payer's book, unless it went with a payer who has left since. */
const paid = ({ customer_id, payee_id }: CardTransferRecord, at: number): RecordChange[] =>
  payee_id === null
    ? []
    : [{ updateAll: 'card_payees', where: { payer_id: customer_id, id: payee_id }, set: { paid_at: at } }]

const told = (record: CardTransferRecord, state: CardOrderEnd['state']) =>
  smsEntry(derivedId('card-transfer-sms', record.customer_id, record.id), {
    about: state === 'done' ? 'card-transfer-done' : 'card-transfer-refused',
    to: record.customer_id,
    accountId: record.account_id,
    amount: record.amount,
  })

/** *雷 招商银行（7430）, and of an own card its bank alone. */
function calledBy({ number, name, bank }: CardTarget): Words {
  const last4 = number.slice(-4)
  const who = name === null ? '' : `${maskName(name)} `
  return { zh: `${who}${bank?.zh ?? '银行卡'}（${last4}）`, en: `${who}${bank?.en ?? 'Bank card'} (${last4})` }
}
