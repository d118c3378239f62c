/** The page stack and the ways through it, with WeChat's refusals in WeChat's words. */
import { createEventChannel } from './event-channel.ts'
import type { MiniProgram } from './mini-program.ts'
import { whenMoved } from './movement.ts'
import { type EventChannel, Page } from './page.ts'
import { pageConfig } from './page-config.ts'

export type RouteType = 'appLaunch' | 'navigateTo' | 'redirectTo' | 'reLaunch' | 'switchTab' | 'navigateBack'

/** 开发/API/路由/wx.navigateTo: 小程序中页面栈最多十层. */
const STACK_LIMIT = 10

/** Why a route was refused; the message is what follows `navigateTo:fail `. */
export class RouteRefused extends Error {}

interface Target {
  path: string
  query: Record<string, string>
}

export class Router {
  readonly stack: Page[] = []
  /** Tab pages live on while another tab is open. */
  private tabs = new Map<string, Page>()
  private program: MiniProgram

  constructor(program: MiniProgram) {
    this.program = program
  }

  get current(): Page | undefined {
    return this.stack.at(-1)
  }

  tabPage(path: string): Page | undefined {
    return this.tabs.get(path)
  }

  get pages(): Page[] {
    return [...new Set([...this.tabs.values(), ...this.stack])]
  }

  /**
   * @param url as in wx.navigateTo: absolute, or relative to the page on top
   * @throws RouteRefused
   */
  open(type: Exclude<RouteType, 'navigateBack'>, url: string, events = {}): EventChannel {
    const target = this.resolve(url)
    this.check(type, target)
    const channel = createEventChannel(events)
    const leaving = this.current
    if (type === 'navigateTo') {
      leaving?.hide()
      this.push(target, channel)
      if (leaving) this.settle(leaving)
    } else if (type === 'redirectTo') {
      const replaced = this.stack.pop()
      replaced?.hide()
      this.push(target, channel)
      replaced?.unload()
    } else if (type === 'switchTab' || (type === 'appLaunch' && this.program.isTab(target.path))) {
      this.switchTo(target, channel)
    } else {
      const old = this.pages
      this.stack.length = 0
      this.tabs.clear()
      leaving?.hide()
      this.push(target, channel)
      for (const page of old.reverse()) page.unload()
    }
    this.arrived(type)
    return channel
  }

  /** @throws RouteRefused at the first page */
  back(delta: number): void {
    if (this.program.singlePage) throw new RouteRefused(SINGLE_PAGE)
    if (this.stack.length <= 1) throw new RouteRefused('cannot navigate back at first page.')
    const steps = Math.min(Math.max(1, delta), this.stack.length - 1)
    const closed = this.stack.splice(this.stack.length - steps, steps).reverse()
    closed[0]?.layer.classList.add('leaving')
    for (const page of closed) page.unload()
    const shown = this.current
    if (shown) shown.layer.hidden = false
    shown?.show()
    this.arrived('navigateBack')
  }

  closeAll(): void {
    for (const page of this.pages.reverse()) page.unload()
    this.stack.length = 0
    this.tabs.clear()
  }

  private push(target: Target, channel: EventChannel): Page {
    const page = this.create(target)
    if (this.stack.length > 0) page.layer.classList.add('entering')
    this.stack.push(page)
    if (this.program.isTab(target.path)) this.tabs.set(target.path, page)
    this.program.screen.pages.append(page.layer)
    page.load(channel)
    page.show()
    return page
  }

  private create({ path, query }: Target): Page {
    this.program.code.loadPage(path)
    return new Page(this.program, path, query, pageConfig(this.program, path))
  }

  private switchTo(target: Target, channel: EventChannel): void {
    const old = [...this.stack]
    const existing = this.tabs.get(target.path)
    if (existing && this.current === existing) return
    this.current?.hide()
    this.stack.length = 0
    for (const page of old.reverse()) {
      if (this.tabs.get(page.path) === page) page.layer.hidden = true
      else page.unload()
    }
    if (existing) {
      this.stack.push(existing)
      existing.layer.hidden = false
      existing.show()
    } else {
      this.push(target, channel)
    }
  }

  /** Hides a covered page once the new one stands in front of it. */
  private settle(page: Page): void {
    const cover = this.current
    const hide = () => {
      if (this.current === cover) page.layer.hidden = true
    }
    if (cover && this.program.device.settings.animations) whenMoved(cover.layer, hide)
    else hide()
  }

  private arrived(type: RouteType): void {
    const page = this.current
    if (!page) return
    for (const other of this.pages) other.layer.toggleAttribute('data-top', other === page)
    const tab = this.program.isTab(page.path)
    const home = page.path === this.program.homePath
    const way = this.stack.length > 1 ? 'back' : home || tab || this.program.singlePage ? 'none' : 'home'
    page.navigationBar?.setWayBack(way)
    this.program.tabBar.draw()
    this.program.drawBars()
    this.program.emitRoute(type, page)
  }

  private check(type: RouteType, target: Target): void {
    const { program } = this
    if (type !== 'appLaunch' && program.singlePage) throw new RouteRefused(SINGLE_PAGE)
    if (!program.pkg.app.allPages.includes(target.path)) throw new RouteRefused(`page "${target.path}" is not found`)
    const tab = program.isTab(target.path)
    if (tab && (type === 'navigateTo' || type === 'redirectTo')) {
      throw new RouteRefused(`can not ${type} a tabbar page`)
    }
    if (!tab && type === 'switchTab') throw new RouteRefused('can not switch to no-tabBar page')
    if (type === 'navigateTo' && this.stack.length >= STACK_LIMIT) throw new RouteRefused('webview count limit exceed')
  }

  /** A name without a value comes as the text 'undefined' through a route, and empty through a launch. */
  private resolve(url: string): Target {
    const [written = '', search = ''] = url.split('?')
    const base = written.startsWith('/') ? [] : (this.current?.path.split('/').slice(0, -1) ?? [])
    const parts: string[] = []
    for (const part of [...base, ...written.split('/')]) {
      if (part === '..') parts.pop()
      else if (part !== '' && part !== '.') parts.push(part)
    }
    return { path: parts.join('/').replace(/\.html$/, ''), query: parseQuery(search, 'undefined') }
  }
}

/** 分享到朋友圈: 不允许跳转到其它页面. */
const SINGLE_PAGE = 'can not navigate in single page mode'

/**
 * WeChat hands a page its query undecoded, and ends a value at a second `=`.
 *
 * @param absent the value of a name without `=`
 */
export function parseQuery(search: string, absent = ''): Record<string, string> {
  const query: Record<string, string> = {}
  for (const pair of search.replace(/^\?/, '').split('&')) {
    const [name = '', value = absent] = pair.split('=')
    if (name !== '') query[name] = value
  }
  return query
}
