/**
 * The write path. Its laws:
 *
 * 1. A write happens once: a repeat of its key gets the first answer, other content under the same key is refused, and of
 *    two at the same moment one waits for the other.
 * 2. All or nothing: movements, counters, authorisation, records, outbox and answer commit in one transaction. A refusal
 *    leaves nothing, so that a corrected order may use the id again.
 * 3. Whatever a decision looks at is locked until the commit, by every process in the same order: turns of keys,
 *    accounts, counters, authorisations, each sorted.
 * 4. Decisions are pure and in memory; what they leave is written in one statement a table. The transaction takes a batch
 *    of writes for that reason, each deciding on what those before it left.
 * 5. Nothing outside is called. What must leave the bank waits in the outbox for the commit.
 */
import type { Database, Transaction } from '../../storage/database.ts'
import { StorageUnavailable } from '../../storage/faults.ts'
import { addToOutbox } from '../../storage/outbox.ts'
import type { Clock } from '../caller.ts'
import type { Core } from '../core.ts'
import { BankError } from '../errors.ts'
import { storeAnswers, storedAnswers, takeTurns } from './answers.ts'
import { consumeAuthorisations, lockAuthorisations } from './authorisations.ts'
import { addToCounters, lockCounters } from './counters.ts'
import { changeRecords } from './records.ts'
import { LockedView } from './seen.ts'
import type { Decision, Write, WritePath } from './write.ts'

type Outcome = { readonly answer: object } | { readonly refusal: BankError }
interface Decided {
  readonly write: Write<object>
  readonly decision: Decision<object>
}

export interface WritePathParts {
  readonly db: Database
  readonly core: Core
  readonly clock: Clock
  /** Called at named points: `write.before-commit`, `write.after-commit`. Fault tests make the process die there. */
  readonly reach: (point: string) => void
}

export function createWritePath({ db, core, clock, reach }: WritePathParts): WritePath {
  /** Runs writes with different keys in one transaction. Outcomes are in the order of the writes. */
  async function commit(batch: readonly Write<object>[]): Promise<readonly Outcome[]> {
    const outcomes = await db.transaction(async (tx) => {
      const at = clock.now()
      await takeTurns(tx, batch)
      const stored = await storedAnswers(tx, batch)
      const repeats = batch.map((write) => refusable(() => stored(write)))
      const fresh = batch.filter((_, index) => repeats[index] === undefined)
      if (fresh.length === 0) return repeats as Outcome[]

      const accounts = fresh.flatMap(({ accounts }) => accounts)
      const counters = fresh.flatMap(({ counters }) => counters)
      const view = new LockedView(await core.lock(tx, accounts), await lockCounters(tx, counters))
      const authorise = await lockAuthorisations(tx, fresh, at)

      const decided: Decided[] = []
      const outcomes = batch.map(
        (write, index) =>
          repeats[index] ??
          refusable(() => {
            authorise(write)
            const decision = write.decide(view)
            view.advance(decision)
            decided.push({ write, decision })
            return { answer: decision.answer }
          }),
      )
      await store(tx, decided, at)
      reach('write.before-commit')
      return outcomes
    })
    reach('write.after-commit')
    return outcomes
  }

  async function store(tx: Transaction, decided: readonly Decided[], at: number): Promise<void> {
    if (decided.length === 0) return
    const all = <Part>(part: (decision: Decision<object>) => readonly Part[]): Part[] =>
      decided.flatMap(({ decision }) => part(decision))
    const writes = decided.map(({ write }) => write)
    const answers = decided.map(({ write, decision }) => ({ write, answer: decision.answer }))
    const opens = all(({ opens }) => opens.map((account) => ({ ...account, mayGoBelowZero: false })))
    const movements = all(({ movements }) => movements)
    const count = all(({ count }) => count)
    const records = all(({ records }) => records)
    const outbox = all(({ outbox }) => outbox)

    await storeAnswers(tx, answers, at)
    await consumeAuthorisations(tx, writes, at)
    if (opens.length > 0) await core.open(tx, opens)
    if (movements.length > 0) await core.apply(tx, movements, at)
    await addToCounters(tx, count)
    await changeRecords(tx, records)
    await addToOutbox(tx, outbox, at)
  }

  return {
    async submit<Answer extends object>(write: Write<Answer>): Promise<Answer> {
      const [outcome] = await orUnavailable(commit([write]))
      if (outcome === undefined) throw new Error('a write without an outcome')
      if ('refusal' in outcome) throw outcome.refusal
      return outcome.answer as Answer
    },
    async earlier<Answer extends object>(key: Parameters<WritePath['earlier']>[0]): Promise<Answer | undefined> {
      const stored = await orUnavailable(storedAnswers(db, [key]))
      return stored(key)?.answer as Answer | undefined
    },
  }
}

/** A refusal of one write is its outcome; any other error is a fault and undoes the batch. */
function refusable<Result>(decide: () => Result): Result | { readonly refusal: BankError } {
  try {
    return decide()
  } catch (error) {
    if (error instanceof BankError) return { refusal: error }
    throw error
  }
}

/** A database out of reach leaves it open whether a write came through: the caller sends the same one again. */
const orUnavailable = <Result>(work: Promise<Result>): Promise<Result> =>
  work.catch((error) => {
    throw error instanceof StorageUnavailable ? new BankError('UNAVAILABLE', { cause: error }) : error
  })
