/**
 * That somebody holds a mobile number, shown by a code sent to it: the first step of another number, a forgotten PIN and a
 * way back. One proof is good for one order of its purpose, in the session that asked for it.
 */
import { isMobile } from '../../contract/checks.ts'
import { businessDate } from '../../contract/dates.ts'
import { maskMobile } from '../../contract/masks.ts'
import type { Answer, Body } from '../../contract/schema/index.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import type { Caller, Clock } from '../caller.ts'
import type { Visit } from '../capabilities.ts'
import type { CustomerRecords } from '../customers/customers.ts'
import { mobileIndex } from '../customers/identities.ts'
import { BankError } from '../errors.ts'
import type { Rules } from '../rules/rules.ts'
import type { CodeSubject, SmsCodes } from '../sessions/sms-codes.ts'
import type { RecordChange } from '../writes/write.ts'

type Request = Body<'POST /v1/mobile-proofs'>
type Purpose = Request['purpose']
type Shown = Answer<'POST /v1/mobile-proofs'>

interface ProofRow {
  readonly session_id: string
  readonly id: string
  readonly purpose: Purpose
  readonly mobile_sealed: Uint8Array
  readonly mobile_index: Uint8Array
  readonly resend_at: number
  readonly expires_at: number
  readonly proved_at: number | null
  readonly used_at: number | null
}

export interface Proofs {
  /** Sends the code. The answer is the same whether or not the number is a customer's. */
  ask(caller: Caller, request: Request, visit: Visit): Promise<Shown>
  confirm(caller: Caller, id: string, code: string): Promise<Shown>
  /** The number that a proof shows. Throws MOBILE_PROOF_INVALID: unproved, used, over, of another session or purpose. */
  mobileOf(caller: Caller, id: string, purpose: Purpose): Promise<string>
  /** What the write of its order adds: the proof is used up. */
  use(caller: Caller, id: string): RecordChange
}

export function createProofs(deps: {
  db: Database
  sealer: Sealer
  clock: Clock
  rules: Rules
  codes: SmsCodes
  customers: Pick<CustomerRecords, 'identity'>
}): Proofs {
  const { db, sealer, clock, rules, codes, customers } = deps

  async function find(caller: Caller, id: string): Promise<ProofRow | undefined> {
    const [row] = await db.query<ProofRow>('select * from mobile_proofs where session_id = $1 and id = $2', [
      caller.sessionId,
      id,
    ])
    return row
  }

  const show = (row: ProofRow): Shown => ({
    id: row.id,
    maskedMobile: maskMobile(sealer.open(row.mobile_sealed)),
    proved: row.proved_at !== null,
    resendAt: row.resend_at,
    expiresAt: row.expires_at,
  })

  /** Where the code goes: a forgotten PIN is proved at the number on record. Throws ACCOUNT_REQUIRED, MOBILE_INVALID. */
  async function numberOf(caller: Caller, request: Request): Promise<string> {
    if (request.purpose === 'pin-reset') {
      const person = await customers.identity(caller.customerId)
      if (!person) throw new BankError('ACCOUNT_REQUIRED')
      return person.mobile
    }
    if (!isMobile(request.mobile)) throw new BankError('MOBILE_INVALID', { field: 'mobile' })
    return request.mobile
  }

  return {
    async ask(caller, request, visit) {
      const { id, purpose } = request
      const mobile = await numberOf(caller, request)
      const index = mobileIndex(sealer, mobile)
      const now = clock.now()
      const today = businessDate(now)
      const expiresAt = now + (await rules.on('mobile-proof.life', '', today)) * 60_000
      const resendAt = now + (await rules.on('sms.gap', '', today)) * 1000
      const added = await db.query(
        `insert into mobile_proofs (session_id, id, purpose, mobile_sealed, mobile_index, resend_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning id`,
        [caller.sessionId, id, purpose, sealer.seal(mobile), index, resendAt, expiresAt],
      )
      const row = await find(caller, id)
      if (!row || row.purpose !== purpose || Buffer.compare(row.mobile_index, index) !== 0) {
        throw new BankError('ID_REUSED')
      }
      if (added.length === 0) return show(row)
      try {
        await codes.send(mobile, visit, subjectOf(row))
      } catch (error) {
        // Nothing is proved by a code that may not have gone out: another one is asked for.
        await db.query('delete from mobile_proofs where session_id = $1 and id = $2', [caller.sessionId, id])
        throw error
      }
      return show(row)
    },

    async confirm(caller, id, code) {
      const now = clock.now()
      const outcome = await db.transaction(async (tx) => {
        const [row] = await tx.query<ProofRow>(
          'select * from mobile_proofs where session_id = $1 and id = $2 for update',
          [caller.sessionId, id],
        )
        if (!row) throw new BankError('NOT_FOUND')
        if (now >= row.expires_at) throw new BankError('SMS_CODE_EXPIRED', { field: 'code' })
        // The answer to the right code was lost.
        if (row.proved_at !== null) return row
        const refusal = await codes.spend(tx, sealer.open(row.mobile_sealed), code, subjectOf(row))
        // The try is counted all the same.
        if (refusal) return refusal
        await tx.query('update mobile_proofs set proved_at = $3 where session_id = $1 and id = $2', [
          caller.sessionId,
          id,
          now,
        ])
        return { ...row, proved_at: now }
      })
      if (outcome instanceof BankError) throw outcome
      return show(outcome)
    },

    async mobileOf(caller, id, purpose) {
      const row = await find(caller, id)
      const good =
        row?.purpose === purpose && row.proved_at !== null && row.used_at === null && clock.now() < row.expires_at
      if (!good) throw invalid()
      return sealer.open(row.mobile_sealed)
    },

    use: (caller, id) => ({
      update: 'mobile_proofs',
      where: { session_id: caller.sessionId, id, used_at: null },
      set: { used_at: clock.now() },
    }),
  }
}

const invalid = () => new BankError('MOBILE_PROOF_INVALID', { field: 'proofId' })

const subjectOf = ({ purpose, id }: Pick<ProofRow, 'purpose' | 'id'>): CodeSubject => `${purpose} ${id}`
