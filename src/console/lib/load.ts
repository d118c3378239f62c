import { useCallback, useEffect, useRef, useState } from 'react'
import { CallError } from './api.ts'

const asCallError = (error: unknown): CallError => {
  if (error instanceof CallError) return error
  console.error(error)
  return new CallError('INTERNAL')
}

/** What a page shows, loaded at once and whenever `dependencies` change; a late answer to an older question is dropped. */
export function useLoad<T>(load: () => Promise<T>, dependencies: readonly unknown[]) {
  const [state, setState] = useState<{ data?: T; error?: CallError; loading: boolean }>({ loading: true })
  const question = useRef(0)
  const reload = useCallback(async () => {
    const mine = ++question.current
    setState(({ data }) => ({ ...(data === undefined ? {} : { data }), loading: true }))
    try {
      const data = await load()
      if (mine === question.current) setState({ data, loading: false })
    } catch (error) {
      if (mine === question.current) setState({ error: asCallError(error), loading: false })
    }
    // biome-ignore lint/correctness/useExhaustiveDependencies: the page says what its question depends on
  }, dependencies)
  useEffect(() => {
    void reload()
    return () => {
      question.current++
    }
  }, [reload])
  return { ...state, reload }
}

/** Something that a click does, once at a time; what it throws is kept until the next run. */
export function useAct<A extends unknown[]>(act: (...given: A) => Promise<unknown>) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<CallError>()
  const working = useRef(false)
  return {
    busy,
    error,
    clear: () => setError(undefined),
    async run(...given: A) {
      if (working.current) return
      working.current = true
      setBusy(true)
      setError(undefined)
      try {
        await act(...given)
      } catch (caught) {
        setError(asCallError(caught))
      } finally {
        working.current = false
        setBusy(false)
      }
    },
  }
}
