/**
 * bank/arrivals/: money that comes in, told at once to who has the mini-program open. A caller names how far they know
 * and is answered as soon as there is more, or after a while that there is not. Waiting costs no query: the bell rings
 * after the commit that brought the money (storage/bell.ts), and who was missed by it looks again at the end.
 */
import type { Answer } from '../../contract/schema/index.ts'
import type { Bell } from '../../storage/bell.ts'
import type { Database } from '../../storage/database.ts'
import { findRows } from '../../storage/lookup.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { describePostings } from '../accounts/entries.ts'
import { accountsOf, refOf } from '../accounts/records.ts'
import type { Caller } from '../caller.ts'
import type { Arrivals } from '../capabilities.ts'
import type { Core, Posting } from '../core.ts'
import { BankError } from '../errors.ts'

type Told = Answer<'GET /v1/arrivals'>

/** Shorter than WeChat's 60 s, and than the half minute after which load balancers cut who says nothing. */
const WAIT_MS = 25_000
/** Postings of an account that are looked at: who was away for longer finds the rest on the statement. */
const LATEST = 10
const NO_ACCOUNT = '-'

const ENDED = `select k.n from unnest($1::uuid[]) with ordinality as k (id, n) join sessions s using (id)
  where s.ended_at is not null`

interface ArrivalsDependencies {
  readonly db: Database
  readonly core: Core
  readonly sealer: Sealer
  readonly bell: Bell
}

export function createArrivals({ db, core, sealer, bell }: ArrivalsDependencies): Arrivals {
  /** Who waits, by session: one at a time, for a phone that asks again has given the question before up. */
  const sessions = new Map<string, () => void>()

  /** What came in since. Positions in each account's own history: they commit in their order, those of two accounts need not. */
  async function look({ customerId, language }: Caller, after: string | undefined): Promise<Told> {
    const accounts = await accountsOf(db, customerId)
    const known =
      after === undefined || after === NO_ACCOUNT ? [] : after.split('.').map((one) => Number.parseInt(one, 36))
    const pages = await Promise.all(accounts.map((account) => core.postings(db, refOf(account), { limit: LATEST })))
    const cursor = pages.map((page) => (page[0]?.sequence ?? 0).toString(36)).join('.') || NO_ACCOUNT
    if (after === undefined || after === cursor) return { cursor, arrivals: [] }

    const fresh = pages.flatMap((page, place) =>
      page
        // An account that was opened meanwhile is new with all it has.
        .filter(({ sequence, amount }) => amount > 0 && sequence > (known[place] ?? 0))
        .map((posting) => ({ posting, accountId: accounts[place]?.id ?? '' })),
    )
    const latest = fresh.sort((one, other) => newerFirst(one.posting, other.posting)).slice(0, LATEST)
    const entries = await describePostings(
      db,
      sealer,
      { customerId, language },
      latest.map(({ posting }) => posting),
    )
    const arrivals = entries.flatMap(({ kind, orderId, counterparty, amount, at }, place) => {
      const accountId = latest[place]?.accountId ?? ''
      return kind === 'transfer-in' && orderId !== null
        ? [{ transferId: orderId, accountId, name: counterparty, amount, at }]
        : []
    })
    return { cursor, arrivals }
  }

  /** Resolves at the bell, at the end of the wait, or when nobody waits for the answer any more. */
  function rung(
    { customerId, sessionId }: Caller,
    signal: AbortSignal,
  ): { readonly heard: Promise<void>; stop(): void } {
    let stop = () => {}
    const heard = new Promise<void>((resolve) => {
      const end = () => stop()
      sessions.get(sessionId)?.()
      sessions.set(sessionId, end)
      const forget = bell.wait(customerId, end)
      const timer = setTimeout(end, WAIT_MS)
      signal.addEventListener('abort', end)
      stop = () => {
        forget()
        clearTimeout(timer)
        signal.removeEventListener('abort', end)
        if (sessions.get(sessionId) === end) sessions.delete(sessionId)
        resolve()
      }
    })
    if (signal.aborted) stop()
    return { heard, stop }
  }

  /** It may have been ended while it waited, by the person from another phone. Throws SESSION_ENDED. */
  async function refuseEnded({ sessionId }: Caller): Promise<void> {
    const ended = await findRows(db, ENDED, [sessionId])
    if (ended.length > 0) throw new BankError('SESSION_ENDED')
  }

  return {
    async next(caller, after, signal) {
      if (after === undefined) return look(caller, after)
      // Who waits first and looks then misses nothing in between.
      const waiting = rung(caller, signal)
      try {
        const now = await look(caller, after)
        if (now.cursor !== after) return now
        await waiting.heard
        // Nobody reads it.
        if (signal.aborted) return now
        await refuseEnded(caller)
        return await look(caller, after)
      } finally {
        waiting.stop()
      }
    },
  }
}

const newerFirst = (one: Posting, other: Posting): number => other.at - one.at || other.sequence - one.sequence
