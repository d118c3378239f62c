/**
 * Seals what can no longer change, off the write path: writers number their postings and go on, this worker comes after.
 *
 * Numbers are handed out before the commit, so postings become visible out of order, and some numbers never get one. A
 * block may be sealed only when every number up to its last is decided: committed, or given up for good. That horizon is
 * found like this, in one transaction of the worker:
 *
 *   1. Read the newest number, N. Whoever holds a number up to N took it before this moment, and had a transaction id
 *      before that: a trigger on the table sees to it.
 *   2. Only then take a transaction id, T. Ids rise, so all of those have one below T.
 *   3. Wait until the oldest transaction that runs is this one. Whoever ran below T has ended, and a statement from now
 *      on sees what they left.
 *
 * The order matters: with T first, a writer could slip in between. And T must be an id of one's own: `xmax` of a snapshot
 * is one past the newest transaction that has *ended*, so a writer that runs may lie beyond it.
 *
 * Nobody waits for the worker. When a writer takes too long it gives up with nothing done, and the next run begins anew:
 * nothing of a transaction id is kept, neither in the database, whose dump may go into another cluster where ids begin
 * again, nor in the process, which may find another server behind the same address. Several processes may run it; one
 * wins, the others have nothing to do.
 */
import { setTimeout as wait } from 'node:timers/promises'
import type { Database, Transaction } from '../storage/database.ts'
import { BEGINNING, digestsOf, macOf, newestNumber, newestSeal, type Seal, type SealKeys } from './chain.ts'

/** Numbers of one block at most, so that its transaction is short however long the backlog. */
const BLOCK = 10_000
/** A block that is not full waits that long after the one before it, so that a quiet bank is no chain of tiny blocks. */
const EVERY_MS = 10_000
/** Blocks of one run at most: a process that stops waits for a run to end. */
const RUN = 20
const LOOK_EVERY_MS = 10
const LOOKS = 100
/** Key of PostgreSQL's advisory lock that lets one process seal. */
const LOCK = '(1296649801, 2)'

export interface SealsParts {
  readonly db: Database
  readonly clock: { now(): number }
  readonly keys: SealKeys
  readonly log: { info(fields: object, message: string): void }
}

export function createSeals({ db, clock, keys, log }: SealsParts) {
  /** Seals the next block, if there is one to seal. */
  const sealNext = (): Promise<Seal | undefined> =>
    db.transaction(async (tx) => {
      const [turn] = await tx.query<{ mine: boolean }>(`SELECT pg_try_advisory_xact_lock${LOCK} AS mine`)
      if (!turn?.mine) return undefined
      const head = await newestSeal(tx)
      const before = head ?? BEGINNING
      const last = Math.min(await newestNumber(tx), before.last + BLOCK)
      const full = last === before.last + BLOCK
      const now = clock.now()
      const early = head !== undefined && now >= head.at && now < head.at + EVERY_MS
      if (last <= before.last || (early && !full) || !(await allBeforeHaveEnded(tx))) return undefined

      const [content] = await digestsOf(tx, before.last, [last])
      // Numbers that were given up are sealed along with the next posting, or when they fill a block.
      if (!content || (content.postings === 0 && !full)) return undefined
      const unsigned = { block: before.block + 1, last, ...content, keyVersion: keys.current, at: now }
      const mac = macOf(keys, before.mac, unsigned)
      if (mac === undefined) throw new RangeError(`no seal key of the current version ${keys.current}`)
      const seal: Seal = { ...unsigned, mac }
      await tx.query(
        `INSERT INTO ledger_seals (block, last, postings, digest, mac, key_version, at)
         VALUES ($1, $2, $3, decode($4, 'hex'), decode($5, 'hex'), $6, $7)`,
        [seal.block, seal.last, seal.postings, seal.digest, seal.mac, seal.keyVersion, seal.at],
      )
      return seal
    })

  return {
    name: 'seals',
    /** Seals what is decided, block by block. Returns how many postings it sealed. */
    async run(): Promise<number> {
      let sealed = 0
      for (let blocks = 0; blocks < RUN; blocks++) {
        const seal = await sealNext()
        if (!seal) break
        sealed += seal.postings
        // For whoever keeps the head of the chain elsewhere: `npm run audit -- --head <block>:<mac>`.
        log.info({ block: seal.block, mac: seal.mac }, 'posting chain sealed')
      }
      return sealed
    },
    /** How many numbers are not sealed, for metrics. */
    async depth(): Promise<{ waiting: number }> {
      const [newest, seal] = await Promise.all([newestNumber(db), newestSeal(db)])
      return { waiting: newest - (seal ?? BEGINNING).last }
    },
  }
}

/** Waits a bounded time until every transaction that ran when this one took its id has ended. */
async function allBeforeHaveEnded(tx: Transaction): Promise<boolean> {
  await tx.query('SELECT pg_current_xact_id() AS id')
  for (let looks = 0; looks < LOOKS; looks++) {
    const [look] = await tx.query<{ ended: boolean }>(
      'SELECT pg_snapshot_xmin(pg_current_snapshot()) >= pg_current_xact_id() AS ended',
    )
    if (look?.ended) return true
    await wait(LOOK_EVERY_MS)
  }
  return false
}
