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
  const draw = () => {
    const columns = wheels.columns(chosen)
    columns.forEach((rows, index) => {
      chosen[index] = Math.max(0, Math.min(rows.length - 1, chosen[index] ?? 0))
    })
    const boxes = wheels
      .columns(chosen)
      .map((rows, column) => wheel(rows, chosen[column] ?? 0, (row) => choose(column, row)))
    area.replaceChildren(...boxes)
    boxes.forEach((box, column) => {
      box.scrollTop = (chosen[column] ?? 0) * ROW_HEIGHT
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

function wheel(rows: string[], chosen: number, onRow: (row: number) => void): HTMLElement {
  const options = rows.map((text, row) => {
    const option = button(text, 'picker-option', () => onRow(row))
    option.setAttribute('role', 'option')
    option.setAttribute('aria-selected', String(row === chosen))
    return option
  })
  const box = h('div', { class: 'picker-column', role: 'listbox' }, ...options)
  let rest: ReturnType<typeof setTimeout>
  box.addEventListener('scroll', () => {
    clearTimeout(rest)
    rest = setTimeout(() => onRow(Math.round(box.scrollTop / ROW_HEIGHT)), 120)
  })
  return box
}
