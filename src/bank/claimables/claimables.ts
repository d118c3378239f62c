/**
 * bank/claimables/: money sent by a card in the chat. The payer's account holds it from the order on, a hold a share; who
 * opens the card claims a share of it (claims.ts, claiming.ts), and what nobody claims comes back (giving-back.ts). It
 * moves money through the write path alone, reads its own tables, accounts and people, and asks payees/ who was reported.
 */

import { addDays, businessDate, startOfDate } from '../../contract/dates.ts'
import { formatYuan } from '../../contract/money.ts'
import type { Answer, Body } from '../../contract/schema/index.ts'
import { agreedOut } from '../accounts/agreed.ts'
import { ClassChanged, classCounters, refuseChangedClass } from '../accounts/class-change.ts'
import { countersOf, limitsOf, refuseBeyondOut } from '../accounts/limits.ts'
import { refOf, usableAccount } from '../accounts/records.ts'
import { orderAmount } from '../amounts.ts'
import { countAttempt } from '../attempts.ts'
import type { Log } from '../bank.ts'
import type { Caller } from '../caller.ts'
import type { Claimables, Pins } from '../capabilities.ts'
import { BankError } from '../errors.ts'
import type { Notes } from '../notes/notes.ts'
import { plainNote } from '../notes/plain.ts'
import type { PayeesAndReady } from '../payees/payees.ts'
import { orderText } from '../pins/order.ts'
import type { Standing } from '../restrictions/standing.ts'
import { refuseStopped, stopped } from '../restrictions/stops.ts'
import { newToken, tokenHash } from '../token.ts'
import { createClaims } from './claims.ts'
import { giveBack } from './giving-back.ts'
import { type Claimable, newestCards, ownCard, shareHold, shareId, shownCards } from './records.ts'
import type { ToCardDependencies } from './to-card.ts'

export interface ClaimablesDependencies extends ToCardDependencies {
  readonly pins: Pick<Pins, 'use'>
  readonly notes: Notes
  readonly payees: Pick<PayeesAndReady, 'refuseReported' | 'refuseReportedMobile'>
  readonly standing: Standing
  readonly log: Log
}

type Order = Body<'POST /v1/claimables'>

const HOUR_MS = 3_600_000

export function createClaimables(deps: ClaimablesDependencies): Claimables {
  const { db, writes, clock, rules, sealer, people, pins, notes, payees, standing } = deps

  async function get(caller: Caller, id: string): Promise<Claimable> {
    const card = await ownCard(db, caller.customerId, id)
    const [shown] = await shownCards(deps, caller.customerId, [card], clock.now())
    return shown as Claimable
  }

  /** What holds of a card that is made now. */
  async function terms(): Promise<Answer<'GET /v1/claimables/terms'>> {
    const today = businessDate(clock.now())
    const [sharesMost, firstMost, hours] = await Promise.all([
      rules.on('claimables.shares', '', today),
      rules.on('claimables.first', '', today),
      rules.on('claimables.life', '', today),
    ])
    return { sharesMost, firstMost, hours }
  }

  /** Throws CLAIMABLE_SHARES, CLAIMABLE_MOBILE_NEEDED, PAYEE_SELF, CLAIMABLE_FIRST_LIMIT. */
  async function refuseUnfit(caller: Caller, { amount, shares, mode, mobile }: Order): Promise<void> {
    const { sharesMost: max, firstMost: first } = await terms()
    if (shares < 1 || shares > max || (mode === 'named' && shares > 1))
      throw new BankError('CLAIMABLE_SHARES', { field: 'shares', params: { max } })
    if ((mode === 'named') !== (mobile !== undefined))
      throw new BankError('CLAIMABLE_MOBILE_NEEDED', { field: 'mobile' })
    if (mobile !== undefined && (await people.findByMobile(mobile))?.customerId === caller.customerId)
      throw new BankError('PAYEE_SELF', { field: 'mobile' })
    if (mode === 'first' && amount > first)
      throw new BankError('CLAIMABLE_FIRST_LIMIT', { field: 'amount', params: { max: formatYuan(first) } })
  }

  /** Counts it before anything is held. Throws CLAIMABLE_DAY_LIMIT. */
  async function count({ customerId }: Caller, now: number): Promise<void> {
    const today = businessDate(now)
    const max = await rules.on('claimables.day', '', today)
    const key = Buffer.from(customerId)
    if (await countAttempt(db, { name: 'claimable', key, period: today, max })) return
    const retryAfter = Math.ceil((startOfDate(addDays(today, 1)) - now) / 1000)
    throw new BankError('CLAIMABLE_DAY_LIMIT', { retryAfter })
  }

  /**
   * Holds the money and makes the card. A repeat gets the same card and needs no PIN. Throws NOT_FOUND, AMOUNT_INVALID,
   * what stops the account, what refuseUnfit throws, NOTE_REFUSED, NOTE_UNCHECKED, CLAIMABLE_DAY_LIMIT, PAYEE_REPORTED, CLAIMABLE_REPORTED, what the PIN throws, BALANCE_INSUFFICIENT,
   * CLASS_LIMIT_DAY, CLASS_LIMIT_YEAR, ID_REUSED: then nothing is held.
   */
  async function make(caller: Caller, order: Order): Promise<Claimable> {
    const owner = caller.customerId
    const { id, shares, mode, mobile } = order
    const note = plainNote(order.note)
    const whom = mobile === undefined ? null : Buffer.from(sealer.index('mobile', mobile)).toString('hex')
    const content = JSON.stringify([order.accountId, order.amount, shares, mode, whom, note])
    const key = { owner, id, kind: 'claimable', content }
    if (await writes.earlier(key)) return get(caller, id)

    const now = clock.now()
    const today = businessDate(now)
    const amount = orderAmount(order.amount)
    await refuseUnfit(caller, order)
    const total = orderAmount(amount * shares)
    const account = await usableAccount(db, owner, order.accountId)
    await standing.refuse(account, 'out')
    await notes.check(caller, note)
    await count(caller, now)
    // Counted: nobody asks without end which numbers stand on the list.
    if (mobile !== undefined) await payees.refuseReportedMobile(owner, mobile)
    const [limits, hours] = await Promise.all([
      limitsOf(rules, account.class, 'out', today),
      rules.on('claimables.life', '', today),
    ])
    const named = mobile === undefined ? {} : { mobile }
    const authorised = orderText({ kind: 'claimable', orderId: id, amount, shares, mode, ...named }, sealer)
    const authorisation = await pins.use(caller, authorised, order.authorisation)

    const from = refOf(account)
    const out = countersOf(from, 'out', today)
    const agreed = agreedOut(from, today)
    const classes = classCounters(from, account.class)
    const token = newToken()
    const expiresAt = now + hours * HOUR_MS
    const ids = Array.from({ length: shares }, (_, index) => shareId(owner, id, index + 1))
    const held = await writes
      .submit({
        ...key,
        accounts: [from],
        counters: [out.day, out.year, ...agreed.counters, stopped(from, 'out'), ...classes],
        authorisation,
        decide(seen) {
          refuseChangedClass(seen, classes)
          refuseStopped(seen, from, 'out')
          const { available } = seen.balance(from)
          if (total > available) {
            const params = { available: formatYuan(available) }
            throw new BankError('BALANCE_INSUFFICIENT', { field: 'amount', params })
          }
          agreed.refuse(seen, total, shares)
          refuseBeyondOut(seen, out, limits, total)
          return {
            opens: [],
            movements: ids.map((share) => shareHold(from, share, amount, expiresAt)),
            count: [
              ...[out.day, out.year].map((counter) => ({ counter, by: total })),
              { counter: agreed.payments, by: shares },
            ],
            records: [
              {
                insert: 'claimables',
                row: {
                  customer_id: owner,
                  id,
                  account_id: from.id,
                  amount,
                  shares,
                  mode,
                  token_hash: tokenHash(token),
                  token_sealed: sealer.seal(token),
                  mobile_sealed: mobile === undefined ? null : sealer.seal(mobile),
                  note_sealed: note === null ? null : sealer.seal(note),
                  created_at: now,
                  expires_at: expiresAt,
                },
              },
              ...ids.map((share) => ({
                insert: 'claimable_shares',
                row: {
                  customer_id: owner,
                  id: share,
                  claimable_id: id,
                  account_id: from.id,
                  amount,
                  state: 'open',
                  created_at: now,
                  expires_at: expiresAt,
                },
              })),
            ],
            outbox: [],
            answer: { id },
          }
        },
      })
      .catch((error: unknown) => {
        if (error instanceof ClassChanged) return 'changed' as const
        throw error
      })
    // Nothing was stored, and the authorisation is as good as before.
    if (held === 'changed') return make(caller, { ...order, authorisation })
    return get(caller, id)
  }

  /** What is claimed stays claimed. Throws NOT_FOUND, CLAIMABLE_CLAIMED, CLAIMABLE_TAKEN_BACK, CLAIMABLE_EXPIRED, ID_REUSED. */
  async function takeBack(caller: Caller, id: string, order: { readonly id: string }): Promise<Claimable> {
    const owner = caller.customerId
    const card = await ownCard(db, owner, id)
    const key = { owner, id: order.id, kind: 'claimable.take-back', content: id }
    if (await writes.earlier(key)) return get(caller, id)
    try {
      await giveBack(deps, card, 'taken-back', key)
    } catch (refusal) {
      // What its own twin has taken back at the same moment is no refusal.
      if (!(refusal instanceof BankError) || !(await writes.earlier(key))) throw refusal
    }
    return get(caller, id)
  }

  return {
    make,
    get,
    list: async ({ customerId }) => ({
      claimables: await shownCards(deps, customerId, await newestCards(db, customerId), clock.now()),
    }),
    terms,
    takeBack,
    ...createClaims({ ...deps, get }),
  }
}
