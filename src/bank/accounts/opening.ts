import { randomInt } from 'node:crypto'
import { recogniseCard } from '../../contract/banks.ts'
import { luhnDigit } from '../../contract/checks.ts'
import type { Queryable } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import type { AccountRef } from '../core.ts'
import type { RecordChange } from '../writes/write.ts'
import { isOwnAgreement } from './own-card.ts'
import type { AccountClass } from './records.ts'

/** The bank's own card range: how the numbers of accounts that are opened here begin. */
export const NUMBER_PREFIX = '623190'
/** Domain of the blind index of account numbers, apart from that of cards at other banks. */
export const NUMBER_INDEX = 'account-number'
/** Domain of the blind index of bound cards. */
export const CARD_INDEX = 'card-number'

/** The blind index by which an account number of ours, or a card bound here, is found. */
export const cardIndex = (sealer: Sealer, number: string): Uint8Array =>
  sealer.index(number.startsWith(NUMBER_PREFIX) ? NUMBER_INDEX : CARD_INDEX, number)

/**
 * A free account number: 19 digits, the bank's BIN, twelve random ones and a Luhn digit. Random, so that one number says
 * nothing about the next; the unique index stands behind the look-up here.
 */
export async function newAccountNumber(db: Queryable, sealer: Sealer): Promise<string> {
  for (let tries = 0; tries < 10; tries++) {
    const digits = `${NUMBER_PREFIX}${String(randomInt(1_000_000)).padStart(6, '0')}${String(randomInt(1_000_000)).padStart(6, '0')}`
    const number = digits + luhnDigit(digits)
    const taken = await db.query('select 1 as one from accounts where number_index = $1', [
      sealer.index(NUMBER_INDEX, number),
    ])
    if (taken.length === 0) return number
  }
  throw new Error('no free account number in ten tries: the range is full')
}

export interface Opening {
  readonly customerId: string
  readonly accountId: string
  readonly class: AccountClass
  /** From `newAccountNumber`. */
  readonly number: string
  readonly linkId: string | null
  readonly at: number
  /** From `freePlace`; null for an organisation's account. */
  readonly place: number | null
  /** The card it is opened against, new or bound before; an organisation's account is opened without one. */
  readonly card: OpeningCard | { readonly bound: string } | null
}

/** A card with the debit agreement just signed. */
export interface OpeningCard {
  readonly id: string
  readonly number: string
  readonly bankCode: string
  readonly bankName: string
  /** Where it is not among the banks that the contract knows. */
  readonly bankNameEn?: string | undefined
  readonly kind: 'debit' | 'credit'
  readonly agreementNo: string
}

/** What opening an account adds to a decision: its ledger account, its record and that of the card to bind. */
export function opening(order: Opening, sealer: Sealer): { opens: AccountRef[]; records: RecordChange[] } {
  const { customerId, card } = order
  const cardId = card && ('number' in card ? card.id : card.bound)
  return {
    opens: [{ owner: customerId, id: order.accountId }],
    records: [
      ...(card && 'number' in card ? [bound(order, card, 0, sealer)] : []),
      {
        insert: 'accounts',
        row: {
          customer_id: customerId,
          id: order.accountId,
          class: order.class,
          number_sealed: sealer.seal(order.number),
          number_index: sealer.index(NUMBER_INDEX, order.number),
          last4: order.number.slice(-4),
          status: 'active',
          card_id: cardId,
          place: order.place,
          link_id: order.linkId,
          opened_at: order.at,
        },
      },
    ],
  }
}

/** The record of a card that is bound. `place`: its own among the customer's cards, from 0. */
export const bound = (
  { customerId, at }: Pick<Opening, 'customerId' | 'at'>,
  card: OpeningCard,
  place: number,
  sealer: Sealer,
): RecordChange => ({
  insert: 'cards',
  row: {
    customer_id: customerId,
    id: card.id,
    number_sealed: sealer.seal(card.number),
    number_index: sealer.index(CARD_INDEX, card.number),
    bank_code: card.bankCode,
    bank_name: card.bankName,
    bank_name_en: card.bankNameEn ?? recogniseCard(card.number)?.bank.en ?? card.bankName,
    kind: card.kind,
    last4: card.number.slice(-4),
    agreement_no_sealed: sealer.seal(card.agreementNo),
    own: isOwnAgreement(card.agreementNo),
    bound_at: at,
    place,
  },
})
