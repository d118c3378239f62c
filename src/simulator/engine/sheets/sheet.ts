/** What lies over the pages: a dimmed ground with something on it. Elements are built by hand, never from markup. */
import type { MiniProgram } from '../mini-program.ts'

type Child = Node | string | null | undefined | false

/** A small way to write elements. Attributes with a function value are listeners. */
export function h(tag: string, attributes: Record<string, unknown> = {}, ...children: Child[]): HTMLElement {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name, value as EventListener)
    else if (value !== undefined && value !== null && value !== false)
      element.setAttribute(name, value === true ? '' : String(value))
  }
  element.append(
    ...children.filter(
      (child): child is Node | string => child !== null && child !== undefined && child !== false && child !== '',
    ),
  )
  return element
}

export interface Sheet {
  element: HTMLElement
  close(): void
}

/**
 * @param kind the style: `centre`, `bottom` or `bare`
 * @param onGround called when the person touches beside it
 */
export function openSheet(
  program: MiniProgram,
  kind: 'centre' | 'bottom' | 'full',
  content: HTMLElement,
  onGround?: () => void,
): Sheet {
  const ground = h('div', { class: 'sheet-ground' })
  if (onGround) ground.addEventListener('click', onGround)
  const element = h('div', { class: `sheet sheet-${kind}` }, ground, content)
  const active = program.screen.root.activeElement
  if (active instanceof HTMLElement) active.blur()
  program.screen.sheets.append(element)
  return { element, close: () => element.remove() }
}

export function button(text: string, name: string, onClick: () => void): HTMLElement {
  return h('button', { type: 'button', class: name, click: onClick }, text)
}
