import type { StaffRole } from '../../contract/choices.ts'
import { addDays, businessDate, startOfDate } from '../../contract/dates.ts'
import { maskCard, maskIdNumber, maskMobile, maskName } from '../../contract/masks.ts'
import type { StaffAnswer, StaffBody } from '../../contract/schema/staff-routes.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { CARD_INDEX, NUMBER_INDEX } from '../accounts/opening.ts'
import { accountsOf, cardsOf, refOf } from '../accounts/records.ts'
import { countAttempt } from '../attempts.ts'
import type { Clock } from '../caller.ts'
import { accountKey, type Core } from '../core.ts'
import { idNumberIndex, mobileIndex } from '../customers/identities.ts'
import { BankError } from '../errors.ts'
import { historyOf, staffRestriction } from '../restrictions/records.ts'
import type { Rules } from '../rules/rules.ts'
import type { StaffCaller } from './caller.ts'
import type { Looks } from './looks.ts'

type Search = StaffBody<'POST /console/api/customer-searches'>
type Found = StaffAnswer<'POST /console/api/customer-searches'>
type Line = Found['customers'][number]
type Seen = StaffAnswer<'POST /console/api/customers/:customerId/looks'>

export interface CustomerFile {
  /** Looks for a customer by one of their numbers. Recorded, found or not. Throws STAFF_SEARCH_LIMIT. */
  search(caller: StaffCaller, search: Search): Promise<Found>
  /** Everything about one customer that the caller's roles need, masked. Recorded. Throws NOT_FOUND. */
  look(caller: StaffCaller, customerId: string, reason: string): Promise<Seen>
  /** Who it is, masked, and nothing of a visitor or of who has left; whoever asks has recorded the look. */
  line(customerId: string): Promise<Line>
}

interface CustomerRow {
  readonly id: string
  readonly name_sealed: Uint8Array
  readonly mobile_sealed: Uint8Array
  readonly id_number_sealed: Uint8Array | null
  readonly organisation: boolean
  readonly became_customer_at: number | null
  readonly created_at: number
  readonly id_valid_until: string | null
  readonly identified_at: number | null
  readonly identified_branch: string | null
  readonly identified_teller: string | null
}

const CUSTOMER = `select c.id, c.name_sealed, c.mobile_sealed, c.id_number_sealed, c.became_customer_at, c.created_at,
  c.credit_code_index is not null as organisation, c.id_valid_until, c.identified_at, c.identified_branch,
  c.identified_teller from customers c`
/** Whoever answers 'when did my money come' needs no balance; whoever judges where it went does. */
const SEE_BALANCES: readonly StaffRole[] = ['risk']

export function createCustomerFile(deps: {
  db: Database
  core: Core
  sealer: Sealer
  clock: Clock
  rules: Rules
  looks: Looks
}): CustomerFile {
  const { db, core, sealer, clock, rules, looks } = deps

  const lineOf = (row: CustomerRow): Line => {
    const name = sealer.open(row.name_sealed)
    return {
      customerId: row.id,
      // An organisation's name is public.
      maskedName: row.organisation ? name : maskName(name),
      maskedMobile: maskMobile(sealer.open(row.mobile_sealed)),
      maskedIdNumber: row.id_number_sealed && maskIdNumber(sealer.open(row.id_number_sealed)),
    }
  }

  async function customer(id: string): Promise<CustomerRow | undefined> {
    const [row] = await db.query<CustomerRow>(`${CUSTOMER} where c.id = $1 and c.stage = 'customer'`, [id])
    return row
  }

  /** By the blind index of what was asked for: nothing is opened to find somebody. */
  function found({ by, value }: Search): Promise<CustomerRow[]> {
    switch (by) {
      case 'mobile':
        // The old and the young may share one with family.
        return db.query(`${CUSTOMER} where c.mobile_index = $1 and c.stage = 'customer' order by c.mobile_place`, [
          mobileIndex(sealer, value),
        ])
      case 'id-number':
        return db.query(`${CUSTOMER} where c.id_number_index = $1 and c.stage = 'customer'`, [
          idNumberIndex(sealer, value),
        ])
      case 'account-number':
        return db.query(`${CUSTOMER} join accounts a on a.customer_id = c.id where a.number_index = $1`, [
          sealer.index(NUMBER_INDEX, value),
        ])
      case 'card-number':
        return db.query(`${CUSTOMER} join cards k on k.customer_id = c.id where k.number_index = $1`, [
          sealer.index(CARD_INDEX, value),
        ])
    }
  }

  /** Counted before anything is found, because an answer of 'nobody' tells something too. */
  async function count(staffId: string): Promise<void> {
    const now = clock.now()
    const today = businessDate(now)
    const may = await countAttempt(db, {
      name: 'staff-search',
      key: Buffer.from(staffId),
      period: today,
      max: await rules.on('staff-search.day', '', today),
    })
    if (may) return
    const tomorrow = startOfDate(addDays(today, 1))
    throw new BankError('STAFF_SEARCH_LIMIT', { retryAfter: Math.ceil((tomorrow - now) / 1000) })
  }

  /** The standing check behind `identified_at`, unless it was made before checks were recorded here. */
  async function identification(row: CustomerRow): Promise<Seen['identified']> {
    if (row.identified_at === null) return null
    const [check] = await db.query<{ id: string }>(
      `select id from identifications where customer_id = $1 and result = 'passed' and withdrawn_at is null`,
      [row.id],
    )
    return {
      id: check?.id ?? null,
      at: row.identified_at,
      branch: row.identified_branch ?? '',
      teller: row.identified_teller ?? '',
    }
  }

  return {
    async search(caller, search) {
      await count(caller.staffId)
      const rows = await found(search)
      const reason = search.reason.trim()
      const look = { occasion: 'search', reason } as const
      const by = `by:${search.by}`
      if (rows.length === 0) await looks.record(caller, { ...look, customerId: null, fields: [by] })
      for (const { id } of rows) {
        await looks.record(caller, { ...look, customerId: id, fields: [by, 'name', 'mobile', 'id-number'] })
      }
      return { customers: rows.map(lineOf) }
    },

    async look(caller, customerId, reason) {
      const row = await customer(customerId)
      if (!row) throw new BankError('NOT_FOUND')
      const seesBalances = SEE_BALANCES.some((role) => caller.roles.includes(role))
      const fields = ['name', 'mobile', 'id-number', 'identification', 'accounts', 'cards', 'restrictions']
      await looks.record(caller, {
        customerId,
        occasion: 'customer',
        fields: seesBalances ? [...fields, 'balances'] : fields,
        reason: reason.trim(),
      })
      const [accounts, cards, restrictions] = await Promise.all([
        accountsOf(db, customerId),
        cardsOf(db, customerId),
        historyOf(db, customerId),
      ])
      const balances = seesBalances ? await core.balances(db, accounts.map(refOf)) : new Map()
      return {
        ...lineOf(row),
        organisation: row.organisation,
        since: row.became_customer_at ?? row.created_at,
        idValidUntil: row.id_valid_until,
        identified: await identification(row),
        accounts: accounts.map((account) => ({
          id: account.id,
          class: account.class,
          maskedNumber: maskCard(sealer.open(account.number_sealed)),
          status: account.status,
          openedAt: account.opened_at,
          balance: balances.get(accountKey(refOf(account)))?.posted ?? null,
        })),
        cards: cards.map(({ bank_name, bank_name_en, kind, last4 }) => ({
          bankName: caller.language === 'zh' ? bank_name : bank_name_en,
          kind,
          last4,
        })),
        restrictions: restrictions.map((record) => staffRestriction(record, sealer)),
      }
    },

    async line(customerId) {
      const row = await customer(customerId)
      return row ? lineOf(row) : { customerId, maskedName: '', maskedMobile: null, maskedIdNumber: null }
    },
  }
}
