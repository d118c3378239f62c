/** wx.showToast and wx.showLoading: one at a time, the later replaces the earlier. */
import type { MiniProgram } from '../mini-program.ts'
import { h } from './sheet.ts'

export interface ToastOptions {
  title: string
  icon: string
  image: string
  /** Null keeps it until it is hidden. */
  durationMs: number | null
  mask: boolean
}

const SHAPES: Record<string, string> = {
  success:
    '<path d="M11 21.500 18.500 29 33 13.500" fill="none" stroke="currentColor" stroke-width="3.200" stroke-linecap="round" stroke-linejoin="round"/>',
  error: '<path d="M21 10v15M21 31v1.500" stroke="currentColor" stroke-width="3.600" stroke-linecap="round"/>',
  loading:
    '<circle cx="21" cy="21" r="14" fill="none" stroke="currentColor" stroke-opacity=".25" stroke-width="3.200"/><path d="M21 7a14 14 0 0 1 14 14" fill="none" stroke="currentColor" stroke-width="3.200" stroke-linecap="round"/>',
}

const timers = new WeakMap<HTMLElement, ReturnType<typeof setTimeout>>()

export function showToast(program: MiniProgram, options: ToastOptions): void {
  hideToast(program)
  const shape = SHAPES[options.icon]
  const picture = options.image ? h('img', { src: options.image, alt: '' }) : shape && icon(options.icon, shape)
  const box = h(
    'div',
    { class: picture ? 'toast' : 'toast toast-text', role: 'status' },
    picture || null,
    h('span', {}, options.title),
  )
  const element = h('div', { class: 'toast-layer', 'data-mask': options.mask }, box)
  program.screen.sheets.append(element)
  if (options.durationMs === null) return
  timers.set(
    element,
    setTimeout(() => element.remove(), options.durationMs),
  )
}

/** @returns whether there was one */
export function hideToast(program: MiniProgram): boolean {
  const element = program.screen.sheets.querySelector<HTMLElement>('.toast-layer')
  if (!element) return false
  clearTimeout(timers.get(element))
  element.remove()
  return true
}

function icon(name: string, shape: string): HTMLElement {
  const box = h('i', { class: `toast-icon toast-${name}` })
  box.innerHTML = `<svg viewBox="0 0 42 42" width="42" height="42" aria-hidden="true">${shape}</svg>`
  return box
}
