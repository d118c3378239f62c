import { wallClock } from '../../contract/dates.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import type { TaskKind } from '../staff/tasks.ts'
import { findRestriction, groundsOf, type RestrictionRecord, toldOf } from './records.ts'
import type { Restricting } from './restricting.ts'

/** A restriction that is to be let go before its time. */
export interface Releasing {
  readonly customerId: string
  readonly restrictionId: string
  /** Of the authority's document that ends its order. */
  readonly documentNumber: string | null
}

export type Releases = Readonly<Record<'service' | 'risk', TaskKind<Releasing>>>

/** Letting go of a restriction before its time, under four eyes of one role. */
export function createReleases(deps: { db: Database; sealer: Sealer; restricting: Restricting }): Releases {
  const { db, sealer, restricting } = deps

  async function restrictionOf({ customerId, restrictionId }: Releasing): Promise<RestrictionRecord> {
    const record = await findRestriction(db, customerId, restrictionId)
    if (!record) throw new Error('a release of no restriction')
    return record
  }

  const release = (role: keyof Releases): TaskKind<Releasing> => ({
    kind: role === 'risk' ? 'release-of-order' : 'release',
    requestedBy: [role],
    decidedBy: [role],

    async facts(payload) {
      const record = await restrictionOf(payload)
      const { authority, documentNumber } = groundsOf(record, sealer)
      return {
        restriction: record.kind,
        since: wallClock(record.begun_at).slice(0, 16),
        ...(record.ends_on === null ? {} : { endsOn: record.ends_on }),
        ...(authority === undefined ? {} : { authority }),
        ...(documentNumber === undefined ? {} : { documentNumber }),
        ...(payload.documentNumber === null ? {} : { releasedBy: payload.documentNumber }),
      }
    },

    async written({ payload, at, note, requestedBy: by, decidedBy: checkedBy }, decision) {
      const record = await restrictionOf(payload)
      const { documentNumber } = payload
      const grounds = { note, ...(documentNumber === null ? {} : { documentNumber }) }
      // Whom an authority or a list means is not told: that is not for the bank to say.
      const outbox = role === 'risk' ? [] : [toldOf('thawed', payload.customerId, payload.restrictionId)]
      // One that has ended meanwhile is left as it ended, and the decision with it.
      await restricting.end(record, () => ({ at, by, checkedBy, grounds }), { records: [decision], outbox })
    },
  })
  return { service: release('service'), risk: release('risk') }
}
