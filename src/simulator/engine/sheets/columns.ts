/** The wheels of a picker, on a sheet from below. */
import type { MiniProgram } from '../mini-program.ts'
import { button, h, openSheet } from './sheet.ts'

const ROW_HEIGHT = 48

export interface Wheels {
  title: string
  /** The rows of every column, as they stand for the chosen indexes of the columns before them. */
  columns(chosen: number[]): string[][]
  chosen: number[]
  onColumn?(column: number, value: number): void
  onDone(chosen: number[]): void
  onCancel(): void
}

export interface OpenWheels {
  /** Draws the columns anew, for a range that has changed while the sheet is open. */
  redraw(): void
}

export function openWheels(program: MiniProgram, wheels: Wheels): OpenWheels {
  const chosen = [...wheels.chosen]
  const area = h('div', { class: 'picker-columns' })
  const finish = (done: boolean) => {
    sheet.close()
    if (done) wheels.onDone(chosen)
    else wheels.onCancel()
  }
  const choose = (column: number, row: number) => {
    if (chosen[column] === row) return
    chosen[column] = row
    wheels.onColumn?.(column, row)
    draw()
  }
  const standing: Wheel[] = []
  const draw = () => {
    // A choice may shorten the columns after it: first settle what is chosen, then draw.
    wheels.columns(chosen).forEach((rows, column) => {
      chosen[column] = Math.max(0, Math.min(rows.length - 1, chosen[column] ?? 0))
    })
    wheels.columns(chosen).forEach((rows, column) => {
      const wheel = standing[column] ?? new Wheel((row) => choose(column, row))
      standing[column] = wheel
      if (!wheel.element.isConnected) area.append(wheel.element)
      wheel.draw(rows, chosen[column] ?? 0)
    })
  }
  const content = h(
    'div',
    { class: 'picker', role: 'dialog', 'aria-modal': 'true', 'aria-label': wheels.title || '选择' },
    h(
      'div',
      { class: 'picker-bar' },
      button('取消', 'picker-cancel', () => finish(false)),
      h('span', { class: 'picker-title' }, wheels.title),
      button('确定', 'picker-done', () => finish(true)),
    ),
    area,
  )
  const sheet = openSheet(program, 'bottom', content, () => finish(false))
  draw()
  return { redraw: draw }
}

/** One column. Its rows are drawn anew only when they differ, so that a turning wheel is left to turn. */
class Wheel {
  readonly element = h('div', { class: 'picker-column', role: 'listbox' })
  private rows: string[] = []
  private onRow: (row: number) => void
  private rest: ReturnType<typeof setTimeout> | undefined

  constructor(onRow: (row: number) => void) {
    this.onRow = onRow
    this.element.addEventListener('scroll', () => {
      clearTimeout(this.rest)
      this.rest = setTimeout(() => onRow(Math.round(this.element.scrollTop / ROW_HEIGHT)), 120)
    })
  }

  draw(rows: string[], chosen: number): void {
    if (rows.length !== this.rows.length || rows.some((text, row) => text !== this.rows[row])) {
      this.rows = rows
      this.element.replaceChildren(...rows.map((text, row) => this.option(text, row)))
    }
    for (const [row, option] of [...this.element.children].entries()) {
      option.setAttribute('aria-selected', String(row === chosen))
    }
    if (Math.round(this.element.scrollTop / ROW_HEIGHT) !== chosen) this.element.scrollTop = chosen * ROW_HEIGHT
  }

  private option(text: string, row: number): HTMLElement {
    const option = button(text, 'picker-option', () => this.onRow(row))
    option.setAttribute('role', 'option')
    return option
  }
}
