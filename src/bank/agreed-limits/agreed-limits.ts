/**
 * bank/agreed-limits/: the limits of their own that customers agree with the bank for payments to others. Lowering one holds
 * at once and needs nothing; raising one, or giving it up, needs the PIN. What they are is decided under the account's lock
 * and stands among its counters (accounts/agreed.ts), where every payment sees it.
 */
import { businessDate } from '../../contract/dates.ts'
import { formatYuan } from '../../contract/money.ts'
import type { Answer, Body } from '../../contract/schema/index.ts'
import type { Database } from '../../storage/database.ts'
import { agreedKeys, agreedLeft, type AgreedLimits as Limits } from '../accounts/agreed.ts'
import { limitsOf, readUsed } from '../accounts/limits.ts'
import { ownClassOne, refOf, usableAccount } from '../accounts/records.ts'
import { standInOf } from '../accounts/stand-in.ts'
import type { Caller, Clock } from '../caller.ts'
import type { AgreedLimits, Pins } from '../capabilities.ts'
import type { AccountRef } from '../core.ts'
import { BankError } from '../errors.ts'
import { limitsText, orderText } from '../pins/order.ts'
import type { Rules } from '../rules/rules.ts'
import type { WritePath } from '../writes/write.ts'

interface AgreedDependencies {
  readonly db: Database
  readonly writes: WritePath
  readonly clock: Clock
  readonly rules: Rules
  readonly pins: Pick<Pins, 'use'>
}

/** What the class lets out, fen; of a Class I account no year is limited. */
interface Allowed {
  readonly ref: AccountRef
  readonly day: number
  readonly year: number | undefined
}

export function createAgreedLimits({ db, writes, clock, rules, pins }: AgreedDependencies): AgreedLimits {
  /** An account, or the stand-in of the Class I account. Throws NOT_FOUND, ACCOUNT_SUSPENDED, ACCOUNT_CLOSING, ACCOUNT_CLOSED. */
  async function allowedOf(customerId: string, id: string, date: string): Promise<Allowed> {
    if (await ownClassOne(db, customerId, id)) {
      const ref = await standInOf(db, customerId)
      if (!ref) throw new Error('a card of our own without its stand-in')
      return { ref, day: await rules.on('transfers.unsigned.day', 'I', date), year: undefined }
    }
    const account = await usableAccount(db, customerId, id)
    return { ref: refOf(account), ...(await limitsOf(rules, account.class, 'out', date)) }
  }

  /** Throws AGREED_LIMIT_TOO_HIGH: above the class nothing can be agreed. */
  function refuseTooHigh({ day, year }: Limits, allowed: Allowed): void {
    const tooHigh = (field: string, limit: number) =>
      new BankError('AGREED_LIMIT_TOO_HIGH', { field, params: { limit: formatYuan(limit) } })
    if (day !== null && day > allowed.day) throw tooHigh('day', allowed.day)
    if (year !== null && allowed.year !== undefined && year > allowed.year) throw tooHigh('year', allowed.year)
  }

  /**
   * Sets all three. A repeat is told how they stand. Throws NOT_FOUND, what the account's state throws, AGREED_LIMIT_TOO_HIGH,
   * AGREED_LIMIT_PIN when one is raised without the PIN, what the PIN throws, ID_REUSED: then they are as before.
   */
  async function set(
    caller: Caller,
    accountId: string,
    order: Body<'POST /v1/accounts/:accountId/agreed-limits'>,
  ): Promise<Answer<'POST /v1/accounts/:accountId/agreed-limits'>> {
    const owner = caller.customerId
    const { id, day, count, year } = order
    const wanted = { day, count, year }
    const date = businessDate(clock.now())
    const allowed = await allowedOf(owner, accountId, date)
    const { ref } = allowed
    const stand = async () => agreedLeft(await readUsed(db, owner), ref, date)
    const key = { owner, id, kind: 'agreed-limits', content: `${accountId}|${limitsText(wanted)}` }
    if (await writes.earlier(key)) return stand()
    refuseTooHigh(wanted, allowed)
    const authorised = orderText({ kind: 'agreed-limits', orderId: id, accountId, ...wanted })
    const authorisation = order.authorisation ? await pins.use(caller, authorised, order.authorisation) : null
    const keys = agreedKeys(ref)
    const names = ['day', 'count', 'year'] as const
    const at = clock.now()
    await writes.submit({
      ...key,
      accounts: [ref],
      counters: Object.values(keys),
      authorisation,
      decide(seen) {
        const changes = names.map((name) => ({
          counter: keys[name],
          was: seen.used(keys[name]),
          now: wanted[name] ?? 0,
        }))
        const raised = changes.some(({ was, now }) => was > 0 && (now === 0 || now > was))
        if (raised && !authorisation) throw new BankError('AGREED_LIMIT_PIN')
        return {
          opens: [],
          movements: [],
          count: changes.flatMap(({ counter, was, now }) => (was === now ? [] : [{ counter, by: now - was }])),
          records: [
            {
              insert: 'limit_agreements',
              row: {
                ...{ customer_id: owner, id, account_id: ref.id, at },
                ...{ day_amount: day, day_count: count, year_amount: year },
              },
            },
          ],
          outbox: [],
          answer: { id },
        }
      },
    })
    return stand()
  }

  return { set }
}
