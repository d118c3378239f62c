import type { Answer, Body } from '../../contract/schema/index.ts'
import { call } from './api.ts'
import { storage } from './platform.ts'
import { asCallError, type CallError } from './problem.ts'
import { currentMe } from './session.ts'

/**
 * An order is stored with its id before it is sent, and forgotten when its answer is here. If the answer was lost (no
 * network, the mini-program closed), the next open sends the same order again with the same id: the gateway gives the
 * one answer there is. An order that never arrived is refused then, for its authorisation is over after minutes; so
 * nothing moves behind a person's back.
 */
export interface Orders {
  'POST /v1/transfers': Omit<Body<'POST /v1/transfers'>, 'authorisation'>
  'POST /v1/transfers/:transferId/return': Omit<Body<'POST /v1/transfers/:transferId/return'>, 'authorisation'> & {
    transferId: string
  }
  'POST /v1/card-transfers': Omit<Body<'POST /v1/card-transfers'>, 'authorisation'>
  'POST /v1/scheduled-transfers': Omit<Body<'POST /v1/scheduled-transfers'>, 'authorisation'>
  'POST /v1/topups': Omit<Body<'POST /v1/topups'>, 'authorisation'>
  'POST /v1/claimables': Omit<Body<'POST /v1/claimables'>, 'authorisation'>
  'POST /v1/payment-requests/opened/:token/payments': Omit<
    Body<'POST /v1/payment-requests/opened/:token/payments'>,
    'authorisation'
  > & { token: string }
  'POST /v1/deposits': Omit<Body<'POST /v1/deposits'>, 'authorisation'>
  'POST /v1/deposits/:depositId/withdrawal': Omit<Body<'POST /v1/deposits/:depositId/withdrawal'>, 'authorisation'> & {
    depositId: string
  }
  'POST /v1/accounts': Omit<Body<'POST /v1/accounts'>, 'authorisation'>
  'POST /v1/accounts/:accountId/upgrade': Omit<Body<'POST /v1/accounts/:accountId/upgrade'>, 'authorisation'> & {
    accountId: string
  }
  'POST /v1/accounts/:accountId/closure': Omit<Body<'POST /v1/accounts/:accountId/closure'>, 'authorisation'> & {
    accountId: string
  }
}
export type OrderRoute = keyof Orders

type Authorisation = Body<'POST /v1/transfers'>['authorisation']

interface KeptOrder {
  readonly route: OrderRoute
  /** Whose order it is: another person on the same phone does not finish it. */
  readonly customerId: string
  readonly order: {
    readonly id: string
    readonly depositId?: string
    readonly accountId?: string
    readonly token?: string
    readonly transferId?: string
  }
  /** The PIN as it crosses the wire, or what it bought: single use, good for minutes. */
  readonly authorisation: Authorisation
  readonly at: number
}
const keyOf = (id: string) => `order:${id}`
const KEPT_MS = 30 * 86_400_000
const TRIES = 5
/** A crowd does not go by asking again. */
const TRIES_IN_A_CROWD = 3
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

async function sendKept({ route, order, authorisation }: KeptOrder): Promise<unknown> {
  if (route === 'POST /v1/accounts/:accountId/closure') {
    const { accountId = '', id } = order
    return call(route, { params: { accountId }, body: { id, authorisation } })
  }
  if (route === 'POST /v1/payment-requests/opened/:token/payments') {
    const { token = '', ...payment } = order
    return call(route, {
      params: { token },
      body: { ...payment, authorisation } as Body<'POST /v1/payment-requests/opened/:token/payments'>,
    })
  }
  if (route === 'POST /v1/transfers/:transferId/return') {
    const { transferId = '', ...asked } = order
    return call(route, {
      params: { transferId },
      body: { ...asked, authorisation } as Body<'POST /v1/transfers/:transferId/return'>,
    })
  }
  const { depositId, ...rest } = order
  const body = { ...rest, authorisation }
  if (route === 'POST /v1/deposits/:depositId/withdrawal') {
    return call(route, { params: { depositId: depositId ?? '' }, body })
  }
  if (route === 'POST /v1/accounts/:accountId/upgrade') {
    const { accountId = '', ...asked } = rest
    return call(route, {
      params: { accountId },
      body: { ...asked, authorisation } as Body<'POST /v1/accounts/:accountId/upgrade'>,
    })
  }
  return call(route, { body } as {
    body: Body<'POST /v1/topups'> &
      Body<'POST /v1/transfers'> &
      Body<'POST /v1/card-transfers'> &
      Body<'POST /v1/scheduled-transfers'> &
      Body<'POST /v1/deposits'> &
      Body<'POST /v1/accounts'> &
      Body<'POST /v1/claimables'>
  })
}

/** The bank has decided: done or refused. A lost answer or request, a bank that is busy or at work on it is not decided. */
const isDecided = ({ problem }: CallError): boolean =>
  !problem.code.startsWith('CLIENT_') &&
  problem.status < 500 &&
  !['IN_PROGRESS', 'RATE_LIMITED', 'REQUEST_TOO_SLOW'].includes(problem.code) &&
  problem.status !== 401

/** How long to wait before the same order is sent again by itself; undefined: the person decides. */
function pauseBefore(turn: number, { problem }: CallError): number | undefined {
  if (problem.code === 'IN_PROGRESS' && turn < TRIES) return turn * 400
  if (problem.code === 'OVERLOADED' && turn < TRIES_IN_A_CROWD) return turn * (problem.retryAfter ?? 2) * 1000
  return undefined
}

/**
 * Sends an order with its authorisation and waits for the answer, asking again with the same id while the bank is at
 * work on it or has too many at the door. Throws CallError; with `isOpen(error)` the outcome is not known yet and the order is kept.
 */
export async function sendOrder<R extends OrderRoute>(
  route: R,
  order: Orders[R],
  authorisation: Authorisation,
): Promise<Answer<R>> {
  const kept: KeptOrder = { route, order, authorisation, customerId: currentMe()?.customerId ?? '', at: Date.now() }
  storage.write(keyOf(order.id), kept)
  for (let turn = 1; ; turn++) {
    try {
      const answer = await sendKept(kept)
      storage.remove(keyOf(order.id))
      return answer as Answer<R>
    } catch (caught) {
      const error = asCallError(caught)
      const pauseMs = pauseBefore(turn, error)
      if (pauseMs !== undefined) {
        await pause(pauseMs)
        continue
      }
      if (isDecided(error)) storage.remove(keyOf(order.id))
      throw error
    }
  }
}

/** Whether nobody knows yet how an order ended: the page then says so and offers to ask again. */
export const isOpen = (error: CallError): boolean => !isDecided(error)

/** What let it through is over: had it arrived, its answer would have come. */
export const neverArrived = ({ code }: CallError): boolean =>
  code === 'AUTHORISATION_INVALID' || code === 'PIN_CHALLENGE_INVALID'

/** Asks again for an order whose answer was lost, by the route on which it went; nothing when it is not kept here. Throws as `sendOrder` does. */
export async function askAgain(id: string): Promise<unknown> {
  const kept = storage.read(keyOf(id)) as KeptOrder | undefined
  return kept && sendOrder(kept.route, kept.order as Orders[OrderRoute], kept.authorisation)
}

/** How an order ended that had been left open. */
export interface FinishedOrder {
  readonly route: OrderRoute
  readonly id: string
  /** The answer, or why there is none. */
  readonly outcome: { readonly answer: unknown } | { readonly error: CallError }
}

/** Finishes what was left open, one after another. Called when the first screen opens; what stays open is tried next time. */
export async function finishOrders(now: number = Date.now()): Promise<FinishedOrder[]> {
  const me = currentMe()
  const finished: FinishedOrder[] = []
  for (const key of storage.keys().filter((name) => name.startsWith('order:'))) {
    const kept = storage.read(key) as KeptOrder
    if (now - kept.at > KEPT_MS) storage.remove(key)
    if (kept.customerId !== me?.customerId || now - kept.at > KEPT_MS) continue
    const { route, order } = kept
    try {
      finished.push({
        route,
        id: order.id,
        outcome: { answer: await sendOrder(route, order as Orders[typeof route], kept.authorisation) },
      })
    } catch (caught) {
      const error = asCallError(caught)
      if (!isOpen(error)) finished.push({ route, id: order.id, outcome: { error } })
    }
  }
  return finished
}
