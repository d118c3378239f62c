import { useSyncExternalStore } from 'react'

const subscribe = (changed: () => void) => {
  addEventListener('hashchange', changed)
  return () => removeEventListener('hashchange', changed)
}
const read = () => location.hash.replace(/^#\/?/, '')

/** Where one is, by the address: 'identify', 'signed-out/STAFF_NOT_ALLOWED'. */
export const usePlace = (): readonly string[] => useSyncExternalStore(subscribe, read).split('/')

export const go = (place: string): void => {
  location.hash = `#/${place}`
}
