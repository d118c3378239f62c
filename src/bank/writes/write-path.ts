/**
 * The write path. Its laws:
 *
 * 1. A write happens once: a repeat of its key gets the first answer, other content under the same key is refused, and of
 *    two at the same moment one waits for the other.
 * 2. All or nothing: movements, counters, authorisation, records, outbox and answer commit in one transaction. A refusal
 *    leaves nothing, so that a corrected order may use the id again.
 * 3. What a decision looks at is locked until the commit, by every process in one order: accounts, then holds, then
 *    authorisations, each sorted. A counter is guarded by the lock on its account.
 * 4. Decisions are pure and in memory, each on what those before it in the batch left. What they leave is written in one
 *    statement a table: many callers' writes cost the database little more than one.
 * 5. Nobody waits for company: a batch begins when a lane is free, with whatever waits by then.
 * 6. Nobody pays for a neighbour: what is thrown while a write decides is that write's outcome. A fault of the database's
 *    undoes the batch, which is then halved and run again until the faulty write stands alone.
 * 7. Nothing outside is called. What must leave the bank waits in the outbox for the commit.
 */
import type { Database, Transaction } from '../../storage/database.ts'
import { StorageUnavailable } from '../../storage/faults.ts'
import { gather, TooManyWaiting } from '../../storage/gather.ts'
import { addToOutbox, type OutboxEntry } from '../../storage/outbox.ts'
import { together } from '../../storage/transactions.ts'
import type { Clock } from '../caller.ts'
import type { Core } from '../core.ts'
import { BankError } from '../errors.ts'
import { createAnswers, keyOf, TwinCommitted } from './answers.ts'
import { takeAuthorisations } from './authorisations.ts'
import { type LockedCounters, readCounters, writeCounters } from './counters.ts'
import { changeRecords } from './records.ts'
import { LockedView } from './seen.ts'
import type { Decision, Write, WriteKey, WritePath } from './write.ts'

type Outcome = { readonly answer: object } | { readonly refusal: unknown }
interface Decided {
  readonly write: Write<object>
  readonly decision: Decision<object>
}

/** Transactions under way at once, in one process: one decides, one's rows are being written, one waits for the disk. */
const LANES = 3
const MOST_IN_A_BATCH = 256
/** At thousands of writes a second that is a wait of a quarter of a second; beyond it a refusal is kinder. */
const MOST_WAITING = 1024
const RETRY_AFTER_S = 1
/** Twins that overtake us again and again would be somebody's attack. */
const MOST_TWINS = 5

export interface WritePathParts {
  readonly db: Database
  readonly core: Core
  readonly clock: Clock
  /** Called at named points: `write.before-commit`, `write.after-commit`. Fault tests make the process die there. */
  readonly reach: (point: string) => void
  /** Told what has been committed to leave the bank, right after: a hint, which a killed process may keep to itself. */
  readonly onCommit?: (entries: readonly OutboxEntry[]) => void
}

export function createWritePath({ db, core, clock, reach, onCommit }: WritePathParts): WritePath {
  const answers = createAnswers(db)

  /** Runs writes with different keys in one transaction. Outcomes are in the order of the writes. */
  async function commit(batch: readonly Write<object>[]): Promise<readonly Outcome[]> {
    const { outcomes, leaving } = await db.transaction(async (tx) => {
      const at = clock.now()
      const counted = batch.flatMap(({ counters }) => counters)
      const guarded = counted.map(({ owner, accountId }) => ({ owner, id: accountId }))
      const accounts = [...batch.flatMap(({ accounts }) => accounts), ...guarded]
      const holds = batch.flatMap(({ holds = [] }) => holds)
      const locked = await core.lock(tx, accounts, holds)
      const [earlier, counters, authorisations] = await together([
        answers.stored(tx, batch),
        readCounters(tx, counted),
        takeAuthorisations(tx, batch, at),
      ])
      const view = new LockedView(locked, counters)
      const decided: Decided[] = []

      const outcomes = batch.map((write) =>
        outcomeOf((): Outcome => {
          const before = earlier(write)
          if (before) return before
          authorisations.check(write)
          const decision = view.decide(write)
          authorisations.spend(write)
          decided.push({ write, decision })
          return { answer: decision.answer }
        }),
      )
      await authorisations.giveBackUnspent(tx)
      if (decided.length > 0) await store(tx, decided, counters, at)
      reach('write.before-commit')
      return { outcomes, leaving: decided.flatMap(({ decision }) => decision.outbox) }
    })
    reach('write.after-commit')
    if (leaving.length > 0) onCommit?.(leaving)
    return outcomes
  }

  async function store(
    tx: Transaction,
    decided: readonly Decided[],
    counters: LockedCounters,
    at: number,
  ): Promise<void> {
    const all = <Part>(part: (decision: Decision<object>) => readonly Part[]): Part[] =>
      decided.flatMap(({ decision }) => part(decision))
    const opens = all(({ opens }) => opens.map((account) => ({ ...account, mayGoBelowZero: false })))
    const movements = all(({ movements }) => movements)

    if (opens.length > 0) await core.open(tx, opens)
    await together([
      movements.length > 0 && core.apply(tx, movements, at),
      answers.store(tx, decided, at),
      writeCounters(tx, counters.changed),
      changeRecords(
        tx,
        all(({ records }) => records),
      ),
      addToOutbox(
        tx,
        all(({ outbox }) => outbox),
        at,
      ),
    ])
  }

  /** Runs a batch to its end, by halves where something in it is at fault. */
  async function run(batch: readonly Write<object>[], twins = 0): Promise<readonly Outcome[]> {
    try {
      return await commit(batch)
    } catch (error) {
      if (error instanceof TwinCommitted && twins < MOST_TWINS) return run(batch, twins + 1)
      // A database out of reach leaves it open whether the writes came through: each caller sends the same one again.
      if (batch.length === 1 || error instanceof StorageUnavailable) return batch.map(() => ({ refusal: error }))
      const half = Math.ceil(batch.length / 2)
      return [...(await run(batch.slice(0, half))), ...(await run(batch.slice(half)))]
    }
  }

  const lanes = db.kind === 'pglite' ? 1 : LANES
  const inCompany = gather(run, { lanes, most: MOST_IN_A_BATCH, queue: MOST_WAITING, key: keyOf })

  return {
    async submit<Answer extends object>(write: Write<Answer>): Promise<Answer> {
      const outcome = await orUnavailable(inCompany(write))
      if ('refusal' in outcome) throw unavailableFor(outcome.refusal)
      return outcome.answer as Answer
    },
    async earlier<Answer extends object>(key: WriteKey): Promise<Answer | undefined> {
      return (await orUnavailable(answers.find(key)))?.answer as Answer | undefined
    },
    waiting: inCompany.waiting,
  }
}

/** What is thrown while a write decides is that write's outcome: nothing has been written for it. */
function outcomeOf(decide: () => Outcome): Outcome {
  try {
    return decide()
  } catch (error) {
    return { refusal: error }
  }
}

const orUnavailable = <Result>(work: Promise<Result>): Promise<Result> =>
  work.catch((error) => {
    throw unavailableFor(error)
  })

const unavailableFor = (error: unknown): unknown =>
  error instanceof StorageUnavailable || error instanceof TooManyWaiting
    ? new BankError('UNAVAILABLE', { cause: error, retryAfter: RETRY_AFTER_S })
    : error
