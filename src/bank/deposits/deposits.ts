/**
 * bank/deposits/: time deposits. The principal moves from the customer's account into a ledger account of its own that
 * the customer owns (the bank owes it to them); at the end principal and interest go back, the interest out of the
 * bank's interest expense. Buying the bank's own products is outside the class counters (银发〔2016〕302号).
 * It moves money through the write path alone.
 */
import { addMonths, businessDate } from '../../contract/dates.ts'
import { type Fen, formatYuan } from '../../contract/money.ts'
import type { Body } from '../../contract/schema/index.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { entryRecord } from '../accounts/entries.ts'
import { refOf, usableAccount } from '../accounts/records.ts'
import { orderAmount } from '../amounts.ts'
import type { Caller, Clock } from '../caller.ts'
import type { Deposits, Pins, Products } from '../capabilities.ts'
import type { AccountRef } from '../core.ts'
import { derivedId } from '../derived-id.ts'
import { BankError } from '../errors.ts'
import { orderText } from '../pins/order.ts'
import type { Standing } from '../restrictions/standing.ts'
import { refuseStopped, stopped } from '../restrictions/stops.ts'
import type { Rules } from '../rules/rules.ts'
import type { WritePath } from '../writes/write.ts'
import { closing } from './closing.ts'
import { interestAtMaturity } from './interest.ts'
import { type Deposit, depositsOf, ownDeposit, payout, shownDeposit } from './records.ts'

interface DepositsDependencies {
  readonly db: Database
  readonly writes: WritePath
  readonly clock: Clock
  readonly sealer: Sealer
  readonly rules: Rules
  readonly products: Products
  readonly pins: Pick<Pins, 'use'>
  readonly standing: Standing
}

export function createDeposits(deps: DepositsDependencies): Deposits {
  const { db, writes, clock, sealer, rules, products, pins, standing } = deps
  const get = async (caller: Caller, id: string): Promise<Deposit> =>
    shownDeposit(await ownDeposit(db, caller.customerId, id), clock.now())

  /**
   * Makes a deposit at today's rate. A repeat gets the first answer and needs no PIN. Throws NOT_FOUND,
   * ACCOUNT_SUSPENDED, AMOUNT_INVALID, PRODUCT_UNKNOWN, PRODUCT_NOT_ON_SALE, CLASS_UPGRADE_REQUIRED,
   * DEPOSIT_BELOW_MINIMUM, what the PIN throws, BALANCE_INSUFFICIENT, what stops the account, ID_REUSED: then nothing moved.
   */
  async function make(caller: Caller, order: Body<'POST /v1/deposits'>): Promise<Deposit> {
    const owner = caller.customerId
    const now = clock.now()
    const key = {
      owner,
      id: order.id,
      kind: 'deposit',
      content: JSON.stringify([order.accountId, order.productId, order.amount, order.linkId ?? null]),
    }
    if (await writes.earlier(key)) return get(caller, order.id)

    const principal = orderAmount(order.amount)
    const account = await usableAccount(db, owner, order.accountId)
    await standing.refuse(account, 'out')
    const product = await products.get(order.productId, principal)
    // Class III is for small payments and buys no products; these are people's, and no organisation's.
    const mayBuy = await rules.find('products', account.class, businessDate(now))
    if (!product.onSale || mayBuy === undefined) throw new BankError('PRODUCT_NOT_ON_SALE', { field: 'productId' })
    if (mayBuy === 0) throw new BankError('CLASS_UPGRADE_REQUIRED', { field: 'accountId' })
    if (principal < product.minimum) {
      throw new BankError('DEPOSIT_BELOW_MINIMUM', {
        field: 'amount',
        params: { minimum: formatYuan(product.minimum) },
      })
    }
    const from = refOf(account)
    const into: AccountRef = { owner, id: derivedId('deposit-account', owner, order.id) }
    const movementId = derivedId('deposit', owner, order.id)
    const fromDate = businessDate(now)
    const authorised = orderText({
      kind: 'deposit',
      orderId: order.id,
      productId: order.productId,
      amount: principal,
    })
    const authorisation = await pins.use(caller, authorised, order.authorisation)

    await writes.submit({
      ...key,
      accounts: [from],
      counters: [stopped(from, 'out')],
      authorisation,
      decide(seen) {
        refuseStopped(seen, from, 'out')
        refuseBeyond(principal, seen.balance(from).available)
        return {
          opens: [into],
          movements: [
            {
              kind: 'post',
              id: movementId,
              code: 'deposit-made',
              legs: [
                { account: from, amount: -principal },
                { account: into, amount: principal },
              ],
            },
          ],
          count: [],
          records: [
            {
              insert: 'deposits',
              row: {
                customer_id: owner,
                id: order.id,
                account_id: account.id,
                ledger_account_id: into.id,
                product_id: product.id,
                principal,
                rate_percent: product.ratePercent,
                early_rate_percent: product.earlyRatePercent,
                term_months: product.termMonths,
                from_date: fromDate,
                to_date: addMonths(fromDate, product.termMonths),
                interest_at_maturity: interestAtMaturity(principal, product.ratePercent, product.termMonths),
                state: 'running',
                created_at: now,
                link_id: order.linkId ?? null,
              },
            },
            entryRecord(
              {
                customerId: owner,
                movementId,
                kind: 'deposit-made',
                orderId: order.id,
                counterparty: { zh: product.name, en: product.nameEn },
                note: null,
              },
              sealer,
            ),
          ],
          outbox: [],
          answer: { id: order.id },
        }
      },
    })
    return get(caller, order.id)
  }

  /**
   * Takes a deposit out before its last day, at the early rate for the days it stayed; on or after it, all the interest
   * is paid. Throws NOT_FOUND, DEPOSIT_CLOSED, ACCOUNT_SUSPENDED, what stops the account, what the PIN throws, ID_REUSED.
   */
  async function withdraw(
    caller: Caller,
    depositId: string,
    order: Body<'POST /v1/deposits/:depositId/withdrawal'>,
  ): Promise<Deposit> {
    const owner = caller.customerId
    const key = { owner, id: order.id, kind: 'withdrawal', content: depositId }
    if (await writes.earlier(key)) return get(caller, depositId)

    const record = await ownDeposit(db, owner, depositId)
    if (record.state !== 'running') {
      // A twin of this very order may have ended it a moment ago.
      if (await writes.earlier(key)) return get(caller, depositId)
      throw new BankError('DEPOSIT_CLOSED')
    }
    const account = await usableAccount(db, owner, record.account_id)
    await standing.refuse(account, 'withdrawal')
    const now = clock.now()
    const authorised = orderText({ kind: 'withdrawal', orderId: order.id, depositId })
    const authorisation = await pins.use(caller, authorised, order.authorisation)
    const to = refOf(account)
    const paid = payout(record, businessDate(now))
    const closed = closing(record, to, paid, now, sealer)
    await writes.submit({
      ...key,
      ...closed,
      counters: [stopped(to, 'withdrawal')],
      authorisation,
      decide(seen) {
        refuseStopped(seen, to, 'withdrawal')
        return closed.decide(seen)
      },
    })
    return get(caller, depositId)
  }

  return {
    make,
    withdraw,
    get,
    async list(caller) {
      const records = await depositsOf(db, caller.customerId)
      return { deposits: records.map((record) => shownDeposit(record, clock.now())) }
    },
  }
}

function refuseBeyond(amount: Fen, available: Fen): void {
  if (amount > available) {
    throw new BankError('BALANCE_INSUFFICIENT', { field: 'amount', params: { available: formatYuan(available) } })
  }
}
