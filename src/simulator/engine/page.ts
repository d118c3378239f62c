/** One page of the stack: its component, its layer on the screen, and its lifecycle. */
import type { Root } from 'glass-easel-miniprogram-adapter'
import type { WxElement } from './components/element.ts'
import type { MiniProgram } from './mini-program.ts'
import { whenMoved } from './movement.ts'
import { NavigationBar } from './navigation-bar.ts'
import { type PageConfig, resolveColours } from './page-config.ts'
import { PullDown } from './pull-down.ts'
import { singlePageBar } from './single-page-bar.ts'

/** A page as the package's own code sees it: `this` in its handlers, an item of getCurrentPages(). */
export interface PageInstance {
  route: string
  options: Record<string, string>
  data: Record<string, unknown>
  setData(data: Record<string, unknown>, done?: () => void): void
  [member: string]: unknown
}

/** Listeners of `wx.navigateTo({events})` and of `getOpenerEventChannel()`. */
export interface EventChannel {
  on(name: string, listener: (...values: unknown[]) => void): void
  once(name: string, listener: (...values: unknown[]) => void): void
  off(name: string, listener?: (...values: unknown[]) => void): void
  emit(name: string, ...values: unknown[]): void
}

let count = 0

export class Page {
  readonly id = ++count
  readonly path: string
  readonly query: Record<string, string>
  readonly layer: HTMLElement
  readonly view: HTMLElement
  readonly scroller: HTMLElement
  readonly navigationBar: NavigationBar | null
  readonly pullDown: PullDown
  readonly openedAt = performance.now()
  config: PageConfig
  instance!: PageInstance
  private program: MiniProgram
  private root!: Root
  private shown = false
  private ready = false
  private painted = false
  private atBottom = false

  constructor(program: MiniProgram, path: string, query: Record<string, string>, config: PageConfig) {
    this.program = program
    this.path = path
    this.query = query
    this.config = config
    this.layer = document.createElement('section')
    this.layer.className = 'page-layer'
    this.layer.dataset.path = path
    this.layer.classList.toggle('with-tab-bar', config.below === 'tabBar')
    this.navigationBar = config.navigationStyle === 'custom' ? null : new NavigationBar(program, this)
    if (this.navigationBar) this.layer.append(this.navigationBar.element)
    this.view = document.createElement('div')
    this.view.className = 'page-view'
    this.scroller = document.createElement('div')
    this.scroller.className = 'page-scroll'
    this.scroller.toggleAttribute('data-fixed', config.disableScroll === true)
    this.pullDown = new PullDown(this)
    this.view.append(this.pullDown.element, this.scroller)
    this.view.style.setProperty('--vh', `${program.device.metrics.windowHeight(config) / 100}px`)
    this.layer.append(this.view)
    if (config.below === 'singlePageBar') this.layer.append(singlePageBar(program))
    this.scroller.addEventListener('scroll', () => this.onScroll())
  }

  /** Builds the component and runs onLoad; the layer must be on the screen by then. */
  load(channel: EventChannel): void {
    const { backend, codeSpace } = this.program.code
    this.root = backend.createRoot('page', codeSpace, this.path)
    this.instance = this.root.get() as unknown as PageInstance
    Object.assign(this.instance, {
      route: this.path,
      __route__: this.path,
      options: this.query,
      getOpenerEventChannel: () => channel,
      getTabBar: () => null,
      getPageId: () => `pageId:${this.id}`,
    })
    const placeholder = document.createElement('div')
    this.scroller.append(placeholder)
    const host = this.root.getComponent().getBackendElement() as unknown as WxElement
    host.native('is', this.path)
    this.root.attach(this.scroller as never, placeholder as never)
    this.call('onLoad', this.query)
    this.applyColours()
  }

  get host(): HTMLElement | null {
    return this.scroller.querySelector<HTMLElement>('wx-page')
  }

  /** The page's component node, for queries and for counting. */
  get component(): ReturnType<Root['getComponent']> {
    return this.root.getComponent()
  }

  show(): void {
    if (this.shown) return
    this.shown = true
    this.layer.hidden = false
    this.call('onShow')
    this.component.triggerPageLifetime('show', [])
    if (this.ready) return
    this.ready = true
    requestAnimationFrame(() => {
      this.call('onReady')
      this.rendered()
    })
  }

  /** A frame has been drawn: the first one with something in it ends the page's first render. */
  rendered(): void {
    this.applyColours()
    const { audit } = this.program
    if (!this.painted && this.host?.firstElementChild) {
      this.painted = true
      audit.firstRender(this.path, performance.now() - this.openedAt)
    }
    audit.measure(this)
  }

  hide(): void {
    if (!this.shown) return
    this.shown = false
    this.call('onHide')
    this.component.triggerPageLifetime('hide', [])
  }

  /** Runs onUnload and takes the page out of the document. */
  unload(): void {
    this.shown = false
    this.call('onUnload')
    this.root.release()
    const remove = () => this.layer.remove()
    if (!this.program.device.settings.animations || !this.layer.classList.contains('leaving')) remove()
    else whenMoved(this.layer, remove)
  }

  has(method: string): boolean {
    return typeof this.instance[method] === 'function'
  }

  /** Calls a lifecycle method if the page has it. What it throws goes to App.onError. */
  call(method: string, ...values: unknown[]): unknown {
    const handler = this.instance[method]
    if (typeof handler !== 'function') return undefined
    return this.program.guard(() => handler.apply(this.instance, values), `${method} of page ${this.path}`)
  }

  /** A page's ground shows behind its content to the last pixel, as the body of a web view does. */
  applyColours(): void {
    this.config = resolveColours(this.config, this.program)
    this.navigationBar?.apply(this.config)
    requestAnimationFrame(() => {
      const ground = this.host ? getComputedStyle(this.host).backgroundColor : ''
      const transparent = ground === '' || ground === 'rgba(0, 0, 0, 0)'
      const behind = this.config.backgroundColorContent ?? this.config.backgroundColor ?? '#ffffff'
      this.scroller.style.backgroundColor = transparent ? String(behind) : ground
      this.view.style.backgroundColor = String(this.config.backgroundColor ?? '#ffffff')
    })
  }

  private onScroll(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller
    this.call('onPageScroll', { scrollTop })
    const near = scrollTop + clientHeight >= scrollHeight - (this.config.onReachBottomDistance ?? 50)
    if (near && !this.atBottom) this.call('onReachBottom')
    this.atBottom = near
  }
}
