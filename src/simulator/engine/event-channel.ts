/** What two pages that opened each other speak through (开发/API/路由/EventChannel). */
import type { EventChannel } from './page.ts'

type Listener = (...values: unknown[]) => void

export function createEventChannel(events: Record<string, Listener> = {}): EventChannel {
  const listeners = new Map<string, { listener: Listener; once: boolean }[]>()
  const add = (name: string, listener: Listener, once: boolean) => {
    listeners.set(name, [...(listeners.get(name) ?? []), { listener, once }])
  }
  for (const [name, listener] of Object.entries(events)) add(name, listener, false)
  return {
    on: (name, listener) => add(name, listener, false),
    once: (name, listener) => add(name, listener, true),
    off: (name, listener) => {
      listeners.set(name, listener ? (listeners.get(name) ?? []).filter((one) => one.listener !== listener) : [])
    },
    emit: (name, ...values) => {
      const heard = listeners.get(name) ?? []
      listeners.set(
        name,
        heard.filter((one) => !one.once),
      )
      for (const { listener } of heard) listener(...values)
    },
  }
}
