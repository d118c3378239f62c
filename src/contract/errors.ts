/**
 * Every code a caller can get, in one list, cut by capability below errors/: its HTTP status, whether a retry can help, and
 * what the person should do next, in both languages. The gateway answers with it (RFC 9457 problem details), the
 * mini-program shows it next to what caused it. `{x}` is filled from the problem's `params`.
 */
import { CUSTOMER_ERRORS } from './errors/customers.ts'
import { type ErrorParams, type Retry, sentence } from './errors/entry.ts'
import { STAFF_ERRORS } from './errors/staff.ts'

export type { ErrorParams, Retry } from './errors/entry.ts'

export const ERRORS = { ...CUSTOMER_ERRORS, ...STAFF_ERRORS } as const

export type ErrorCode = keyof typeof ERRORS

/** RFC 9457 problem details as they cross the wire (`application/problem+json`). */
export interface Problem {
  /** `/errors#CODE` */
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: ErrorCode
  readonly retry: Retry
  /** Name of the field of the request that caused it, e.g. `cardNumber`: shown next to that field. */
  readonly field?: string
  readonly params?: ErrorParams
  /** Seconds to wait, when retry is `later` and the wait is known. */
  readonly retryAfter?: number
  /** The trace id to quote to the bank's service. */
  readonly traceId: string
}

/** The sentence for a code in a language, with its blanks filled. */
export const errorText = (code: ErrorCode, language: 'zh' | 'en', params?: ErrorParams): string =>
  sentence(ERRORS[code], language, params)
