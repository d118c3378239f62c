/** The bank's calendar: Asia/Shanghai, eight hours ahead of UTC and without summer time. Instants are ms since 1970 UTC. */

const SHANGHAI_MS = 8 * 3_600_000
const HOUR_MS = 3_600_000

/** `YYYY-MM-DD`, `HH:MM:SS` in Shanghai. */
export function inShanghai(at: number): { date: string; time: string } {
  const text = new Date(at + SHANGHAI_MS).toISOString()
  return { date: text.slice(0, 10), time: text.slice(11, 19) }
}

/** The same time of day, months later; a day that the month lacks is its last. */
function monthsLater(at: number, months: number): number {
  const then = new Date(at + SHANGHAI_MS)
  const day = then.getUTCDate()
  then.setUTCDate(1)
  then.setUTCMonth(then.getUTCMonth() + months)
  const last = new Date(Date.UTC(then.getUTCFullYear(), then.getUTCMonth() + 1, 0)).getUTCDate()
  then.setUTCDate(Math.min(day, last))
  return then.getTime() - SHANGHAI_MS
}

export const STEPS = {
  hour: (at: number) => at + HOUR_MS,
  day: (at: number) => at + 24 * HOUR_MS,
  month: (at: number) => monthsLater(at, 1),
  year: (at: number) => monthsLater(at, 12),
} as const
export type Step = keyof typeof STEPS

/** The same time of day at `date` (`YYYY-MM-DD`); null if that is no date or not after `at`. */
export function onDate(at: number, date: string): number | null {
  const midnight = Date.parse(`${date}T00:00:00+08:00`)
  if (Number.isNaN(midnight)) return null
  const then = midnight + ((at + SHANGHAI_MS) % (24 * HOUR_MS))
  return then > at ? then : null
}
