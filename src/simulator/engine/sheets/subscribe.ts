/** The sheet of wx.requestSubscribeMessage: each template may be ticked off. */
import type { MiniProgram } from '../mini-program.ts'
import { button, h, openSheet } from './sheet.ts'

/** @returns the templates that stayed ticked; none when the person refuses */
export function subscribeSheet(program: MiniProgram, templates: string[]): Promise<string[]> {
  return new Promise((resolve) => {
    const boxes = templates.map((template) => {
      const box = h('input', { type: 'checkbox', id: `subscribe-${template}` }) as HTMLInputElement
      box.checked = true
      return { template, box }
    })
    const answer = (agreed: boolean) => {
      sheet.close()
      resolve(agreed ? boxes.filter(({ box }) => box.checked).map(({ template }) => template) : [])
    }
    const content = h(
      'div',
      { class: 'question', role: 'dialog', 'aria-modal': 'true', 'aria-label': '订阅消息' },
      h('div', { class: 'question-title' }, '申请发送以下消息'),
      ...boxes.map(({ template, box }) => h('label', { class: 'question-row' }, template, box)),
      h(
        'div',
        { class: 'question-buttons' },
        button('取消', 'question-no', () => answer(false)),
        button('允许', 'question-yes', () => answer(true)),
      ),
    )
    const sheet = openSheet(program, 'bottom', content)
  })
}
