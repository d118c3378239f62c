/** text: keeps line breaks; `space` keeps spaces, `decode` reads entities. */
import { WxElement } from './element.ts'
import { define } from './registry.ts'

const ENTITIES: Record<string, string> = {
  nbsp: '\u00a0',
  ensp: '\u2002',
  emsp: '\u2003',
  lt: '<',
  gt: '>',
  amp: '&',
  apos: "'",
}

class WxText extends WxElement {
  private observer: MutationObserver | null = null

  protected override changed(name: string): void {
    if (name !== 'decode') return
    this.observer?.disconnect()
    if (!this.flag('decode')) return
    this.observer = new MutationObserver(() => this.decode())
    this.observer.observe(this, { childList: true, characterData: true, subtree: true })
    this.decode()
  }

  private decode(): void {
    for (const node of this.childNodes) {
      if (node.nodeType !== Node.TEXT_NODE) continue
      const before = node.textContent ?? ''
      const after = before.replace(/&(nbsp|ensp|emsp|lt|gt|amp|apos);/g, (_, name: string) => ENTITIES[name] ?? '')
      if (after !== before) node.textContent = after
    }
  }
}

define('text', WxText)
define('selection', WxText)
