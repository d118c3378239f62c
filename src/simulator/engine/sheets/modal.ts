/** wx.showModal. */
import type { MiniProgram } from '../mini-program.ts'
import { button, h, openSheet } from './sheet.ts'

export interface ModalOptions {
  title: string
  content: string
  showCancel: boolean
  cancelText: string
  confirmText: string
  cancelColor: string
  confirmColor: string
  editable: boolean
  placeholder: string
}

export interface ModalAnswer {
  confirm: boolean
  cancel: boolean
  content: string | null
}

/** A touch beside it does not close it (wx.showModal, 注意). */
export function modal(program: MiniProgram, options: ModalOptions): Promise<ModalAnswer> {
  return new Promise((resolve) => {
    const field = options.editable
      ? (h('input', { class: 'modal-field', placeholder: options.placeholder }) as HTMLInputElement)
      : null
    if (field) field.value = options.content
    const answer = (confirm: boolean) => {
      sheet.close()
      resolve({ confirm, cancel: !confirm, content: field && confirm ? field.value : null })
    }
    const cancel = button(options.cancelText, 'modal-button', () => answer(false))
    const confirm = button(options.confirmText, 'modal-button modal-confirm', () => answer(true))
    if (options.cancelColor) cancel.style.color = options.cancelColor
    if (options.confirmColor) confirm.style.color = options.confirmColor
    const box = h(
      'div',
      { class: 'modal', role: 'dialog', 'aria-modal': 'true', 'aria-label': options.title || options.content },
      options.title ? h('div', { class: 'modal-title' }, options.title) : null,
      field ??
        (options.content
          ? h('div', { class: options.title ? 'modal-content' : 'modal-title' }, options.content)
          : null),
      h('div', { class: 'modal-buttons' }, options.showCancel && cancel, confirm),
    )
    const sheet = openSheet(program, 'centre', box)
    field?.focus()
  })
}
