/**
 * lib/: what every page of the mini-program stands on: calls, session, randomness, drafts, words, formats. It imports
 * contract/ (of contract/schema the types alone) and Taro, and nothing of ui/ or the pages.
 *
 * This file is the one place that asks which platform this is, so that the rest of lib/ can be tested without one.
 */
import Taro from '@tarojs/taro'

export type Platform = 'weapp' | 'h5' | 'alipay'
export const platform = (process.env.TARO_ENV ?? 'weapp') as Platform

/** Where the gateway is. WeChat calls a fixed, registered host; a DevTools build takes another from MINIBANK_API. */
export const gatewayAddress =
  platform === 'h5' ? '' : process.env.MINIBANK_API ? process.env.MINIBANK_API : 'https://api.minibank.example'

/** Values that outlive the mini-program: WeChat's storage (10 MB), localStorage on H5. */
export const storage = {
  read(key: string): unknown {
    return Taro.getStorageSync(key) || undefined
  },
  write(key: string, value: unknown): void {
    Taro.setStorageSync(key, value)
  },
  remove(key: string): void {
    Taro.removeStorageSync(key)
  },
  keys(): string[] {
    return [...Taro.getStorageInfoSync().keys]
  },
}

export interface HttpAnswer {
  readonly status: number
  readonly data: unknown
}
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly url: string
  readonly headers: Record<string, string>
  readonly body: unknown
  readonly timeoutMs: number
  /** Handed what ends it before its answer: a page that goes does not wait on. */
  readonly begun?: ((end: () => void) => void) | undefined
}

/** Raised by `http` when no answer came: the network is away, or the time is up. */
export class NoAnswer extends Error {
  readonly kind: 'offline' | 'timeout'
  constructor(kind: 'offline' | 'timeout') {
    super(kind)
    this.kind = kind
  }
}

/** One request; every HTTP status is an answer. Throws NoAnswer. */
export function http(request: HttpRequest): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new NoAnswer('timeout'))
      task.abort()
    }, request.timeoutMs)
    const task = Taro.request({
      url: gatewayAddress + request.url,
      method: request.method,
      header: request.headers,
      ...(request.body === undefined ? {} : { data: request.body }),
      // Told to the platform as well where it is longer than usual: what waits on purpose is not taken for slow.
      ...(request.begun ? { timeout: request.timeoutMs } : {}),
      dataType: 'json',
      success: (answer) => resolve({ status: answer.statusCode, data: answer.data }),
      fail: (failure) => reject(new NoAnswer(/time ?out/i.test(failure.errMsg) ? 'timeout' : 'offline')),
      complete: () => clearTimeout(timer),
    })
    request.begun?.(() => task.abort())
    // Taro's promise rejects too; `fail` has told it already.
    task.catch(() => undefined)
  })
}

/**
 * Lets a person keep a text: a browser downloads it as a file, elsewhere it goes onto the clipboard, to be pasted where
 * they want it. Rejects when they do not let it.
 */
export async function keepText(fileName: string, text: string): Promise<'downloaded' | 'copied'> {
  if (platform !== 'h5') {
    await Taro.setClipboardData({ data: text })
    return 'copied'
  }
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = Object.assign(document.createElement('a'), { href: address, download: fileName })
  link.click()
  URL.revokeObjectURL(address)
  return 'downloaded'
}

/** What WeChat's person answers to a question for messages: by template, or why they could not be asked. */
export type SubscribeAnswers =
  | { readonly answers: Readonly<Record<string, 'accept' | 'reject' | 'ban' | 'filter'>> }
  | { readonly problem: 'switched-off' | 'not-now' }

/** The person has switched messages of this mini-program off in WeChat's own settings. */
const MAIN_SWITCH_OFF = 20004

/** Asks for messages: in a tap's own turn, before anything is waited for, or WeChat refuses. On WeChat alone. */
export function askForMessages(templateIds: readonly string[]): Promise<SubscribeAnswers> {
  return new Promise((resolve) => {
    const options = { tmplIds: [...templateIds] } as unknown as Parameters<typeof Taro.requestSubscribeMessage>[0]
    Taro.requestSubscribeMessage({
      ...options,
      success: (said) => {
        const told = said as unknown as Record<string, 'accept' | 'reject' | 'ban' | 'filter'>
        resolve({ answers: Object.fromEntries(templateIds.flatMap((id) => (told[id] ? [[id, told[id]]] : []))) })
      },
      fail: (failure) => {
        const { errCode } = failure as { errCode?: number }
        resolve({ problem: errCode === MAIN_SWITCH_OFF ? 'switched-off' : 'not-now' })
      },
    }).catch(() => undefined)
  })
}

/** Random bytes from the platform, or undefined where it has none. */
export async function platformRandom(length: number): Promise<Uint8Array | undefined> {
  if (platform === 'h5') {
    return globalThis.crypto?.getRandomValues ? globalThis.crypto.getRandomValues(new Uint8Array(length)) : undefined
  }
  if (platform !== 'weapp' || !Taro.canIUse('getRandomValues')) return undefined
  return new Promise((resolve) => {
    Taro.getRandomValues({
      length,
      success: ({ randomValues }) => resolve(new Uint8Array(randomValues)),
      fail: () => resolve(undefined),
    })
  })
}

/** WeChat's single-use sign-in code, or undefined where there is none (H5, Alipay, Moments' single-page mode). */
export async function wechatCode(): Promise<string | undefined> {
  if (platform !== 'weapp') return undefined
  return new Promise((resolve) => {
    Taro.login({ success: ({ code }) => resolve(code || undefined), fail: () => resolve(undefined) })
  })
}

/** 'zh' or 'en' as the system speaks. Anything that is no Chinese gets English. */
export function systemLanguage(): 'zh' | 'en' {
  const spoken = platform === 'h5' ? navigator.language : Taro.getAppBaseInfo().language
  return !spoken || /^zh/i.test(spoken) ? 'zh' : 'en'
}

const USUAL_FONT_SIZE = 17

/** The system's font size against the usual one: 1.4 in WeChat's own care mode. 1 where it does not say. */
export function fontScale(): number {
  if (platform === 'h5') return 1
  // Taro types it on getSystemInfo alone.
  const { fontSizeSetting = USUAL_FONT_SIZE } = Taro.getAppBaseInfo() as { fontSizeSetting?: number }
  return fontSizeSetting / USUAL_FONT_SIZE
}

/**
 * Whether WeChat's safe keyboard can take the PIN: base library 2.18, not on HarmonyOS. Where it fails all the same,
 * the input tells (`encryptError`), and our keypad takes over.
 */
export function hasSafeKeyboard(): boolean {
  if (platform !== 'weapp') return false
  const [major = 0, minor = 0] = (Taro.getAppBaseInfo().SDKVersion ?? '').split('.').map(Number)
  return (major > 2 || (major === 2 && minor >= 18)) && Taro.getDeviceInfo().platform !== 'ohos'
}
