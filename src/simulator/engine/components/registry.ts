/** The built-in components by name, and the custom elements that stand for them. */
import { WxElement } from './element.ts'

type ElementClass = new () => WxElement

const pending = new Map<string, ElementClass>()

/** Called by each component's file. Definition waits for the first use, so that importing needs no document. */
export function define(name: string, component: ElementClass): void {
  pending.set(name, component)
}

/** The DOM name for a WXML element, defining its class on first use. An unknown name is a plain box. */
export function elementName(tagName: string): string {
  const name = `wx-${tagName.toLowerCase()}`
  if (!customElements.get(name)) {
    customElements.define(name, pending.get(tagName) ?? class extends WxElement {})
  }
  return name
}
