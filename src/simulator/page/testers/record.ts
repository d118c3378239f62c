/**
 * What the phone does, for the log. Entries are kept beside React and told a few times a second at most, so that the log
 * costs the phone nothing to speak of.
 */
import type { Phone, PhoneEvents } from '../../phone.ts'
import { type Observable, observable } from './observable.ts'
import type { OutsideCall } from './sandbox.ts'

const KEPT = 600
const TOLD_EVERY_MS = 250

export type Entry = { readonly id: number; readonly at: number; readonly bad: boolean } & (
  | { readonly kind: 'outside'; readonly event: OutsideCall }
  | { readonly [K in Kind]: { readonly kind: K; readonly event: PhoneEvents[K] } }[Kind]
)
const KINDS = ['request', 'setData', 'call', 'error', 'console', 'route'] as const
type Kind = (typeof KINDS)[number]

export interface Record {
  /** The latest first. */
  readonly entries: Observable<readonly Entry[]>
  addOutside(calls: readonly OutsideCall[]): void
  clear(): void
}

export function recordPhone(phone: Phone): Record {
  const entries = observable<readonly Entry[]>([])
  let all: Entry[] = []
  let nextId = 1
  let waiting = false

  const tell = () => {
    waiting = false
    entries.set(all)
  }
  const add = (entry: Pick<Entry, 'kind' | 'event' | 'bad'>) => {
    all = [{ ...entry, id: nextId++, at: Date.now() } as Entry, ...all.slice(0, KEPT - 1)]
    if (!waiting) setTimeout(tell, TOLD_EVERY_MS)
    waiting = true
  }
  for (const kind of KINDS) {
    phone.on(kind, (event) => {
      if (worthKeeping(kind, event)) add({ kind, event, bad: isBad(kind, event) } as Entry)
    })
  }
  return {
    entries,
    addOutside: (calls) => {
      for (const event of calls)
        add({
          kind: 'outside',
          event,
          bad: /no answer|bad signature|busy|unavailable|refused/.test(event.outcome),
        } as Entry)
    },
    clear: () => {
      all = []
      entries.set(all)
    },
  }
}

/** Of wx's members only those that failed: a request that failed is told as a request. */
function worthKeeping(kind: Kind, event: PhoneEvents[Kind]): boolean {
  if (kind !== 'call') return true
  const { name, errMsg, modelled } = event as PhoneEvents['call']
  // To read a member that is not modelled is harmless; calling it says so.
  return name !== 'request' && (modelled ? /:fail/.test(errMsg) : errMsg !== '')
}

function isBad(kind: Kind, event: PhoneEvents[Kind]): boolean {
  if (kind === 'request') {
    const { statusCode } = event as PhoneEvents['request']
    return statusCode === 0 || statusCode >= 400
  }
  if (kind === 'console') return (event as PhoneEvents['console']).level === 'error'
  return kind === 'call' || kind === 'error'
}
