/** wx.previewImage: one picture on black, a tap goes back. */
import type { MiniProgram } from '../mini-program.ts'
import { h, openSheet } from './sheet.ts'

export function previewImages(program: MiniProgram, urls: string[], start: number): void {
  const strip = h(
    'div',
    { class: 'preview', role: 'dialog', 'aria-label': '预览图片' },
    ...urls.map((url) => h('img', { src: url, alt: '' })),
  )
  const sheet = openSheet(program, 'full', strip)
  strip.scrollLeft = strip.clientWidth * Math.max(0, start)
  strip.addEventListener('click', () => sheet.close())
}
