/** How a call to the outside fails, before it becomes the OutsideError that bank/ sees. */

/**
 * `unreached`: no connection was made. `timeout`: no answer in time. `broken`: the connection broke, or the answer is
 * no answer. `busy`: the system itself says 'not now'. `rejected`: the system itself says that the request is wrong.
 * `breaker-open`: not even tried, because the calls before it failed. `overloaded`: not tried, too many are waiting.
 */
export type FailureKind = 'unreached' | 'timeout' | 'broken' | 'busy' | 'rejected' | 'breaker-open' | 'overloaded'

export class Failure extends Error {
  readonly kind: FailureKind
  /** Whether the system may have acted all the same. */
  readonly mayHaveActed: boolean

  /** `message` ends up in logs: no personal data, no secrets, nothing quoted from a body. */
  constructor(kind: FailureKind, message: string, mayHaveActed = kind === 'timeout' || kind === 'broken') {
    super(message)
    this.name = 'Failure'
    this.kind = kind
    this.mayHaveActed = mayHaveActed
  }
}
