/**
 * The phone's screen as WeChat's component engine (glass-easel) sees it: it asks for elements by their
 * WXML name and gets `wx-*` elements of this document.
 *
 * The engine folder runs in a browser. It may touch the DOM below the phone's own element, and it reads
 * the compiled package; it knows nothing of gateway, bank or mini-program.
 */
import type * as glassEasel from 'glass-easel'
import { WxElement } from './components/element.ts'
import { elementName, isMissing } from './components/registry.ts'
import type { MiniProgram } from './mini-program.ts'

type Context = glassEasel.domlikeBackend.Context
type BackendElement = glassEasel.domlikeBackend.Element

/** Creates the backend for one run of a mini-program; elements find their mini-program through it. */
export class PhoneBackend implements Context {
  readonly mode: Context['mode'] = 3 // BackendMode.Domlike: a const enum, which has no value at run time
  readonly program: MiniProgram
  readonly document: Context['document']

  constructor(program: MiniProgram) {
    this.program = program
    this.document = {
      createElement: (tagName) => {
        if (isMissing(tagName)) program.events.emit('call', { name: `<${tagName}>`, errMsg: '', modelled: false })
        return document.createElement(elementName(tagName)) as unknown as BackendElement
      },
      createTextNode: (content) => document.createTextNode(content) as unknown as BackendElement,
      createDocumentFragment: () => document.createDocumentFragment() as unknown as BackendElement,
    }
  }

  associateValue(element: BackendElement, value: glassEasel.Element): void {
    element.__wxElement = value
    const host = element as unknown
    if (host instanceof WxElement) host.bind(value, this.program)
  }

  /** A final listener on touchmove is WeChat's way to keep a page from scrolling under a sheet. */
  setListenerStats(element: BackendElement, type: string, _capture: boolean, level: glassEasel.EventMutLevel): void {
    const host = element as unknown as HTMLElement
    if (type === 'touchmove' && (level as number) === 2) host.dataset.catchMove = ''
  }

  setModelBindingStat(element: BackendElement, name: string, listener: ((value: unknown) => void) | null): void {
    const host = element as unknown
    if (host instanceof WxElement) host.bindModel(name, listener)
  }

  getWindowWidth(): number {
    return this.program.device.metrics.windowWidth
  }

  getWindowHeight(): number {
    return this.program.device.metrics.windowHeight(this.program.router.current?.config)
  }

  getDevicePixelRatio(): number {
    return this.program.device.pixelRatio
  }

  getTheme(): string {
    return this.program.theme
  }

  getRootNode(): BackendElement {
    return this.program.screen.pages as unknown as BackendElement
  }

  render(done: (error: Error | null) => void): void {
    requestAnimationFrame(() => done(null))
  }

  getContext(element: BackendElement, done: (context: unknown) => void): void {
    const host = element as unknown
    done(host instanceof WxElement ? host.context() : null)
  }

  getScrollOffset(element: BackendElement, done: (offset: glassEasel.ScrollOffset) => void): void {
    const { scrollLeft, scrollTop, scrollWidth, scrollHeight } = element as unknown as HTMLElement
    done({ scrollLeft, scrollTop, scrollWidth, scrollHeight })
  }

  destroy(): void {}
  // Sheets are put into the screen by the mini-program itself, and events are dispatched by gestures.ts.
  registerStyleSheetContent(): void {}
  appendStyleSheetPath(): number {
    return 0
  }
  disableStyleSheet(): void {}
  onEvent(): void {}
}
