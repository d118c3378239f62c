/** The worker that seals the chain of postings, with a clock to move. */
import { expect, vi } from 'vitest'
import { createSeals } from '../../src/ledger/seals.ts'
import type { Database } from '../../src/storage/database.ts'
import { SEAL_KEYS } from './ledger.ts'

const A_WHILE_MS = 10_000

/** A sealer over a database, with a clock to move and what it told the log. */
export function sealerOf(db: Database) {
  let now = 1_000_000
  const told: object[] = []
  const seals = createSeals({
    db,
    clock: { now: () => now },
    keys: SEAL_KEYS,
    log: { info: (fields, message) => void told.push({ ...fields, message }) },
  })
  return {
    told,
    depth: seals.depth,
    /** Seals what there is after a while has gone by; how many postings. */
    async later(): Promise<number> {
      now += A_WHILE_MS
      return seals.run()
    },
    now: () => seals.run(),
  }
}

export type Sealer = ReturnType<typeof sealerOf>

/** Sealing waits for transactions of the whole server, those of other tests too, and gives up when one takes long. */
export async function sealAll(sealer: Sealer): Promise<void> {
  const sealAndLook = async () => {
    await sealer.later()
    expect(await sealer.depth()).toEqual({ waiting: 0 })
  }
  await vi.waitFor(sealAndLook, { timeout: 20_000 })
}
