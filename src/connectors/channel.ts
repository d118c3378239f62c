/**
 * The way to one outside system: every call has a time-out, few retries and the system's circuit breaker, is logged when it
 * fails and counted always. Business refusals are answers, not failures.
 */
import {
  BrokenCircuitError,
  BulkheadRejectedError,
  bulkhead,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleWhen,
  retry,
  TaskCancelledError,
  TimeoutStrategy,
  timeout,
  wrap,
} from 'cockatiel'
import { Failure, type FailureKind } from './failure.ts'
import { OutsideError } from './outside.ts'

export type System = OutsideError['system']

/** What happened to one call, its retries included. */
export interface OutsideCall {
  readonly system: System
  readonly operation: string
  /** `answered` also when the answer is a refusal. */
  readonly outcome: 'answered' | FailureKind
  readonly ms: number
}

/** The part of pino that is used. */
export interface Log {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
}

export interface Surroundings {
  /** Milliseconds since 1970 UTC. */
  readonly clock: { now(): number }
  readonly log: Log
  readonly onCall?: (call: OutsideCall) => void
}

export interface Limits {
  /** For each try. */
  readonly timeoutMs: number
  /** Further tries after the first. */
  readonly retries: number
  readonly firstRetryMs: number
  /** Failures in a row that open the breaker. */
  readonly breakAfter: number
  /** How long it stays open before one call may try. */
  readonly halfOpenAfterMs: number
  /** Calls at once; as many again may wait. */
  readonly concurrent: number
}

export const USUAL_LIMITS: Limits = {
  timeoutMs: 8000,
  retries: 2,
  firstRetryMs: 100,
  breakAfter: 5,
  halfOpenAfterMs: 5000,
  concurrent: 100,
}

/**
 * When a call may be sent again. `idempotent`: a repeat is the same request, so also after a broken answer.
 * `not-acted`: only when the system certainly did nothing. Never after a time-out: the person has waited long enough.
 */
export type Repeatable = 'idempotent' | 'not-acted'

export interface Channel {
  /** Throws OutsideError; its effect is exact over all tries. */
  call<T>(operation: string, repeatable: Repeatable, attempt: (signal: AbortSignal) => Promise<T>): Promise<T>
  /** Of the circuit breaker. `half-open`: the next call is let through, to see. `open`: it would be refused. */
  state(): 'closed' | 'half-open' | 'open'
}

export function createChannel(system: System, { log, onCall }: Surroundings, limits: Limits): Channel {
  const breaker = circuitBreaker(
    handleWhen((error) => asFailure(error).kind !== 'rejected'),
    { breaker: new ConsecutiveBreaker(limits.breakAfter), halfOpenAfter: limits.halfOpenAfterMs },
  )
  let openedAt = 0
  breaker.onBreak(() => {
    openedAt = performance.now()
    log.warn({ system }, 'circuit breaker opened')
  })
  breaker.onReset(() => log.info({ system }, 'circuit breaker closed'))

  const room = bulkhead(limits.concurrent, limits.concurrent)

  const policy = (repeatable: Repeatable) =>
    wrap(
      room,
      retry(
        handleWhen((error) => mayRepeat(asFailure(error), repeatable)),
        {
          maxAttempts: limits.retries,
          backoff: new ExponentialBackoff({ initialDelay: limits.firstRetryMs, maxDelay: 1000 }),
        },
      ),
      breaker,
      timeout(limits.timeoutMs, TimeoutStrategy.Aggressive),
    )
  const policies = { idempotent: policy('idempotent'), 'not-acted': policy('not-acted') }

  return {
    state() {
      if (breaker.state === CircuitState.Closed) return 'closed'
      // The breaker itself learns that its time is up only from the next call.
      const rests = breaker.state === CircuitState.Open && performance.now() - openedAt < limits.halfOpenAfterMs
      return rests ? 'open' : 'half-open'
    },
    async call(operation, repeatable, attempt) {
      const begun = performance.now()
      const tell = (outcome: OutsideCall['outcome']) => {
        const ms = performance.now() - begun
        onCall?.({ system, operation, outcome, ms })
        return Math.round(ms)
      }
      // One try that may have acted makes the whole call one that may have acted, however the later tries end.
      let mayHaveActed = false
      try {
        const result = await policies[repeatable].execute(async ({ signal }) => {
          try {
            return await attempt(signal)
          } catch (error) {
            if (signal.aborted || asFailure(error).mayHaveActed) mayHaveActed = true
            throw error
          }
        })
        tell('answered')
        return result
      } catch (error) {
        const failure = asFailure(error)
        const effect = mayHaveActed || failure.mayHaveActed ? 'unknown' : 'unreached'
        const ms = tell(failure.kind)
        log.warn(
          { system, operation, outcome: failure.kind, effect, reason: failure.message, ms },
          'outside call failed',
        )
        throw new OutsideError(system, effect, `${system} ${operation}: ${failure.message}`, failure)
      }
    },
  }
}

function mayRepeat({ kind, mayHaveActed }: Failure, repeatable: Repeatable): boolean {
  if (kind === 'timeout' || kind === 'rejected' || kind === 'breaker-open') return false
  return repeatable === 'idempotent' || !mayHaveActed
}

/** Our own mistakes are failures too, and told as such: whether the system acted is not known then. */
function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error
  if (error instanceof TaskCancelledError) return new Failure('timeout', 'no answer in time')
  if (error instanceof BrokenCircuitError) return new Failure('breaker-open', 'the circuit breaker is open')
  if (error instanceof BulkheadRejectedError) return new Failure('overloaded', 'too many calls are waiting')
  return new Failure('broken', `unexpected ${error instanceof Error ? error.name : typeof error}`)
}
