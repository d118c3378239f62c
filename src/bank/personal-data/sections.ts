/**
 * What the bank knows of a person, as it is told to them: for each section why the bank has it, where it stands and what
 * each column is called. A test holds it against the database: every table of held.ts is told of here or stands among
 * the UNTOLD, and so is every column of a table that is told of.
 */
import { ACCESS } from './sections/access.ts'
import { ACCOUNTS } from './sections/accounts.ts'
import { ORDERS } from './sections/orders.ts'
import { PAYING } from './sections/paying.ts'
import { PERSON } from './sections/person.ts'
import { QUESTIONS } from './sections/questions.ts'
import type { Section } from './sections/section.ts'

/** Columns that say nothing in themselves: ids, and the keyed hashes that something is found or compared by. */
export const isInternal = (column: string): boolean => /^(id|.*_id|.*_index|.*_hash)$/.test(column)

export const SECTIONS: readonly Section[] = [...PERSON, ...ACCOUNTS, ...ORDERS, ...PAYING, ...ACCESS, ...QUESTIONS]

/** Tables of held.ts that are not told of, and why. */
export const UNTOLD: Readonly<Record<string, string>> = {
  pin_challenges: 'random numbers that live for minutes',
  authorisations: 'hashes of single-use tokens that live for minutes; the orders they were for are told',
  sms_codes: 'a hash of a code that lives for minutes',
  own_card_codes: 'a hash of a code that lives for minutes; the card that it bound is told',
  mobile_proofs: 'that a number was shown to be held, swept within a day; what it was for is told',
  attempts: 'counts under keyed hashes that lead to nobody, swept within two days',
  statement_months: 'sums of what moved, which is told line by line',
  statement_sums: 'how far what moved was summed',
  transfer_returns: 'which transfer gave back which; both are told, with the reason as the note',
  downloads: 'a hash of an address that lives for minutes',
  writes: 'answers kept for a repeat of an order; the orders are told',
  message_turns: 'that a message is being sent this minute',
  outbox: 'that a message of an order went out; the orders are told',
  claimable_shares: 'what was claimed is told as transfers; how a card ended, by its own page',
  class_one_accounts: 'an empty account that carries limits; what counts towards them is told',
  ledger_accounts: 'told as accounts and deposits',
  ledger_movements: 'told as what moved',
  ledger_postings: 'told as what moved',
  ledger_holds: 'told as the difference of balance and what is available, while one is pending',
  list_matches: 'the law forbids a bank to let somebody know of a suspicion; an application that is looked at is told',
  identification_codes: 'a hash of a code that lives for minutes; the check that it led to is told',
  staff_tasks: 'what officers ask of one another; what came of it is told where it happened, and of a list no word',
  staff_sessions: 'it is about members of staff',
  staff: 'it is about members of staff',
  list_entries: 'whom a list names is for its owner to say',
  departures: 'whoever has left cannot ask',
  retained: 'whoever has left cannot ask',
}
