/** What input and textarea share: a browser's field inside, WeChat's properties and events outside. */
import { toPhoneLengths } from '../../compile/lengths.ts'
import { WxElement } from './element.ts'
import type { FormControl } from './form.ts'
import type { Labelled } from './label.ts'

/** 开发/组件/表单组件/input: maxlength 默认值 140, 设置为 -1 的时候不限制最大长度. */
const DEFAULT_MAX_LENGTH = 140

export abstract class Field extends WxElement implements FormControl, Labelled {
  protected field!: HTMLInputElement | HTMLTextAreaElement
  protected placeholder = document.createElement('div')
  private composing = false
  private kept = ''

  protected abstract createField(): HTMLInputElement | HTMLTextAreaElement

  protected override mount(): void {
    this.field = this.createField()
    this.placeholder.className = `${this.localName.slice(3)}-placeholder`
    this.placeholder.setAttribute('aria-hidden', 'true')
    this.append(this.placeholder, this.field)
    this.field.addEventListener('compositionstart', () => {
      this.composing = true
    })
    this.field.addEventListener('compositionend', () => {
      this.composing = false
      this.typed()
    })
    this.field.addEventListener('input', () => this.typed())
    this.field.addEventListener('focus', () => this.focused())
    this.field.addEventListener('blur', () => this.blurred())
    this.limit()
  }

  protected get value(): string {
    return this.field.value
  }

  protected set value(text: string) {
    if (this.field.value !== text) this.field.value = text
    this.kept = text
    this.drawPlaceholder()
  }

  protected override changed(name: string): void {
    if (name === 'value') this.value = this.text('value')
    else if (name === 'maxlength') this.limit()
    else if (name === 'disabled') this.field.disabled = this.flag('disabled')
    else if (name === 'focus' || name === 'auto-focus') this.follow(this.flag(name))
    else if (name.startsWith('placeholder')) this.drawPlaceholder()
    else if (name.startsWith('aria-')) this.lend(name)
  }

  /**
   * What a keyboard of this type can write. What the package itself has put there may stay: the spaces in a
   * telephone number, for one.
   */
  protected admit(text: string, _before: string): string {
    return text
  }

  /** The browser's own keyboard, if there is one, takes nothing of the phone's screen: its height is 0. */
  protected focused(): void {
    this.emit('focus', { value: this.value, height: 0 })
  }

  protected blurred(): void {
    this.emit('blur', { value: this.value, cursor: this.field.selectionEnd ?? 0 })
  }

  activate(): void {
    this.field.focus()
  }

  formValue(): unknown {
    return this.value
  }

  formReset(): void {
    this.value = ''
  }

  private typed(): void {
    const admitted = this.admit(this.field.value, this.kept)
    if (admitted !== this.field.value) this.field.value = admitted
    this.kept = admitted
    this.drawPlaceholder()
    if (this.composing) return
    this.updateModel('value', this.value)
    const detail = { value: this.value, cursor: this.field.selectionEnd ?? this.value.length, keyCode: 0 }
    // 处理函数可以直接 return 一个字符串，将替换输入框的内容.
    this.emit('input', detail, (returned) => {
      if (typeof returned === 'string') this.value = returned
    })
  }

  private limit(): void {
    const length = this.figure('maxlength', DEFAULT_MAX_LENGTH)
    if (length < 0) this.field.removeAttribute('maxlength')
    else this.field.maxLength = length
  }

  private follow(focused: boolean): void {
    // The element may not be in the document yet.
    requestAnimationFrame(() => {
      if (focused) this.field.focus({ preventScroll: false })
      else if (this.program.screen.root.activeElement === this.field) this.field.blur()
    })
  }

  /** The name that the package gave belongs to the thing that takes the focus. */
  private lend(name: string): void {
    const value = this.raw(name)
    const target = name === 'aria-role' ? 'role' : name
    if (value === undefined || value === null || value === '') this.field.removeAttribute(target)
    else this.field.setAttribute(target, String(value))
    this.native(target, null)
  }

  private drawPlaceholder(): void {
    const { placeholder } = this
    const text = this.text('placeholder')
    placeholder.textContent = text
    placeholder.className = this.scopedClass(`${this.localName.slice(3)}-placeholder ${this.text('placeholder-class')}`)
    placeholder.style.cssText = toPhoneLengths(this.text('placeholder-style'))
    placeholder.hidden = this.value !== ''
    if (text) this.field.placeholder = text
    else this.field.removeAttribute('placeholder')
  }
}
