/** input: one line of text. `type="safe-password"` hands over to SafePassword. */
import { Field } from './field.ts'
import { define } from './registry.ts'
import { SafePassword } from './safe-password.ts'

/** What the keyboard of each type can write, and the keyboard a browser should show. */
const KEYBOARDS: Record<string, { mode: string; strange: RegExp }> = {
  number: { mode: 'numeric', strange: /\D/g },
  digit: { mode: 'decimal', strange: /[^\d.]/g },
  idcard: { mode: 'text', strange: /[^\dXx]/g },
}

class WxInput extends Field {
  private safe: SafePassword | null = null

  protected override createField(): HTMLInputElement {
    const field = document.createElement('input')
    field.type = 'text'
    field.autocomplete = 'off'
    field.spellcheck = false
    field.enterKeyHint = 'done'
    field.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.isComposing) this.confirm()
    })
    return field
  }

  protected override changed(name: string): void {
    if (name === 'type' || name === 'password') this.retype()
    else if (name === 'confirm-type') this.field.enterKeyHint = this.text('confirm-type', 'done')
    else if (name === 'value' && this.safe) this.safe.assign(this.text('value'))
    else if (name === 'focus' && this.safe) this.safe.follow(this.flag('focus'))
    else super.changed(name)
    if (name === 'cursor' && this.figure('cursor', -1) >= 0) {
      this.field.setSelectionRange(this.figure('cursor'), this.figure('cursor'))
    }
  }

  protected override admit(text: string, before: string): string {
    const keyboard = KEYBOARDS[this.text('type')]
    return keyboard ? text.replace(keyboard.strange, (letter) => (before.includes(letter) ? letter : '')) : text
  }

  protected override focused(): void {
    if (!this.safe) super.focused()
  }

  protected override blurred(): void {
    if (!this.safe) super.blurred()
  }

  override activate(): void {
    if (this.safe) this.safe.open()
    else super.activate()
  }

  /** Shows as many marks as there are digits; called by SafePassword alone. */
  showMasked(text: string): void {
    this.value = text
  }

  private confirm(): void {
    this.emit('confirm', { value: this.value })
    if (!this.flag('confirm-hold')) this.field.blur()
  }

  private retype(): void {
    const type = this.text('type', 'text')
    const field = this.field as HTMLInputElement
    field.inputMode = KEYBOARDS[type]?.mode ?? 'text'
    field.type = this.flag('password') || type === 'safe-password' ? 'password' : 'text'
    if (type !== 'safe-password' || this.safe) return
    this.safe = new SafePassword(this, field)
    if (this.flag('focus')) this.safe.follow(true)
  }
}

export type { WxInput }

define('input', WxInput)
