/** The built-in components by name, and the custom elements that stand for them. */
import { WxElement } from './element.ts'

type ElementClass = new () => WxElement

const pending = new Map<string, ElementClass>()

/** Called by each component's file. Definition waits for the first use, so that importing needs no document. */
export function define(name: string, component: ElementClass): void {
  pending.set(name, component)
}

/** Components of WeChat's that are drawn as an empty box here. */
const NOT_MODELLED = new Set(
  'ad ad-custom audio camera channel-live channel-video editor functional-page-navigator live-player live-pusher map movable-area movable-view official-account open-data share-element slider sticky-header video voip-room'.split(
    ' ',
  ),
)

export function isMissing(tagName: string): boolean {
  return NOT_MODELLED.has(tagName)
}

/** The DOM name for a WXML element, defining its class on first use. An unknown name is a plain box. */
export function elementName(tagName: string): string {
  const name = `wx-${tagName.toLowerCase()}`
  if (!customElements.get(name)) {
    customElements.define(name, pending.get(tagName) ?? class extends WxElement {})
  }
  return name
}
