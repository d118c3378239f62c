import { addMonths, businessDate, startOfDate } from '../contract/dates.ts'
import type { ErrorCode } from '../contract/errors.ts'
import { BankError } from './errors.ts'

/** A change's number in its business month, from 1. Stored under a unique key, two at once cannot both have it. */
export interface OfMonth {
  readonly month: string
  readonly nth: number
}

/** The number of the next change, when so many were made in its month. Throws `code` when that is more than `max`. */
export async function nextOfMonth(
  now: number,
  limit: { readonly max: number; readonly code: ErrorCode },
  made: (month: string) => Promise<readonly unknown[]>,
): Promise<OfMonth> {
  const month = businessDate(now).slice(0, 7)
  const nth = (await made(month)).length + 1
  if (nth <= limit.max) return { month, nth }
  const next = startOfDate(addMonths(`${month}-01`, 1))
  throw new BankError(limit.code, { params: { max: limit.max }, retryAfter: Math.ceil((next - now) / 1000) })
}
