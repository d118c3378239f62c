/** Law 6, and laws 1 to 3 for what the card system carries out: top-ups, and transfers to cards. */
import { payoutId } from '../../src/bank/card-transfers/records.ts'
import { derivedId } from '../../src/bank/derived-id.ts'
import { CARD_CLEARING } from '../../src/bank/house.ts'
import { debitId } from '../../src/bank/topups/records.ts'
import { claimPayoutId, isPaidOut } from './claim-laws.ts'
import { about, type Evidence, general, type Violation } from './evidence.ts'
import { type CardOrder, cardPaid, type MoneyOrder } from './findings.ts'
import { isMade, type Story } from './history.ts'
import { madeAsOrdered, rowsOf } from './made-as-ordered.ts'
import type { Person } from './preparation.ts'

export function* cardOrdersDecided(evidence: Evidence): Generator<Violation> {
  const asked = { debits: new Set<string>(), payouts: new Set<string>() }
  for (const story of evidence.stories.values()) {
    if (story.kind !== 'topup' && story.kind !== 'card-transfer') continue
    const row = yield* madeAsOrdered(evidence, story)
    if (!row) continue
    const side = story.kind === 'topup' ? 'debits' : 'payouts'
    const id = story.kind === 'topup' ? debitId(row) : payoutId(row)
    asked[side].add(id)
    yield* movedOnBothSides(evidence, story, row, evidence.found[side].get(id))
  }
  for (const payout of [...evidence.found.claimPayouts.values()].flat()) asked.payouts.add(claimPayoutId(payout))
  for (const side of ['debits', 'payouts'] as const) {
    for (const [id, { account, state }] of evidence.found[side])
      if (state === 'done' && isOfTown(account) && !asked[side].has(id))
        yield general(6, `${side} ${id}: no order of the town asked for it`)
  }
  yield* cardsOutside(evidence)
}

/** Agreements, and cards that the card system knows by number and name, of the town's people. */
const isOfTown = (account: string): boolean => account.startsWith('T') || account.startsWith('62170000')

/** Law 6 for one order: the card system's side, and the bank's. */
function* movedOnBothSides(
  { found, people }: Evidence,
  story: Story,
  row: CardOrder,
  outside: MoneyOrder | undefined,
): Generator<Violation> {
  const person = people[story.who]
  if (row.state !== 'done' && row.state !== 'refused') yield about(6, `is ${row.state} and not decided`, story)
  if (isMade(story) && story.state !== row.state) yield about(6, `is ${row.state}; told was ${story.state}`, story)
  if (outside && !outside.account.startsWith(cardOf(story, people)))
    yield about(6, `was ordered for ${cardOf(story, people)}, and asked of ${outside.account}`, story)

  const movement = derivedId(story.kind, row.customer_id, row.id)
  const postings = found.postings.get(movement) ?? []
  const own = postings.filter(({ account_id }) => account_id === person?.accountId)
  const cleared = postings.filter(({ account_id }) => account_id === CARD_CLEARING.id)
  const done = row.state === 'done'
  const [due, moved] = [done ? story.amount : 0, cardPaid(outside)]
  const credit = story.kind === 'topup' ? due : -due
  if (moved !== due || sum(own) !== credit || sum(cleared) !== -credit || own.length > 1 || cleared.length > 1)
    yield about(6, `is ${row.state}, its card moved ${moved}, its account ${sum(own)}`, story)
  const entries = found.entries.get(movement) ?? 0
  if (entries !== Number(done)) yield about(6, `is ${row.state} and has ${entries} entries`, story)
}

const sum = (of: readonly { readonly amount: number }[]): number => of.reduce((total, { amount }) => total + amount, 0)

/** How the card system knows the card of an order. */
function cardOf({ who, to }: Story, people: readonly Person[]): string {
  return to === null ? (people[who]?.agreementNo ?? '') : `${people[to]?.card.number} `
}

/** Law 6: what is on each card, added up from the orders. */
function* cardsOutside({ found, people, stories }: Evidence): Generator<Violation> {
  const expected = people.map(({ card }) => card.opening)
  for (const story of stories.values()) {
    const done = story.kind === 'claimable' ? isPaidOut(found, story) : rowsOf(found, story)[0]?.state === 'done'
    if (story.kind === 'transfer' || story.kind === 'claim' || !done) continue
    const whose = story.to ?? story.who
    expected[whose] = (expected[whose] ?? 0) + (story.kind === 'topup' ? -story.amount : story.amount)
  }
  for (const [who, { card }] of people.entries()) {
    const balance = found.cards.get(card.number)
    if (balance !== expected[who])
      yield general(6, `the card of person ${who} has ${balance} fen; by the orders it should be ${expected[who]}`, [
        who,
      ])
  }
}
