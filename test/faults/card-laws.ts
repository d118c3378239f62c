/** Law 6, and laws 1 to 3 and 8 for what the card system carries out: top-ups, and transfers to cards. */
import { payoutId } from '../../src/bank/card-transfers/records.ts'
import { derivedId } from '../../src/bank/derived-id.ts'
import { CARD_CLEARING } from '../../src/bank/house.ts'
import { debitId } from '../../src/bank/topups/records.ts'
import { formatYuan } from '../../src/contract/money.ts'
import { about, type Evidence, general, type Violation } from './evidence.ts'
import type { CardOrder, CardTransfer, Found } from './findings.ts'
import { isMade, isPlain, type Story } from './history.ts'
import type { Person } from './preparation.ts'

/** A customer who has waited so long is told by SMS how a transfer to a card ended. */
const LOOKED_AWAY_MS = 60_000

export function* cardOrdersDecided(evidence: Evidence): Generator<Violation> {
  const asked = { debits: new Set<string>(), payouts: new Set<string>() }
  for (const story of evidence.stories.values()) {
    if (story.kind === 'transfer') continue
    const row = yield* madeAsOrdered(evidence, story)
    if (!row) continue
    const side = story.kind === 'topup' ? 'debits' : 'payouts'
    const id = story.kind === 'topup' ? debitId(row) : payoutId(row)
    asked[side].add(id)
    yield* movedOnBothSides(evidence, story, row, evidence.found[side].get(id))
  }
  for (const side of ['debits', 'payouts'] as const) {
    for (const [id, { account, state }] of evidence.found[side])
      if (state === 'done' && isOfTown(account) && !asked[side].has(id))
        yield general(6, `${side} ${id}: no order of the town asked for it`)
  }
  yield* cardsOutside(evidence)
}

/** Agreements, and cards that the card system knows by number and name, of the town's people. */
const isOfTown = (account: string): boolean => account.startsWith('T') || account.startsWith('62170000')

const rowsOf = ({ topups, cardTransfers }: Found, { kind, order }: Story): readonly CardOrder[] =>
  (kind === 'topup' ? topups : cardTransfers).get(order) ?? []

/** Laws 1 to 3. What became of the order; undefined: nothing. */
function* madeAsOrdered({ found, people }: Evidence, story: Story): Generator<Violation, CardOrder | undefined> {
  const rows = rowsOf(found, story)
  const [row] = rows
  if (rows.length > 1) yield about(2, `is made ${rows.length} times`, story)
  if (!row) {
    if (isMade(story)) yield about(1, 'was acknowledged and is not there', story)
    return undefined
  }
  if (!isMade(story) && isPlain(story)) yield about(3, `was refused (${story.refusals}) and is made`, story)
  if (row.customer_id !== people[story.who]?.customerId || row.amount !== story.amount)
    yield about(1, `was ordered otherwise than it is made: ${JSON.stringify(row)}`, story)
  return row
}

/** Law 6 for one order: the card system's side, and the bank's. */
function* movedOnBothSides(
  { found, people }: Evidence,
  story: Story,
  row: CardOrder,
  outside: { readonly account: string; readonly amount: number; readonly state: string } | undefined,
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
  const [due, moved] = [done ? story.amount : 0, outside?.state === 'done' ? outside.amount : 0]
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
    if (story.kind === 'transfer' || rowsOf(found, story)[0]?.state !== 'done') continue
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

/** Law 8 for a transfer to a card: what its customer was told, if they had looked away. */
export function* cardTransferTold(found: Found, transfer: CardTransfer): Generator<Violation> {
  const { id, amount, state, created_at: from, finished_at: to } = transfer
  const message = messageOf(transfer)
  const due = to !== null && to - from >= LOOKED_AWAY_MS
  const [kept, arrived] = [found.outbox.get(message), found.inbox.get(message) ?? []]
  const say = (what: string) => general(8, `card-transfer ${id}: its message ${what}`, [], [id])
  if ((kept !== undefined) !== due) yield say(due ? 'is not in the outbox' : 'is one too many')
  if (kept === 'waiting') yield say('still waits')
  if (kept === 'sent' && arrived.length === 0) yield say('never arrived')
  if (arrived.length > 1) yield say(`arrived ${arrived.length} times`)
  const end = state === 'done' ? '已到账' : '没有成功，钱已退回账户'
  for (const text of arrived) if (!text.includes(`${formatYuan(amount)}元${end}`)) yield say(`says ${text}`)
}

export const messageOf = ({ customer_id, id }: CardTransfer): string => derivedId('card-transfer-sms', customer_id, id)
