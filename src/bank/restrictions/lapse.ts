import { businessDate } from '../../contract/dates.ts'
import type { Database } from '../../storage/database.ts'
import type { Log } from '../bank.ts'
import type { Clock } from '../caller.ts'
import type { Worker } from '../capabilities.ts'
import { lapsedRestrictions } from './records.ts'
import type { Restricting } from './restricting.ts'
import { endOf } from './standing.ts'

const BATCH = 100

/**
 * Ends what an authority ordered when its last date (Asia/Shanghai) is over, at midnight. Several processes may run it,
 * beside orders that come across the same one (standing.ts): each restriction ends once.
 */
export function createLapseWorker(deps: { db: Database; clock: Clock; log: Log; restricting: Restricting }): Worker {
  const { db, clock, log, restricting } = deps
  return {
    name: 'restrictions whose last date is over',
    plenty: BATCH,
    async run() {
      const lapsed = await lapsedRestrictions(db, businessDate(clock.now()), BATCH)
      let ended = 0
      for (const record of lapsed) {
        try {
          await restricting.end(record, () => ({ at: endOf(record.ends_on ?? ''), by: 'clock' }))
          ended++
        } catch (error) {
          log.error(
            { err: error, restrictionId: record.id },
            'a restriction whose last date is over could not be ended',
          )
        }
      }
      return ended
    },
  }
}
