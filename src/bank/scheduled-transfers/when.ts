import { addDays, addMonths, businessDate, startOfDate } from '../../contract/dates.ts'
import type { Answer, Body } from '../../contract/schema/index.ts'
import { BankError } from '../errors.ts'
import type { Rules } from '../rules/rules.ts'

export type When = Body<'POST /v1/scheduled-transfers'>['when']

const HOUR_MS = 3_600_000

/** The instant at which what is due on a business date runs. */
const onDate = async (rules: Rules, date: string): Promise<number> =>
  startOfDate(date) + (await rules.on('transfers.scheduled.from', '', date)) * HOUR_MS

/** Between which days an order of `now` may choose. */
async function daysOf(rules: Rules, now: number): Promise<{ readonly from: string; readonly until: string }> {
  const today = businessDate(now)
  return { from: addDays(today, 1), until: addDays(today, await rules.on('transfers.scheduled.horizon', '', today)) }
}

/** What may be chosen of an order of `now`. */
export async function whenChoices(rules: Rules, now: number): Promise<Answer<'GET /v1/scheduled-transfers/choices'>> {
  const today = businessDate(now)
  const days = await daysOf(rules, now)
  return {
    ...days,
    ordinaryHours: await rules.on('transfers.ordinary.delay', '', today),
    runsFrom: await rules.on('transfers.scheduled.from', '', days.from),
    monthlyTimes: await rules.on('transfers.monthly.max', '', today),
  }
}

/** The instant (ms) at which an order of `now` runs. Throws SCHEDULED_DATE_INVALID, which says between which days. */
export async function runsAt(rules: Rules, when: When, now: number): Promise<number> {
  const today = businessDate(now)
  if (when.arrival === 'ordinary') return now + (await rules.on('transfers.ordinary.delay', '', today)) * HOUR_MS
  const { from, until } = await daysOf(rules, now)
  if (when.arrival === 'next-day') return onDate(rules, from)
  if (!isDay(when.date) || when.date < from || when.date > until) {
    throw new BankError('SCHEDULED_DATE_INVALID', { field: 'when', params: { from, until } })
  }
  return onDate(rules, when.date)
}

/** 2026-02-30 is written as a day and is none. */
const isDay = (date: string): boolean => {
  const at = Date.parse(date)
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(date)
}

/** Which of a monthly series comes next, and when. */
export interface NextOfSeries {
  readonly nth: number
  readonly runsAt: number
}

/**
 * What follows the nth of a monthly series: the same day of the next month that is still to come, or that month's last.
 * Undefined when it has run as often as one order lets it.
 */
export async function nextOfSeries(
  rules: Rules,
  { first_on: firstOn, nth }: { readonly first_on: string; readonly nth: number },
  now: number,
): Promise<NextOfSeries | undefined> {
  const max = await rules.on('transfers.monthly.max', '', businessDate(now))
  for (let next = nth + 1; next <= max; next++) {
    const at = await onDate(rules, addMonths(firstOn, next - 1))
    if (at > now) return { nth: next, runsAt: at }
  }
  return undefined
}
