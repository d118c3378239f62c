/**
 * simulator/: a phone with WeChat on it, in a browser: it runs a compiled package as it was built and tells what
 * happens. This is the room's surface; pages and tests need nothing else from here.
 *
 * The room imports no other room. What lies outside of the phone (WeChat's servers, the gateway's
 * address, the camera) comes in as a `Host`.
 */
import type { AuditReport } from './audit/audit.ts'
import type { CompiledPackage } from './compile/compiled-package.ts'
import type { LaunchOptions } from './engine/app-service.ts'
import { DEFAULT_SETTINGS, Device, type DeviceSettings, type NetworkType, type ThemeName } from './engine/device.ts'
import { Emitter } from './engine/emitter.ts'
import { Gestures } from './engine/gestures.ts'
import { MiniProgram } from './engine/mini-program.ts'
import { pasting } from './engine/pasting.ts'
import { parseQuery } from './engine/router.ts'
import { Screen } from './engine/screen.ts'
import { phoneMenu } from './engine/sheets/menu.ts'
import type { Host } from './host.ts'
import type { PhoneEvents, ShareCard } from './phone-events.ts'
import { shareCurrentPage, shareTimeline } from './wx/share.ts'

export type { AuditReport } from './audit/audit.ts'
export type { CompiledPackage } from './compile/compiled-package.ts'
export type { NetworkType, ThemeName } from './engine/device.ts'
export type { Host } from './host.ts'
export type { PhoneEvents, ShareCard } from './phone-events.ts'

export interface PhoneOptions extends Partial<DeviceSettings> {
  pkg: CompiledPackage
  host: Host
  /** Where the package's files are, with a slash at the end. */
  filesUrl: string
}

/** How a person comes in. All of it may be left out: the first page, from the list of mini-programs. */
export interface Launch {
  /** Without a slash at the front, such as `pages/home/index`. */
  path?: string
  /** `a=1&b=2`, or the same as an object. */
  query?: string | Record<string, string>
  /** 场景值; 1001 is the list of mini-programs, 1007 a card, 1154 Moments. */
  scene?: number
}

export interface Phone {
  /** Starts the mini-program, or, when it runs already, enters it again (a hot start). */
  launch(launch?: Launch): void
  /** Ends the mini-program and starts it anew; what it stored is still there. */
  relaunch(launch?: Launch): void
  /** The person goes to another app, and comes back. */
  hide(): void
  show(launch?: Launch): void
  setTheme(theme: ThemeName): void
  /** WeChat's font size in px; 17 is usual. It takes effect at the next launch, as in WeChat. */
  setFontSize(px: number): void
  setLanguage(language: string): void
  setNetwork(type: NetworkType, delayMs?: number): void
  resize(width: number, height: number): void
  /** Another person takes the phone: the next launch has their storage and their codes. */
  setHost(host: Host): void
  /**
   * Puts a text onto the clipboard and in place of what the field in use holds, as the keyboard's suggestion of a code
   * does. Whether there was a field that took it; one that hides what is typed takes nothing.
   */
  paste(text: string): boolean
  /** The package was built anew: the next launch runs it. */
  setPackage(pkg: CompiledPackage): void
  /** The way back at the left edge of the screen. At the first page it leaves the mini-program. */
  back(): void
  /** What the … menu's 发送给朋友 does; resolves to the card in the chat. */
  share(): Promise<ShareCard>
  shareTimeline(): { title: string; query: string; imageUrl: string }
  pullDown(): void
  audit(): AuditReport
  /** The paths of the open pages, the first at the bottom. */
  pages(): string[]
  on<Name extends keyof PhoneEvents>(name: Name, listener: (event: PhoneEvents[Name]) => void): () => void
  /** Takes the phone out of the page. */
  destroy(): void
}

/** 场景值 1001: 发现栏小程序主入口. */
const MAIN_ENTRANCE = 1001
/** 场景值 1155: “单页模式”打开小程序. */
const SINGLE_PAGE_LEFT = 1155

/** Puts a phone's screen into an element, which gets a shadow root and the screen's size. */
export function createPhone(container: HTMLElement, options: PhoneOptions): Phone {
  const device = new Device({ ...DEFAULT_SETTINGS, ...settingsOf(options) })
  const events = new Emitter<PhoneEvents>()
  const screen = new Screen(container, device)
  const { filesUrl } = options
  let { pkg, host } = options
  let program: MiniProgram | null = null
  new Gestures(screen.surface, () => program)
  const paste = pasting(screen)

  const launchOptions = (launch: Launch): LaunchOptions => ({
    path: launch.path?.replace(/^\//, '') || String(pkg.app.entryPagePath ?? pkg.app.pages[0]),
    query: typeof launch.query === 'object' ? launch.query : parseQuery(launch.query ?? ''),
    scene: launch.scene ?? MAIN_ENTRANCE,
    referrerInfo: {},
    forwardMaterials: [],
    apiCategory: 'default',
  })
  const running = (): MiniProgram => {
    if (!program) throw new Error('the phone shows no mini-program: call launch() first')
    return program
  }
  const phone: Phone = {
    launch(launch = {}) {
      if (program) program.enter(launchOptions(launch), launch.path !== undefined)
      else phone.relaunch(launch)
    },
    relaunch(launch = {}) {
      program?.close()
      const options = launchOptions(launch)
      const openFully = () => phone.relaunch({ path: options.path, query: options.query, scene: SINGLE_PAGE_LEFT })
      program = new MiniProgram({ pkg, device, screen, host, events, filesUrl, openFully }, options)
      program.start()
    },
    hide: () => program?.leave(),
    show(launch) {
      const now = running()
      now.enter(launch ? launchOptions(launch) : now.enterOptions, launch?.path !== undefined)
    },
    setTheme(theme) {
      if (program) program.setTheme(theme)
      else device.settings.theme = theme
    },
    setFontSize(px) {
      device.settings.fontSize = px
    },
    setLanguage(language) {
      device.settings.language = language
    },
    setNetwork(type, delayMs = 0) {
      device.settings.networkDelay = delayMs
      if (program) program.setNetwork(type)
      else device.settings.network = type
    },
    resize(width, height) {
      device.settings.width = width
      device.settings.height = height
      screen.resize()
      program?.resized()
    },
    setHost(next) {
      host = next
    },
    paste(text) {
      if (program) program.clipboard = text
      return paste(text)
    },
    setPackage(next) {
      pkg = next
    },
    back() {
      const now = running()
      if (now.router.stack.length > 1) now.router.back(1)
      else now.leave()
    },
    share: () => shareCurrentPage(running(), 'menu'),
    shareTimeline: () => shareTimeline(running()),
    pullDown: () => running().router.current?.pullDown.start(),
    audit: () => running().audit.report(running().router.pages),
    pages: () => program?.router.stack.map((page) => page.path) ?? [],
    on: (name, listener) => events.on(name, listener),
    destroy() {
      program?.close()
      program = null
      screen.surface.remove()
    },
  }
  screen.capsule.querySelector('.capsule-menu')?.addEventListener('click', () => {
    if (program) void phoneMenu(program, phone)
  })
  screen.capsule.querySelector('.capsule-close')?.addEventListener('click', () => {
    phone.hide()
    events.emit('close', { foreground: false })
  })
  return phone
}

function settingsOf(options: PhoneOptions): Partial<DeviceSettings> {
  const given: Record<string, unknown> = {}
  for (const name of Object.keys(DEFAULT_SETTINGS) as (keyof DeviceSettings)[]) {
    if (options[name] !== undefined) given[name] = options[name]
  }
  return given as Partial<DeviceSettings>
}
