import { randomUUID } from 'node:crypto'
import type { Write, WritePath } from '../../src/bank/writes/write.ts'
import { createWritePath } from '../../src/bank/writes/write-path.ts'
import type { Database } from '../../src/storage/database.ts'
import { ledger, writeOf } from './ledger.ts'

/** 2026-11-23 10:00 in Shanghai. */
export const MORNING = Date.UTC(2026, 10, 23, 2)

/** A write path over the built-in ledger, with a clock that stands unless the test moves it. */
export function writePathOn(
  db: Database,
  { clock = { now: () => MORNING }, reach = () => {} }: Partial<Parameters<typeof createWritePath>[0]> = {},
): WritePath {
  return createWritePath({ db, core: ledger, clock, reach })
}

/** Sends writes at once; one before them keeps the path busy, so that they wait for the next transaction together. */
export async function sendTogether(
  db: Database,
  writes: readonly Write<object>[],
): Promise<readonly PromiseSettledResult<object>[]> {
  const path = writePathOn(db)
  const [, ...settled] = await Promise.allSettled(
    [writeOf({ owner: randomUUID() }), ...writes].map((write) => path.submit(write)),
  )
  return settled
}

/** 'done', or the code or name of what was thrown. */
export const outcomes = (settled: readonly PromiseSettledResult<object>[]): string[] =>
  settled.map((one) => (one.status === 'fulfilled' ? 'done' : (one.reason.code ?? one.reason.name)))
