/** rich-text: nodes or HTML, of the elements that WeChat trusts and nothing else. */
import { toPhoneLengths } from '../../compile/lengths.ts'
import { WxElement } from './element.ts'
import { define } from './registry.ts'

/** 开发/组件/基础内容/rich-text, 受信任的HTML节点及属性. */
const TRUSTED = new Set(
  'a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del div dl dt em fieldset font footer h1 h2 h3 h4 h5 h6 header hr i img ins label legend li mark nav ol p pre q rt ruby s section small span strong sub sup table tbody td tfoot th thead tr tt u ul'.split(
    ' ',
  ),
)
const ATTRIBUTES = new Set('class style alt src height width span start type colspan rowspan dir color'.split(' '))

interface RichNode {
  type?: string
  name?: string
  text?: string
  attrs?: Record<string, unknown>
  children?: RichNode[]
}

class WxRichText extends WxElement {
  protected override changed(name: string): void {
    if (name !== 'nodes') return
    const nodes = this.raw('nodes')
    if (typeof nodes === 'string') {
      const parsed = new DOMParser().parseFromString(nodes, 'text/html')
      this.replaceChildren(...[...parsed.body.childNodes].flatMap((node) => this.copy(node)))
    } else if (Array.isArray(nodes)) {
      this.replaceChildren(...(nodes as RichNode[]).flatMap((node) => this.build(node)))
    }
  }

  private copy(node: Node): Node[] {
    if (node.nodeType === Node.TEXT_NODE) return [document.createTextNode(node.textContent ?? '')]
    if (!(node instanceof Element)) return []
    const attributes = Object.fromEntries([...node.attributes].map((one) => [one.name, one.value]))
    return this.make(
      node.localName,
      attributes,
      [...node.childNodes].flatMap((child) => this.copy(child)),
    )
  }

  private build(node: RichNode): Node[] {
    if (node.type === 'text') return [document.createTextNode(node.text ?? '')]
    return this.make(
      node.name ?? '',
      node.attrs ?? {},
      (node.children ?? []).flatMap((child) => this.build(child)),
    )
  }

  private make(name: string, attributes: Record<string, unknown>, children: Node[]): Node[] {
    if (!TRUSTED.has(name.toLowerCase())) return []
    const element = document.createElement(name)
    for (const [key, value] of Object.entries(attributes)) {
      if (!ATTRIBUTES.has(key)) continue
      element.setAttribute(key, key === 'style' ? toPhoneLengths(String(value)) : String(value))
    }
    element.append(...children)
    return [element]
  }
}

define('rich-text', WxRichText)
