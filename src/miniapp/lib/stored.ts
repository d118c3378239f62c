import { useSyncExternalStore } from 'react'
import { storage } from './platform.ts'

/** A value that pages can watch and that outlives the mini-program. */
export interface Stored<T> {
  get(): T
  set(value: T): void
  subscribe(listener: () => void): () => void
  /** The value in a component, drawn again when it changes. */
  use(): T
}

const personal: (() => void)[] = []

/** Sets back what is a person's own. */
export function forgetPersonal(): void {
  for (const forget of personal) forget()
}

/**
 * Makes one. The value is read from storage at first use; what storage cannot keep (full, refused) still holds until
 * the mini-program closes. `own`: it goes with the person whose it is.
 *
 * @example const settings = stored('settings', { care: false })
 */
export function stored<T>(key: string, initial: T, { own = false } = {}): Stored<T> {
  let value: T | undefined
  const listeners = new Set<() => void>()
  const get = (): T => {
    value ??= (storage.read(key) as T | undefined) ?? initial
    return value
  }
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }
  const set = (next: T) => {
    value = next
    try {
      storage.write(key, next)
    } catch {
      // Storage is full or switched off: the value lives as long as the mini-program does.
    }
    for (const listener of [...listeners]) listener()
  }
  if (own) personal.push(() => set(initial))
  return {
    get,
    subscribe,
    set,
    use: () => useSyncExternalStore(subscribe, get, get),
  }
}
