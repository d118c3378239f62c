/**
 * bank/restrictions/: what keeps accounts from being used, and the ways out of it. Customers freeze themselves, staff
 * freezes them on a call or by an authority's document, the clock suspends who never used an account (dormancy.ts) or
 * whose ID card has expired (id-validity.ts). Which kind stops what stands in stops.ts. It writes through the write path.
 *
 * Who lets go again:
 * - The holder's own freeze: the holder, with the PIN. It was made without one because haste was all that mattered; a
 *   code by SMS would add nothing, for it comes to the phone that the PIN is typed on.
 * - A freeze by telephone: two members of staff. Who calls in has lost the phone or fears that somebody knows the PIN, so
 *   neither is enough to undo it.
 * - What a list led to: its last day, or two members of staff.
 * - An authority's: its last date, or two members of staff on a document of the authority's. An extension is another
 *   restriction under its own document; the account is free when the last one is over.
 */
import { businessDate } from '../../contract/dates.ts'
import type { Body } from '../../contract/schema/index.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import type { Caller, Clock } from '../caller.ts'
import type { AuthorityOrder, Pins, Release, Restrictions, TelephoneFreeze } from '../capabilities.ts'
import { BankError } from '../errors.ts'
import { orderText } from '../pins/order.ts'
import type { StaffCaller } from '../staff/caller.ts'
import type { Tasks } from '../staff/tasks.ts'
import type { Awakening } from './dormancy.ts'
import type { Renewal } from './id-validity.ts'
import {
  findRestriction,
  isByAuthority,
  type Restriction,
  type RestrictionRecord,
  releasedBy,
  type StaffRestriction,
  shownRestriction,
  staffRestriction,
  toldOf,
} from './records.ts'
import type { Releases } from './release.ts'
import type { Restricting } from './restricting.ts'
import { refusalOf } from './standing.ts'

interface RestrictionsDependencies {
  readonly db: Database
  readonly clock: Clock
  readonly sealer: Sealer
  readonly pins: Pick<Pins, 'use'>
  readonly restricting: Restricting
  readonly awakening: Awakening
  readonly renewal: Renewal
  readonly releases: Releases
  readonly tasks: Tasks
}

export function createRestrictions(deps: RestrictionsDependencies): Restrictions {
  const { db, clock, sealer, pins, restricting, awakening, renewal, releases, tasks } = deps
  const shown = (record: RestrictionRecord): Restriction => shownRestriction(record, sealer)

  async function own(customerId: string, id: string): Promise<RestrictionRecord> {
    const record = await findRestriction(db, customerId, id)
    if (!record) throw new BankError('NOT_FOUND')
    return record
  }

  async function freeze(caller: Caller, { id, ...which }: Body<'POST /v1/restrictions'>): Promise<Restriction> {
    const { customerId } = caller
    const accountId = which.accountId ?? null
    const order = { customerId, id, accountId, kind: 'self', endsOn: null, by: 'self', grounds: null } as const
    const outbox = [toldOf('frozen', customerId, id)]
    return shown(await restricting.begin(order, JSON.stringify([accountId]), { outbox }))
  }

  async function thaw(
    caller: Caller,
    id: string,
    { authorisation }: Body<'POST /v1/restrictions/:restrictionId/thaw'>,
  ): Promise<Restriction> {
    const record = await own(caller.customerId, id)
    if (record.ended_at !== null) return shown(record)
    if (record.kind !== 'self') throw refusalOf(record, sealer)
    const use = await pins.use(caller, orderText({ kind: 'thaw', orderId: id }), authorisation)
    const along = { authorisation: use, outbox: [toldOf('thawed', caller.customerId, id)] }
    return shown(await restricting.end(record, () => ({ at: clock.now(), by: 'self' }), along))
  }

  async function freezeByTelephone(staff: StaffCaller, order: TelephoneFreeze): Promise<StaffRestriction> {
    needRole(staff, 'service')
    const { customerId, id, note } = order
    const begun = await restricting.begin(
      { customerId, id, accountId: null, kind: 'telephone', endsOn: null, by: staff.staffId, grounds: { note } },
      'telephone',
      { outbox: [toldOf('frozen', customerId, id)] },
    )
    return staffRestriction(begun, sealer)
  }

  async function freezeByAuthority(staff: StaffCaller, order: AuthorityOrder): Promise<StaffRestriction> {
    needRole(staff, 'risk')
    const { customerId, id, accountId, kind, endsOn, note } = order
    const authority = order.authority.trim()
    const documentNumber = order.documentNumber.trim()
    if (authority === '' || documentNumber === '') {
      throw new BankError('AUTHORITY_DOCUMENT_MISSING', { field: authority === '' ? 'authority' : 'documentNumber' })
    }
    if (endsOn < businessDate(clock.now())) throw new BankError('AUTHORITY_END_INVALID', { field: 'endsOn' })
    const grounds = { authority, documentNumber, ...(note === undefined ? {} : { note }) }
    // Keyed, for the hash of it is stored and a document's number can be guessed.
    const content = sealer.index(
      'authority-order',
      JSON.stringify([accountId, kind, endsOn, authority, documentNumber]),
    )
    // Nobody is told by SMS: that an authority looks is the authority's to say. Who opens the account reads the document.
    const begun = await restricting.begin(
      { customerId, id, accountId, kind, endsOn, by: staff.staffId, grounds },
      Buffer.from(content).toString('hex'),
    )
    return staffRestriction(begun, sealer)
  }

  async function requestRelease(caller: StaffCaller, order: Release) {
    const { id, customerId, restrictionId, note } = order
    const record = await own(customerId, restrictionId)
    const documentNumber = order.documentNumber?.trim() || null
    if (isByAuthority(record.kind) && documentNumber === null) {
      throw new BankError('AUTHORITY_DOCUMENT_MISSING', { field: 'documentNumber' })
    }
    if (record.ended_at !== null) throw new BankError('TASK_STALE')
    const payload = { customerId, restrictionId, documentNumber }
    const request = { id, subject: customerId, matter: restrictionId, payload, note }
    return tasks.request(caller, releases[releasedBy(record)], request)
  }

  return {
    freeze,
    thaw,
    awaken: awakening,
    renewId: renewal,
    freezeByTelephone,
    freezeByAuthority,
    requestRelease,
  }
}

function needRole({ roles }: StaffCaller, role: 'service' | 'risk'): void {
  if (!roles.includes(role)) throw new BankError('STAFF_ROLE_MISSING')
}
