import { businessDate, wallClock } from '../../contract/dates.ts'
import type { Language } from './settings.ts'

/** Dates and times as people read them, in Shanghai. `Intl` is uneven on old phones, so it is not used. */

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A business date: 2026年11月23日, 23 Nov 2026. */
export function formatDate(date: string, language: Language): string {
  const [year, month, day] = date.split('-').map(Number)
  if (!year || !month || !day) return date
  return language === 'zh' ? `${year}年${month}月${day}日` : `${day} ${MONTHS[month - 1]} ${year}`
}

/** A business date without its year: 11月23日, 23 Nov. */
export function formatDay(date: string, language: Language): string {
  const [, month, day] = date.split('-').map(Number)
  if (!month || !day) return date
  return language === 'zh' ? `${month}月${day}日` : `${day} ${MONTHS[month - 1]}`
}

/** A month 'YYYY-MM': 2026年11月, November would be too long: Nov 2026. */
export function formatMonth(month: string, language: Language): string {
  const [year, number] = month.split('-').map(Number)
  if (!year || !number) return month
  return language === 'zh' ? `${year}年${number}月` : `${MONTHS[number - 1]} ${year}`
}

/** An instant in full, for receipts: 2026-11-23 14:06:32. */
export const formatInstant = (at: number): string => wallClock(at)

/** An instant to keep in mind, without its seconds: 2026-11-28 03:18. */
export const untilMinute = (at: number): string => wallClock(at).slice(0, 16)

/** An instant near now, for lists: today 14:06, yesterday 09:00, 11月21日 08:15. */
export function formatRecent(at: number, now: number, language: Language): string {
  const time = wallClock(at).slice(11, 16)
  const date = businessDate(at)
  if (date === businessDate(now)) return language === 'zh' ? `今天 ${time}` : `Today ${time}`
  if (date === businessDate(now - 86_400_000)) return language === 'zh' ? `昨天 ${time}` : `Yesterday ${time}`
  return `${formatDay(date, language)} ${time}`
}

/** How long something took: 0.4 秒, 0.4 s. */
export const formatSeconds = (ms: number, language: Language): string =>
  `${(Math.max(ms, 100) / 1000).toFixed(1)}${language === 'zh' ? ' 秒' : ' s'}`

/** A number in groups as it stands on the card: 4-4-4-4(-3). */
export const groupDigits = (text: string, groups: readonly number[]): string => {
  const parts: string[] = []
  let from = 0
  for (const length of groups) {
    if (from >= text.length) break
    parts.push(text.slice(from, from + length))
    from += length
  }
  if (from < text.length) parts.push(text.slice(from))
  return parts.join(' ')
}
