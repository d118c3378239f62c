/**
 * wx.setStorage and its kin.
 *
 * 开发/API/数据缓存: 单个 key 允许存储的最大数据长度为 1MB，所有数据存储上限为 10MB. It outlives a launch, is
 * kept apart by person and by mini-program, and 单页模式 has a store of its own.
 */
import type { MiniProgram } from '../engine/mini-program.ts'
import { asynchronous, type Member, type Options } from './answer.ts'

const KEY_LIMIT_BYTES = 1024 * 1024
const TOTAL_LIMIT_KB = 10 * 1024

/** What the browser's own storage would not hold (it stops at about 5 MB), for as long as the page is open. */
const overflow = new Map<string, string>()

/** One person's store of one mini-program: a JSON object in the browser's own storage. */
class PhoneStorage {
  private area: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  private place: string
  private entries: Map<string, string>

  constructor(program: MiniProgram) {
    this.area = program.host.storage ?? localStorage
    const mode = program.singlePage ? ':single-page' : ''
    this.place = `weapp-storage:${program.pkg.appId}:${program.host.persona}${mode}`
    const kept = overflow.get(this.place) ?? this.area.getItem(this.place) ?? '{}'
    this.entries = new Map(Object.entries(JSON.parse(kept) as Record<string, string>))
  }

  get keys(): string[] {
    return [...this.entries.keys()]
  }

  get sizeKb(): number {
    let bytes = 0
    for (const [key, value] of this.entries) bytes += size(key) + size(value)
    return Math.ceil(bytes / 1024)
  }

  get limitKb(): number {
    return TOTAL_LIMIT_KB
  }

  has(key: string): boolean {
    return this.entries.has(key)
  }

  get(key: string): unknown {
    const stored = this.entries.get(key)
    if (stored === undefined) return ''
    const { type, value } = JSON.parse(stored) as { type: string; value: unknown }
    if (type === 'Date') return new Date(value as number)
    return type === 'Undefined' ? '' : value
  }

  /** @throws Error whose message is what follows `setStorage:fail ` */
  set(key: string, data: unknown): void {
    const stored = serialise(data)
    if (size(stored) > KEY_LIMIT_BYTES) throw new Error('entry size limit reached')
    const before = this.entries.get(key)
    this.entries.set(key, stored)
    if (this.sizeKb > TOTAL_LIMIT_KB) {
      if (before === undefined) this.entries.delete(key)
      else this.entries.set(key, before)
      throw new Error('storage size limit reached')
    }
    this.keep()
  }

  remove(key: string): void {
    this.entries.delete(key)
    this.keep()
  }

  clear(): void {
    this.entries.clear()
    this.keep()
  }

  private keep(): void {
    const text = JSON.stringify(Object.fromEntries(this.entries))
    overflow.delete(this.place)
    try {
      this.area.setItem(this.place, text)
    } catch {
      this.area.removeItem(this.place)
      overflow.set(this.place, text)
    }
  }
}

function size(text: string): number {
  return new TextEncoder().encode(text).length
}

/** 只支持原生类型、Date、及能够通过 JSON.stringify 序列化的对象. */
function serialise(data: unknown): string {
  if (data instanceof Date) return JSON.stringify({ type: 'Date', value: data.getTime() })
  if (data === undefined) return JSON.stringify({ type: 'Undefined', value: null })
  return JSON.stringify({ type: typeof data, value: data })
}

export function storage(program: MiniProgram): Record<string, Member> {
  const store = new PhoneStorage(program)
  const info = () => ({ keys: store.keys, currentSize: store.sizeKb, limitSize: store.limitKb })
  const named = (name: string, key: unknown): string => {
    if (typeof key !== 'string')
      throw new Error(`parameter error: parameter.key should be String instead of ${typeof key};`)
    if (key === '') throw new Error(`parameter error: ${name} key is empty`)
    return key
  }
  const synchronous =
    <Values extends unknown[]>(name: string, run: (...values: Values) => unknown) =>
    (...values: Values) => {
      try {
        return run(...values)
      } catch (error) {
        throw new Error(`${name}:fail ${(error as Error).message}`)
      }
    }
  const all = {
    setStorage: asynchronous(program, 'setStorage', ({ key, data }: Options) =>
      store.set(named('setStorage', key), data),
    ),
    getStorage: asynchronous(program, 'getStorage', ({ key }: Options) => {
      const name = named('getStorage', key)
      if (!store.has(name)) throw new Error('data not found')
      return { data: store.get(name) }
    }),
    removeStorage: asynchronous(program, 'removeStorage', ({ key }: Options) =>
      store.remove(named('removeStorage', key)),
    ),
    clearStorage: asynchronous(program, 'clearStorage', () => store.clear()),
    getStorageInfo: asynchronous(program, 'getStorageInfo', info),
    setStorageSync: synchronous('setStorageSync', (key: unknown, data: unknown) =>
      store.set(named('setStorageSync', key), data),
    ),
    getStorageSync: synchronous('getStorageSync', (key: unknown) => store.get(named('getStorageSync', key))),
    removeStorageSync: synchronous('removeStorageSync', (key: unknown) =>
      store.remove(named('removeStorageSync', key)),
    ),
    clearStorageSync: () => store.clear(),
    getStorageInfoSync: info,
    batchSetStorageSync: synchronous('batchSetStorageSync', (list: { key: string; value: unknown }[]) => {
      for (const { key, value } of list) store.set(named('batchSetStorageSync', key), value)
    }),
    batchGetStorageSync: (keys: string[]) => keys.map((key) => store.get(key)),
  }
  return all as unknown as Record<string, Member>
}
