import { useSyncExternalStore } from 'react'

export interface Notice {
  readonly text: string
  readonly tone: 'plain' | 'wrong'
}

const SHOWN_MS = 3_000

let notice: Notice | undefined
let timer: ReturnType<typeof setTimeout> | undefined
const listeners = new Set<() => void>()

function show(next: Notice | undefined): void {
  notice = next
  for (const listener of [...listeners]) listener()
}

/**
 * Tells something that needs no answer, on whatever page is in front, for three seconds: 'copied', 'signed out'.
 * What went wrong with an order belongs next to what caused it, not here.
 */
export function notify(text: string, tone: Notice['tone'] = 'plain'): void {
  clearTimeout(timer)
  show({ text, tone })
  timer = setTimeout(() => show(undefined), SHOWN_MS)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useNotice = (): Notice | undefined =>
  useSyncExternalStore(
    subscribe,
    () => notice,
    () => notice,
  )
