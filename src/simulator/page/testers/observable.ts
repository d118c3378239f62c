/** A value that can be watched: what happens beside React (the phone, the poll) is kept in these. */
import { useSyncExternalStore } from 'react'

export interface Observable<T> {
  get(): T
  set(next: T): void
  subscribe(listener: () => void): () => void
}

export function observable<T>(first: T): Observable<T> {
  let value = first
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return
      value = next
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export const useObserved = <T>(source: Observable<T>): T => useSyncExternalStore(source.subscribe, source.get)

/** The same, kept in the browser's storage; what was kept in another shape is forgotten. */
export function kept<T>(name: string, first: T, fits: (value: unknown) => value is T): Observable<T> {
  const place = `testers:${name}`
  const source = observable(read(place, fits) ?? first)
  source.subscribe(() => localStorage.setItem(place, JSON.stringify(source.get())))
  return source
}

function read<T>(place: string, fits: (value: unknown) => value is T): T | undefined {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(place) ?? '')
    return fits(value) ? value : undefined
  } catch {
    return undefined
  }
}
