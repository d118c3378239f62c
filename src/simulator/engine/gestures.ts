/** Fingers and mouse on the screen, as WeChat's touch, tap and long-press events, and its hover classes. */
import type * as glassEasel from 'glass-easel'
import { WxElement } from './components/element.ts'
import type { MiniProgram } from './mini-program.ts'
import { emitBubbling, type Touch } from './wx-event.ts'

/** A finger that moves further than this, in px, is no longer tapping. */
const TAP_RADIUS = 10
/** 开发/框架/事件: longpress fires after a finger has rested for more than 350 ms. */
const LONG_PRESS_MS = 350

interface Press {
  target: WxElement
  identifier: number
  x: number
  y: number
  moved: boolean
  longPress: ReturnType<typeof setTimeout>
  longPressed: boolean
  hover: Hover | null
}

/** Listens on the screen for as long as the phone lives; events go to the mini-program that runs now. */
export class Gestures {
  private presses = new Map<number, Press>()
  private surface: HTMLElement
  private current: () => MiniProgram | null

  constructor(surface: HTMLElement, current: () => MiniProgram | null) {
    this.surface = surface
    this.current = current
    surface.addEventListener('pointerdown', (event) => this.down(event))
    surface.addEventListener('pointermove', (event) => this.move(event))
    surface.addEventListener('pointerup', (event) => this.up(event))
    surface.addEventListener('pointercancel', (event) => this.cancel(event))
    surface.addEventListener('click', (event) => this.clickByKeyboard(event))
    for (const type of ['transitionend', 'animationstart', 'animationiteration', 'animationend']) {
      surface.addEventListener(type, (event) => {
        const target = elementOf(event)
        if (target && event.target === target) emitBubbling(target.node, type, {})
      })
    }
    surface.addEventListener('wheel', (event) => holdPage(event), { passive: false })
  }

  private down(event: PointerEvent): void {
    const target = elementOf(event)
    if (!target || event.button > 0) return
    const press: Press = {
      target,
      identifier: this.presses.size,
      x: event.clientX,
      y: event.clientY,
      moved: false,
      longPressed: false,
      longPress: setTimeout(() => {
        press.longPressed = heard(target, 'longpress') || heard(target, 'longtap')
        this.send(press, 'longpress', event)
        this.send(press, 'longtap', event)
      }, LONG_PRESS_MS),
      hover: Hover.begin(event),
    }
    this.presses.set(event.pointerId, press)
    this.send(press, 'touchstart', event)
  }

  private move(event: PointerEvent): void {
    const press = this.presses.get(event.pointerId)
    if (!press) return
    if (!press.moved && Math.hypot(event.clientX - press.x, event.clientY - press.y) > TAP_RADIUS) {
      press.moved = true
      clearTimeout(press.longPress)
      press.hover?.cancel()
    }
    this.send(press, 'touchmove', event)
  }

  private up(event: PointerEvent): void {
    const press = this.end(event)
    if (!press) return
    this.send(press, 'touchend', event)
    if (press.moved || press.longPressed) return
    if (press.target.closest('wx-button[disabled]')) return
    const program = this.current()
    program?.userActs(() => this.send(press, 'tap', event), press.target)
  }

  private cancel(event: PointerEvent): void {
    const press = this.end(event)
    if (press) this.send(press, 'touchcancel', event)
  }

  private end(event: PointerEvent): Press | undefined {
    const press = this.presses.get(event.pointerId)
    if (!press) return undefined
    this.presses.delete(event.pointerId)
    clearTimeout(press.longPress)
    press.hover?.end()
    return press
  }

  /** A screen reader or the Enter key clicks without a pointer: that is a tap too. */
  private clickByKeyboard(event: MouseEvent): void {
    const target = elementOf(event)
    if (event.detail !== 0 || !target || target.closest('wx-button[disabled]')) return
    const box = target.getBoundingClientRect()
    const detail = { x: box.left + box.width / 2, y: box.top + box.height / 2 }
    const extra = { touches: [], changedTouches: [] }
    this.current()?.userActs(() => emitBubbling(target.node, 'tap', detail, extra), target)
  }

  private send(press: Press, type: string, event: PointerEvent): void {
    if (!press.target.isConnected) return
    const touch = this.touch(press, event)
    const ended = type === 'touchend' || type === 'touchcancel' || type === 'tap'
    const detail = type.startsWith('touch') ? {} : { x: touch.pageX, y: touch.pageY }
    emitBubbling(press.target.node, type, detail, { touches: ended ? [] : [touch], changedTouches: [touch] })
  }

  /** Positions are the page's: the phone may stand anywhere in the window, and may be drawn smaller. */
  private touch(press: Press, event: PointerEvent): Touch {
    const view = press.target.closest<HTMLElement>('.page-view') ?? this.surface
    const box = view.getBoundingClientRect()
    const scale = box.width / view.offsetWidth || 1
    const scrolled = view.querySelector('.page-scroll')?.scrollTop ?? 0
    const clientX = (event.clientX - box.left) / scale
    const clientY = (event.clientY - box.top) / scale
    return { identifier: press.identifier, pageX: clientX, pageY: clientY + scrolled, clientX, clientY, force: 1 }
  }
}

/** The innermost component under an event, looking through what components draw inside themselves. */
function elementOf(event: Event): WxElement | null {
  for (const step of event.composedPath()) {
    if (step instanceof WxElement && step.node) return step
  }
  return null
}

function heard(target: WxElement, type: string): boolean {
  for (let node: glassEasel.Element | null = target.node; node; node = node.parentNode) {
    const listeners = (node as unknown as { _$eventTarget?: { listeners: Record<string, unknown> } })._$eventTarget
    if (listeners?.listeners[type]) return true
  }
  return false
}

/** Under `catchtouchmove` the page stands still; a scroller inside of it still turns. */
function holdPage(event: WheelEvent): void {
  for (const step of event.composedPath()) {
    if (!(step instanceof HTMLElement)) return
    if (step.scrollHeight > step.clientHeight && /auto|scroll/.test(getComputedStyle(step).overflowY)) return
    if (step.dataset.catchMove !== undefined) {
      event.preventDefault()
      return
    }
  }
}

/** The class that an element bears while a finger is on it (`hover-class`). */
class Hover {
  private element: WxElement
  private names: string
  private stayMs: number
  private timer: ReturnType<typeof setTimeout>
  private on = false

  private constructor(element: WxElement, names: string, fallback: { start: number; stay: number }) {
    this.element = element
    this.names = names
    this.stayMs = element.figure('hover-stay-time', fallback.stay)
    this.timer = setTimeout(() => this.show(), element.figure('hover-start-time', fallback.start))
  }

  static begin(event: Event): Hover | null {
    for (const step of event.composedPath()) {
      if (!(step instanceof WxElement) || !step.node) continue
      const kind = HOVERABLE[step.localName]
      if (!kind) continue
      const names = step.text('hover-class', kind.name) || kind.name
      if (names !== 'none' && !step.flag('disabled')) return new Hover(step, names, kind)
      if (step.flag('hover-stop-propagation')) return null
    }
    return null
  }

  end(): void {
    clearTimeout(this.timer)
    if (!this.on) this.show()
    this.timer = setTimeout(() => this.hide(), this.stayMs)
  }

  cancel(): void {
    clearTimeout(this.timer)
    if (this.on) this.timer = setTimeout(() => this.hide(), this.stayMs)
  }

  private show(): void {
    this.on = true
    this.element.node.setNodeClass(this.names, TEMPORARY)
  }

  private hide(): void {
    this.on = false
    this.element.node.setNodeClass('', TEMPORARY)
  }
}

/** glass-easel's segment for classes that are not the template's. */
const TEMPORARY = 3 as glassEasel.StyleSegmentIndex

/** Components with a hover-class, its default, and WeChat's default times in ms. */
const HOVERABLE: Record<string, { name: string; start: number; stay: number }> = {
  'wx-view': { name: 'none', start: 50, stay: 400 },
  'wx-button': { name: 'button-hover', start: 20, stay: 70 },
  'wx-navigator': { name: 'navigator-hover', start: 50, stay: 600 },
}
