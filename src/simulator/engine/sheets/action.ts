/** wx.showActionSheet, and whatever else is a list of buttons from below. */
import type { MiniProgram } from '../mini-program.ts'
import { button, h, openSheet } from './sheet.ts'

/** @returns the index of the button, or null for the way back */
export function actionSheet(
  program: MiniProgram,
  items: string[],
  look: { alert?: string; colour?: string } = {},
): Promise<number | null> {
  return new Promise((resolve) => {
    const answer = (index: number | null) => {
      sheet.close()
      program.userActs(() => resolve(index))
    }
    const buttons = items.map((item, index) => {
      const one = button(item, 'action', () => answer(index))
      if (look.colour) one.style.color = look.colour
      return one
    })
    const content = h(
      'div',
      { class: 'actions', role: 'menu' },
      look.alert ? h('div', { class: 'action-alert' }, look.alert) : null,
      ...buttons,
      button('取消', 'action action-cancel', () => answer(null)),
    )
    const sheet = openSheet(program, 'bottom', content, () => answer(null))
  })
}
