/** swiper: items side by side, one at a time, turned by finger, by clock or by `current`. */
import { WxElement } from './element.ts'
import { define } from './registry.ts'

class WxSwiper extends WxElement {
  private index = 0
  private track = document.createElement('div')
  private dots = document.createElement('div')
  private startX: number | null = null
  private clock: ReturnType<typeof setInterval> | undefined

  protected override mount(): void {
    const shadow = this.attachShadow({ mode: 'open' })
    const style = document.createElement('style')
    style.textContent = STYLES
    this.track.className = 'track'
    this.dots.className = 'dots'
    this.track.append(document.createElement('slot'))
    shadow.append(style, this.track, this.dots)
    this.addEventListener('pointerdown', (event) => {
      this.startX = this.flag('vertical') ? event.clientY : event.clientX
    })
    this.addEventListener('pointerup', (event) => this.swiped(event))
    new MutationObserver(() => this.draw()).observe(this, { childList: true })
    this.program.onClose(() => clearInterval(this.clock))
  }

  protected override changed(name: string): void {
    if (name === 'current') this.turn(this.figure('current'), '')
    if (name === 'autoplay' || name === 'interval') this.wind()
    this.draw()
  }

  private get count(): number {
    return this.querySelectorAll(':scope > wx-swiper-item').length
  }

  private wind(): void {
    clearInterval(this.clock)
    if (!this.flag('autoplay')) return
    this.clock = setInterval(
      () => {
        if (this.isConnected && this.program.foreground)
          this.turn((this.index + 1) % Math.max(1, this.count), 'autoplay')
      },
      this.figure('interval', 5000),
    )
  }

  private swiped(event: PointerEvent): void {
    if (this.startX === null) return
    const moved = (this.flag('vertical') ? event.clientY : event.clientX) - this.startX
    this.startX = null
    if (Math.abs(moved) < 30) return
    const next = this.index + (moved < 0 ? 1 : -1)
    const { count } = this
    if (this.flag('circular')) this.turn((next + count) % count, 'touch')
    else if (next >= 0 && next < count) this.turn(next, 'touch')
  }

  private turn(index: number, source: string): void {
    if (index === this.index) return
    this.index = index
    this.draw()
    const item = this.querySelectorAll<WxElement>(':scope > wx-swiper-item')[index]
    const detail = { current: index, currentItemId: item?.text('item-id') ?? '', source }
    if (source !== '') this.emit('change', detail)
    setTimeout(() => this.emit('animationfinish', detail), this.figure('duration', 500))
  }

  private draw(): void {
    const axis = this.flag('vertical') ? 'Y' : 'X'
    this.track.style.flexDirection = this.flag('vertical') ? 'column' : 'row'
    this.track.style.transform = `translate${axis}(${-100 * this.index}%)`
    this.track.style.transitionDuration = `${this.program.device.settings.animations ? this.figure('duration', 500) : 0}ms`
    this.dots.hidden = !this.flag('indicator-dots')
    const colour = this.text('indicator-color', 'rgba(0,0,0,.3)')
    const active = this.text('indicator-active-color', '#000000')
    this.dots.replaceChildren(
      ...Array.from({ length: this.count }, (_, at) => {
        const dot = document.createElement('i')
        dot.style.background = at === this.index ? active : colour
        return dot
      }),
    )
  }
}

const STYLES = `
.track { display: flex; width: 100%; height: 100%; transition: transform .5s; }
.dots { position: absolute; left: 0; right: 0; bottom: 10px; display: flex; justify-content: center; gap: 8px; }
.dots[hidden] { display: none; }
.dots i { width: 8px; height: 8px; border-radius: 50%; }
`

define('swiper', WxSwiper)
define('swiper-item', class extends WxElement {})
