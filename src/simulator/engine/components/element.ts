/**
 * What every built-in component has in common. A built-in component is a `wx-*` custom element; the
 * component engine sets its attributes, and it dispatches WeChat's events back into the engine.
 */
import type * as glassEasel from 'glass-easel'
import { toPhoneLengths } from '../../compile/lengths.ts'
import type { MiniProgram } from '../mini-program.ts'
import { emitBubbling, emitOwn } from '../wx-event.ts'

/** WXML's names for what the browser's accessibility tree reads. */
const ACCESSIBILITY: Record<string, string> = { 'aria-role': 'role' }

export class WxElement extends HTMLElement {
  node!: glassEasel.Element
  program!: MiniProgram
  /** The role a component has where the package gives none. */
  protected ownRole = ''
  private models: Record<string, (value: unknown) => void> = {}

  /** Called once by the backend, before any attribute is set. */
  bind(node: glassEasel.Element, program: MiniProgram): void {
    this.node = node
    this.program = program
    this.mount()
    if (this.ownRole) this.native('role', this.ownRole)
  }

  /** Sets an attribute of the DOM that no template speaks of. */
  native(name: string, value: string | null): void {
    if (value === null) super.removeAttribute(name)
    else super.setAttribute(name, value)
  }

  bindModel(name: string, listener: ((value: unknown) => void) | null): void {
    if (listener) this.models[name] = listener
    else delete this.models[name]
  }

  /** Builds what the component draws inside itself. */
  protected mount(): void {}

  /** An attribute has a new value; read it by `text`, `flag`, `figure` or `raw`. */
  protected changed(_name: string): void {}

  /** What `NodesRef.context` and `NodesRef.node` give for this component. */
  context(): unknown {
    return null
  }

  /** The attribute as the template gave it, objects and arrays included. */
  raw(name: string): unknown {
    return this.node.getAttribute(name)
  }

  text(name: string, otherwise = ''): string {
    const value = this.raw(name)
    return value === null || value === undefined || typeof value === 'object' ? otherwise : String(value)
  }

  /** WeChat turns any non-empty text into true, 'false' included; an attribute without a value is true. */
  flag(name: string, otherwise = false): boolean {
    const value = this.raw(name)
    return value === null || value === undefined ? otherwise : Boolean(value)
  }

  figure(name: string, otherwise = 0): number {
    const value = this.raw(name)
    if (value === null || value === undefined || value === '') return otherwise
    const figure = Number(value)
    return Number.isNaN(figure) ? otherwise : figure
  }

  /** @param onReturn hears what a handler returns, where WeChat gives that a meaning */
  emit(type: string, detail: unknown = {}, onReturn?: (value: unknown) => void): void {
    emitOwn(this.node, type, detail, onReturn)
  }

  emitBubbling(type: string, detail: unknown = {}): void {
    emitBubbling(this.node, type, detail)
  }

  /** Tells a two-way binding (`model:value`) what the person entered. */
  protected updateModel(name: string, value: unknown): void {
    this.models[name]?.(value)
  }

  onTap(listener: () => void): void {
    this.node.addListener('tap', listener)
  }

  /** Like onTap, telling which element of the page the tap began on. */
  onTapWithin(listener: (origin: Element | null) => void): void {
    this.node.addListener('tap', () => listener(this.program.tapOrigin))
  }

  /** The class as this component's owner scopes it, for classes given by name (`placeholder-class`). */
  scopedClass(name: string): string {
    const list = (this.node as unknown as { classList?: ClassScopes }).classList
    const manager = list?._$prefixManager
    const scope = list ? manager?.queryName(list._$defaultScope) : ''
    return name
      .split(/\s+/)
      .filter(Boolean)
      .flatMap((one) => (scope ? [one, `${scope}--${one}`] : [one]))
      .join(' ')
  }

  override setAttribute(name: string, value: string): void {
    if (name === 'style') {
      this.native('style', value === '' ? null : toPhoneLengths(value))
      return
    }
    if (!this.node || name === 'class') {
      super.setAttribute(name, value)
      return
    }
    this.reflect(name)
    this.changed(name)
  }

  override removeAttribute(name: string): void {
    this.native(ACCESSIBILITY[name] ?? name, null)
    if (this.node && name !== 'class' && name !== 'style') this.changed(name)
  }

  /** The engine writes `<owner>--<id>`; the document shows the id that the package gave. */
  override get id(): string {
    return super.id
  }

  override set id(value: string) {
    super.id = value.replace(/^.*?--/, '')
  }

  private reflect(name: string): void {
    const value = this.raw(name)
    const target = ACCESSIBILITY[name] ?? name
    const fallback = target === 'role' && this.ownRole ? this.ownRole : null
    if (value === undefined || value === null || value === '' || typeof value === 'object')
      this.native(target, fallback)
    else this.native(target, value === true && !target.startsWith('aria-') ? '' : String(value))
  }
}

/** The two fields of glass-easel's class list that say how an owner's class names are prefixed. */
interface ClassScopes {
  _$defaultScope: number
  _$prefixManager?: { queryName(id: number): string | undefined }
}
