/** What the outside was asked, the last 500 calls. No personal data: names of operations and outcomes only. */
import type { SandboxClock } from './clock.ts'
import type { System } from './settings.ts'
import type { Store } from './store.ts'

const KEPT = 500

interface Entry {
  readonly id: number
  readonly at: number
  readonly system: System
  readonly operation: string
  readonly outcome: string
  /** From the request's arrival to its answer. */
  readonly ms: number
}

export interface Journal {
  note(entry: Omit<Entry, 'id' | 'at'>): void
  /** Newest first; only what came after the entry `after`, when given. */
  read(after?: number): Entry[]
}

export function createJournal(store: Store, clock: SandboxClock): Journal {
  return {
    note({ system, operation, outcome, ms }) {
      store.run(
        'INSERT INTO journal (at, system, operation, outcome, ms) VALUES (?, ?, ?, ?, ?)',
        ...[clock.now(), system, operation, outcome, Math.round(ms)],
      )
      store.run('DELETE FROM journal WHERE id <= (SELECT max(id) FROM journal) - ?', KEPT)
    },
    read: (after = 0) => store.all<Entry & object>('SELECT * FROM journal WHERE id > ? ORDER BY id DESC', after),
  }
}
