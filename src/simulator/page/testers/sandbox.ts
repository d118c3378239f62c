/** The sandbox's control API, as this page uses it. Every call throws Error with the sandbox's own words. */

export interface Card {
  readonly number: string
  readonly kind: 'class-I' | 'class-II' | 'credit'
  readonly state: 'normal' | 'frozen'
  readonly bankName: string
  /** Fen. */
  readonly balance: number
}

export interface Persona {
  readonly id: string
  readonly title: { readonly zh: string; readonly en: string }
  readonly about: { readonly zh: string; readonly en: string }
  readonly name: string
  readonly mobile: string
  readonly idNumber: string
  readonly cards: readonly Card[]
  readonly pin: string | null
  readonly care: boolean
}

export interface Message {
  readonly id: number
  /** Milliseconds since 1970, by the bank's clock. */
  readonly at: number
  readonly mobile: string
  readonly from: string
  readonly text: string
  readonly code: string | null
  readonly way: 'sms' | 'wechat'
  /** Of WeChat's: what a tap on it opens. */
  readonly page: string | null
}

/** A call that one of the outside's systems got. */
export interface OutsideCall {
  readonly id: number
  readonly system: System
  readonly operation: string
  readonly outcome: string
  readonly ms: number
}

/** The verification networks, by their names at the sandbox. */
const NETWORKS = ['unionpay', 'big-five', 'joint-stock', 'city-banks'] as const
export const SYSTEMS = ['wechat', ...NETWORKS, 'cards', 'sms', 'citizens', 'ocr', 'core'] as const
export type System = (typeof SYSTEMS)[number]
const MODES = ['none', 'late', 'silent', 'refusing', 'twice'] as const
const NETWORK_MODES = [...MODES, 'bad-signature', 'other-question', 'invalid-message'] as const
export type Mode = (typeof NETWORK_MODES)[number]

/** The ways in which a system can misbehave. */
export const modesOf = (system: System): readonly Mode[] =>
  (NETWORKS as readonly System[]).includes(system) ? NETWORK_MODES : MODES

export interface Fault {
  readonly system: System
  readonly mode: Mode
  readonly delayMs: number
}

/** Whether WeChat takes subscribe messages: the day's quota may be used up, or all of them banned. */
export const MESSAGES_STATES = ['taken', 'quota-used', 'banned'] as const
export type MessagesState = (typeof MESSAGES_STATES)[number]

export interface Institution {
  readonly name: string
  readonly nameEn: string
  readonly demonstration: boolean
}

async function ask<T>(path: string, method = 'GET', body?: object): Promise<T> {
  const answer = await fetch(path, {
    method,
    cache: 'no-store',
    ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
  })
  const said = (await answer.json().catch(() => ({}))) as { error?: string }
  if (!answer.ok) throw new Error(said.error ?? `${method} ${path}: ${answer.status}`)
  return said as T
}

export const sandbox = {
  personas: async () => (await ask<{ personas: Persona[] }>('/sandbox/personas')).personas,
  /** Who WeChat DevTools' mock code stands for. */
  choosePersona: (id: string) => ask('/sandbox/persona', 'POST', { id }),
  inbox: async (after: number) => (await ask<{ messages: Message[] }>(`/sandbox/inbox?after=${after}`)).messages,
  log: async (after: number) => (await ask<{ entries: OutsideCall[] }>(`/sandbox/log?after=${after}`)).entries,
  clock: () => ask<{ now: number; offset: number }>('/sandbox/clock'),
  moveClock: (forwardMs: number) => ask<{ now: number; offset: number }>('/sandbox/clock', 'POST', { forwardMs }),
  faults: async () => (await ask<{ faults: Fault[] }>('/sandbox/faults')).faults,
  setFault: async (system: System, mode: Mode, delayMs?: number) =>
    (await ask<{ faults: Fault[] }>('/sandbox/faults', 'PUT', { system, mode, ...(delayMs ? { delayMs } : {}) }))
      .faults,
  messages: async () => (await ask<{ state: MessagesState }>('/sandbox/wechat/messages')).state,
  setMessages: async (state: MessagesState) =>
    (await ask<{ state: MessagesState }>('/sandbox/wechat/messages', 'PUT', { state })).state,
  reset: () => ask('/sandbox/reset', 'POST', {}),
  institution: () => ask<Institution>('/v1/institution'),
}
