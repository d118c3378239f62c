import { useEffect } from 'react'

/** Asked every two seconds for half a minute, then every ten. */
const SOON_MS = 2_000
const LATER_MS = 10_000
const SOON_FOR_MS = 30_000

/** Reads an order again as long as nobody knows how it ends. */
export function useUndecided(state: string | undefined, read: () => Promise<void>): void {
  const undecided = state === 'processing' || state === 'unknown'
  useEffect(() => {
    if (!undecided) return undefined
    const began = Date.now()
    let timer: ReturnType<typeof setTimeout>
    const again = () => {
      timer = setTimeout(
        () => {
          void read()
          again()
        },
        Date.now() - began < SOON_FOR_MS ? SOON_MS : LATER_MS,
      )
    }
    again()
    return () => clearTimeout(timer)
  }, [undecided, read])
}
