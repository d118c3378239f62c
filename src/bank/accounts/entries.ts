/** What stands beside a posting on a statement: the order behind it and the other side as it was known at that time. */
import { businessDate } from '../../contract/dates.ts'
import type { Answer } from '../../contract/schema/index.ts'
import type { Database } from '../../storage/database.ts'
import { findRows } from '../../storage/lookup.ts'
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

export interface EntryOf {
  readonly customerId: string
  readonly movementId: string
  readonly kind: Entry['kind']
  readonly orderId: string
}

/** What an entry says. */
interface EntryText {
  readonly counterparty: Words
  readonly note: Words | null
}

/** Both sides of a transfer as they were at that time: a receipt does not change when somebody changes their number. */
export interface Sides {
  readonly payer: { readonly name: string; readonly maskedMobile: string }
  readonly payee: { readonly maskedName: string; readonly maskedMobile: string }
  readonly note: string | null
}

/** The record that makes a movement readable on a customer's statement; written together with the movement. */
export const entryRecord = ({ counterparty, note, ...entry }: EntryOf & EntryText, sealer: Sealer): RecordChange =>
  sealedEntry(entry, sealer.seal(JSON.stringify({ counterparty, note })))

/** The same for one whose text has been sealed: a transfer's record and both its entries share one text, its sides. */
export const sealedEntry = (entry: EntryOf, textSealed: Uint8Array): RecordChange => ({
  insert: 'entries',
  row: {
    customer_id: entry.customerId,
    movement_id: entry.movementId,
    kind: entry.kind,
    order_id: entry.orderId,
    text_sealed: textSealed,
  },
})

/** What a sealed text says in an entry of this kind. */
function textOf(kind: Entry['kind'], sealed: string): EntryText {
  const text = JSON.parse(sealed) as EntryText | Sides
  if ('counterparty' in text) return text
  return {
    counterparty: sameWords(kind === 'transfer-out' ? text.payee.maskedName : text.payer.name),
    note: text.note === null ? null : sameWords(text.note),
  }
}

interface Row {
  readonly movement_id: string
  readonly kind: Entry['kind']
  readonly order_id: string
  readonly text_sealed: Uint8Array
}

/** Pairs first: joined one array after the other, the planner reads all that a customer has ever had. */
const OF_MOVEMENTS = `
  select m.n, e.movement_id, e.kind, e.order_id, e.text_sealed
  from (
    select k.n, k.customer_id, unnest(k.movements::uuid[]) as movement_id
    from unnest($1::uuid[], $2::text[]) with ordinality as k (customer_id, movements, n)
  ) m
  join entries e using (customer_id, movement_id)`

/** Turns a page of postings into entries by one query, however long the history. Throws on a posting without its record. */
export async function describePostings(
  db: Database,
  sealer: Sealer,
  reader: { readonly customerId: string; readonly language: 'zh' | 'en' },
  postings: readonly Posting[],
): Promise<Entry[]> {
  if (postings.length === 0) return []
  const movements = postings.map(({ movementId }) => movementId)
  const rows = await findRows<Row>(db, OF_MOVEMENTS, [reader.customerId, `{${movements.join()}}`])
  const byMovement = new Map(rows.map((row) => [row.movement_id, row]))
  return postings.map((posting) => {
    const row = byMovement.get(posting.movementId)
    if (!row) throw new Error(`movement ${posting.movementId} of ${businessDate(posting.at)} has no entry`)
    const text = textOf(row.kind, sealer.open(row.text_sealed))
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
