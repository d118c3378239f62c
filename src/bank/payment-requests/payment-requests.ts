/**
 * bank/payment-requests/: asking for money by a card that is shared in the chat. A customer asks one person for an amount,
 * or splits a bill; whoever has the link pays a share, once and never more shares than there are. The asker's side stands
 * here, the side of who opens the link in opened.ts. It moves money by the one way of transfers/ alone; whatever changes a
 * request is decided under the lock of the account that it asks for.
 */
import { addDays, businessDate, startOfDate } from '../../contract/dates.ts'
import type { Answer, Body } from '../../contract/schema/index.ts'
import { splitEqually } from '../../contract/shares.ts'
import type { Sides } from '../accounts/entries.ts'
import { mayReceive } from '../accounts/receiving.ts'
import { refOf, usableAccount } from '../accounts/records.ts'
import { orderAmount } from '../amounts.ts'
import { countAttempt } from '../attempts.ts'
import type { Caller } from '../caller.ts'
import type { PaymentRequests } from '../capabilities.ts'
import { BankError } from '../errors.ts'
import type { Notes } from '../notes/notes.ts'
import type { Standing } from '../restrictions/standing.ts'
import { refuseStopped, stopped } from '../restrictions/stops.ts'
import { tokenHash } from '../token.ts'
import { RecordChanged } from '../writes/records.ts'
import type { Decision, RecordChange, Write, WriteKey, WritePath } from '../writes/write.ts'
import { createOpened, type OpenedDependencies } from './opened.ts'
import {
  accountOf,
  ownRequest,
  type RequestWithShares,
  requestsOf,
  requestToken,
  settledOf,
  stateOf,
  titleOf,
} from './records.ts'
import { requestTitle } from './title.ts'

type Request = Answer<'GET /v1/payment-requests/:requestId'>
type Listed = Answer<'GET /v1/payment-requests'>['requests'][number]

const DAY_MS = 86_400_000
const LISTED = 50

interface PaymentRequestsDependencies extends OpenedDependencies {
  readonly writes: WritePath
  readonly standing: Standing
  readonly notes: Notes
}

export function createPaymentRequests(deps: PaymentRequestsDependencies): PaymentRequests {
  const { db, writes, clock, rules, sealer, people, standing, notes } = deps

  const listed = (request: RequestWithShares): Listed => ({
    id: request.id,
    title: titleOf(sealer, request),
    total: request.total,
    people: request.people,
    state: stateOf(request, clock.now()),
    shares: request.shares.length,
    settled: settledOf(request),
    received: request.shares.reduce((sum, { state, amount }) => (state === 'paid' ? sum + amount : sum), 0),
    createdAt: request.created_at,
    expiresAt: request.expires_at,
  })

  /** Payers as the asker's statement names them. */
  async function payersOf({ customer_id, id }: RequestWithShares): Promise<ReadonlyMap<number, string>> {
    const rows = await db.query<{ nth: number; sides_sealed: Uint8Array | null }>(
      `select s.nth, t.sides_sealed from payment_request_shares s
       join transfers t on t.payer_id = s.payer_id and t.id = s.transfer_id
       where s.customer_id = $1 and s.request_id = $2`,
      [customer_id, id],
    )
    return new Map(
      rows.flatMap(({ nth, sides_sealed: sealed }) =>
        sealed ? [[nth, (JSON.parse(sealer.open(sealed)) as Sides).payer.name] as const] : [],
      ),
    )
  }

  async function show(request: RequestWithShares): Promise<Request> {
    const names = await payersOf(request)
    const asked = request.shares.reduce((sum, { amount }) => sum + amount, 0)
    return {
      ...listed(request),
      token: requestToken(sealer, { customerId: request.customer_id, id: request.id }),
      askerShare: request.asker_counts ? request.total - asked : null,
      each: request.shares.map(({ nth, amount, state, transfer_id, settled_at }) => ({
        n: nth,
        amount,
        state,
        name: names.get(nth) ?? null,
        transferId: state === 'paid' ? transfer_id : null,
        at: settled_at,
      })),
    }
  }

  /** Throws NOT_FOUND, for anyone else's too. */
  async function own(customerId: string, id: string): Promise<RequestWithShares> {
    const request = await ownRequest(db, customerId, id)
    if (!request) throw new BankError('NOT_FOUND')
    return request
  }

  const get = async ({ customerId }: Caller, id: string): Promise<Request> => show(await own(customerId, id))

  /** Throws PAYMENT_REQUEST_PEOPLE and AMOUNT_INVALID when there is less than a fen for each. */
  async function split({ total, people: count, askerCounts }: Body<'POST /v1/payment-requests'>, date: string) {
    const max = await rules.on('payment-requests.people', '', date)
    const sound = Number.isSafeInteger(count) && count >= (askerCounts ? 2 : 1) && count <= max
    if (!sound) throw new BankError('PAYMENT_REQUEST_PEOPLE', { field: 'people', params: { max } })
    const found = splitEqually(orderAmount(total), count, askerCounts)
    if (!found) throw new BankError('AMOUNT_INVALID', { field: 'total' })
    return found
  }

  /** Throws PAYMENT_REQUEST_LIMIT, exactly, however much runs at once. */
  async function count(customerId: string, now: number, date: string): Promise<void> {
    const max = await rules.on('payment-requests.day', '', date)
    const key = Buffer.from(customerId)
    if (await countAttempt(db, { name: 'payment-request', key, period: date, max })) return
    const tomorrow = startOfDate(addDays(date, 1))
    throw new BankError('PAYMENT_REQUEST_LIMIT', { retryAfter: Math.ceil((tomorrow - now) / 1000) })
  }

  /**
   * Asks. A repeat is answered by how the request stands. Throws NOT_FOUND, what stops the account, PAYMENT_REQUEST_ACCOUNT
   * for one that may not receive, PAYMENT_REQUEST_TITLE, PAYMENT_REQUEST_PEOPLE, AMOUNT_INVALID, NOTE_REFUSED, NOTE_UNCHECKED,
   * PAYMENT_REQUEST_LIMIT, ID_REUSED.
   */
  async function make(caller: Caller, order: Body<'POST /v1/payment-requests'>): Promise<Request> {
    const { customerId } = caller
    const { id, accountId, total, people: count_, askerCounts } = order
    const title = requestTitle(order.title)
    const key: WriteKey = {
      owner: customerId,
      id,
      kind: 'payment-request',
      content: JSON.stringify([accountId, title, total, count_, askerCounts]),
    }
    if (await writes.earlier(key)) return get(caller, id)
    const now = clock.now()
    const date = businessDate(now)
    const [account, { shares }, identified, days] = await Promise.all([
      usableAccount(db, customerId, accountId),
      split(order, date),
      people.identified(customerId),
      rules.on('payment-requests.life', '', date),
    ])
    await standing.refuse(account, 'in')
    if (!mayReceive(account, identified)) throw new BankError('PAYMENT_REQUEST_ACCOUNT', { field: 'accountId' })
    await notes.check(caller, title, 'title')
    await count(customerId, now, date)
    const ref = refOf(account)
    const records: RecordChange[] = [
      {
        insert: 'payment_requests',
        row: {
          customer_id: customerId,
          id,
          account_id: accountId,
          token_hash: tokenHash(requestToken(sealer, { customerId, id })),
          title_sealed: title && sealer.seal(title),
          total,
          people: count_,
          asker_counts: askerCounts,
          state: 'open',
          created_at: now,
          expires_at: now + days * DAY_MS,
          changed_at: now,
        },
      },
      ...shares.map((amount, index) => ({
        insert: 'payment_request_shares',
        row: { customer_id: customerId, request_id: id, nth: index + 1, amount, state: 'open' },
      })),
    ]
    await writes.submit({
      ...key,
      accounts: [ref],
      counters: [stopped(ref, 'in')],
      authorisation: null,
      decide(seen) {
        refuseStopped(seen, ref, 'in')
        return written(records, id)
      },
    })
    return get(caller, id)
  }

  /** Changes a request under the lock of its account. */
  const change = (
    request: RequestWithShares,
    key: WriteKey,
    records: readonly RecordChange[],
  ): Write<{ id: string }> => ({
    ...key,
    accounts: [accountOf(request)],
    counters: [],
    authorisation: null,
    decide: () => written(records, request.id),
  })

  const touched = (
    { customer_id, id }: RequestWithShares,
    set: Readonly<Record<string, string>> = {},
  ): RecordChange => ({
    update: 'payment_requests',
    where: { customer_id, id },
    set: { ...set, changed_at: clock.now() },
  })

  return {
    make,
    get,

    async list({ customerId }) {
      return { requests: (await requestsOf(db, customerId, LISTED, clock.now())).map(listed) }
    },

    /** What was paid stays paid; a second one changes nothing. Throws NOT_FOUND, PAYMENT_REQUEST_PAID, ID_REUSED. */
    async withdraw(caller, requestId, { id }) {
      const request = await own(caller.customerId, requestId)
      const key = { owner: caller.customerId, id, kind: 'payment-request.withdrawal', content: requestId }
      if (!(await writes.earlier(key)) && stateOf(request, clock.now()) === 'paid')
        throw new BankError('PAYMENT_REQUEST_PAID')
      await writes.submit(change(request, key, [touched(request, { state: 'withdrawn' })]))
      return get(caller, requestId)
    },

    /** Throws NOT_FOUND, PAYMENT_REQUEST_CHANGED when the share is paid or marked so already, ID_REUSED. */
    async markCash(caller, { requestId, n }, { id, cash }) {
      const request = await own(caller.customerId, requestId)
      if (!request.shares.some((share) => share.nth === n)) throw new BankError('NOT_FOUND')
      const key = {
        owner: caller.customerId,
        id,
        kind: 'payment-request.cash',
        content: JSON.stringify([requestId, n, cash]),
      }
      const marked: RecordChange = {
        update: 'payment_request_shares',
        where: { customer_id: caller.customerId, request_id: requestId, nth: n, state: cash ? 'open' : 'cash' },
        set: { state: cash ? 'cash' : 'open', settled_at: cash ? clock.now() : null },
      }
      await writes.submit(change(request, key, [touched(request), marked])).catch((error: unknown) => {
        throw error instanceof RecordChanged ? new BankError('PAYMENT_REQUEST_CHANGED', { cause: error }) : error
      })
      return get(caller, requestId)
    },

    ...createOpened(deps),
  }
}

const written = (records: readonly RecordChange[], id: string): Decision<{ id: string }> => ({
  opens: [],
  movements: [],
  count: [],
  records,
  outbox: [],
  answer: { id },
})
