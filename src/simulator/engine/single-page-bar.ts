/** 分享到朋友圈: 底部固定有操作栏，点击操作栏的“前往小程序”可打开小程序的当前页面. */
import type { MiniProgram } from './mini-program.ts'
import { button, h } from './sheets/sheet.ts'

export function singlePageBar(program: MiniProgram): HTMLElement {
  return h(
    'div',
    { class: 'single-page-bar' },
    h('span', {}, program.pkg.name),
    button('前往小程序', '', () => program.openFully()),
  )
}
