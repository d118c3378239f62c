import { useDidHide, useDidShow } from '@tarojs/taro'
import { useEffect, useState } from 'react'

/** Asked every two seconds for half a minute, then every ten. */
const SOON_MS = 2_000
const LATER_MS = 10_000
const SOON_FOR_MS = 30_000

/** Reads an order again as long as nobody knows how it ends and its page is in front, each time after the last answer. */
export function useUndecided(state: string | undefined, read: () => Promise<void>): void {
  const undecided = state === 'processing' || state === 'unknown'
  const [front, setFront] = useState(true)
  useDidShow(() => setFront(true))
  useDidHide(() => setFront(false))
  useEffect(() => {
    if (!undecided || !front) return undefined
    const began = Date.now()
    let here = true
    let timer: ReturnType<typeof setTimeout>
    const again = () => {
      timer = setTimeout(
        async () => {
          await read()
          if (here) again()
        },
        Date.now() - began < SOON_FOR_MS ? SOON_MS : LATER_MS,
      )
    }
    again()
    return () => {
      here = false
      clearTimeout(timer)
    }
  }, [undecided, front, read])
}
