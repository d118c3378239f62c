/**
 * Requests for money as one page of arithmetic, to compare the real ones with. Its laws:
 *
 * 1. A total is split to the fen: what does not divide falls to the asker who counts among the people, else to the first.
 * 2. A share is paid once, or marked as cash, or open; nobody pays two shares of one request, and nobody their own.
 * 3. A payment moves the share from payer to asker, and counts for both, that day and year. What the limits of either, or
 *    the balance, do not let is refused, and nothing moves.
 * 4. From its time on, and once withdrawn, nothing of a request is paid. What was paid stays so.
 * 5. An order happens once, however often it is sent.
 */
import { Model as Accounts } from '../classes/model.ts'
import type { ClassName, Opening } from '../histories/people.ts'
import type { Model } from '../histories/replay.ts'
import type { Figures } from '../histories/rules.ts'

interface Share {
  readonly amount: number
  state: 'open' | 'paid' | 'cash'
  by: number | undefined
  /** The moment in which it was settled last. */
  settledAt: number
}
interface Request {
  readonly asker: number
  readonly expiresAt: number
  readonly shares: readonly Share[]
  withdrawnAt: number | undefined
}

/** People, requests and orders are numbers; fen. The id of a request is that of the order that made it. */
export type Event =
  | {
      readonly kind: 'ask'
      readonly id: number
      readonly asker: number
      readonly total: number
      readonly people: number
      readonly counts: boolean
    }
  | {
      readonly kind: 'pay'
      readonly id: number
      readonly payer: number
      readonly request: number
      readonly amount: number
      /** Which share it was, once it is paid: any open one of the amount will do. */
      readonly n?: number
    }
  | { readonly kind: 'withdraw'; readonly id: number; readonly request: number }
  | {
      readonly kind: 'cash'
      readonly id: number
      readonly request: number
      readonly n: number
      readonly cash: boolean
    }

interface Terms {
  readonly figures: (accountClass: ClassName, date: string) => Figures
  readonly lifeMs: number
  readonly mostPeople: number
}

const NEVER = Number.NEGATIVE_INFINITY

export class RequestModel implements Model<Event> {
  readonly accounts: Accounts
  readonly requests = new Map<number, Request>()
  /** Orders that were carried out, as they were asked for. */
  readonly done = new Map<number, string>()
  readonly #terms: Terms

  constructor(opening: readonly Opening[], terms: Terms) {
    this.accounts = new Accounts(opening, terms.figures)
    this.#terms = terms
  }

  request(id: number): Request {
    const request = this.requests.get(id)
    if (!request) throw new Error(`no request ${id}`)
    return request
  }

  /** The amount that whoever opens its link is shown. */
  shown(id: number): number {
    const { shares } = this.request(id)
    return (shares.find(({ state }) => state === 'open') ?? shares[0])?.amount ?? 0
  }

  outcomes(event: Event, now: number, date: string): readonly string[] {
    const before = this.done.get(event.id)
    if (before !== undefined) return [before === contentOf(event) ? 'done' : 'ID_REUSED']
    switch (event.kind) {
      case 'ask':
        return [this.#asking(event)]
      case 'pay':
        return this.#paying(event, now, date)
      case 'withdraw': {
        const settledAt = settledOf(this.request(event.request))
        if (settledAt === undefined) return ['done']
        return ['PAYMENT_REQUEST_PAID', ...(settledAt === now ? ['done'] : [])]
      }
      case 'cash': {
        const share = this.request(event.request).shares[event.n - 1]
        if (!share) return ['NOT_FOUND']
        return [share.state === (event.cash ? 'open' : 'cash') ? 'done' : 'PAYMENT_REQUEST_CHANGED']
      }
    }
  }

  apply(event: Event, now: number, date: string): void {
    if (this.done.has(event.id)) return
    this.done.set(event.id, contentOf(event))
    if (event.kind === 'ask') this.#ask(event, now)
    else if (event.kind === 'pay') this.#pay(event, now, date)
    else if (event.kind === 'withdraw') this.request(event.request).withdrawnAt ??= now
    else this.#settle(event.request, event.n, { state: event.cash ? 'cash' : 'open', by: undefined, settledAt: now })
  }

  #pay({ id, request, payer, amount, n = 0 }: Extract<Event, { kind: 'pay' }>, now: number, date: string): void {
    const { asker, shares } = this.request(request)
    const share = shares[n - 1]
    if (share?.state !== 'open' || share.amount !== amount)
      throw new Error(`share ${n} of ${request} was paid, but it is ${JSON.stringify(share)}`)
    this.#settle(request, n, { state: 'paid', by: payer, settledAt: now })
    this.accounts.play({ kind: 'transfer', id, from: payer, to: asker, amount }, date)
  }

  #settle(request: number, n: number, how: Pick<Share, 'state' | 'by' | 'settledAt'>): void {
    Object.assign(this.request(request).shares[n - 1] ?? {}, how)
  }

  #asking({ asker, people }: Extract<Event, { kind: 'ask' }>): string {
    if (people > this.#terms.mostPeople) return 'PAYMENT_REQUEST_PEOPLE'
    return this.accounts.isOpen(asker) ? 'done' : 'PAYMENT_REQUEST_ACCOUNT'
  }

  /**
   * What is so at rest is told first. What has come about in this very moment may not have been so yet when the payment
   * looked at the request: then it may be told what comes after.
   */
  #paying(event: Extract<Event, { kind: 'pay' }>, now: number, date: string): readonly string[] {
    const { asker } = this.request(event.request)
    const told: string[] = []
    for (const [code, since] of this.#against(event, now)) {
      told.push(code)
      if (since !== now) return told
    }
    const money = this.accounts.transferable({ from: event.payer, to: asker, amount: event.amount }, date)
    return told.length > 0 && money === 'done' ? told : [...told, money]
  }

  /** Reasons against a payment, and since when they hold. */
  *#against({ request: id, payer, amount }: Extract<Event, { kind: 'pay' }>, now: number): Generator<[string, number]> {
    const request = this.request(id)
    if (request.asker === payer) yield ['PAYMENT_REQUEST_OWN', NEVER]
    const own = request.shares.find(({ by }) => by === payer)
    if (own) yield ['PAYMENT_REQUEST_PAID_BY_YOU', own.settledAt]
    const settledAt = settledOf(request)
    if (settledAt !== undefined) yield ['PAYMENT_REQUEST_PAID', settledAt]
    if (request.withdrawnAt !== undefined) yield ['PAYMENT_REQUEST_WITHDRAWN', request.withdrawnAt]
    if (now >= request.expiresAt) yield ['PAYMENT_REQUEST_ENDED', NEVER]
    const fitting = request.shares.filter((share) => share.amount === amount)
    if (!fitting.some(({ state }) => state === 'open'))
      yield ['PAYMENT_REQUEST_CHANGED', Math.max(NEVER, ...fitting.map((share) => share.settledAt))]
  }

  #ask({ id, asker, total, people, counts }: Extract<Event, { kind: 'ask' }>, now: number): void {
    const rest = total % people
    const each = (total - rest) / people
    const amounts = Array.from({ length: people - Number(counts) }, (_, n) => each + (!counts && n < rest ? 1 : 0))
    this.requests.set(id, {
      ...{ asker, expiresAt: now + this.#terms.lifeMs, withdrawnAt: undefined },
      shares: amounts.map((amount) => ({ amount, state: 'open', by: undefined, settledAt: NEVER })),
    })
  }
}

/** Since when all of its shares are settled; undefined while one is open. */
const settledOf = ({ shares }: Request): number | undefined =>
  shares.some(({ state }) => state === 'open') ? undefined : Math.max(...shares.map(({ settledAt }) => settledAt))

const contentOf = (event: Event): string => JSON.stringify({ ...event, n: event.kind === 'cash' ? event.n : undefined })
