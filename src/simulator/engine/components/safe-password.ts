/**
 * `<input type="safe-password">`: a keyboard of WeChat's own, and a cipher text instead of what was typed
 * (开发/指南/开放能力/安全能力, 安全键盘). The digits stay in this object; the package sees as many marks.
 */
import { encryptPassword, publicKeyOf } from '../crypto/safe-password.ts'
import { NumberKeyboard } from '../number-keyboard.ts'
import type { WxInput } from './input.ts'

const MARK = '*'

interface Encrypted {
  encryptedValue?: string
  encryptError?: string
}

export class SafePassword {
  private input: WxInput
  private field: HTMLInputElement
  private digits = ''
  private keyboard: NumberKeyboard | null = null

  constructor(input: WxInput, field: HTMLInputElement) {
    this.input = input
    this.field = field
    field.readOnly = true
    field.inputMode = 'none'
    field.addEventListener('focus', () => this.open())
    field.addEventListener('keydown', (event) => this.key(event))
    field.addEventListener('blur', () => void this.close())
    input.onTap(() => this.open())
  }

  /** A package may only clear it. */
  assign(value: string): void {
    if (value === '') this.digits = ''
    this.input.showMasked(MARK.repeat(this.digits.length))
  }

  follow(focused: boolean): void {
    requestAnimationFrame(() => {
      if (focused) this.open()
      else void this.close()
    })
  }

  /** Not for a field that has gone meanwhile: asked for in one frame, it opens in the next. */
  open(): void {
    if (this.keyboard || this.input.flag('disabled') || this.input.program.closed || !this.field.isConnected) return
    this.keyboard = new NumberKeyboard(this.input.program, {
      press: (digit) => this.press(digit),
      erase: () => this.erase(),
      done: () => void this.confirm(),
    })
    this.field.focus()
    const { height } = this.keyboard
    this.raise(height)
    this.input.emit('focus', { value: this.masked, height })
    this.input.emit('keyboardheightchange', { height, duration: 0 })
    this.input.program.keyboardMoved(height)
  }

  /** adjust-position: 键盘弹起时，是否自动上推页面; cursor-spacing: 指定光标与键盘的距离. */
  private raise(keyboardHeight: number): void {
    const { input } = this
    const view = input.closest<HTMLElement>('.page-view')
    if (!view) return
    view.style.translate = ''
    if (keyboardHeight === 0 || !input.flag('adjust-position', true)) return
    const { screen, device } = input.program
    const surface = screen.surface.getBoundingClientRect()
    const scale = surface.height / device.settings.height
    const bottom = (input.getBoundingClientRect().bottom - surface.top) / scale + input.figure('cursor-spacing')
    const covered = bottom - (device.settings.height - keyboardHeight)
    if (covered > 0) view.style.translate = `0 ${-Math.min(covered, keyboardHeight)}px`
  }

  private get masked(): string {
    return MARK.repeat(this.digits.length)
  }

  private get length(): number {
    return this.input.figure('safe-password-length', this.input.figure('maxlength', 140))
  }

  private press(digit: string): void {
    if (this.digits.length >= this.length) return
    this.digits += digit
    this.tell()
    // With all its digits in, the keyboard goes by itself.
    if (this.input.raw('safe-password-length') && this.digits.length >= this.length) void this.close()
  }

  private erase(): void {
    if (this.digits === '') return
    this.digits = this.digits.slice(0, -1)
    this.tell()
  }

  private tell(): void {
    this.input.showMasked(this.masked)
    this.input.emit('input', { value: this.masked, cursor: this.digits.length, keyCode: 0 })
  }

  /** The keys of a real keyboard work too, as they do on a PC. */
  private key(event: KeyboardEvent): void {
    if (event.key === 'Tab') return
    event.preventDefault()
    if (/^\d$/.test(event.key)) this.press(event.key)
    else if (event.key === 'Backspace') this.erase()
    else if (event.key === 'Enter') void this.confirm()
  }

  private async confirm(): Promise<void> {
    const detail = { value: this.masked, ...(await this.encrypt()) }
    this.input.emit('confirm', detail)
    await this.close()
  }

  private async close(): Promise<void> {
    const { keyboard } = this
    if (!keyboard) return
    this.keyboard = null
    keyboard.close()
    this.raise(0)
    this.field.blur()
    this.input.emit('keyboardheightchange', { height: 0, duration: 0 })
    this.input.program.keyboardMoved(0)
    const detail = { value: this.masked, ...(await this.encrypt()) }
    this.input.emit('blur', detail)
  }

  private async encrypt(): Promise<Encrypted> {
    const { input } = this
    try {
      const path = input.text('safe-password-cert-path')
      if (path === '') throw new Error('safe-password-cert-path is required')
      const address = input.program.fileUrl(path, input.program.router.current?.path ?? '')
      const response = await fetch(address)
      if (!response.ok) throw new Error(`${path} is not in the package`)
      const encryptedValue = encryptPassword({
        password: this.digits,
        publicKey: publicKeyOf(await response.text()),
        timestamp: input.text('safe-password-time-stamp'),
        nonce: input.text('safe-password-nonce'),
        customHash: input.text('safe-password-custom-hash'),
      })
      return { encryptedValue }
    } catch (error) {
      return { encryptError: (error as Error).message }
    }
  }
}
