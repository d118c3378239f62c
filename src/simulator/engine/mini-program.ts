/** One run of a package, from launch to close: its modules, its App, its pages, its wx. */
import { Audit } from '../audit/audit.ts'
import type { CompiledPackage } from '../compile/compiled-package.ts'
import type { Host } from '../host.ts'
import type { PhoneEvents } from '../phone-events.ts'
import { Privacy } from '../wx/identity.ts'
import { createWx } from '../wx/wx.ts'
import { AppService, type LaunchOptions } from './app-service.ts'
import type { Device, NetworkType, ThemeName } from './device.ts'
import type { Emitter } from './emitter.ts'
import { watchErrors } from './errors.ts'
import { PackageCode } from './package-code.ts'
import type { Page } from './page.ts'
import { Router, type RouteType } from './router.ts'
import type { Screen } from './screen.ts'
import { showToast } from './sheets/toast.ts'
import './set-data.ts'
import { TabBar } from './tab-bar.ts'
import { Timers } from './timers.ts'
import './components/all.ts'

export interface MiniProgramParts {
  pkg: CompiledPackage
  device: Device
  screen: Screen
  host: Host
  events: Emitter<PhoneEvents>
  /** Where the package's files are served from, with a slash at the end. */
  filesUrl: string
  /** Starts the mini-program proper, from its single-page mode. */
  openFully(): void
}

/** 场景值 1154: 朋友圈内打开“单页模式”. */
const SINGLE_PAGE_SCENE = 1154

export class MiniProgram {
  readonly pkg: CompiledPackage
  readonly device: Device
  readonly screen: Screen
  readonly host: Host
  readonly events: Emitter<PhoneEvents>
  readonly app = new AppService()
  readonly audit = new Audit()
  readonly timers = new Timers((run) => this.guard(run, 'timer'))
  readonly router = new Router(this)
  readonly tabBar: TabBar
  readonly launchOptions: LaunchOptions
  readonly code: PackageCode
  readonly privacy = new Privacy(this)
  /** What the package has saved to the album, and the files that it has made, by their path on the phone. */
  readonly album: string[] = []
  private files = new Map<string, string>()
  clipboard = ''
  enterOptions: LaunchOptions
  foreground = true
  /** The element on which the latest tap began. */
  tapOrigin: Element | null = null
  closed = false
  /** True while a person's tap is being handled, and for a moment after it. */
  private actedAt = Number.NEGATIVE_INFINITY
  readonly openFully: () => void
  private filesUrl: string
  private closers: (() => void)[] = []
  private networkListeners: ((type: NetworkType) => void)[] = []
  private keyboardListeners: ((height: number) => void)[] = []
  private resizeListeners: ((size: { windowWidth: number; windowHeight: number }) => void)[] = []

  constructor(parts: MiniProgramParts, launch: LaunchOptions) {
    this.pkg = parts.pkg
    this.device = parts.device
    this.screen = parts.screen
    this.host = parts.host
    this.events = parts.events
    this.filesUrl = parts.filesUrl
    this.openFully = () => parts.openFully()
    this.launchOptions = launch
    this.enterOptions = launch
    this.tabBar = new TabBar(this)
    this.code = new PackageCode(this, createWx(this))
    watchErrors(this)
  }

  /** Runs app.js, App.onLaunch and App.onShow, and opens the first page. */
  start(): void {
    this.screen.setPackageStyles(this.pkg.styles.map((style) => style.css).join('\n'))
    this.paintTheme()
    this.code.start()
    const { app, launchOptions } = this
    const onLaunch = app.instance.onLaunch
    if (typeof onLaunch === 'function') this.guard(() => onLaunch.call(app.instance, launchOptions), 'App.onLaunch')
    this.dispatchApp('show', launchOptions)
    this.open(launchOptions)
  }

  /** A hot start: the mini-program comes back to the front, perhaps on another page. */
  enter(options: LaunchOptions, reopen: boolean): void {
    this.enterOptions = options
    this.foreground = true
    this.dispatchApp('show', options)
    if (reopen) this.open(options, 'reLaunch')
    else this.router.current?.show()
  }

  leave(): void {
    if (!this.foreground) return
    this.foreground = false
    this.router.current?.hide()
    this.dispatchApp('hide', {})
  }

  close(): void {
    this.closed = true
    this.timers.clearAll()
    this.router.closeAll()
    for (const close of this.closers) close()
    this.screen.clear()
  }

  onClose(close: () => void): void {
    this.closers.push(close)
  }

  onNetworkChange(listener: (type: NetworkType) => void): void {
    this.networkListeners.push(listener)
  }

  onKeyboard(listener: (height: number) => void): void {
    this.keyboardListeners.push(listener)
  }

  /** WeChat's own keyboard has come, with this height in px, or gone (0). */
  keyboardMoved(height: number): void {
    for (const listener of this.keyboardListeners) listener(height)
  }

  onResize(listener: (size: { windowWidth: number; windowHeight: number }) => void): void {
    this.resizeListeners.push(listener)
  }

  setNetwork(type: NetworkType): void {
    this.device.settings.network = type
    for (const listener of this.networkListeners) listener(type)
  }

  /** The screen has another size: pages hear of it by onResize. */
  resized(): void {
    const { metrics } = this.device
    const size = { windowWidth: metrics.windowWidth, windowHeight: metrics.windowHeight(this.router.current?.config) }
    for (const listener of this.resizeListeners) listener(size)
    this.router.current?.call('onResize', { size })
  }

  /** A short word of WeChat's own, such as 内容已复制. */
  hint(title: string): void {
    showToast(this, { title, icon: 'none', image: '', durationMs: 1500, mask: false })
  }

  get singlePage(): boolean {
    return this.launchOptions.scene === SINGLE_PAGE_SCENE
  }

  get homePath(): string {
    return (this.pkg.app.entryPagePath as string | undefined) ?? this.pkg.app.pages[0] ?? ''
  }

  /** Dark only if the package says that it can be (DarkMode 适配指南: darkmode). */
  get theme(): ThemeName {
    return this.pkg.app.darkmode ? this.device.settings.theme : 'light'
  }

  isTab(path: string): boolean {
    return this.pkg.app.tabBar?.list.some((item) => item.pagePath === path) ?? false
  }

  goHome(): void {
    this.router.open(this.isTab(this.homePath) ? 'switchTab' : 'reLaunch', `/${this.homePath}`)
  }

  /** The value of a theme variable (`@name`), or the value itself. */
  themed<T>(value: T): T | string {
    if (typeof value !== 'string' || !value.startsWith('@')) return value
    return this.pkg.theme?.[this.theme][value.slice(1)] ?? value
  }

  /** Keeps a picture that the package made; returns its path on the phone. */
  keepFile(address: string, extension: string): string {
    const path = `wxfile://tmp_${this.files.size + 1}.${extension}`
    this.files.set(path, address)
    return path
  }

  /** The address of a file in the package; an address of another kind is left as it is. */
  fileUrl(path: string, from: string): string {
    const made = this.files.get(path)
    if (made) return made
    if (/^(https?:|data:|blob:|wxfile:)/.test(path)) return path
    const base = path.startsWith('/') ? [] : from.split('/').slice(0, -1)
    const parts: string[] = []
    for (const part of [...base, ...path.split('/')]) {
      if (part === '..') parts.pop()
      else if (part !== '' && part !== '.') parts.push(part)
    }
    return this.filesUrl + parts.join('/')
  }

  setTheme(theme: ThemeName): void {
    const before = this.theme
    this.device.settings.theme = theme
    this.paintTheme()
    for (const page of this.router.pages) page.applyColours()
    this.tabBar.draw()
    this.drawBars()
    if (this.theme !== before) this.dispatchApp('themeChange', { theme: this.theme })
  }

  /** The status bar and the capsule are written in the colour that the page on top asks for. */
  drawBars(): void {
    const page = this.router.current
    const style = page?.navigationBar?.style ?? String(page?.config.navigationBarTextStyle ?? 'black')
    this.screen.statusBar.dataset.style = style
    this.screen.capsule.dataset.style = style
  }

  /** Runs the package's code; what it throws is told to App.onError, the console and the phone's listeners. */
  guard<T>(run: () => T, where: string): T | undefined {
    try {
      return run()
    } catch (error) {
      this.reportError(error, where)
      return undefined
    }
  }

  reportError(error: unknown, where: string): void {
    const text = error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error)
    this.events.emit('error', { message: text, where })
    console.error(`[${where}]`, error)
    this.app.dispatch('error', text, (run) => {
      try {
        run()
      } catch (second) {
        console.error('[App.onError]', second)
      }
    })
  }

  warn(message: string): void {
    this.events.emit('console', { level: 'warn', text: message })
  }

  /** Marks the time of a person's act: some interfaces answer only to one. */
  userActs(run: () => void, origin: Element | null = null): void {
    this.actedAt = performance.now()
    this.tapOrigin = origin
    run()
  }

  /** Whether a tap has happened just now. WeChat lets a promise or two pass in between. */
  get tapped(): boolean {
    return performance.now() - this.actedAt < 1000
  }

  dispatchApp(event: Parameters<AppService['dispatch']>[0], value: unknown): boolean {
    return this.app.dispatch(event, value, (run, where) => this.guard(run, where))
  }

  emitRoute(type: RouteType, page: Page): void {
    this.events.emit('route', { type, path: page.path, query: page.query, depth: this.router.stack.length })
  }

  recordSetData(is: string, bytes: number, keys: string[]): void {
    const page = this.router.current?.path ?? is
    this.audit.setData({ page, component: is, bytes, keys })
    this.events.emit('setData', { page, component: is, bytes, keys })
    requestAnimationFrame(() => this.router.current?.rendered())
  }

  private open(options: LaunchOptions, type: 'appLaunch' | 'reLaunch' = 'appLaunch'): void {
    const { path, query } = options
    const search = Object.entries(query)
      .map(([name, value]) => `${name}=${value}`)
      .join('&')
    if (this.pkg.app.allPages.includes(path)) {
      this.router.open(type, `/${path}?${search}`)
      return
    }
    const handled = this.dispatchApp('pageNotFound', { path, query, isEntryPage: true })
    if (handled) return
    const layer = document.createElement('div')
    layer.className = 'missing-page'
    layer.textContent = '页面不存在'
    this.screen.pages.append(layer)
  }

  private paintTheme(): void {
    this.screen.setTheme(this.device.settings.theme, this.theme)
  }
}
