/** Toast, loading, modal and action sheet. */
import type { MiniProgram } from '../engine/mini-program.ts'
import { actionSheet } from '../engine/sheets/action.ts'
import { modal } from '../engine/sheets/modal.ts'
import { hideToast, showToast } from '../engine/sheets/toast.ts'
import { asynchronous, type Member, type Options, WxFailure } from './answer.ts'
import { kind } from './navigation.ts'

/** 开发/API/界面/交互/wx.showActionSheet: 数组长度最大为 6. */
const ACTION_LIMIT = 6
/** wx.showModal: 按钮的文字，最多 4 个字符. */
const BUTTON_LIMIT = 4

export function interaction(program: MiniProgram): Record<string, Member> {
  return {
    showToast: asynchronous(program, 'showToast', (options: Options) => {
      const title = required('title', options.title)
      const image = options.image ? program.fileUrl(String(options.image), program.router.current?.path ?? '') : ''
      showToast(program, {
        title,
        image,
        icon: String(options.icon ?? 'success'),
        durationMs: Number(options.duration ?? 1500),
        mask: options.mask === true,
      })
    }),
    hideToast: asynchronous(program, 'hideToast', () => hideToast(program)),
    showLoading: asynchronous(program, 'showLoading', (options: Options) => {
      const title = required('title', options.title)
      showToast(program, { title, image: '', icon: 'loading', durationMs: null, mask: options.mask === true })
    }),
    hideLoading: asynchronous(program, 'hideLoading', () => {
      if (!hideToast(program)) throw new WxFailure(":toast can't be found")
    }),
    showModal: asynchronous(program, 'showModal', async (options: Options) => {
      for (const name of ['confirmText', 'cancelText']) {
        const text = options[name]
        if (typeof text === 'string' && [...text].length > BUTTON_LIMIT) {
          throw new WxFailure(`${name} length should not larger than ${BUTTON_LIMIT} Chinese characters`)
        }
      }
      return modal(program, {
        title: text(options.title),
        content: text(options.content),
        showCancel: options.showCancel !== false,
        cancelText: text(options.cancelText) || '取消',
        confirmText: text(options.confirmText) || '确定',
        cancelColor: text(options.cancelColor),
        confirmColor: text(options.confirmColor),
        editable: options.editable === true,
        placeholder: text(options.placeholderText),
      })
    }),
    showActionSheet: asynchronous(program, 'showActionSheet', async (options: Options) => {
      const items = options.itemList
      if (!Array.isArray(items)) {
        throw new WxFailure(`parameter error: parameter.itemList should be Array instead of ${kind(items)};`)
      }
      if (items.length === 0) throw new WxFailure('parameter error: itemList should have at least 1 item')
      if (items.length > ACTION_LIMIT) throw new WxFailure('parameter error: itemList should not be large than 6')
      const tapIndex = await actionSheet(program, items.map(String), {
        alert: text(options.alertText),
        colour: text(options.itemColor),
      })
      if (tapIndex === null) throw new WxFailure('cancel')
      return { tapIndex }
    }),
    hideKeyboard: asynchronous(program, 'hideKeyboard', () => {
      const active = program.screen.root.activeElement
      if (active instanceof HTMLElement) active.blur()
    }),
    enableAlertBeforeUnload: asynchronous(program, 'enableAlertBeforeUnload', () => {}),
    disableAlertBeforeUnload: asynchronous(program, 'disableAlertBeforeUnload', () => {}),
  }
}

function text(value: unknown): string {
  return value === undefined || value === null ? '' : String(value)
}

function required(name: string, value: unknown): string {
  if (typeof value !== 'string') {
    throw new WxFailure(`parameter error: parameter.${name} should be String instead of ${kind(value)};`)
  }
  return value
}
