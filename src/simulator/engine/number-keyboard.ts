/** The number keyboard that WeChat draws for a safe-password input. */
import type { MiniProgram } from './mini-program.ts'
import { button, h } from './sheets/sheet.ts'

export interface KeyboardListener {
  press(digit: string): void
  erase(): void
  done(): void
}

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '', '0', 'erase']

export class NumberKeyboard {
  readonly height: number
  private element: HTMLElement

  constructor(program: MiniProgram, listener: KeyboardListener) {
    const keys = DIGITS.map((key) => {
      if (key === '') return h('span')
      if (key !== 'erase') return button(key, '', () => listener.press(key))
      const erase = button('⌫', 'quiet', () => listener.erase())
      erase.setAttribute('aria-label', '删除')
      return erase
    })
    this.element = h(
      'div',
      { class: 'number-keyboard', role: 'group', 'aria-label': '安全键盘' },
      h(
        'div',
        { class: 'number-keyboard-head' },
        h('span', {}, '微信安全键盘'),
        button('完成', 'number-keyboard-done', () => listener.done()),
      ),
      h('div', { class: 'number-keyboard-keys' }, ...keys),
    )
    // The field keeps the focus while its keys are pressed.
    this.element.addEventListener('pointerdown', (event) => event.preventDefault())
    this.element.addEventListener('mousedown', (event) => event.preventDefault())
    program.screen.keyboard.replaceChildren(this.element)
    this.height = this.element.offsetHeight
  }

  close(): void {
    this.element.remove()
  }
}
