/** What the wheels of a date, time or region picker hold, and what a choice of rows means. */
import type { Region } from './regions.ts'

export interface ValueWheels {
  columns(chosen: number[]): string[][]
  chosen: number[]
  value(chosen: number[]): Record<string, unknown> & { value: unknown }
}

interface Limits {
  start: string
  end: string
}

const pad = (figure: number) => String(figure).padStart(2, '0')
const upTo = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index)
const DATE_PARTS: Record<string, number> = { year: 1, month: 2, day: 3 }

/** 开发/组件/表单组件/picker, mode = date: fields 有效值 year, month, day; 字符串格式为"YYYY-MM-DD". */
export function dateWheels(value: string, fields: string, limits: Limits): ValueWheels {
  const parts = DATE_PARTS[fields] ?? 3
  const start = readDate(limits.start, [1900, 1, 1])
  const end = readDate(limits.end, [2100, 12, 31])
  const today = new Date()
  const now = readDate(value, [today.getFullYear(), today.getMonth() + 1, today.getDate()])
  const rows = (chosen: number[]): number[][] => {
    const years = upTo(start[0], end[0])
    const year = years[chosen[0] ?? 0] ?? start[0]
    const months = upTo(year === start[0] ? start[1] : 1, year === end[0] ? end[1] : 12)
    const month = months[chosen[1] ?? 0] ?? months[0] ?? 1
    const first = year === start[0] && month === start[1] ? start[2] : 1
    const last = year === end[0] && month === end[1] ? end[2] : new Date(year, month, 0).getDate()
    return [years, months, upTo(first, last)].slice(0, parts)
  }
  const chosen: number[] = []
  for (let part = 0; part < parts; part += 1)
    chosen[part] = Math.max(0, rows(chosen)[part]?.indexOf(now[part] ?? 0) ?? 0)
  return {
    columns: (picked) =>
      rows(picked).map((column, part) =>
        column.map((figure) => `${part === 0 ? figure : pad(figure)}${'年月日'[part]}`),
      ),
    chosen,
    value: (picked) => ({
      value: rows(picked)
        .map((column, part) => pad(column[picked[part] ?? 0] ?? 0))
        .join('-'),
    }),
  }
}

function readDate(text: string, otherwise: [number, number, number]): [number, number, number] {
  const found = /^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?/.exec(text)
  return found ? [Number(found[1]), Number(found[2] ?? 1), Number(found[3] ?? 1)] : otherwise
}

/** mode = time: 24 小时制, "hh:mm". */
export function timeWheels(value: string, limits: Limits): ValueWheels {
  const read = (text: string, otherwise: [number, number]): [number, number] => {
    const found = /^(\d{1,2}):(\d{2})/.exec(text)
    return found ? [Number(found[1]), Number(found[2])] : otherwise
  }
  const start = read(limits.start, [0, 0])
  const end = read(limits.end, [23, 59])
  const now = read(value, start)
  const rows = (chosen: number[]) => {
    const hours = upTo(start[0], end[0])
    const hour = hours[chosen[0] ?? 0] ?? start[0]
    return [hours, upTo(hour === start[0] ? start[1] : 0, hour === end[0] ? end[1] : 59)]
  }
  const hourRow = Math.max(0, rows([])[0]?.indexOf(now[0]) ?? 0)
  return {
    columns: (picked) => rows(picked).map((column) => column.map(pad)),
    chosen: [hourRow, Math.max(0, rows([hourRow])[1]?.indexOf(now[1]) ?? 0)],
    value: (picked) => ({
      value: rows(picked)
        .map((column, part) => pad(column[picked[part] ?? 0] ?? 0))
        .join(':'),
    }),
  }
}

/** mode = region: level 有效值 province, city, region; detail = {value, code, postcode}. */
export async function regionWheels(value: unknown, level: string): Promise<ValueWheels> {
  const { REGIONS } = await import('./regions.ts')
  const depth = level === 'province' ? 1 : level === 'city' ? 2 : 3
  const path = (chosen: number[]): Region[] => {
    const found: Region[] = []
    let list: Region[] = REGIONS
    for (let part = 0; part < depth; part += 1) {
      const one = list[Math.min(chosen[part] ?? 0, list.length - 1)]
      if (!one) break
      found.push(one)
      list = one.inside
    }
    return found
  }
  const names = Array.isArray(value) ? value.map(String) : []
  const chosen: number[] = []
  let list: Region[] = REGIONS
  for (let part = 0; part < depth; part += 1) {
    chosen[part] = Math.max(
      0,
      list.findIndex((one) => one.name === names[part]),
    )
    list = list[chosen[part] ?? 0]?.inside ?? []
  }
  return {
    columns: (picked) => {
      const above = path(picked)
      return Array.from({ length: depth }, (_, part) =>
        (part === 0 ? REGIONS : (above[part - 1]?.inside ?? [])).map((one) => one.name),
      )
    },
    chosen,
    value: (picked) => {
      const found = path(picked)
      return { value: found.map((one) => one.name), code: found.map((one) => one.code), postcode: '' }
    },
  }
}
