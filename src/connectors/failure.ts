/** How a call to the outside fails, before it becomes the OutsideError that bank/ sees. */

/**
 * `unreached`: no connection was made. `timeout`: no answer in time. `broken`: the connection broke, or the answer is
 * no answer. `busy`: the system itself says 'not now'. `rejected`: the system itself says that the request is wrong.
 * `breaker-open`: not even tried, because the calls before it failed. `overloaded`: not tried, too many are waiting.
 * Of a signed message: `bad-signature`; `invalid-message`, not what the standard says; `other-question`, an answer to
 * something else, which an old answer sent again is too; `stale`, by its own time.
 */
export type FailureKind =
  | 'unreached'
  | 'timeout'
  | 'broken'
  | 'busy'
  | 'rejected'
  | 'breaker-open'
  | 'overloaded'
  | 'bad-signature'
  | 'invalid-message'
  | 'other-question'
  | 'stale'

/** After these the system has certainly not acted. */
const NOT_ACTED: readonly FailureKind[] = ['unreached', 'busy', 'rejected', 'breaker-open', 'overloaded']

export class Failure extends Error {
  readonly kind: FailureKind
  /** Whether the system may have acted all the same. */
  readonly mayHaveActed: boolean

  /** `message` ends up in logs: no personal data, no secrets, nothing quoted from a body. */
  constructor(kind: FailureKind, message: string, mayHaveActed = !NOT_ACTED.includes(kind)) {
    super(message)
    this.name = 'Failure'
    this.kind = kind
    this.mayHaveActed = mayHaveActed
  }
}
