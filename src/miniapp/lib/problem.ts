import { CUSTOMER_ERRORS } from '../../contract/errors/customers.ts'
import { type Entry, sentence } from '../../contract/errors/entry.ts'
import type { ErrorCode, ErrorParams, Problem } from '../../contract/errors.ts'
import { language } from './settings.ts'

/** A refusal or a failure, always with a code of the catalogue: what pages show, next to `problem.field` when it names one. */
export class CallError extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.code)
    this.name = 'CallError'
    this.problem = problem
  }
  get code(): ErrorCode {
    return this.problem.code
  }
}

/** What staff and other banks meet does not ship: nobody here is told it. */
const entryOf = (code: ErrorCode): Entry =>
  (CUSTOMER_ERRORS as Partial<Record<ErrorCode, Entry>>)[code] ?? CUSTOMER_ERRORS.INTERNAL

/** The sentence for a code, in the person's language. */
export const codeText = (code: ErrorCode, params?: ErrorParams): string => sentence(entryOf(code), language(), params)

/** A problem that the mini-program itself found. */
export function ownProblem(
  code: ErrorCode,
  detail: { field?: string; params?: ErrorParams; traceId?: string } = {},
): CallError {
  const { status, retry, en } = entryOf(code)
  return new CallError({
    type: `/errors#${code}`,
    title: en,
    status,
    code,
    retry,
    traceId: detail.traceId ?? '',
    ...(detail.field === undefined ? {} : { field: detail.field }),
    ...(detail.params === undefined ? {} : { params: detail.params }),
  })
}

const isProblem = (data: unknown): data is Problem =>
  typeof data === 'object' && data !== null && 'code' in data && String(data.code) in CUSTOMER_ERRORS

/** The answer to a failed request as an error. What is no problem document (a proxy's page) becomes UNAVAILABLE or INTERNAL. */
export function readProblem(status: number, data: unknown, traceId: string): CallError {
  if (isProblem(data)) return new CallError(data)
  return ownProblem(status === 502 || status === 503 || status === 504 ? 'UNAVAILABLE' : 'INTERNAL', { traceId })
}

/** Anything caught, as a CallError: a fault of our own code reads as INTERNAL and is printed for whoever looks. */
export function asCallError(caught: unknown): CallError {
  if (caught instanceof CallError) return caught
  console.error(caught)
  return ownProblem('INTERNAL')
}

/** The sentence to show for a problem, in the person's language. */
export const problemText = (problem: Problem): string => codeText(problem.code, problem.params)

/** The same for one of these codes alone: what is told at a field or figure, and not on a card of its own. */
export const textAmong = (problem: Problem | undefined, codes: readonly string[]): string | undefined =>
  problem && codes.includes(problem.code) ? problemText(problem) : undefined
