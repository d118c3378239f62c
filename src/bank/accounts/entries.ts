/** What stands beside a posting on a statement: the order behind it and the other side as it was known at that time. */
import { businessDate } from '../../contract/dates.ts'
import type { Answer } from '../../contract/schema/index.ts'
import type { Queryable } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import type { Posting } from '../core.ts'
import type { RecordChange } from '../writes/write.ts'

export type Entry = Answer<'GET /v1/accounts/:accountId/entries'>['entries'][number]

/** The same words in both languages. */
export interface Words {
  readonly zh: string
  readonly en: string
}
export const sameWords = (text: string): Words => ({ zh: text, en: text })

export interface EntryText {
  readonly customerId: string
  readonly movementId: string
  readonly kind: Entry['kind']
  readonly orderId: string
  readonly counterparty: Words
  readonly note: Words | null
}

/** The record that makes a movement readable on a customer's statement; written together with the movement. */
export const entryRecord = (entry: EntryText, sealer: Sealer): RecordChange => ({
  insert: 'entries',
  row: {
    customer_id: entry.customerId,
    movement_id: entry.movementId,
    kind: entry.kind,
    order_id: entry.orderId,
    text_sealed: sealer.seal(JSON.stringify({ counterparty: entry.counterparty, note: entry.note })),
  },
})

interface Row {
  readonly movement_id: string
  readonly kind: Entry['kind']
  readonly order_id: string
  readonly text_sealed: Uint8Array
}

/** Turns a page of postings into entries by one query, however long the history. Throws on a posting without its record. */
export async function describePostings(
  db: Queryable,
  sealer: Sealer,
  reader: { readonly customerId: string; readonly language: 'zh' | 'en' },
  postings: readonly Posting[],
): Promise<Entry[]> {
  if (postings.length === 0) return []
  const rows = await db.query<Row>(
    'select movement_id, kind, order_id, text_sealed from entries where customer_id = $1 and movement_id = any($2::uuid[])',
    [reader.customerId, postings.map((posting) => posting.movementId)],
  )
  const byMovement = new Map(rows.map((row) => [row.movement_id, row]))
  return postings.map((posting) => {
    const row = byMovement.get(posting.movementId)
    if (!row) throw new Error(`movement ${posting.movementId} of ${businessDate(posting.at)} has no entry`)
    const text = JSON.parse(sealer.open(row.text_sealed)) as Pick<EntryText, 'counterparty' | 'note'>
    return {
      id: String(posting.sequence),
      kind: row.kind,
      orderId: row.order_id,
      amount: posting.amount,
      balanceAfter: posting.balanceAfter,
      at: posting.at,
      counterparty: text.counterparty[reader.language],
      note: text.note?.[reader.language] ?? null,
    }
  })
}
