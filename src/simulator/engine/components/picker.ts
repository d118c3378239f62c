/** picker: a tap on its content opens wheels; the kinds differ in what the wheels hold. */
import { type OpenWheels, openWheels } from '../sheets/columns.ts'
import { WxElement } from './element.ts'
import type { FormControl } from './form.ts'
import { dateWheels, regionWheels, timeWheels, type ValueWheels } from './picker-values.ts'
import { define } from './registry.ts'

class WxPicker extends WxElement implements FormControl {
  protected override ownRole = 'button'
  private value: unknown
  private open: OpenWheels | null = null

  protected override mount(): void {
    this.onTap(() => void this.show())
  }

  protected override changed(name: string): void {
    if (name === 'value') this.value = this.raw('value')
    if (name === 'range') this.open?.redraw()
    if (name === 'disabled') this.native('aria-disabled', this.flag('disabled') ? 'true' : null)
  }

  formValue(): unknown {
    return this.value ?? (this.mode === 'selector' ? 0 : null)
  }

  formReset(): void {
    this.value = this.raw('value')
  }

  private get mode(): string {
    return this.text('mode', 'selector') || 'selector'
  }

  private async show(): Promise<void> {
    if (this.flag('disabled') || this.open) return
    const wheels = await this.wheels()
    this.open = openWheels(this.program, {
      title: this.text('header-text'),
      columns: wheels.columns,
      chosen: wheels.chosen,
      onColumn: (column, value) => {
        if (this.mode === 'multiSelector') this.emit('columnchange', { column, value })
      },
      onDone: (chosen) => {
        this.open = null
        const detail = wheels.value(chosen)
        this.value = detail.value
        this.updateModel('value', detail.value)
        this.emit('change', detail)
      },
      onCancel: () => {
        this.open = null
        this.emit('cancel', {})
      },
    })
  }

  private wheels(): ValueWheels | Promise<ValueWheels> {
    const limits = { start: this.text('start'), end: this.text('end') }
    if (this.mode === 'date') return dateWheels(String(this.value ?? ''), this.text('fields', 'day'), limits)
    if (this.mode === 'time') return timeWheels(String(this.value ?? ''), limits)
    if (this.mode === 'region') return regionWheels(this.value, this.text('level', 'region'))
    if (this.mode === 'multiSelector') {
      return {
        columns: () => this.ranges(),
        chosen: Array.isArray(this.value) ? this.value.map(Number) : [],
        value: (chosen) => ({ value: [...chosen] }),
      }
    }
    return {
      columns: () => [this.rows(this.raw('range'))],
      chosen: [Number(this.value ?? 0)],
      // A selector's value is the index, as text on the platform's own bridge.
      value: ([row = 0]) => ({ value: String(row) }),
    }
  }

  private ranges(): string[][] {
    const range = this.raw('range')
    return Array.isArray(range) ? range.map((column) => this.rows(column)) : []
  }

  private rows(column: unknown): string[] {
    const key = this.text('range-key')
    if (!Array.isArray(column)) return []
    return column.map((row) =>
      key && row && typeof row === 'object' ? String((row as Record<string, unknown>)[key]) : String(row),
    )
  }
}

define('picker', WxPicker)
