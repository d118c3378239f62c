/** form: gathers the values of the named controls inside it. */
import { WxElement } from './element.ts'
import { define } from './registry.ts'

/** A control that a form asks for its value. */
export interface FormControl {
  formValue(): unknown
  formReset(): void
}

function isControl(element: unknown): element is WxElement & FormControl {
  return element instanceof WxElement && 'formValue' in element
}

export class WxForm extends WxElement {
  submit(by: WxElement): void {
    const value: Record<string, unknown> = {}
    for (const control of this.controls()) {
      const name = control.text('name')
      if (name) value[name] = control.formValue()
    }
    const target = { id: by.id, dataset: by.node.dataset ?? {} }
    this.emit('submit', { value, target, formId: 'the formId is no longer available' })
  }

  reset(): void {
    for (const control of this.controls()) control.formReset()
    this.emit('reset', {})
  }

  private controls(): (WxElement & FormControl)[] {
    return [...this.querySelectorAll('*')].filter(isControl)
  }
}

define('form', WxForm)
