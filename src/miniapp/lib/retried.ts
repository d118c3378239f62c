import { useEffect } from 'react'

/** How long after a question that was not answered it is asked again. */
export const RETRIED_AFTER_SECONDS = 10

/** Asks again, every ten seconds, while something is missing from an answer and the page is there. */
export function useRetried(missing: boolean, ask: () => Promise<void>): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the timer runs while it is missing, whoever asks
  useEffect(() => {
    if (!missing) return
    const timer = setInterval(() => void ask(), RETRIED_AFTER_SECONDS * 1000)
    return () => clearInterval(timer)
  }, [missing])
}
