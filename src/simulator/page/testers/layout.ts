/** How the page is arranged: by the width of the window, and the phone by its height. */
import { useSyncExternalStore } from 'react'

export type Layout = 'wide' | 'medium' | 'narrow'

/** The phone's screen with its frame, in px. */
const FRAMED_HEIGHT = 812 + 2 * 8
/** The masthead, and air under the phone. */
const AROUND_PHONE = 52 + 16
const SMALLEST = 0.6

const subscribe = (changed: () => void) => {
  addEventListener('resize', changed)
  return () => removeEventListener('resize', changed)
}

export const useLayout = (): Layout =>
  useSyncExternalStore(subscribe, () => (innerWidth >= 1180 ? 'wide' : innerWidth >= 720 ? 'medium' : 'narrow'))

/** 1 where the phone fits at its own size. */
export const useScale = (): number =>
  useSyncExternalStore(subscribe, () =>
    Math.max(SMALLEST, Math.min(1, Math.floor(((innerHeight - AROUND_PHONE) / FRAMED_HEIGHT) * 1000) / 1000)),
  )
