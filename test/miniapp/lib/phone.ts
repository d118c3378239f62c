import { vi } from 'vitest'
import type { HttpAnswer, HttpRequest } from '../../../src/miniapp/lib/platform.ts'

/** A phone for the tests of lib/: what platform.ts reaches, with everything in memory. */
export interface Phone {
  store: Map<string, unknown>
  /** Answers requests; throws NoAnswer to be offline. */
  answer: (request: HttpRequest) => HttpAnswer | Promise<HttpAnswer>
  sent: HttpRequest[]
  /** What wx.login gives. */
  codes: string[]
  random: ((length: number) => Uint8Array | undefined) | undefined
}

export const phone: Phone = {
  store: new Map(),
  answer: () => ({ status: 500, data: '' }),
  sent: [],
  codes: [],
  random: undefined,
}

export function cleanPhone(): void {
  phone.store.clear()
  phone.sent = []
  phone.codes = []
  phone.random = (length) => globalThis.crypto.getRandomValues(new Uint8Array(length))
  phone.answer = () => ({ status: 500, data: '' })
  vi.resetModules()
}

/** In place of lib/platform.ts: `vi.mock(platformPath, () => platformOfPhone())`. */
export class NoAnswer extends Error {
  readonly kind: 'offline' | 'timeout'
  constructor(kind: 'offline' | 'timeout') {
    super(kind)
    this.kind = kind
  }
}
export const platformOfPhone = () => ({
  platform: 'weapp',
  gatewayAddress: '',
  NoAnswer,
  storage: {
    read: (key: string) => structuredClone(phone.store.get(key)),
    write: (key: string, value: unknown) => void phone.store.set(key, structuredClone(value)),
    remove: (key: string) => void phone.store.delete(key),
    keys: () => [...phone.store.keys()],
  },
  http: async (request: HttpRequest) => {
    phone.sent.push(structuredClone(request))
    return phone.answer(request)
  },
  platformRandom: async (length: number) => phone.random?.(length),
  wechatCode: async () => phone.codes.shift(),
  systemLanguage: () => 'zh' as const,
  hasSafeKeyboard: () => false,
})
