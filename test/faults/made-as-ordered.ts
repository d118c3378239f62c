/** Laws 1 to 3 for orders that are a row of their own: top-ups, transfers to cards, and cards in the chat. */
import { about, type Evidence, type Violation } from './evidence.ts'
import type { CardOrder, Found } from './findings.ts'
import { isMade, isPlain, type Story } from './history.ts'

export const rowsOf = ({ topups, cardTransfers, claimables }: Found, { kind, order }: Story): readonly CardOrder[] =>
  (kind === 'topup' ? topups : kind === 'claimable' ? claimables : cardTransfers).get(order) ?? []

/** What became of the order; undefined: nothing. */
export function* madeAsOrdered({ found, people }: Evidence, story: Story): Generator<Violation, CardOrder | undefined> {
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
