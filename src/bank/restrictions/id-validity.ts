/**
 * The ID card's last day: its holder is reminded twice before it and told when it is over; after the days of grace that
 * count from that message non-counter business is suspended, until the holder tells the new card's validity. With it they
 * may tell what due diligence asks beside, which is wanted of Class III accounts that much went through (id-due.ts).
 */
import { addDays, businessDate } from '../../contract/dates.ts'
import type { Answer, Body } from '../../contract/schema/index.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import type { Log } from '../bank.ts'
import type { Caller, Clock } from '../caller.ts'
import type { Customers, Pins, Worker } from '../capabilities.ts'
import type { CustomerRecords } from '../customers/customers.ts'
import { diligenceColumns } from '../customers/diligence.ts'
import { derivedId } from '../derived-id.ts'
import { BankError } from '../errors.ts'
import { smsEntry } from '../messages/messages.ts'
import { orderText } from '../pins/order.ts'
import type { Rules } from '../rules/rules.ts'
import { movesNothing } from '../writes/moves-nothing.ts'
import type { RecordChange, WritePath } from '../writes/write.ts'
import type { IdCollected } from './id-due.ts'
import { restrictionsOf } from './records.ts'
import type { Restricting } from './restricting.ts'

const BATCH = 100

/** How far a customer has been told: 90 days before, 30 days before, at the end; then suspended. */
const SOON = 1
const VERY_SOON = 2
const EXPIRED = 3
const SUSPENDED = 4

interface Days {
  readonly first: number
  readonly second: number
  readonly grace: number
}

interface Holder {
  readonly id: string
  readonly id_valid_until: string
  readonly id_told: number
  readonly id_told_on: string | null
}

/** What is due for a customer on a business date: the latest step alone, for a reminder that came too late says nothing. */
function stepOf({ id_valid_until: last, id_told: told, id_told_on: on }: Holder, today: string, days: Days) {
  if (told === EXPIRED) return on !== null && addDays(on, days.grace) <= today ? SUSPENDED : undefined
  if (today > last) return EXPIRED
  if (told < VERY_SOON && today >= addDays(last, -days.second)) return VERY_SOON
  return told < SOON && today >= addDays(last, -days.first) ? SOON : undefined
}

interface IdValidityDependencies {
  readonly db: Database
  readonly writes: WritePath
  readonly clock: Clock
  readonly rules: Rules
  readonly log: Log
  readonly restricting: Restricting
}

export function createIdValidityWorker(deps: IdValidityDependencies): Worker {
  const { db, writes, clock, rules, log, restricting } = deps
  /** Nothing more falls due on a day that was looked at to its end. */
  let done = ''

  const due = (today: string, { first, second, grace }: Days): Promise<Holder[]> =>
    db.query<Holder>(
      `select id, id_valid_until, id_told, id_told_on from customers
       where id_valid_until is not null and stage = 'customer' and id_told < 4
         and ((id_told = 0 and id_valid_until <= $1) or (id_told = 1 and id_valid_until <= $2)
           or (id_told = 2 and id_valid_until < $3) or (id_told = 3 and id_told_on <= $4))
       order by id_valid_until, id limit $5`,
      [addDays(today, first), addDays(today, second), today, addDays(today, -grace), BATCH],
    )

  async function take(holder: Holder, today: string, days: Days): Promise<void> {
    const step = stepOf(holder, today, days)
    if (step === undefined) return
    const { id: owner, id_valid_until: validUntil, id_told } = holder
    const noted: RecordChange = {
      update: 'customers',
      where: { id: owner, id_told, id_valid_until: validUntil },
      set: { id_told: step, id_told_on: today },
    }
    const id = derivedId(`id-validity-${step}-${validUntil}-${today}`, owner, owner)
    const tell = (about: 'id-expiring' | 'id-expired' | 'id-suspended') =>
      smsEntry(id, { about, to: owner, validUntil, suspendedFrom: addDays(today, days.grace) })
    if (step === SUSPENDED) {
      await restricting.begin(
        { customerId: owner, id, accountId: null, kind: 'id-expired', endsOn: null, by: 'clock', grounds: null },
        '',
        { records: [noted], outbox: [tell('id-suspended')] },
      )
      return
    }
    const outbox = [tell(step === EXPIRED ? 'id-expired' : 'id-expiring')]
    await writes.submit(
      movesNothing({ owner, id, kind: 'id-validity.reminder', content: '' }, { records: [noted], outbox, answer: {} }),
    )
  }

  return {
    name: 'ID cards that expire',
    plenty: BATCH,
    async run() {
      const today = businessDate(clock.now())
      if (today === done) return 0
      const [first, second, grace] = await Promise.all([
        rules.on('id-reminder.first', '', today),
        rules.on('id-reminder.second', '', today),
        rules.on('id.grace', '', today),
      ])
      const days = { first, second, grace }
      const holders = await due(today, days)
      let failed = 0
      for (const holder of holders) {
        try {
          await take(holder, today, days)
        } catch (error) {
          failed++
          // Another process, or the holder, was at the same row: whoever comes next sees how it stands.
          log.error({ err: error, customerId: holder.id }, 'the validity of an ID card could not be looked at')
        }
      }
      if (holders.length === 0) done = today
      return holders.length - failed
    },
  }
}

interface RenewalDependencies {
  readonly db: Database
  readonly writes: WritePath
  readonly clock: Clock
  readonly customers: Pick<Customers, 'me'> & Pick<CustomerRecords, 'known'>
  readonly idCollected: IdCollected
  readonly sealer: Sealer
  readonly pins: Pick<Pins, 'use'>
  readonly restricting: Restricting
}

type Renewed = Body<'POST /v1/me/id-validity'>
export type Renewal = ReturnType<typeof createRenewal>

/**
 * The ID card's last day (null: valid for life) is told, perhaps with what due diligence asks beside it, and the PIN
 * authorises; what an old one's end had suspended is free again by the same write, and what the missing details had, right
 * after it. A repeat needs no PIN. Throws ID_EXPIRED for a date that is over, ACCOUNT_REQUIRED, what the PIN throws,
 * ID_REUSED.
 */
export function createRenewal(deps: RenewalDependencies) {
  const { db, writes, clock, sealer, customers, pins, restricting, idCollected } = deps

  /** What was asked, as it is compared with a repeat. Its hash is stored, and where somebody lives can be guessed: keyed. */
  const contentOf = (validUntil: string | null, details: Renewed['details']): string =>
    details === undefined
      ? JSON.stringify([validUntil])
      : Buffer.from(sealer.index('id-details', JSON.stringify([validUntil, details]))).toString('hex')

  return async function renew(caller: Caller, order: Renewed): Promise<Answer<'POST /v1/me/id-validity'>> {
    const { id, validUntil, details, authorisation } = order
    const owner = caller.customerId
    const key = { owner, id, kind: 'id-validity', content: contentOf(validUntil, details) }
    if (await writes.earlier(key)) return customers.me(caller)
    if (validUntil !== null && validUntil < businessDate(clock.now())) {
      throw new BankError('ID_EXPIRED', { field: 'validUntil' })
    }
    const person = await customers.known(owner)
    if (!person) throw new BankError('ACCOUNT_REQUIRED')
    const told = details
      ? diligenceColumns({ ...details, idValidUntil: validUntil }, person.diligence.taxResidency, sealer)
      : { id_valid_until: validUntil }
    const authorised = orderText({ kind: 'id-validity', orderId: id, validUntil, ...(details ? { details } : {}) })
    const use = await pins.use(caller, authorised, authorisation)
    await restricting.again(async () => {
      const [holder] = await db.query<{ id_told: number }>(
        `select id_told from customers where id = $1 and stage = 'customer' and id_number_sealed is not null`,
        [owner],
      )
      if (!holder) throw new BankError('ACCOUNT_REQUIRED')
      const expired = (await restrictionsOf(db, owner)).find(({ kind }) => kind === 'id-expired')
      const lifted = expired && (await restricting.lifting(expired, { at: clock.now(), by: 'self' }))
      await writes.submit({
        ...key,
        accounts: lifted?.accounts ?? [],
        counters: lifted?.counters ?? [],
        authorisation: use,
        decide(seen) {
          lifted?.refuse(seen)
          return {
            opens: [],
            movements: [],
            count: lifted?.count ?? [],
            records: [
              {
                update: 'customers',
                // Seen as it was read: the clock may suspend at this very moment, and then there is more to lift.
                where: { id: owner, id_told: holder.id_told },
                set: { ...told, id_told: 0, id_told_on: null },
              },
              ...(lifted?.records ?? []),
            ],
            outbox: [],
            answer: {},
          }
        },
      })
    })
    await idCollected(owner, 'self')
    return customers.me(caller)
  }
}
