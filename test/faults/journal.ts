/**
 * A client's journal: what it is going to send, before it sends it, and what came of it, after. One line of JSON each,
 * appended by one system call before anything else happens. So it survives the client's own death by kill -9 (the bytes
 * are the operating system's by then); it does not claim to survive a power cut, which no fault here is.
 */
import { openSync, readFileSync, writeSync } from 'node:fs'
import type { Kind } from './orders.ts'

export type Entry =
  /** About to be sent, for the n-th time, to a gateway. The first line about an order. */
  | {
      readonly event: 'send'
      readonly order: string
      readonly number: number
      readonly kind: Kind
      readonly who: number
      readonly to: number | null
      readonly amount: number
      readonly attempt: number
      readonly gateway: number
    }
  /** The bank says that it is made; `answer` is a hash of all that it said, `state` how what a card's bank decides stands. */
  | { readonly event: 'made'; readonly order: string; readonly answer: string; readonly state: string }
  /** How it ended, asked for later. */
  | { readonly event: 'decided'; readonly order: string; readonly state: string }
  | { readonly event: 'refused'; readonly order: string; readonly code: string }
  /** No answer, or one that says 'send it again'. */
  | { readonly event: 'lost'; readonly order: string; readonly why: string }

export type Line = Entry & { readonly at: number }

export interface Journal {
  note(entry: Entry): void
}

/** Goes on with a journal, or begins it. */
export function openJournal(file: string): Journal {
  const descriptor = openSync(file, 'a')
  // A line that the death of its writer cut short ends here, and readers drop it.
  writeSync(descriptor, '\n')
  return {
    note(entry) {
      writeSync(descriptor, `${JSON.stringify({ at: Date.now(), ...entry })}\n`)
    },
  }
}

/** Every whole line. */
export function readJournal(file: string): Line[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return [JSON.parse(line) as Line]
      } catch {
        return []
      }
    })
}
