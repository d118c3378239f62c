/** textarea: several lines, growing with its text under `auto-height`. */
import { Field } from './field.ts'
import { define } from './registry.ts'

class WxTextarea extends Field {
  private lines = 0

  protected override createField(): HTMLTextAreaElement {
    const field = document.createElement('textarea')
    field.spellcheck = false
    field.addEventListener('input', () => this.grow())
    return field
  }

  protected override changed(name: string): void {
    super.changed(name)
    if (name === 'auto-height' || name === 'value') requestAnimationFrame(() => this.grow())
  }

  /** 开发/组件/表单组件/textarea: bindlinechange, event.detail = {height, heightRpx, lineCount}. */
  private grow(): void {
    if (!this.flag('auto-height')) return
    this.field.style.height = 'auto'
    const height = this.field.scrollHeight
    this.field.style.height = `${height}px`
    this.style.height = `${height}px`
    const lineHeight = Number.parseFloat(getComputedStyle(this.field).lineHeight) || 20
    const lineCount = Math.round(height / lineHeight)
    if (lineCount === this.lines) return
    this.lines = lineCount
    const heightRpx = (height * 750) / this.program.device.settings.width
    this.emit('linechange', { height, heightRpx, lineCount })
  }
}

define('textarea', WxTextarea)
