/** What whoever has the link of a request sees, and the payment of a share. */
import { randomInt } from 'node:crypto'
import type { Answer, Body } from '../../contract/schema/index.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { type People, type Person, shownName } from '../accounts/people.ts'
import { ownAccount } from '../accounts/records.ts'
import type { Caller, Clock } from '../caller.ts'
import { BankError } from '../errors.ts'
import type { PayeesAndReady } from '../payees/payees.ts'
import { orderText } from '../pins/order.ts'
import type { Rules } from '../rules/rules.ts'
import { tokenHash } from '../token.ts'
import type { Paying } from '../transfers/paying.ts'
import type { Aim, Claim } from '../transfers/payment.ts'
import { type RequestWithShares, requestOfToken, type ShareRecord, settledOf, stateOf, titleOf } from './records.ts'

type Opened = Answer<'GET /v1/payment-requests/opened/:token'>
type SharePayment = Body<'POST /v1/payment-requests/opened/:token/payments'>

export interface OpenedDependencies {
  readonly db: Database
  readonly clock: Clock
  readonly rules: Rules
  readonly sealer: Sealer
  readonly people: People
  readonly payees: Pick<PayeesAndReady, 'introduce' | 'meet'>
  readonly pay: Paying
}

const isOpen = ({ state }: ShareRecord): boolean => state === 'open'

export function createOpened({ db, clock, sealer, people, payees, pay }: OpenedDependencies) {
  /** Throws PAYMENT_REQUEST_UNKNOWN, also when its asker has left. */
  async function find(token: string): Promise<{ readonly request: RequestWithShares; readonly asker: Person }> {
    const request = await requestOfToken(db, token)
    const asker = request && (await people.person(request.customer_id))
    if (!asker) throw new BankError('PAYMENT_REQUEST_UNKNOWN')
    return { request, asker }
  }

  const shareOf = ({ shares }: RequestWithShares, payerId?: string): ShareRecord | undefined =>
    payerId === undefined ? undefined : shares.find((share) => share.payer_id === payerId)

  /** `payerId`: of whom a share that they have paid is shown. */
  function opened({ request, asker }: Awaited<ReturnType<typeof find>>, payerId?: string): Opened {
    const shown = shareOf(request, payerId) ?? request.shares.find(isOpen) ?? request.shares[0]
    return {
      maskedName: shownName(asker),
      title: titleOf(sealer, request),
      amount: shown?.amount ?? 0,
      total: request.total,
      people: request.people,
      shares: request.shares.length,
      settled: settledOf(request),
      state: stateOf(request, clock.now()),
      expiresAt: request.expires_at,
    }
  }

  /** Throws why this payer cannot pay: of several reasons the one that says most. */
  function refuseClosed(request: RequestWithShares, payerId: string): void {
    if (request.customer_id === payerId) throw new BankError('PAYMENT_REQUEST_OWN')
    if (shareOf(request, payerId)) throw new BankError('PAYMENT_REQUEST_PAID_BY_YOU')
    const state = stateOf(request, clock.now())
    if (state === 'paid') throw new BankError('PAYMENT_REQUEST_PAID')
    if (state === 'withdrawn') throw new BankError('PAYMENT_REQUEST_WITHDRAWN')
    if (state === 'ended') throw new BankError('PAYMENT_REQUEST_ENDED')
  }

  /** A share of the amount that the payer saw, and who asks for it, as they are now. */
  async function aimAt(payerId: string, token: string, { id, amount }: SharePayment): Promise<Aim> {
    const { request, asker } = await find(token)
    refuseClosed(request, payerId)
    const free = request.shares.filter((share) => isOpen(share) && share.amount === amount)
    // Whoever pays at the same moment takes another one, mostly.
    const share = free[free.length > 0 ? randomInt(free.length) : 0]
    if (!share) throw new BankError('PAYMENT_REQUEST_CHANGED', { field: 'amount' })
    const account = await ownAccount(db, request.customer_id, request.account_id)
    const payee = await payees.introduce(payerId, asker, account).catch((error: unknown) => {
      // It could receive when it asked: why it cannot now is its holder's affair.
      const closed = error instanceof BankError && error.code === 'PAYEE_NOT_IDENTIFIED'
      throw closed ? new BankError('PAYEE_CANNOT_RECEIVE') : error
    })
    return {
      payee,
      payeeId: payee.payeeId,
      note: titleOf(sealer, request),
      claim: claimOf(request, share, { payerId, id }),
    }
  }

  const claimOf = (
    { customer_id, id, expires_at }: RequestWithShares,
    { nth }: ShareRecord,
    payment: { readonly payerId: string; readonly id: string },
  ): Claim => ({
    refuse() {
      if (clock.now() >= expires_at) throw new BankError('PAYMENT_REQUEST_ENDED')
    },
    records: (state) => [
      {
        update: 'payment_requests',
        where: { customer_id, id, state: 'open' },
        set: { changed_at: clock.now() },
      },
      {
        update: 'payment_request_shares',
        where: { customer_id, request_id: id, nth, state: 'open' },
        set: { state, payer_id: payment.payerId, transfer_id: payment.id, settled_at: clock.now() },
      },
    ],
  })

  return {
    open: async (token: string): Promise<Opened> => opened(await find(token)),

    async openMine(
      { customerId }: Caller,
      token: string,
    ): Promise<Answer<'GET /v1/payment-requests/opened/:token/mine'>> {
      const found = await find(token)
      const { customer_id: askerId, account_id: accountId } = found.request
      const met = askerId === customerId ? null : await payees.meet(customerId, askerId, accountId)
      return {
        ...opened(found, customerId),
        payee: met && { payeeId: met.payeeId, known: met.known, reported: met.reported },
        transferId: shareOf(found.request, customerId)?.transfer_id ?? null,
      }
    },

    /**
     * Pays a share: one write moves the money and settles it. A repeat gets the first answer and needs no PIN. Throws
     * PAYMENT_REQUEST_UNKNOWN, _OWN, _PAID_BY_YOU, _PAID, _WITHDRAWN, _ENDED, _CHANGED (no share of that amount is left),
     * and what paying throws (transfers/paying.ts): then nothing moved.
     */
    pay(caller: Caller, token: string, order: SharePayment): Promise<Answer<'GET /v1/transfers/:transferId'>> {
      const { id, accountId, amount, authorisation } = order
      const asked = Buffer.from(tokenHash(token)).toString('hex')
      return pay(caller, {
        id,
        accountId,
        amount,
        authorisation,
        // The words are the asker's.
        written: null,
        authorised: orderText({ kind: 'payment-request', orderId: id, token, amount }),
        key: {
          owner: caller.customerId,
          id,
          kind: 'transfer',
          content: JSON.stringify([accountId, asked, amount]),
        },
        aim: () => aimAt(caller.customerId, token, order),
      })
    },
  }
}
