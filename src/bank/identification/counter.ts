import { businessDate, startOfDate } from '../../contract/dates.ts'
import { maskIdNumber, maskMobile, maskName } from '../../contract/masks.ts'
import type { StaffAnswer, StaffBody } from '../../contract/schema/staff-routes.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import type { Clock } from '../caller.ts'
import { BankError } from '../errors.ts'
import type { IdCollected } from '../restrictions/id-due.ts'
import type { Rules } from '../rules/rules.ts'
import type { StaffCaller } from '../staff/caller.ts'
import type { Looks } from '../staff/looks.ts'
import { movesNothing } from '../writes/moves-nothing.ts'
import { RecordChanged } from '../writes/records.ts'
import type { RecordChange, WriteKey, WritePath } from '../writes/write.ts'
import { createTaking } from './taking.ts'

type Form = StaffBody<'POST /console/api/identifications'>
type Identification = StaffAnswer<'POST /console/api/identifications'>
type Found = StaffAnswer<'POST /console/api/identification-lookups'>

/** A row of table `identifications`, as far as it is shown. */
export interface IdentificationRow {
  readonly customer_id: string
  readonly id: string
  readonly document: Identification['document']
  readonly checked_by: Identification['checkedBy']
  readonly result: Identification['result']
  readonly branch: string
  readonly teller: string
  readonly at: number
  readonly withdrawn_at: number | null
}

interface PersonRow {
  readonly name_sealed: Uint8Array
  readonly mobile_sealed: Uint8Array
  readonly id_number_sealed: Uint8Array
  readonly id_valid_until: string | null
  readonly identified_at: number | null
}

export interface Counter {
  /**
   * Takes the code that a customer shows: from now on it is this teller's. Wrong ones are counted, a teller's and a
   * branch's. Throws IDENTIFICATION_CODE_WRONG, _EXPIRED, _VOID, _USED, _TAKEN, _LIMIT, IDENTIFICATION_DONE.
   */
  lookUp(caller: StaffCaller, request: { code: string }): Promise<Found>
  /**
   * Keeps what the teller found; a passed check opens inflow from others at once. Throws NOT_FOUND for a code that this
   * teller has not taken, IDENTIFICATION_DOCUMENT_DIFFERS, IDENTIFICATION_CODE_EXPIRED, _VOID, _USED, IDENTIFICATION_DONE.
   */
  record(caller: StaffCaller, form: Form): Promise<Identification>
  /** The caller's own checks of today, newest first. */
  today(caller: StaffCaller): Promise<StaffAnswer<'GET /console/api/identifications'>>
}

const LISTED = 100

/** The teller's side: whose code it is, and what the document in hand was found to be. */
export function createCounter(deps: {
  db: Database
  writes: WritePath
  sealer: Sealer
  clock: Clock
  rules: Rules
  looks: Looks
  idCollected: IdCollected
}): Counter {
  const { db, writes, sealer, clock, looks, idCollected } = deps
  const taking = createTaking(deps)

  async function person(customerId: string): Promise<PersonRow> {
    const [row] = await db.query<PersonRow>(
      `select name_sealed, mobile_sealed, id_number_sealed, id_valid_until, identified_at from customers where id = $1`,
      [customerId],
    )
    if (!row) throw new Error('an identification code of nobody')
    return row
  }

  /** The check as it is sent for the first time. */
  async function recordOnce(caller: StaffCaller, form: Form, key: WriteKey): Promise<Identification> {
    const code = await taking.taken(caller, form.codeId)
    if (form.result === 'passed') {
      const { id_number_sealed } = await person(code.customer_id)
      const right = sealer.open(id_number_sealed).slice(-4) === form.last4
      const left = await taking.countTry(code, right)
      if (!right) throw new BankError('IDENTIFICATION_DOCUMENT_DIFFERS', { field: 'last4', params: { left } })
    }
    const at = clock.now()
    const { codeId: id, document, checkedBy, result } = form
    const answer: Identification = { id, document, checkedBy, result, branch: caller.branch, at, withdrawn: false }
    const kept: RecordChange[] = [
      {
        insert: 'identifications',
        row: {
          customer_id: code.customer_id,
          id,
          document,
          checked_by: checkedBy,
          result,
          reason_sealed: form.result === 'refused' ? sealer.seal(form.reason.trim()) : null,
          branch: caller.branch,
          teller: caller.staffId,
          at,
        },
      },
      {
        update: 'identification_codes',
        where: { id, state: 'taken', taken_by: caller.staffId },
        set: { state: result },
      },
    ]
    const opensInflow: RecordChange = {
      update: 'customers',
      where: { id: code.customer_id, identified_at: null },
      set: { identified_at: at, identified_branch: caller.branch, identified_teller: caller.staffId, id_due_on: null },
    }
    try {
      const records = result === 'passed' ? [...kept, opensInflow] : kept
      return await writes.submit(movesNothing(key, { records, answer }))
    } catch (error) {
      if (!(error instanceof RecordChanged)) throw error
      // Between our look and the commit the code was voided by a newer one, or its customer identified.
      await taking.taken(caller, form.codeId)
      throw new BankError('IDENTIFICATION_DONE')
    }
  }

  return {
    async lookUp(caller, { code }) {
      const { id, customer_id: customerId, check_by } = await taking.take(caller, code)
      const found = await person(customerId)
      if (found.identified_at !== null) throw new BankError('IDENTIFICATION_DONE')
      await looks.record(caller, {
        customerId,
        occasion: 'identification',
        fields: ['name', 'mobile', 'id-number', 'id-valid-until'],
        reason: `identification ${id}`,
      })
      return {
        codeId: id,
        maskedName: maskName(sealer.open(found.name_sealed)),
        maskedMobile: maskMobile(sealer.open(found.mobile_sealed)),
        maskedIdNumber: maskIdNumber(sealer.open(found.id_number_sealed)),
        idValidUntil: found.id_valid_until,
        checkBy: check_by ?? 0,
      }
    },

    async record(caller, form) {
      const [code] = await db.query<{ customer_id: string }>(
        'select customer_id from identification_codes where id = $1 and taken_by = $2',
        [form.codeId, caller.staffId],
      )
      if (!code) throw new BankError('NOT_FOUND', { field: 'codeId' })
      const key: WriteKey = {
        owner: code.customer_id,
        // A code is good for one check: the same one sent again gets the same answer.
        id: form.codeId,
        kind: 'identification',
        // A hash of it is stored: keyed, for four characters can be guessed.
        content: Buffer.from(sealer.index('identification', JSON.stringify([caller.staffId, form]))).toString('hex'),
      }
      const earlier = () => writes.earlier<Identification>(key).catch(usedOtherwise)
      const before = await earlier()
      if (before) return before
      try {
        const recorded = await recordOnce(caller, form, key)
        await idCollected(code.customer_id, caller.staffId)
        return recorded
      } catch (error) {
        // The same check sent twice at the same moment: the other one was first.
        const twin = await earlier()
        if (twin) return twin
        throw error
      }
    },

    async today(caller) {
      const rows = await db.query<IdentificationRow>(
        'select * from identifications where teller = $1 and at >= $2 order by at desc, id desc limit $3',
        [caller.staffId, startOfDate(businessDate(clock.now())), LISTED],
      )
      return {
        identifications: rows.map((row) => ({
          id: row.id,
          document: row.document,
          checkedBy: row.checked_by,
          result: row.result,
          branch: row.branch,
          at: row.at,
          withdrawn: row.withdrawn_at !== null,
        })),
      }
    },
  }
}

/** The code's check was recorded with other words before. */
function usedOtherwise(error: unknown): never {
  throw error instanceof BankError && error.code === 'ID_REUSED' ? new BankError('IDENTIFICATION_CODE_USED') : error
}
