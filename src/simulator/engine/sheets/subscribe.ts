/** The sheet of wx.requestSubscribeMessage: each template may be ticked off, and the choice kept for good. */
import type { MiniProgram } from '../mini-program.ts'
import { button, h, openSheet } from './sheet.ts'

export interface Subscribing {
  /** The templates that stayed ticked; none when the person refuses. */
  readonly agreed: readonly string[]
  /** 总是保持以上选择，不再询问. */
  readonly always: boolean
}

const tick = (id: string, checked: boolean): HTMLInputElement => {
  const box = h('input', { type: 'checkbox', id }) as HTMLInputElement
  box.checked = checked
  return box
}

/** @param templates with the titles that WeChat shows */
export function subscribeSheet(
  program: MiniProgram,
  templates: readonly { readonly id: string; readonly title: string }[],
): Promise<Subscribing> {
  return new Promise((resolve) => {
    const boxes = templates.map(({ id, title }) => ({ id, title, box: tick(`subscribe-${id}`, true) }))
    const always = tick('subscribe-always', false)
    const answer = (agreed: boolean) => {
      sheet.close()
      resolve({
        agreed: agreed ? boxes.filter(({ box }) => box.checked).map(({ id }) => id) : [],
        always: always.checked,
      })
    }
    const content = h(
      'div',
      { class: 'question', role: 'dialog', 'aria-modal': 'true', 'aria-label': '订阅消息' },
      h('div', { class: 'question-title' }, '申请发送以下消息'),
      ...boxes.map(({ title, box }) => h('label', { class: 'question-row' }, title, box)),
      h('label', { class: 'question-keep' }, always, '总是保持以上选择，不再询问'),
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
