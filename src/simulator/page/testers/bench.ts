/**
 * The phone on the bench: who holds it, how it is set, what is put into it. Sections of the page act through this alone.
 */
import { type CompiledPackage, createPhone, type Host, type Launch, type Phone, type ShareCard } from '../../phone.ts'
import { sandboxHost } from '../../sandbox-host.ts'
import { kept, type Observable, observable } from './observable.ts'
import { type Persona, sandbox } from './sandbox.ts'

export interface Look {
  readonly theme: 'light' | 'dark'
  readonly large: boolean
  readonly language: 'zh_CN' | 'en'
}

export interface Network {
  readonly kind: 'usual' | 'slow' | 'none'
  /** What every answer is late by when it is slow. */
  readonly delayMs: number
}

export interface Shared {
  readonly id: number
  /** Persona's id. */
  readonly from: string
  readonly card: ShareCard
}

/** WeChat's usual font size, and the one of somebody who has set it large. */
const FONT_PX = { usual: 17, large: 23 }
const KEPT_SHARES = 20
/** All that a phone keeps in the browser's storage begins so. */
const PHONE_PLACE = 'weapp-'

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const isText = (value: unknown): value is string => typeof value === 'string'
const isLook = (value: unknown): value is Look =>
  isRecord(value) &&
  ['light', 'dark'].includes(String(value.theme)) &&
  typeof value.large === 'boolean' &&
  ['zh_CN', 'en'].includes(String(value.language))
const isShares = (value: unknown): value is Shared[] =>
  Array.isArray(value) && value.every((one) => isRecord(one) && isText(one.from) && isRecord(one.card))

export interface Bench {
  readonly phone: Phone
  readonly persona: Observable<string>
  readonly look: Observable<Look>
  readonly network: Observable<Network>
  readonly shares: Observable<readonly Shared[]>
  /** False once the person has closed the mini-program by the capsule. */
  readonly foreground: Observable<boolean>
  /** Another person takes the phone; it is relaunched, on what they tapped or on the first page. */
  choose(persona: Pick<Persona, 'id' | 'care'>, launch?: Launch): void
  launch(launch?: Launch): void
  setLook(change: Partial<Look>): void
  setNetwork(change: Partial<Network>): void
  comeBack(): void
  /** Forgets all that every person's phone has stored, and starts anew. */
  wipe(): void
}

export function createBench(container: HTMLElement, pkg: CompiledPackage): Bench {
  const dark = matchMedia('(prefers-color-scheme: dark)').matches
  const persona = kept('persona', 'li-lei', isText)
  const look = kept<Look>('look', { theme: dark ? 'dark' : 'light', large: false, language: 'zh_CN' }, isLook)
  const network = observable<Network>({ kind: 'usual', delayMs: 2000 })
  const shares = kept<readonly Shared[]>('shares', [], isShares)
  const foreground = observable(true)
  let hosted = hostOf(persona.get())

  const { theme, large, language } = look.get()
  const phone = createPhone(container, {
    pkg,
    host: hosted.host,
    filesUrl: new URL('/simulator/files/', location.href).href,
    theme,
    language,
    fontSize: large ? FONT_PX.large : FONT_PX.usual,
    animations: !matchMedia('(prefers-reduced-motion: reduce)').matches,
  })
  phone.on('close', () => foreground.set(false))
  phone.on('share', (card) => {
    const [latest] = shares.get()
    shares.set([{ id: (latest?.id ?? 0) + 1, from: persona.get(), card }, ...shares.get()].slice(0, KEPT_SHARES))
  })

  const launch = (how: Launch = {}) => {
    foreground.set(true)
    phone.relaunch(how)
  }
  const setLook = (change: Partial<Look>) => {
    look.set({ ...look.get(), ...change })
    if (change.theme) phone.setTheme(change.theme)
    if (change.large !== undefined) phone.setFontSize(change.large ? FONT_PX.large : FONT_PX.usual)
    if (change.language) phone.setLanguage(change.language)
  }

  return {
    phone,
    persona,
    look,
    network,
    shares,
    foreground,
    choose({ id, care }, how) {
      persona.set(id)
      // WeChat DevTools' mock code then stands for the same person. Nothing here waits for it.
      sandbox.choosePersona(id).catch(() => {})
      setLook({ large: care })
      hosted = hostOf(id)
      phone.setHost(hosted.host)
      launch(how)
    },
    launch,
    setLook(change) {
      setLook(change)
      // WeChat too asks for font size and language only when a mini-program starts.
      if (change.large !== undefined || change.language) launch()
    },
    setNetwork(change) {
      const next = { ...network.get(), ...change }
      network.set(next)
      phone.setNetwork(next.kind === 'none' ? 'none' : 'wifi', next.kind === 'slow' ? next.delayMs : 0)
    },
    comeBack() {
      foreground.set(true)
      phone.show()
    },
    wipe() {
      // What runs still must not write after its storage was emptied.
      hosted.close()
      for (const place of Object.keys(localStorage)) if (place.startsWith(PHONE_PLACE)) localStorage.removeItem(place)
      shares.set([])
      hosted = hostOf(persona.get())
      phone.setHost(hosted.host)
      launch()
    },
  }
}

function hostOf(persona: string): { host: Host; close(): void } {
  let open = true
  const storage: Host['storage'] = {
    getItem: (name) => localStorage.getItem(name),
    setItem: (name, value) => {
      if (open) localStorage.setItem(name, value)
    },
    removeItem: (name) => {
      if (open) localStorage.removeItem(name)
    },
  }
  const host = { ...sandboxHost({ persona, apiOrigin: location.origin, sandbox: '/sandbox' }), storage }
  return {
    host,
    close: () => {
      open = false
    },
  }
}

/** What tapping a subscribe message opens: 场景值 1014, 小程序订阅消息. */
export function launchOfMessage(page: string): Launch {
  const [path = '', query = ''] = page.split('?')
  return { path, query, scene: 1014 }
}

/** What tapping a shared card opens: 场景值 1007, 单人聊天会话中的小程序消息卡片. */
export function launchOfCard({ path }: ShareCard): Launch {
  const [page = '', query = ''] = path.replace(/^\//, '').split('?')
  return { path: page, query, scene: 1007 }
}
