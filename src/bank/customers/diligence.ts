import type { Body } from '../../contract/schema/index.ts'
import type { SqlValue } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { INTERBANK_CONSENT } from '../verification/consent.ts'
import type { RecordChange } from '../writes/write.ts'

type BindingForm = Body<'POST /v1/bindings'>
/** What is asked for Class II beyond the elements. */
type Diligence = NonNullable<Body<'POST /v1/accounts'>['diligence']>

/** What is kept of due diligence, sealed: for Class III the declaration of tax residency alone. */
export interface KeptDiligence {
  readonly taxResidency: BindingForm['taxResidency']
  readonly occupation?: Diligence['occupation']
  readonly area?: string
}

/** The columns of table `customers` that due diligence fills. `diligence`: null for Class III. */
export function diligenceColumns(
  diligence: Diligence | null,
  taxResidency: BindingForm['taxResidency'],
  sealer: Sealer,
): Record<string, SqlValue> {
  const kept: KeptDiligence = diligence
    ? { taxResidency, occupation: diligence.occupation, area: diligence.area }
    : { taxResidency }
  return {
    diligence_sealed: sealer.seal(JSON.stringify(kept)),
    // The day stays readable, to remind by; of this one nothing has been told yet.
    ...(diligence
      ? {
          ...{ id_valid_until: diligence.idValidUntil, id_told: 0, id_told_on: null },
          ...{ diligence_full: true, id_due_on: null },
        }
      : {}),
  }
}

/**
 * The consents as they were given, with the order that asked for them. That other banks may have this account verified is
 * a clause of the agreement, and recorded apart: it may be taken back alone.
 */
export const consentRecords = (given: {
  readonly customerId: string
  readonly orderId: string
  readonly version: string
  readonly at: number
}): RecordChange[] =>
  ['agreement', 'sensitive-data', INTERBANK_CONSENT].map((kind) => ({
    insert: 'consents',
    row: {
      customer_id: given.customerId,
      binding_id: given.orderId,
      kind,
      version: given.version,
      given_at: given.at,
    },
  }))
