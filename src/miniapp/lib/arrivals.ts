import { useDidHide, useDidShow } from '@tarojs/taro'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import type { Answer } from '../../contract/schema/index.ts'
import { CallError } from './problem.ts'
import { send } from './request.ts'
import { currentMe, currentToken } from './session.ts'

export type Arrival = Answer<'GET /v1/arrivals'>['arrivals'][number]

/** What has just come in: the newest, and how many more came with it. */
export interface Incoming {
  readonly arrival: Arrival
  readonly more: number
}

/** Longer than the gateway waits. */
const TIMEOUT_MS = 40_000
/** Between an answer and the next question: a gateway that stops answers at once, and is not to be asked in a circle. */
const BREATH_MS = 1_000
const NOBODY_YET_MS = 300
const FIRST_WAIT_MS = 2_000
const LONGEST_WAIT_MS = 60_000

let incoming: Incoming | undefined
const watching = new Set<() => void>()

function tell(next: Incoming | undefined): void {
  incoming = next
  for (const one of [...watching]) one()
}

/** What the banner shows; `dismissArrival` puts it away. */
export const useIncoming = (): Incoming | undefined =>
  useSyncExternalStore(
    (listener) => {
      watching.add(listener)
      return () => watching.delete(listener)
    },
    () => incoming,
    () => incoming,
  )

export const dismissArrival = (): void => tell(undefined)

/** How far this person knows. It outlives a page, so that who comes back is told what came meanwhile. */
let known: { readonly customerId: string; readonly cursor: string } | undefined

/** One listener at a time, whichever page is in front. Returns how to stop it. */
function listen(onArrival: () => void): () => void {
  let stopped = false
  let end = () => {}
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0

  async function ask(): Promise<void> {
    const [me, token] = [currentMe(), currentToken()]
    // Soon after the sign-in, which may be under way, and for no request until then.
    if (!token || me?.stage !== 'customer') return again(NOBODY_YET_MS)
    const after = known?.customerId === me.customerId ? known.cursor : undefined
    try {
      const answer = await send('GET /v1/arrivals', { query: after === undefined ? {} : { after } }, token, {
        timeoutMs: TIMEOUT_MS,
        begun: (abort) => {
          end = abort
        },
      })
      failures = 0
      if (stopped || currentMe()?.customerId !== me.customerId) return
      known = { customerId: me.customerId, cursor: answer.cursor }
      const [newest] = answer.arrivals
      if (newest) {
        tell({ arrival: newest, more: answer.arrivals.length - 1 })
        onArrival()
      }
      again(BREATH_MS)
    } catch (error) {
      if (stopped) return
      // The session is over: the page signs in again, or tells the person to.
      const over = error instanceof CallError && error.problem.status === 401
      failures = over ? FAILURES_OF_A_STRANGER : failures + 1
      again(Math.min(FIRST_WAIT_MS * 2 ** (failures - 1), LONGEST_WAIT_MS))
    }
  }
  function again(ms: number): void {
    if (!stopped) timer = setTimeout(() => void ask(), ms)
  }

  void ask()
  return () => {
    stopped = true
    clearTimeout(timer)
    end()
  }
}
/** Waits as after that many failures. */
const FAILURES_OF_A_STRANGER = 4

/**
 * Listens for money that comes in, as long as the page is in front: WeChat cuts what runs five seconds after it goes to
 * the background, so the page lets go first. What came meanwhile is told on its return.
 */
export function useArrivals(onArrival: () => void): void {
  const latest = useRef(onArrival)
  latest.current = onArrival
  const stop = useRef(() => {})
  useDidShow(() => {
    stop.current()
    stop.current = listen(() => latest.current())
  })
  useDidHide(() => {
    stop.current()
    dismissArrival()
  })
  useEffect(() => () => stop.current(), [])
}
