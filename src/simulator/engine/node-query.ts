/** wx.createSelectorQuery (开发/API/WXML/SelectorQuery): positions in px of the page's view. */
import type * as glassEasel from 'glass-easel'
import { WxElement } from './components/element.ts'
import type { MiniProgram } from './mini-program.ts'

interface Fields {
  id?: boolean
  dataset?: boolean
  mark?: boolean
  rect?: boolean
  size?: boolean
  scrollOffset?: boolean
  properties?: string[]
  computedStyle?: string[]
  context?: boolean
  node?: boolean
}

type Callback = (result: unknown) => void

interface Question {
  selector: string | null
  all: boolean
  scope: Scope | null
  fields: Fields
  callback: Callback | undefined
}

/** A page or component as the package holds it. */
interface Scope {
  _$?: glassEasel.GeneralComponent
}

export class NodeQuery {
  private program: MiniProgram
  private scope: Scope | null = null
  private questions: Question[] = []

  constructor(program: MiniProgram) {
    this.program = program
  }

  in(component: Scope): this {
    this.scope = component
    return this
  }

  select(selector: string): NodesRef {
    return new NodesRef((fields, callback) => this.ask(selector, false, fields, callback))
  }

  selectAll(selector: string): NodesRef {
    return new NodesRef((fields, callback) => this.ask(selector, true, fields, callback))
  }

  selectViewport(): NodesRef {
    return new NodesRef((fields, callback) => this.ask(null, false, fields, callback))
  }

  /** Answers after the next render, as the other thread would. */
  exec(callback?: (results: unknown[]) => void): this {
    const questions = this.questions
    this.questions = []
    requestAnimationFrame(() => {
      if (this.program.closed) return
      const results = questions.map((question) => this.answer(question))
      questions.forEach((question, index) => {
        if (question.callback) this.program.guard(() => question.callback?.(results[index]), 'SelectorQuery')
      })
      if (callback) this.program.guard(() => callback(results), 'SelectorQuery.exec')
    })
    return this
  }

  private ask(selector: string | null, all: boolean, fields: Fields, callback?: Callback): this {
    this.questions.push({ selector, all, scope: this.scope, fields, callback })
    return this
  }

  private answer({ selector, all, scope, fields }: Question): unknown {
    const page = this.program.router.current
    if (!page) return all ? [] : null
    if (selector === null) return this.viewport(fields)
    const root = (scope?._$ ?? page.component).getShadowRoot()
    if (!root) return all ? [] : null
    if (all) return root.querySelectorAll(selector).map((node) => this.describe(node, fields))
    const node = root.querySelector(selector)
    return node ? this.describe(node, fields) : null
  }

  private viewport(fields: Fields): unknown {
    const page = this.program.router.current
    const width = page?.view.offsetWidth ?? 0
    const height = page?.view.offsetHeight ?? 0
    const scroller = page?.scroller
    return {
      ...(fields.id && { id: '' }),
      ...(fields.dataset && { dataset: {} }),
      ...(fields.rect && { left: 0, top: 0, right: width, bottom: height }),
      ...(fields.size && { width, height }),
      ...(fields.scrollOffset && scroller && offset(scroller)),
    }
  }

  private describe(node: glassEasel.Element, fields: Fields): unknown {
    const element = node.getBackendElement() as unknown as HTMLElement
    const { left, top, width, height } = place(element)
    return {
      ...(fields.id && { id: node.id }),
      ...(fields.dataset && { dataset: node.dataset ?? {} }),
      ...(fields.mark && { mark: node.collectMarks() }),
      ...(fields.rect && { left, top, right: left + width, bottom: top + height }),
      ...(fields.size && { width, height }),
      ...(fields.scrollOffset && offset(element)),
      ...Object.fromEntries((fields.properties ?? []).map((name) => [name, node.getAttribute(name) ?? undefined])),
      ...Object.fromEntries((fields.computedStyle ?? []).map((name) => [name, computed(element, name)])),
      ...((fields.node || fields.context) && {
        [fields.node ? 'node' : 'context']: element instanceof WxElement ? element.context() : null,
      }),
    }
  }
}

class NodesRef {
  private ask: (fields: Fields, callback?: Callback) => NodeQuery

  constructor(ask: (fields: Fields, callback?: Callback) => NodeQuery) {
    this.ask = ask
  }

  boundingClientRect(callback?: Callback): NodeQuery {
    return this.ask({ id: true, dataset: true, rect: true, size: true }, callback)
  }

  scrollOffset(callback?: Callback): NodeQuery {
    return this.ask({ id: true, dataset: true, scrollOffset: true }, callback)
  }

  context(callback?: Callback): NodeQuery {
    return this.ask({ context: true }, callback)
  }

  node(callback?: Callback): NodeQuery {
    return this.ask({ node: true }, callback)
  }

  fields(fields: Fields, callback?: Callback): NodeQuery {
    return this.ask(fields, callback)
  }
}

/** An element's box in the page's view, whatever the size at which the phone is drawn. */
function place(element: HTMLElement): { left: number; top: number; width: number; height: number } {
  const box = element.getBoundingClientRect()
  const view = element.closest<HTMLElement>('.page-view')
  const frame = view?.getBoundingClientRect()
  const scale = view && frame ? frame.width / view.offsetWidth || 1 : 1
  return {
    left: (box.left - (frame?.left ?? 0)) / scale,
    top: (box.top - (frame?.top ?? 0)) / scale,
    width: box.width / scale,
    height: box.height / scale,
  }
}

function offset({ scrollLeft, scrollTop, scrollWidth, scrollHeight }: HTMLElement): object {
  return { scrollLeft, scrollTop, scrollWidth, scrollHeight }
}

function computed(element: HTMLElement, name: string): string {
  return getComputedStyle(element).getPropertyValue(name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`))
}
