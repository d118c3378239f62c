/**
 * bank/organisations/: payroll payers and merchants. Staff opens them at a branch by their papers; from then on each is a
 * customer like any other, whose account's class has rules of its own. It writes through the write path.
 */
import { v7 } from 'uuid'
import { isCreditCode, isMobile } from '../../contract/checks.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { newAccountNumber, opening } from '../accounts/opening.ts'
import type { People } from '../accounts/people.ts'
import { accountsOf } from '../accounts/records.ts'
import type { Clock } from '../caller.ts'
import type { OrganisationOpening, Organisations } from '../capabilities.ts'
import { mobileIndex, organisationByCreditCode } from '../customers/identities.ts'
import { derivedId } from '../derived-id.ts'
import { BankError } from '../errors.ts'
import type { Standing } from '../restrictions/standing.ts'
import type { RecordChange, WritePath } from '../writes/write.ts'

const LONGEST_NAME = 100

interface OrganisationsDependencies {
  readonly db: Database
  readonly writes: WritePath
  readonly sealer: Sealer
  readonly clock: Clock
  readonly people: People
  readonly standing: Standing
}

type Opened = Awaited<ReturnType<Organisations['open']>>

export function createOrganisations(deps: OrganisationsDependencies): Organisations {
  const { db, writes, sealer, clock, people, standing } = deps

  /** One code, one name and contact; one mobile, one customer. Answers whether it has an account already. */
  async function check(customerId: string, order: OrganisationOpening): Promise<boolean> {
    const known = await people.person(customerId)
    if (known && known.name !== order.name) throw new BankError('ORGANISATION_DIFFERS', { field: 'name' })
    if (known && known.mobile !== order.contactMobile) {
      throw new BankError('ORGANISATION_DIFFERS', { field: 'contactMobile' })
    }
    // Its own, when another counter opens it in between: the write path tells the one from the other.
    const holder = known ?? (await people.findByMobile(order.contactMobile))
    if (holder && holder.customerId !== customerId) throw new BankError('MOBILE_TAKEN', { field: 'contactMobile' })
    return known !== undefined
  }

  /** The visitor becomes a customer, identified from the start: somebody stood at the counter with its papers. */
  const becomesCustomer = (customerId: string, order: OrganisationOpening, at: number): RecordChange => ({
    update: 'customers',
    where: { id: customerId, stage: 'visitor' },
    set: {
      stage: 'customer',
      became_customer_at: at,
      name_sealed: sealer.seal(order.name),
      mobile_sealed: sealer.seal(order.contactMobile),
      mobile_index: mobileIndex(sealer, order.contactMobile),
      identified_at: at,
      identified_branch: order.branch,
      identified_teller: order.teller,
    },
  })

  async function openOnce(customerId: string, order: OrganisationOpening): Promise<Opened> {
    const { name, contactMobile, purpose } = order
    // In this order: an account that another counter opens in between is not answered to whom the check would refuse.
    const held = (await accountsOf(db, customerId)).find((account) => account.class === purpose)
    const known = await check(customerId, order)
    if (held) return { customerId, accountId: held.id }
    const guard = await standing.guard(customerId)
    const at = clock.now()
    const accountId = v7()
    const number = await newAccountNumber(db, sealer)
    const opened = opening(
      { customerId, accountId, class: purpose, number, linkId: null, at, place: null, card: null },
      sealer,
    )
    return writes.submit<Opened>({
      owner: customerId,
      id: derivedId(`${purpose}-opening`, customerId, customerId),
      kind: 'organisation-opening',
      // A hash of it is stored: keyed, for names and numbers can be guessed.
      content: Buffer.from(sealer.index('organisation', JSON.stringify([name, contactMobile]))).toString('hex'),
      accounts: guard.accounts,
      counters: guard.counters,
      authorisation: null,
      decide(seen) {
        guard.refuse(seen)
        return {
          opens: opened.opens,
          movements: [],
          count: [],
          records: known ? opened.records : [becomesCustomer(customerId, order, at), ...opened.records],
          outbox: [],
          answer: { customerId, accountId },
        }
      },
    })
  }

  async function open(asked: OrganisationOpening): Promise<Opened> {
    const order = { ...asked, name: asked.name.trim() }
    if (order.name === '' || order.name.length > LONGEST_NAME) {
      throw new BankError('ORGANISATION_NAME_INVALID', { field: 'name' })
    }
    if (!isCreditCode(order.creditCode)) throw new BankError('ORGANISATION_CODE_INVALID', { field: 'creditCode' })
    if (!isMobile(order.contactMobile)) throw new BankError('MOBILE_INVALID', { field: 'contactMobile' })
    const customerId = await organisationByCreditCode(db, sealer, { creditCode: order.creditCode, at: clock.now() })
    try {
      return await openOnce(customerId, order)
    } catch (error) {
      if (error instanceof BankError && error.code !== 'ID_REUSED') throw error
      // Another counter was first just now: what it wrote decides.
      return openOnce(customerId, order)
    }
  }

  return { open }
}
