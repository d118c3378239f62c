import type { Database } from './database.ts'

/** Names travel to other processes together, at most five times a second. */
const PACE_MS = 200
/** A notification holds 8000 bytes; a name is an id of 36 and a comma. */
const MOST_TOGETHER = 200
/** Names that wait to travel, in a process whose database is busy or away. */
const MOST_WAITING = 20_000
const CHANNEL = 'minibank_bell'

/** Whoever waits for a name, and whoever rings for it. */
export interface Bell {
  /** Wakes whoever waits for these names, in this process at once and in others a moment later. Names: no commas. */
  ring(names: readonly string[]): void
  /** Calls `wake` once, at the next ring for this name, or when the bell is closed. Returns how to stop waiting. */
  wait(name: string, wake: () => void): () => void
  readonly waiting: number
  close(): Promise<void>
}

/**
 * A bell over all processes of one database. It wakes and no more: who is woken looks for themselves, and a ring that got
 * lost (a process killed, a connection that broke) is found by whoever looks again after a while. Waiting costs the
 * database nothing; ringing costs it one statement for all that was rung within a fifth of a second.
 */
export function createBell(
  log: { warn(fields: object, message: string): void },
  /** Without it the bell is heard in this process alone. */
  between?: Pick<Database, 'notify' | 'listen'>,
): Bell {
  const waiting = new Map<string, Set<() => void>>()
  let closed = false
  const leaving = new Set<string>()
  /** From the first name that leaves until the database was told. */
  let pace: NodeJS.Timeout | undefined

  function wake(name: string): void {
    const all = waiting.get(name)
    waiting.delete(name)
    for (const one of all ?? []) one()
  }

  /** What is rung while the database is told of others travels with the next. */
  async function tell(database: Pick<Database, 'notify'>): Promise<void> {
    const names = [...leaving]
    leaving.clear()
    const texts = Array.from({ length: Math.ceil(names.length / MOST_TOGETHER) }, (_, n) =>
      names.slice(n * MOST_TOGETHER, (n + 1) * MOST_TOGETHER).join(','),
    )
    await database.notify(CHANNEL, texts).catch((error: unknown) => {
      log.warn({ failure: error instanceof Error ? error.name : 'unknown', rings: names.length }, 'rings were lost')
    })
    pace = undefined
    if (leaving.size > 0) leave(database)
  }

  function leave(database: Pick<Database, 'notify'>): void {
    if (closed || pace) return
    pace = setTimeout(() => void tell(database), PACE_MS)
    pace.unref()
  }

  const stopListening = between?.listen(CHANNEL, (text) => {
    for (const name of text.split(',')) wake(name)
  })

  return {
    ring(names) {
      if (closed) return
      for (const name of names) {
        wake(name)
        if (between && leaving.size < MOST_WAITING) leaving.add(name)
      }
      if (between) leave(between)
    },
    wait(name, heard) {
      if (closed) {
        heard()
        return () => {}
      }
      const all = waiting.get(name) ?? new Set()
      waiting.set(name, all)
      all.add(heard)
      return () => {
        all.delete(heard)
        if (all.size === 0 && waiting.get(name) === all) waiting.delete(name)
      }
    },
    get waiting() {
      let count = 0
      for (const all of waiting.values()) count += all.size
      return count
    },
    async close() {
      closed = true
      clearTimeout(pace)
      for (const name of [...waiting.keys()]) wake(name)
      await stopListening?.()
    },
  }
}
