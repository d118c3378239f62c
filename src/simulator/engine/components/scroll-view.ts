/** scroll-view: scrolls along the axes that it is told to. */
import { WxElement } from './element.ts'
import { define } from './registry.ts'

class WxScrollView extends WxElement {
  private last = { top: 0, left: 0 }
  private atUpper = true
  private atLower = false

  protected override mount(): void {
    this.addEventListener('scroll', () => this.scrolled())
  }

  protected override changed(name: string): void {
    if (name === 'scroll-x') this.style.setProperty('overflow-x', this.flag('scroll-x') ? 'auto' : 'hidden')
    if (name === 'scroll-y') this.style.setProperty('overflow-y', this.flag('scroll-y') ? 'auto' : 'hidden')
    if (name === 'scroll-top') this.move(() => ({ top: this.figure('scroll-top') }))
    if (name === 'scroll-left') this.move(() => ({ left: this.figure('scroll-left') }))
    if (name === 'scroll-into-view') this.move(() => this.placeOf(this.text('scroll-into-view')))
    if (name === 'enable-flex') this.native('data-flex', this.flag('enable-flex') ? '' : null)
  }

  override setAttribute(name: string, value: string): void {
    super.setAttribute(name, value)
    // A new style attribute takes the axes away with the old one.
    if (name === 'style' && this.node) {
      this.changed('scroll-x')
      this.changed('scroll-y')
    }
  }

  override context(): unknown {
    return {
      scrollTo: ({ top, left, animated = true }: { top?: number; left?: number; animated?: boolean }) =>
        this.scrollTo({
          ...(top === undefined ? {} : { top }),
          ...(left === undefined ? {} : { left }),
          behavior: animated ? 'smooth' : 'auto',
        }),
      scrollIntoView: (selector: string) => this.querySelector(selector)?.scrollIntoView(),
    }
  }

  private move(where: () => ScrollToOptions | null): void {
    requestAnimationFrame(() => {
      const target = where()
      if (target) this.scrollTo({ ...target, behavior: this.flag('scroll-with-animation') ? 'smooth' : 'auto' })
    })
  }

  private placeOf(id: string): ScrollToOptions | null {
    const target = id ? this.querySelector(`#${CSS.escape(id)}`) : null
    if (!target) return null
    const own = this.getBoundingClientRect()
    const its = target.getBoundingClientRect()
    return { top: this.scrollTop + its.top - own.top, left: this.scrollLeft + its.left - own.left }
  }

  private scrolled(): void {
    const { scrollTop, scrollLeft, scrollHeight, scrollWidth, clientHeight, clientWidth } = this
    const deltaX = this.last.left - scrollLeft
    const deltaY = this.last.top - scrollTop
    this.last = { top: scrollTop, left: scrollLeft }
    this.emit('scroll', { scrollLeft, scrollTop, scrollHeight, scrollWidth, deltaX, deltaY })
    const vertical = this.flag('scroll-y')
    const before = vertical ? scrollTop : scrollLeft
    const after = vertical ? scrollHeight - clientHeight - scrollTop : scrollWidth - clientWidth - scrollLeft
    const upper = before <= this.figure('upper-threshold', 50)
    const lower = after <= this.figure('lower-threshold', 50)
    if (upper && !this.atUpper) this.emit('scrolltoupper', { direction: vertical ? 'top' : 'left' })
    if (lower && !this.atLower) this.emit('scrolltolower', { direction: vertical ? 'bottom' : 'right' })
    this.atUpper = upper
    this.atLower = lower
  }
}

define('scroll-view', WxScrollView)
