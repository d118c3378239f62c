/**
 * The laws of a run, judged once everything runs again and due work is done. Clients' journals say what was ordered and
 * answered; the database, and the outside's own store, say what became of it.
 *
 *  1. An order that was acknowledged is made exactly once and as it was ordered: one transfer, one movement with its two
 *     postings, one entry for either side.
 *  2. Every order comes to an answer. One whose answer was lost is made at most once, and exactly once when a retry was
 *     acknowledged.
 *  3. An order that was refused, each time it was sent, is not made.
 *  4. Nothing is made that nobody ordered.
 *  5. A repeat gets the first answer, word for word.
 *  6. A top-up or a transfer to a card is decided. Done: its card was debited, or paid, once, and its account credited, or
 *     debited, once. Refused: neither. Its customer was told the same. The card system debited and paid for no other reason,
 *     and every card has what these orders leave on it. So is a claim to a bank card, which its payer's account pays.
 *  7. Every account has what its opening and the orders that were made leave on it. The books are sound and sum to zero.
 *     What holds money is decided in the end, so no hold is left but for cards in the chat that nobody has claimed.
 *  8. Each transfer and each claim has its message in the outbox, and so has a transfer to a card whose customer had to wait long, of how
 *     it ended. It is sent, and then it arrived exactly once; or it was given up and is told; it does not wait. Nothing
 *     arrived that no order caused.
 *  9. Limit counters equal the transfers of their day and year, with what went to others' cards, or lies in the chat, and did
 *     not come back; none is beyond its rule; payments are counted a day, and names that a card's bank did not know.
 * 10. An authorisation is used if its order was made, and only then.
 * 11. An order is acknowledged within five seconds of each return of the database.
 * 12. A gateway dies by a kill alone, and what the surroundings did to it is never told as a fault of its own (INTERNAL).
 * 13. A card in the chat holds its amount from the order on. Claimed, it is one transfer to who claimed it, or one payout to
 *     their bank card. A claim that was refused, or that the card's bank refused, leaves it to be claimed, and held.
 */

import { derivedId } from '../../src/bank/derived-id.ts'
import { businessDate } from '../../src/contract/dates.ts'
import { cardOrdersDecided } from './card-laws.ts'
import { cardsInTheChat, isClaimed, isPaidOut, shareOf } from './claim-laws.ts'
import { about, type Evidence, general, type Violation } from './evidence.ts'
import { isMade, isPlain } from './history.ts'
import { messages } from './message-laws.ts'

export const BACK_WITHIN_MS = 5_000

/** Everything that is against a law; empty when all hold. */
export function judge(evidence: Evidence): readonly Violation[] {
  return [
    ...answersGiven(evidence),
    ...transfersAsOrdered(evidence),
    ...nothingElse(evidence),
    ...cardOrdersDecided(evidence),
    ...cardsInTheChat(evidence),
    ...balances(evidence),
    ...messages(evidence),
    ...counters(evidence),
    ...authorisations(evidence),
    ...surroundings(evidence),
  ]
}

function* answersGiven({ stories }: Evidence): Generator<Violation> {
  for (const story of stories.values()) {
    if (!isMade(story) && story.refusals.length === 0) yield about(2, 'never came to an answer', story)
    if (new Set(story.answers).size > 1) yield about(5, `got different answers: ${story.answers.join(', ')}`, story)
  }
}

/** Laws 1 to 3, for transfers. */
function* transfersAsOrdered({ found, people, stories }: Evidence): Generator<Violation> {
  for (const story of stories.values()) {
    if (story.kind !== 'transfer') continue
    const rows = found.transfers.get(story.order) ?? []
    if (rows.length > 1) yield about(isMade(story) ? 1 : 2, `is made ${rows.length} times`, story)
    const [row] = rows
    if (!row) {
      if (isMade(story)) yield about(1, 'was acknowledged and is not made', story)
      continue
    }
    if (!isMade(story) && isPlain(story)) yield about(3, `was refused (${story.refusals}) and is made`, story)
    const payer = people[story.who]
    const payee = people[story.to ?? -1]
    if (row.payer_id !== payer?.customerId || row.payee_id !== payee?.customerId || row.amount !== story.amount) {
      yield about(1, `was ordered otherwise than it is made: ${JSON.stringify(row)}`, story)
    }
    const movement = derivedId('transfer', row.payer_id, row.id)
    const postings = (found.postings.get(movement) ?? []).map((each) => `${each.account_id} ${each.amount}`).sort()
    const expected = [`${payer?.accountId} ${-story.amount}`, `${payee?.accountId} ${story.amount}`].sort()
    if (postings.join() !== expected.join()) yield about(1, `has the postings [${postings}]`, story)
    if (found.entries.get(movement) !== 2) yield about(1, `has ${found.entries.get(movement) ?? 0} entries`, story)
  }
}

/** Law 4. */
function* nothingElse({ found, people, stories }: Evidence): Generator<Violation> {
  const town = new Map(people.map(({ customerId }, who) => [customerId, who]))
  const claimed = new Set(
    [...found.shares.values()]
      .flat()
      .filter(isClaimed)
      .map(({ id }) => id),
  )
  for (const { payer_id, id } of [...found.transfers.values()].flat()) {
    const who = town.get(payer_id)
    const ordered = stories.has(id) || claimed.has(id)
    if (who !== undefined && !ordered) yield general(4, `transfer ${id}: nobody ordered it`, [who])
  }
  for (const { customer_id, id } of [...found.topups.values()].flat()) {
    const who = town.get(customer_id)
    if (who !== undefined && !stories.has(id)) yield general(4, `topup ${id}: nobody ordered it`, [who])
  }
  for (const kind of ['cardTransfers', 'claimables', 'claimPayouts'] as const) {
    for (const { customer_id, id } of [...found[kind].values()].flat()) {
      const who = town.get(customer_id)
      if (who !== undefined && !stories.has(id)) yield general(4, `${kind} ${id}: nobody ordered it`, [who])
    }
  }
  const caused = new Set([
    ...[...found.transfers.values()].flat().map(({ payer_id, id }) => derivedId('transfer', payer_id, id)),
    ...[...found.topups.values()].flat().map(({ customer_id, id }) => derivedId('topup', customer_id, id)),
    ...[...found.cardTransfers.values()]
      .flat()
      .map(({ customer_id, id }) => derivedId('card-transfer', customer_id, id)),
    ...[...found.claimPayouts.values()].flat().map(({ movement_id }) => movement_id),
  ])
  for (const [movement, postings] of found.postings) {
    const who = postings.flatMap(({ owner }) => town.get(owner) ?? [])
    const opening = postings.every(({ code }) => code === 'opening')
    if (who.length > 0 && !opening && !caused.has(movement))
      yield general(4, `movement ${movement}: no order caused it`, who)
  }
}

/** Law 7. What each account should have is added up from the orders, not read from the books. */
function* balances({ found, people, stories }: Evidence): Generator<Violation> {
  const expected = people.map(({ opening }) => opening)
  const add = (who: number | null, amount: number) => {
    if (who !== null) expected[who] = (expected[who] ?? 0) + amount
  }
  for (const story of stories.values()) {
    const { order, kind, who, to, amount } = story
    if (kind === 'transfer' && found.transfers.has(order)) {
      add(who, -amount)
      add(to, amount)
    }
    if (kind === 'topup' && found.topups.get(order)?.[0]?.state === 'done') add(who, amount)
    if (kind === 'claimable' && isClaimed(shareOf(found, story))) {
      add(who, -amount)
      if (!isPaidOut(found, story)) add(to, amount)
    }
    if (kind === 'card-transfer' && found.cardTransfers.get(order)?.[0]?.state === 'done') add(who, -amount)
  }
  for (const [who, { accountId, customerId }] of people.entries()) {
    const balance = found.balances.get(`${customerId}/${accountId}`)
    if (balance !== expected[who]) {
      yield general(7, `person ${who} has ${balance} fen; by the orders it should be ${expected[who]}`, [who])
    }
  }
  for (const wrong of found.wrongInBooks) yield general(7, JSON.stringify(wrong))
  if (found.sumOfPostings !== 0) yield general(7, `all postings sum to ${found.sumOfPostings} fen`)
  const open = [...found.shares.values()].flat().filter(({ state }) => state === 'open').length
  if (found.pendingHolds !== open) yield general(7, `${found.pendingHolds} holds are left, for ${open} open shares`)
}

/** Law 9. */
function* counters({ found, people }: Evidence): Generator<Violation> {
  const used = new Map<string, number>()
  const count = (key: string, by: number) => void used.set(key, (used.get(key) ?? 0) + by)
  const countOut = (account: string, amount: number, date: string) => {
    for (const period of [date, date.slice(0, 4)]) count(`${account}/out/${period}`, amount)
    count(`${account}/out-count/${date}`, 1)
  }
  const shares = [...found.shares.values()].flat()
  const sharesById = new Set(shares.map(({ id }) => id))
  for (const { account_id, amount, created_at } of shares) countOut(account_id, amount, businessDate(created_at))
  for (const { id, payer_account_id, payee_account_id, amount, at } of [...found.transfers.values()].flat()) {
    const date = businessDate(at)
    // A share is counted for its payer when it is sent.
    if (!sharesById.has(id)) countOut(payer_account_id, amount, date)
    for (const period of [date, date.slice(0, 4)]) count(`${payee_account_id}/in/${period}`, amount)
  }
  for (const transfer of [...found.cardTransfers.values()].flat()) {
    const date = businessDate(transfer.created_at)
    if (transfer.payee_id !== null && transfer.state !== 'refused') countOut(transfer.account_id, transfer.amount, date)
    if (transfer.wrong_holder) count(`${transfer.guess_account_id}/card-names/${date}`, 1)
  }
  const whoOf = (key: string): number[] =>
    people.flatMap(({ accountId }, who) => (key.startsWith(accountId) ? [who] : []))
  for (const key of new Set([...used.keys(), ...found.counters.keys()])) {
    const [counted, sum] = [found.counters.get(key) ?? 0, used.get(key) ?? 0]
    if (counted !== sum) yield general(9, `counter ${key} says ${counted}; the transfers sum to ${sum}`, whoOf(key))
    const [, name = '', period = ''] = key.split('/')
    // How many a day is limited by who wants it so, and nobody here does.
    if (name === 'out-count') continue
    const rule = name === 'card-names' ? 'card-names.wrong' : name
    const limit = found.limits.get(`${rule}.${period.length === 4 ? 'year' : 'day'}`)
    if (limit === undefined || sum > limit) yield general(9, `counter ${key} is ${sum}, the limit ${limit}`, whoOf(key))
  }
}

/** Law 10. */
function* authorisations({ found, stories }: Evidence): Generator<Violation> {
  const isThere = (id: string): boolean =>
    found.transfers.has(id) || found.topups.has(id) || found.cardTransfers.has(id) || found.claimables.has(id)
  for (const order of found.used) {
    if (!isThere(order)) yield general(10, `order ${order}: its authorisation is used, and it is not made`, [], [order])
  }
  for (const story of stories.values()) {
    if (isThere(story.order) && !found.used.has(story.order))
      yield about(10, 'is made without its authorisation', story)
  }
}

/** Laws 11 and 12. */
function* surroundings({ recoveriesMs, deaths, stories }: Evidence): Generator<Violation> {
  for (const [index, ms] of recoveriesMs.entries()) {
    if (ms === null || ms > BACK_WITHIN_MS) {
      const back = ms === null ? 'never' : `after ${(ms / 1000).toFixed(1)} s`
      yield general(11, `return ${index + 1} of the database: orders were acknowledged again ${back}`)
    }
  }
  for (const death of deaths) yield general(12, death)
  for (const story of stories.values()) {
    if (story.losses.includes('INTERNAL')) yield about(12, 'was answered INTERNAL', story)
  }
}
