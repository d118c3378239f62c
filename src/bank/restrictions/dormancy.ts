/**
 * Accounts that nobody used in the months after their opening (银发〔2016〕261号: no transaction record, so money in counts
 * as well as money out). The clock looks at each account once: a reminder some days before, then either a suspension or
 * never again; a later idle time is no dormancy. People's accounts only: an organisation comes to the branch.
 *
 * Waking up asks the bound card's bank again whether card, name, ID number and mobile are still one person's.
 */
import type { VerificationConnector } from '../../connectors/outside.ts'
import { addDays, addMonths, businessDate, startOfDate } from '../../contract/dates.ts'
import type { Answer, Body } from '../../contract/schema/index.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { ownAccount, refOf } from '../accounts/records.ts'
import { askOutside } from '../asking.ts'
import { countAttempt } from '../attempts.ts'
import type { Log } from '../bank.ts'
import { FIFTH } from '../bindings/verification.ts'
import type { Caller, Clock } from '../caller.ts'
import type { Pins, Worker } from '../capabilities.ts'
import type { Core } from '../core.ts'
import { derivedId } from '../derived-id.ts'
import { BankError } from '../errors.ts'
import { smsEntry } from '../messages/messages.ts'
import { orderText } from '../pins/order.ts'
import type { Rules } from '../rules/rules.ts'
import { movesNothing } from '../writes/moves-nothing.ts'
import type { WritePath } from '../writes/write.ts'
import { historyOf, shownRestriction } from './records.ts'
import type { Restricting } from './restricting.ts'

const BATCH = 100
/** A month's last days fall together: 28 to 31 August and six months is 28 February. */
const MONTHS_DIFFER_DAYS = 4

interface DormancyDependencies {
  readonly db: Database
  readonly core: Core
  readonly writes: WritePath
  readonly clock: Clock
  readonly rules: Rules
  readonly log: Log
  readonly restricting: Restricting
}

interface Young {
  readonly customer_id: string
  readonly id: string
  readonly opened_at: number
  readonly status: string
  readonly dormancy: 'open' | 'reminded'
}

export function createDormancyWorker(deps: DormancyDependencies): Worker {
  const { db, core, writes, clock, rules, log, restricting } = deps
  /** Nothing more falls due on a day that was looked at to its end. */
  let done = ''

  const openedBefore = (state: 'open' | 'reminded', date: string): Promise<Young[]> =>
    db.query<Young>(
      `select customer_id, id, opened_at, status, dormancy from accounts
       where dormancy = $1 and class in ('II', 'III') and opened_at < $2 order by opened_at, id limit $3`,
      [state, startOfDate(date), BATCH],
    )

  /** Answers whether anything was due for an account. */
  async function look(account: Young, today: string, months: number, reminderDays: number): Promise<boolean> {
    const { customer_id: owner, id } = account
    const lastDay = addMonths(businessDate(account.opened_at), months)
    const used = account.status !== 'active' || (await core.postings(db, refOf(account), { limit: 1 })).length > 0
    if (used) {
      await db.query(`update accounts set dormancy = 'judged' where customer_id = $1 and id = $2`, [owner, id])
      return true
    }
    if (today > lastDay) {
      const dormantId = derivedId('dormant', owner, id)
      await restricting.begin(
        { customerId: owner, id: dormantId, accountId: id, kind: 'dormant', endsOn: null, by: 'clock', grounds: null },
        '',
        {
          records: [{ update: 'accounts', where: { customer_id: owner, id }, set: { dormancy: 'judged' } }],
          outbox: [smsEntry(derivedId('dormant-sms', owner, id), { about: 'dormant', to: owner, accountId: id })],
        },
      )
      return true
    }
    if (account.dormancy === 'reminded' || today < addDays(lastDay, -reminderDays)) return false
    const message = { about: 'dormant-soon', to: owner, accountId: id, lastDay } as const
    const key = { owner, id: derivedId('dormancy-reminder', owner, id), kind: 'dormancy.reminder', content: '' }
    await writes.submit(
      movesNothing(key, {
        records: [
          { update: 'accounts', where: { customer_id: owner, id, dormancy: 'open' }, set: { dormancy: 'reminded' } },
        ],
        outbox: [smsEntry(derivedId('dormant-soon-sms', owner, id), message)],
        answer: {},
      }),
    )
    return true
  }

  return {
    name: 'accounts that nobody has used',
    plenty: BATCH,
    async run() {
      const today = businessDate(clock.now())
      if (today === done) return 0
      const months = await rules.on('dormancy.after', '', today)
      const reminderDays = await rules.on('dormancy.reminder', '', today)
      const opened = addDays(addMonths(today, -months), MONTHS_DIFFER_DAYS)
      const young = [
        ...(await openedBefore('open', addDays(opened, reminderDays))),
        ...(await openedBefore('reminded', opened)),
      ]
      let judged = 0
      let failed = 0
      for (const account of young) {
        try {
          if (await look(account, today, months, reminderDays)) judged++
        } catch (error) {
          failed++
          log.error({ err: error, accountId: account.id }, 'an account could not be looked at for dormancy')
        }
      }
      // What was not due yet comes back tomorrow; what failed is looked at again.
      if (judged === 0 && failed === 0) done = today
      return judged
    },
  }
}

interface AwakeningDependencies {
  readonly db: Database
  readonly clock: Clock
  readonly rules: Rules
  readonly sealer: Sealer
  readonly verification: VerificationConnector
  readonly pins: Pick<Pins, 'use'>
  readonly restricting: Restricting
}

interface Elements {
  readonly class: 'II' | 'III'
  readonly number_sealed: Uint8Array
  readonly name_sealed: Uint8Array
  readonly id_number_sealed: Uint8Array
  readonly mobile_sealed: Uint8Array
}

export type Awakening = ReturnType<typeof createAwakening>

export function createAwakening(deps: AwakeningDependencies) {
  const { db, clock, rules, sealer, verification, pins, restricting } = deps

  /** What the account was opened with, as it stands in the records today. */
  async function elementsOf(customerId: string, accountId: string): Promise<Elements | undefined> {
    const rows = await db.query<Elements>(
      `select a.class, k.number_sealed, c.name_sealed, c.id_number_sealed, c.mobile_sealed
       from accounts a join customers c on c.id = a.customer_id
       join cards k on k.customer_id = a.customer_id and k.id = a.card_id
       where a.customer_id = $1 and a.id = $2`,
      [customerId, accountId],
    )
    return rows[0]
  }

  /** Throws IDENTITY_NOT_CONFIRMED, RATE_LIMITED, OUTSIDE_UNAVAILABLE. */
  async function confirmIdentity(customerId: string, accountId: string, questionId: string): Promise<void> {
    const elements = await elementsOf(customerId, accountId)
    if (!elements) throw new BankError('IDENTITY_NOT_CONFIRMED')
    const now = clock.now()
    const today = businessDate(now)
    // The same count as at opening: what the network answers is about people.
    const may = await countAttempt(db, {
      name: 'verification',
      key: sealer.index('person', customerId),
      period: today,
      max: await rules.on('verification.day', '', today),
    })
    if (!may) {
      throw new BankError('RATE_LIMITED', { retryAfter: Math.ceil((startOfDate(addDays(today, 1)) - now) / 1000) })
    }
    const verdict = await askOutside(() =>
      verification.verify(questionId, {
        cardNumber: sealer.open(elements.number_sealed),
        name: sealer.open(elements.name_sealed),
        idNumber: sealer.open(elements.id_number_sealed),
        mobile: sealer.open(elements.mobile_sealed),
      }),
    )
    if (verdict.ok) return
    // A card that may carry this class: the four elements that it was opened on are right.
    const enough = (await rules.on('opening.elements', elements.class, today)) < FIFTH && verdict.why === 'not-eligible'
    if (!enough) throw new BankError('IDENTITY_NOT_CONFIRMED')
  }

  /**
   * Wakes an account up: identity is checked again, the PIN authorises, and the suspension ends. A repeat is told that it
   * has ended and needs neither. Throws NOT_FOUND, RESTRICTION_ENDED when it never slept, what `confirmIdentity` and the
   * PIN throw.
   */
  return async function awaken(
    caller: Caller,
    accountId: string,
    { authorisation }: Body<'POST /v1/accounts/:accountId/awakening'>,
  ): Promise<Answer<'POST /v1/accounts/:accountId/awakening'>> {
    const { customerId } = caller
    await ownAccount(db, customerId, accountId)
    const record = (await historyOf(db, customerId)).find(
      (one) => one.kind === 'dormant' && one.account_id === accountId,
    )
    if (!record) throw new BankError('RESTRICTION_ENDED')
    if (record.ended_at !== null) return shownRestriction(record, sealer)
    const use = await pins.use(caller, orderText({ kind: 'awakening', orderId: record.id }), authorisation)
    const now = clock.now()
    // Another question each time: what the card's bank has on record may have been put right since the last one.
    await confirmIdentity(customerId, accountId, derivedId(`awakening-${now}`, customerId, record.id))
    return shownRestriction(
      await restricting.end(record, () => ({ at: now, by: 'self' }), { authorisation: use }),
      sealer,
    )
  }
}
