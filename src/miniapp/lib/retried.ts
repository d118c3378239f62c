import { useEffect, useRef } from 'react'

/** How long after a question that was not answered it is asked again. */
export const RETRIED_AFTER_SECONDS = 10

/** Asks again, every ten seconds, while something is missing from an answer and the page is there. */
export function useRetried(missing: boolean, ask: () => Promise<void>): void {
  // As the page asks by now, and not as it did when something was first missing.
  const latest = useRef(ask)
  latest.current = ask
  useEffect(() => {
    if (!missing) return
    const timer = setInterval(() => void latest.current(), RETRIED_AFTER_SECONDS * 1000)
    return () => clearInterval(timer)
  }, [missing])
}
