/** wx.createIntersectionObserver, on the page on top. */
import type { MiniProgram } from './mini-program.ts'

interface Margins {
  left?: number
  right?: number
  top?: number
  bottom?: number
}

export class PageIntersectionObserver {
  private program: MiniProgram
  private thresholds: number[]
  private all: boolean
  private relative: string | null = null
  private margins: Margins = {}
  private observers: IntersectionObserver[] = []

  constructor(program: MiniProgram, options: { thresholds?: number[]; observeAll?: boolean } = {}) {
    this.program = program
    this.thresholds = options.thresholds ?? [0]
    this.all = options.observeAll === true
    program.onClose(() => this.disconnect())
  }

  relativeTo(selector: string, margins: Margins = {}): this {
    this.relative = selector
    this.margins = margins
    return this
  }

  relativeToViewport(margins: Margins = {}): this {
    this.relative = null
    this.margins = margins
    return this
  }

  observe(selector: string, listener: (result: unknown) => void): void {
    const page = this.program.router.current
    const host = page?.host
    if (!page || !host) return
    const found = [...host.querySelectorAll<HTMLElement>(selector)]
    const targets = this.all ? found : found.slice(0, 1)
    const { top = 0, right = 0, bottom = 0, left = 0 } = this.margins
    const observer = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          const result = {
            id: entry.target.id,
            dataset: { ...(entry.target as HTMLElement).dataset },
            intersectionRatio: entry.intersectionRatio,
            intersectionRect: entry.intersectionRect.toJSON(),
            boundingClientRect: entry.boundingClientRect.toJSON(),
            relativeRect: entry.rootBounds?.toJSON() ?? {},
            time: entry.time,
          }
          this.program.guard(() => listener(result), 'IntersectionObserver')
        }
      },
      {
        root: this.relative ? host.querySelector(this.relative) : page.scroller,
        rootMargin: `${top}px ${right}px ${bottom}px ${left}px`,
        threshold: this.thresholds,
      },
    )
    for (const target of targets) observer.observe(target)
    this.observers.push(observer)
  }

  disconnect(): void {
    for (const observer of this.observers) observer.disconnect()
    this.observers = []
  }
}
