import { v7 } from 'uuid'
import { Failure } from '../../connectors/failure.ts'
import { OutsideError, type Verdict, type VerificationNetworks } from '../../connectors/outside.ts'
import type { Clock } from '../caller.ts'
import type { Candidate } from './directory.ts'
import type { QueryRecords, Question, VerificationTry } from './records.ts'

export interface AskingDependencies {
  readonly networks: VerificationNetworks
  readonly records: QueryRecords
  readonly clock: Clock
  readonly log: { warn(fields: object, message: string): void }
  /** Told of every try when it has ended. */
  readonly onTry: (done: VerificationTry) => void
}

/**
 * Asks the networks in turn: the next one when one fails, or when the person has waited long enough for it; then both are
 * under way, and whichever answer comes first decides. Every try stands in the records before its network is asked. What
 * comes after the decision is recorded as late and changes nothing.
 *
 * A refusal is an answer: the card's bank gave it, and another network would only ask that bank again. `not-covered` is
 * the network's own word, that no bank of its own has issued the card; then the next one is asked.
 *
 * Throws OutsideError when no network gave an answer.
 */
export function askInTurn(
  question: Question,
  candidates: readonly Candidate[],
  deps: AskingDependencies,
): Promise<Verdict> {
  const { promise, resolve, reject } = Promise.withResolvers<Verdict>()
  let next = 0
  let underWay = 0
  let decided = false
  let effect: OutsideError['effect'] = 'unreached'
  let uncovered = 0

  /** The next network, if there is one; the end, if none is left and none is under way. */
  function goOn(): void {
    if (decided) return
    const candidate = candidates[next]
    if (candidate) {
      next++
      underWay++
      void attempt(candidate).catch((error: unknown) => {
        if (decided) deps.log.warn({ err: error, network: candidate.network }, 'an answer could not be recorded')
        decided = true
        reject(error)
      })
    } else if (underWay === 0) {
      decided = true
      if (uncovered > 0 && uncovered === candidates.length) resolve({ ok: false, why: 'not-covered' })
      else reject(new OutsideError('verification', effect, 'verification: no network gave an answer'))
    }
  }

  async function attempt(candidate: Candidate): Promise<void> {
    const { records, clock, log } = deps
    const id = v7()
    await records.begin(id, question, candidate, clock.now())
    let passedOn = false
    const begun = performance.now()
    const patience = setTimeout(() => {
      if (decided || next === candidates.length) return
      passedOn = true
      records.overdue(id).catch((error: unknown) => log.warn({ err: error }, 'a time-out could not be recorded'))
      goOn()
    }, candidate.patienceMs)
    const answer = await reply(id, candidate).finally(() => clearTimeout(patience))
    const ms = Math.round(performance.now() - begun)
    underWay--
    if (answer instanceof Fault) {
      const { kind, mayHaveActed } = answer
      if (mayHaveActed) effect = 'unknown'
      if (kind === 'not-covered') uncovered++
      tell(candidate, kind, ms, mayHaveActed)
      await records.failed(id, { fault: kind, billed: mayHaveActed, ms })
      // The one that was asked in its place has its own patience, and goes on from there; the end is anybody's.
      if (!passedOn || underWay === 0) goOn()
      return
    }
    const decides = !decided
    decided = true
    const { verdict, evidence } = answer
    tell(candidate, decides ? (verdict.ok ? 'verified' : 'refused') : 'late', ms, true)
    await records.answered(id, { state: decides ? 'answered' : 'late', verdict, evidence, at: clock.now(), ms })
    if (decides) resolve(verdict)
  }

  async function reply(id: string, { network }: Candidate) {
    try {
      const answer = await deps.networks[network]?.ask({ id, questionId: question.id }, question.holder)
      if (!answer) throw new Error(`network '${network}' is not configured`)
      const { verdict } = answer
      return !verdict.ok && verdict.why === 'not-covered' ? new Fault('not-covered', true) : answer
    } catch (error) {
      if (!(error instanceof OutsideError)) throw error
      const kind = error.cause instanceof Failure ? error.cause.kind : 'broken'
      return new Fault(kind, error.effect === 'unknown')
    }
  }

  function tell({ network, price }: Candidate, outcome: string, ms: number, billed: boolean): void {
    deps.onTry({ network, outcome, ms, cost: billed ? price : 0 })
  }

  goOn()
  return promise
}

/** Why a try gave no answer. */
class Fault {
  readonly kind: string
  readonly mayHaveActed: boolean
  constructor(kind: string, mayHaveActed: boolean) {
    this.kind = kind
    this.mayHaveActed = mayHaveActed
  }
}
