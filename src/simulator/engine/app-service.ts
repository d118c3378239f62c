/** The package's App: its lifecycle, its listeners, and where its errors go. */
export interface LaunchOptions {
  path: string
  query: Record<string, string>
  scene: number
  shareTicket?: string
  referrerInfo: Record<string, unknown>
  forwardMaterials: unknown[]
  apiCategory: 'default' | 'nativeFunctionalized' | 'browseOnly' | 'embedded'
}

export type AppEvent = 'show' | 'hide' | 'error' | 'pageNotFound' | 'unhandledRejection' | 'themeChange'

type Listener = (value: unknown) => void

export class AppService {
  /** What `App({...})` was given; getApp() returns it. */
  instance: Record<string, unknown> = {}
  registered = false
  private listeners = new Map<AppEvent, Set<Listener>>()

  register(definition: Record<string, unknown>): void {
    if (this.registered) throw new Error('App() may be called only once')
    this.registered = true
    Object.assign(this.instance, definition)
  }

  on(event: AppEvent, listener: Listener): void {
    const all = this.listeners.get(event) ?? new Set()
    all.add(listener)
    this.listeners.set(event, all)
  }

  off(event: AppEvent, listener?: Listener): void {
    if (listener) this.listeners.get(event)?.delete(listener)
    else this.listeners.delete(event)
  }

  /** Calls `App.onShow` and the like, then the listeners of `wx.onAppShow` and the like. */
  dispatch(event: AppEvent, value: unknown, guard: (run: () => unknown, where: string) => unknown): boolean {
    const method = `on${event[0]?.toUpperCase()}${event.slice(1)}`
    const handler = this.instance[method]
    const listeners = [...(this.listeners.get(event) ?? [])]
    if (typeof handler === 'function') guard(() => handler.call(this.instance, value), `App.${method}`)
    for (const listener of listeners) guard(() => listener(value), `wx.${method}`)
    return typeof handler === 'function' || listeners.length > 0
  }
}
