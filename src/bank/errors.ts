import type { ErrorCode, ErrorParams } from '../contract/errors.ts'

/** A refusal that the caller is told: a code of the catalogue, the field that caused it, the blanks of its sentence. */
export class BankError extends Error {
  readonly code: ErrorCode
  readonly params: ErrorParams
  readonly field: string | undefined
  readonly retryAfter: number | undefined

  constructor(
    code: ErrorCode,
    detail: { params?: ErrorParams; field?: string; retryAfter?: number; cause?: unknown } = {},
  ) {
    super(code, { cause: detail.cause })
    this.name = 'BankError'
    this.code = code
    this.params = detail.params ?? {}
    this.field = detail.field
    this.retryAfter = detail.retryAfter
  }
}
