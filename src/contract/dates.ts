/**
 * Business dates are days in Asia/Shanghai, written 'YYYY-MM-DD'. China has had one offset, +08:00, since 1991,
 * so no time-zone data is shipped.
 */
const OFFSET_MS = 8 * 3_600_000
const DAY_MS = 86_400_000

/** The last day that was asked for: it is nearly always the next one too. */
let lastDay = { number: Number.NaN, date: '' }

/** The business date of an instant (milliseconds since 1970 UTC). */
export function businessDate(at: number): string {
  const number = Math.floor((at + OFFSET_MS) / DAY_MS)
  if (number !== lastDay.number) lastDay = { number, date: new Date(number * DAY_MS).toISOString().slice(0, 10) }
  return lastDay.date
}

/** Wall clock in Shanghai of an instant: '2026-11-23 14:06:32'. */
export const wallClock = (at: number): string => new Date(at + OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ')

/** The instant (ms) at which a business date begins. */
export const startOfDate = (date: string): number => Date.parse(`${date}T00:00:00Z`) - OFFSET_MS

/** Days from one business date to another. */
export const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY_MS

/** A business date some days later. */
export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10)

/** The same day some months later, or that month's last day: a deposit of one month made on 31 January ends on 28 February. */
export function addMonths(date: string, months: number): string {
  const total = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months
  const year = Math.floor(total / 12)
  const month = total % 12
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  const day = Math.min(Number(date.slice(8, 10)), last)
  return [year, month + 1, day].map((part) => String(part).padStart(2, '0')).join('-')
}
