import { inCapitals } from '../../contract/capitals.ts'
import { maskCard, maskName } from '../../contract/masks.ts'
import type { Answer } from '../../contract/schema/index.ts'
import type { Queryable } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import type { Words } from '../accounts/entries.ts'
import type { AccountClass } from '../accounts/records.ts'
import type { OutsideOrderRow } from '../card-orders/records.ts'
import { derivedId } from '../derived-id.ts'
import { BankError } from '../errors.ts'
import type { CounterKey } from '../writes/write.ts'

export type CardTransfer = Answer<'GET /v1/card-transfers/:cardTransferId'>

/** What is paid to, as it was when it was ordered. */
export interface CardTarget {
  readonly number: string
  /** The holder's, in full; null of an own card. */
  readonly name: string | null
  readonly bank: Words | null
  readonly note: string | null
}

/** A row of table `card_transfers` with its account's class and, of an own card, its agreement. */
export interface CardTransferRecord extends OutsideOrderRow {
  readonly class: AccountClass
  readonly movement_id: string
  readonly payee_id: string | null
  readonly card_id: string | null
  /** Of a card of our own: the bank's core carries it out. */
  readonly own: boolean
  /** Null when it was forgotten. */
  readonly target_sealed: Uint8Array | null
  /** The account whose counter holds this order's guess of a name; null: none was guessed. */
  readonly guess_account_id: string | null
  readonly agreement_no_sealed: Uint8Array | null
}

/** The customer's own. Throws NOT_FOUND for an unknown one and for anyone else's. */
export async function ownCardTransfer(db: Queryable, customerId: string, id: string): Promise<CardTransferRecord> {
  const [record] = await db.query<CardTransferRecord>(
    `select t.customer_id, t.id, t.account_id, a.class, t.movement_id, t.payee_id, t.card_id, t.own, t.amount, t.target_sealed,
       t.guess_account_id, c.agreement_no_sealed, t.state, t.reason_zh, t.reason_en, t.attempts, t.asked, t.created_at,
       t.finished_at
     from card_transfers t
     join accounts a on a.customer_id = t.customer_id and a.id = t.account_id
     left join cards c on c.customer_id = t.customer_id and c.id = t.card_id
     where t.customer_id = $1 and t.id = $2`,
    [customerId, id],
  )
  if (!record) throw new BankError('NOT_FOUND')
  return record
}

/** Throws NOT_FOUND once it was forgotten: an undecided one never is. */
export function targetOf({ target_sealed: sealed }: CardTransferRecord, sealer: Sealer): CardTarget {
  if (!sealed) throw new BankError('NOT_FOUND')
  return JSON.parse(sealer.open(sealed)) as CardTarget
}

/** The order as its customer sees it. */
export function shownCardTransfer(record: CardTransferRecord, sealer: Sealer, language: 'zh' | 'en'): CardTransfer {
  const { number, name, bank, note } = targetOf(record, sealer)
  return {
    id: record.id,
    accountId: record.account_id,
    own: record.card_id !== null,
    amount: record.amount,
    capitals: inCapitals(record.amount),
    maskedName: name === null ? null : maskName(name),
    maskedNumber: maskCard(number),
    bankName: bank?.[language] ?? null,
    note,
    state: record.state,
    reason: language === 'zh' ? record.reason_zh : record.reason_en,
    createdAt: record.created_at,
    finishedAt: record.finished_at,
  }
}

type Order = Pick<CardTransferRecord, 'customer_id' | 'id'>

/** The hold, and the movement that it becomes. */
export const movementOf = ({ customer_id, id }: Order): string => derivedId('card-transfer', customer_id, id)

/** The id that the card system knows the payout by: one for all attempts, so that it pays once. */
export const payoutId = ({ customer_id, id }: Order): string => derivedId('card-transfer-payout', customer_id, id)

/**
 * Guesses of a holder's name on a date: orders to cards that were not paid before, until the card's bank has said yes. They
 * are counted a person, at their oldest account, whose lock guards them.
 */
export const guessesOf = (owner: string, oldestAccountId: string, date: string): CounterKey => ({
  owner,
  accountId: oldestAccountId,
  name: 'card-names',
  period: date,
})
