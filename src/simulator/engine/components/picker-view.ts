/** picker-view: wheels that stand in the page. */
import { WxElement } from './element.ts'
import { define } from './registry.ts'

const ROW_HEIGHT = 34

class WxPickerView extends WxElement {
  protected override changed(name: string): void {
    if (name === 'value') requestAnimationFrame(() => this.place())
    if (name === 'indicator-style') this.style.setProperty('--indicator', this.text('indicator-style'))
  }

  tell(): void {
    this.emit('change', { value: this.columns().map((column) => column.row) })
  }

  private place(): void {
    const value = this.raw('value')
    if (!Array.isArray(value)) return
    this.columns().forEach((column, index) => {
      column.row = Number(value[index] ?? 0)
    })
  }

  private columns(): WxPickerViewColumn[] {
    return [...this.querySelectorAll('wx-picker-view-column')].filter((one) => one instanceof WxPickerViewColumn)
  }
}

class WxPickerViewColumn extends WxElement {
  private rest: ReturnType<typeof setTimeout> | undefined
  private told = 0

  protected override mount(): void {
    this.addEventListener('scroll', () => {
      clearTimeout(this.rest)
      this.rest = setTimeout(() => this.settled(), 120)
    })
    this.onTapWithin((origin) => {
      const row = [...this.children].findIndex((child) => child.contains(origin))
      if (row >= 0) this.scrollTo({ top: row * this.rowHeight, behavior: 'smooth' })
    })
  }

  get row(): number {
    return Math.round(this.scrollTop / this.rowHeight)
  }

  set row(row: number) {
    this.told = row
    this.scrollTop = row * this.rowHeight
  }

  private get rowHeight(): number {
    return (this.firstElementChild as HTMLElement | null)?.offsetHeight || ROW_HEIGHT
  }

  private settled(): void {
    if (this.row === this.told) return
    this.told = this.row
    const view = this.closest('wx-picker-view')
    if (view instanceof WxPickerView) view.tell()
  }
}

define('picker-view', WxPickerView)
define('picker-view-column', WxPickerViewColumn)
