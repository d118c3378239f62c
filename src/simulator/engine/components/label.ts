/** label: a tap on it is a tap on its control. */
import { WxElement } from './element.ts'
import { define } from './registry.ts'

/** 开发/组件/表单组件/label: 目前可以绑定的控件有 button, checkbox, radio, switch, input. */
const CONTROLS = 'wx-button,wx-checkbox,wx-radio,wx-switch,wx-input,wx-textarea'

/** A control that can be worked from outside. */
export interface Labelled {
  activate(): void
}

class WxLabel extends WxElement {
  protected override mount(): void {
    this.onTapWithin((origin) => {
      if (origin?.closest(CONTROLS)) return
      const control = this.control()
      if (control instanceof WxElement && 'activate' in control) (control as WxElement & Labelled).activate()
      else if (control instanceof WxElement) control.emitBubbling('tap', {})
    })
  }

  private control(): Element | null {
    const id = this.text('for')
    const page = this.closest('wx-page')
    return id ? (page?.querySelector(`#${CSS.escape(id)}`) ?? null) : this.querySelector(CONTROLS)
  }
}

define('label', WxLabel)
