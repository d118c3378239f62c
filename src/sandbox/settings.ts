/** What a tester has set, kept in the store so that every process and the next start see it too. */
import { isNetworkId, NETWORK_IDS } from '../contract/networks.ts'
import { NEWCOMER } from './personas.ts'
import type { Store } from './store.ts'

export const SYSTEMS = ['wechat', ...NETWORK_IDS, 'cards', 'sms', 'citizens', 'ocr', 'core'] as const
export type System = (typeof SYSTEMS)[number]

export const FAULT_MODES = [
  'none',
  'late',
  'silent',
  'refusing',
  'twice',
  'bad-signature',
  'other-question',
  'invalid-message',
] as const
/**
 * How a system misbehaves. It acts before it answers, so that a lost answer is not a lost act:
 * `late`: answers after `delayMs`; a debit stays in processing that long by the sandbox's clock.
 * `silent`: acts, and never answers. `refusing`: WeChat says its documented 'busy', the card system and the core refuse debits,
 * the others answer 503; nothing is done. `twice`: acts as if the request had arrived twice; a network says its answer twice.
 * Of networks alone: `bad-signature` signs something else, `other-question` answers what nobody asked, `invalid-message`
 * leaves out what the standard asks for.
 */
interface Fault {
  readonly mode: (typeof FAULT_MODES)[number]
  readonly delayMs: number
}
/** Messages that are signed and follow a standard can be wrong in more ways. */
export const speaksMode = (system: System, mode: Fault['mode']): boolean =>
  FAULT_MODES.indexOf(mode) <= FAULT_MODES.indexOf('twice') || isNetworkId(system)

/** Longer than most people's patience, shorter than the connectors' time-outs. */
export const USUAL_DELAY_MS = 3000
const NO_FAULT: Fault = { mode: 'none', delayMs: 0 }

/** The trial quota that WeChat gives every mini-program for phone numbers. */
const PHONE_QUOTA = 1000

export const MESSAGES_STATES = ['taken', 'quota-used', 'banned'] as const
type MessagesState = (typeof MESSAGES_STATES)[number]

export interface Settings {
  clockOffset(): number
  setClockOffset(offset: number): void
  fault(system: System): Fault
  setFault(system: System, fault: Fault): void
  /** Who DevTools' 'the code is a mock one' stands for. */
  currentPersona(): string
  setCurrentPersona(id: string): void
  /** Successful phone number look-ups that are left. */
  phoneQuota(): number
  setPhoneQuota(left: number): void
  /** The templates of subscribe messages are long-term ones: one permission is good until it is taken back. */
  lastingTemplates(): boolean
  setLastingTemplates(lasting: boolean): void
  /** Whether WeChat takes subscribe messages: the day's quota may be used up, or all of them banned. */
  messages(): MessagesState
  setMessages(state: MessagesState): void
  /** WeChat has not seen them in the mini-program within two hours; everybody was seen, if nothing is said. */
  isAway(persona: string): boolean
  setAway(persona: string, away: boolean): void
}

export function createSettings(store: Store): Settings {
  const read = (key: string) => store.get<{ value: string }>('SELECT value FROM settings WHERE key = ?', key)?.value
  const write = (key: string, value: string | number) => {
    store.run('INSERT INTO settings VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value', key, String(value))
  }
  return {
    clockOffset: () => Number(read('clock-offset') ?? 0),
    setClockOffset: (offset) => write('clock-offset', offset),
    fault: (system) => {
      const text = read(`fault-${system}`)
      return text ? (JSON.parse(text) as Fault) : NO_FAULT
    },
    setFault: (system, fault) => write(`fault-${system}`, JSON.stringify(fault)),
    currentPersona: () => read('persona') ?? NEWCOMER,
    setCurrentPersona: (id) => write('persona', id),
    phoneQuota: () => Number(read('phone-quota') ?? PHONE_QUOTA),
    setPhoneQuota: (left) => write('phone-quota', left),
    lastingTemplates: () => read('lasting-templates') === 'yes',
    setLastingTemplates: (lasting) => write('lasting-templates', lasting ? 'yes' : 'no'),
    messages: () => (read('messages') ?? 'taken') as MessagesState,
    setMessages: (state) => write('messages', state),
    isAway: (persona) => read(`away-${persona}`) === 'yes',
    setAway: (persona, away) => write(`away-${persona}`, away ? 'yes' : 'no'),
  }
}
