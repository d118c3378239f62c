/**
 * A second implementation of the seam (src/bank/core.ts): the books that come with minibank stay in front, and every
 * movement is told to the bank's own core, which keeps the general ledger. See docs/another-core.md.
 */
import type { Core } from '../../src/bank/core.ts'
import { derivedId } from '../../src/bank/derived-id.ts'
import type { Movement } from '../../src/ledger/books.ts'
import { addToOutbox, type Sender } from '../../src/storage/outbox.ts'

/** What the host core is asked to book: a movement of ours, its id, and when we booked it (ms since 1970). */
export interface Instruction {
  readonly movement: Movement
  readonly at: number
}

/** The bank's own core, as its adapter offers it: books an instruction once however often it is told (same id). */
export interface HostCore {
  book(id: string, instruction: Instruction): Promise<void>
}

const CHANNEL = 'host-core'

/** The built-in books in front; what they book is in the outbox from the same commit on. */
export const mirroredCore = (books: Core): Core => ({
  ...books,
  async apply(tx, movements, at) {
    await books.apply(tx, movements, at)
    const entries = movements.map((movement) => ({
      id: derivedId(`${CHANNEL} ${movement.kind}`, CHANNEL, movement.id),
      channel: CHANNEL,
      payload: { movement, at } satisfies Instruction,
    }))
    await addToOutbox(tx, entries, at)
  },
})

/** Goes into the outbox's senders: `{ sms: …, ...hostCoreSender(host) }`. */
export const hostCoreSender = (host: HostCore): Record<string, Sender> => ({
  [CHANNEL]: (entry) => host.book(entry.id, entry.payload as Instruction),
})
