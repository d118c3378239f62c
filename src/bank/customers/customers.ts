/**
 * bank/customers/: who a person is to the bank. A visitor has signed in; a customer's identity was verified and an
 * account is open. It alone reads and writes the table of customers; names and numbers leave it unsealed only for
 * the person's own eyes or for a decision.
 */
import { ageOn, birthDate } from '../../contract/checks.ts'
import { addDays, businessDate } from '../../contract/dates.ts'
import { maskIdNumber, maskMobile } from '../../contract/masks.ts'
import type { Answer } from '../../contract/schema/index.ts'
import type { Database } from '../../storage/database.ts'
import { findRows } from '../../storage/lookup.ts'
import type { Sealer } from '../../storage/sealing.ts'
import type { People, Person } from '../accounts/people.ts'
import type { Clock } from '../caller.ts'
import type { Customers } from '../capabilities.ts'
import { BankError } from '../errors.ts'
import type { Rules } from '../rules/rules.ts'
import type { KeptDiligence } from './diligence.ts'
import { mobileIndex } from './identities.ts'

interface CustomerRow {
  readonly id: string
  readonly stage: 'visitor' | 'customer'
  readonly mobile_sealed: Uint8Array | null
  readonly name_sealed: Uint8Array | null
  readonly id_number_sealed: Uint8Array | null
  readonly id_valid_until: string | null
  readonly identified_at: number | null
  readonly diligence_sealed: Uint8Array | null
  readonly diligence_full: boolean
  readonly id_due_on: string | null
  readonly organisation: boolean
}

const COLUMNS = `c.id, c.stage, c.mobile_sealed, c.name_sealed, c.id_number_sealed, c.id_valid_until, c.identified_at,
  c.diligence_sealed, c.diligence_full, c.id_due_on,
  c.credit_code_index is not null as organisation`
const BY_ID = `select k.n, ${COLUMNS} from unnest($1::uuid[]) with ordinality as k (id, n) join customers c using (id)`

/** A natural person as on record, unsealed: to decide by, never to show. */
export interface Identity {
  readonly customerId: string
  readonly name: string
  readonly idNumber: string
  readonly mobile: string
}

export interface CustomerRecords extends Customers, People {
  /** Undefined for a visitor and for an organisation. */
  identity(customerId: string): Promise<Identity | undefined>
  /** The same by mobile number: of several who share it, the one with this ID number, else whose number it is. */
  identityByMobile(mobile: string, idNumber: string): Promise<Identity | undefined>
  /** What `me` shows, by customer. Throws NOT_FOUND. */
  describe(customerId: string): Promise<Answer<'GET /v1/me'>>
  /** What need not be asked again of a person who is a customer. Undefined for visitors and organisations. */
  known(customerId: string): Promise<KnownPerson | undefined>
}

/** Who a person is to the verification network, and what due diligence has brought. */
export interface KnownPerson {
  readonly name: string
  readonly idNumber: string
  readonly mobile: string
  readonly diligence: KeptDiligence
}

export function createCustomers(deps: { db: Database; sealer: Sealer; clock: Clock; rules: Rules }): CustomerRecords {
  const { db, sealer, clock, rules } = deps
  async function describe(customerId: string): Promise<Answer<'GET /v1/me'>> {
    const [row] = await findRows<CustomerRow>(db, BY_ID, [customerId])
    if (!row) throw new BankError('NOT_FOUND')
    const idNumber = row.id_number_sealed && sealer.open(row.id_number_sealed)
    const today = businessDate(clock.now())
    return {
      customerId: row.id,
      stage: row.stage,
      name: row.name_sealed && sealer.open(row.name_sealed),
      maskedMobile: row.mobile_sealed && maskMobile(sealer.open(row.mobile_sealed)),
      maskedIdNumber: idNumber && maskIdNumber(idNumber),
      identified: row.identified_at !== null,
      idCard: idNumber === null ? null : await idCardOf(row.id_valid_until, today),
      details: { known: row.diligence_full, dueOn: row.id_due_on },
      senior: idNumber !== null && ageOn(birthDate(idNumber), today) >= (await rules.on('age.senior', '', today)),
    }
  }

  const identityOf = (row: CustomerRow | undefined): Identity | undefined =>
    row?.stage === 'customer' && row.name_sealed && row.mobile_sealed && row.id_number_sealed
      ? {
          customerId: row.id,
          name: sealer.open(row.name_sealed),
          idNumber: sealer.open(row.id_number_sealed),
          mobile: sealer.open(row.mobile_sealed),
        }
      : undefined

  /** Whose number it is first, then who share it. */
  const customersByMobile = (mobile: string): Promise<CustomerRow[]> =>
    db.query<CustomerRow>(
      `select ${COLUMNS} from customers c where c.mobile_index = $1 and c.stage = 'customer' order by c.mobile_place`,
      [mobileIndex(sealer, mobile)],
    )

  async function idCardOf(
    validUntil: string | null,
    today: string,
  ): Promise<NonNullable<Answer<'GET /v1/me'>['idCard']>> {
    if (validUntil === null) return { validUntil, state: 'valid' }
    if (today > validUntil) return { validUntil, state: 'expired' }
    const remindedFrom = addDays(validUntil, -(await rules.on('id-reminder.first', '', today)))
    return { validUntil, state: today >= remindedFrom ? 'expiring' : 'valid' }
  }

  const personOf = (row: CustomerRow | undefined): Person | undefined =>
    row?.stage === 'customer' && row.name_sealed && row.mobile_sealed
      ? {
          customerId: row.id,
          name: sealer.open(row.name_sealed),
          mobile: sealer.open(row.mobile_sealed),
          organisation: row.organisation,
          identified: row.identified_at !== null,
        }
      : undefined

  return {
    describe,
    me: (caller) => describe(caller.customerId),

    async recordIdentification({ customerId, branch, teller }) {
      const found = await db.query(
        `update customers set identified_at = coalesce(identified_at, $2),
           identified_branch = coalesce(identified_branch, $3), identified_teller = coalesce(identified_teller, $4),
           id_due_on = null
         where id = $1 and stage = 'customer' returning id`,
        [customerId, clock.now(), branch, teller],
      )
      if (found.length === 0) throw new BankError('NOT_FOUND')
    },

    async person(customerId) {
      return personOf((await findRows<CustomerRow>(db, BY_ID, [customerId]))[0])
    },

    async known(customerId) {
      const [row] = await findRows<CustomerRow>(db, BY_ID, [customerId])
      if (row?.stage !== 'customer' || !row.name_sealed || !row.id_number_sealed || !row.mobile_sealed) return undefined
      const diligence = row.diligence_sealed ? JSON.parse(sealer.open(row.diligence_sealed)) : {}
      return {
        name: sealer.open(row.name_sealed),
        idNumber: sealer.open(row.id_number_sealed),
        mobile: sealer.open(row.mobile_sealed),
        diligence: { taxResidency: 'mainland', ...diligence },
      }
    },

    async identified(customerId) {
      const [row] = await findRows<CustomerRow>(db, BY_ID, [customerId])
      return row?.stage === 'customer' && row.identified_at !== null
    },

    async findByMobile(mobile) {
      return personOf((await customersByMobile(mobile))[0])
    },

    async identity(customerId) {
      return identityOf((await findRows<CustomerRow>(db, BY_ID, [customerId]))[0])
    },

    async identityByMobile(mobile, idNumber) {
      const identities = (await customersByMobile(mobile)).map(identityOf)
      return identities.find((one) => one?.idNumber === idNumber) ?? identities[0]
    },
  }
}
