import type { WritePath } from '../../src/bank/writes/write.ts'
import { createWritePath } from '../../src/bank/writes/write-path.ts'
import type { Database } from '../../src/storage/database.ts'
import { ledger } from './ledger.ts'

/** 2026-11-23 10:00 in Shanghai. */
export const MORNING = Date.UTC(2026, 10, 23, 2)

/** A write path over the built-in ledger, with a clock that stands unless the test moves it. */
export function writePathOn(
  db: Database,
  { clock = { now: () => MORNING }, reach = () => {} }: Partial<Parameters<typeof createWritePath>[0]> = {},
): WritePath {
  return createWritePath({ db, core: ledger, clock, reach })
}
