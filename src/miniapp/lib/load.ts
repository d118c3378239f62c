import { useCallback, useEffect, useRef, useState } from 'react'
import { asCallError, type CallError } from './problem.ts'

/** After this long without an answer it is said that the network is slow. */
const SLOW_MS = 4_000

/** True when something has been going on for more than four seconds. */
export function useSlow(going: boolean): boolean {
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    setSlow(false)
    if (!going) return undefined
    const timer = setTimeout(() => setSlow(true), SLOW_MS)
    return () => clearTimeout(timer)
  }, [going])
  return slow
}

export interface Loaded<T> {
  /** What is shown. It stays while it is loaded again, and when that fails. */
  readonly data: T | undefined
  readonly error: CallError | undefined
  readonly loading: boolean
  reload(): Promise<void>
}

/**
 * Loads what a page shows, at once and again when `dependencies` change; an answer that comes after a newer question is
 * dropped.
 * @example const products = useLoad(() => call('GET /v1/products'), [])
 */
export function useLoad<T>(load: () => Promise<T>, dependencies: readonly unknown[]): Loaded<T> {
  const [state, setState] = useState<{ data?: T; error?: CallError; loading: boolean }>({ loading: true })
  const question = useRef(0)
  const reload = useCallback(async () => {
    const mine = ++question.current
    setState(({ data }) => ({ ...(data === undefined ? {} : { data }), loading: true }))
    try {
      const data = await load()
      if (mine === question.current) setState({ data, loading: false })
    } catch (caught) {
      const error = asCallError(caught)
      if (mine === question.current)
        setState(({ data }) => ({ ...(data === undefined ? {} : { data }), error, loading: false }))
    }
    // The page says what its question depends on.
    // biome-ignore lint/correctness/useExhaustiveDependencies: `load` is a new function at every drawing
  }, dependencies)
  useEffect(() => {
    void reload()
    return () => {
      question.current++
    }
  }, [reload])
  return { data: state.data, error: state.error, loading: state.loading, reload }
}

export interface Act<A extends unknown[]> {
  run(...given: A): Promise<void>
  readonly busy: boolean
  readonly slow: boolean
  readonly error: CallError | undefined
  clear(): void
}

/**
 * Something that a tap does, once at a time: a second tap while the first is at work does nothing. What it throws is
 * kept in `error` until the next run.
 */
export function useAct<A extends unknown[]>(act: (...given: A) => Promise<unknown>): Act<A> {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<CallError>()
  const working = useRef(false)
  const here = useRef(true)
  useEffect(() => {
    here.current = true
    return () => {
      here.current = false
    }
  }, [])
  const latest = useRef(act)
  latest.current = act
  const run = useCallback(async (...given: A) => {
    if (working.current) return
    working.current = true
    setBusy(true)
    setError(undefined)
    try {
      await latest.current(...given)
    } catch (caught) {
      if (here.current) setError(asCallError(caught))
    } finally {
      working.current = false
      if (here.current) setBusy(false)
    }
  }, [])
  const clear = useCallback(() => setError(undefined), [])
  return { run, busy, slow: useSlow(busy), error, clear }
}
