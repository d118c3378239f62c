import type { Database, Queryable, Transaction } from './database.ts'
import { gather } from './gather.ts'

/** Something that must leave the bank. Its id goes along, so that a receiver can tell a repeat. */
export interface OutboxEntry {
  readonly id: string
  /** Picks the sender. */
  readonly channel: string
  /** JSON, without personal data in the clear: ids that the sender resolves, or sealed text. */
  readonly payload: object
}

/** An entry as its sender gets it. */
export interface ClaimedEntry extends OutboxEntry {
  /** When it was written, ms. */
  readonly at: number
  /** This one is the n-th, from 1. */
  readonly tries: number
  /** What its sender kept in mind at an earlier try (`keepInMind`). */
  readonly word: string | null
}

/** Sends an entry to the outside; throws when it may not have arrived. It may be called again with the same entry. */
export type Sender = (entry: ClaimedEntry) => Promise<void>

/** A sender throws it when it has done nothing and is to be called again soon: no failure, and not counted as a try. */
export class NotNow extends Error {
  override readonly name = 'NotNow'
  readonly waitMs: number
  constructor(waitMs: number) {
    super(`again in ${waitMs} ms`)
    this.waitMs = waitMs
  }
}

/** Keeps a sender's word with its entry, for the next try. */
export const keepInMind = (on: Queryable, entryId: string, word: string): Promise<object[]> =>
  on.query('UPDATE outbox SET word = $2 WHERE id = $1', [entryId, word])

/** After that many failures an entry is given up, and a person must look. With the waits below: about a day. */
export const MAX_TRIES = 16
/** A worker that took an entry and died has it taken over after this; longer than any sender's own time limit. */
const LEASE_MS = 60_000
const FIRST_WAIT_MS = 5_000
const LONGEST_WAIT_MS = 6 * 3_600_000
/** Entries of one turn, sent side by side. */
const TURN = 20

/** How sending an entry went. */
interface Outcome {
  readonly id: string
  readonly state: 'sent' | 'waiting' | 'dead'
  readonly endedAt: number | null
  /** When it is due again; null: never. */
  readonly dueAt: number | null
  readonly failure: string | null
  /** Tries to take off the count. */
  readonly free: 0 | 1
}

/** Writes entries in the transaction of what causes them. */
export async function addToOutbox(tx: Transaction, entries: readonly OutboxEntry[], at: number): Promise<void> {
  if (entries.length === 0) return
  await tx.query(
    `INSERT INTO outbox (id, channel, payload, at, due_at)
     SELECT id, channel, payload::jsonb, $4, $4 FROM unnest($1::uuid[], $2::text[], $3::text[]) AS n (id, channel, payload)`,
    [
      entries.map(({ id }) => id),
      entries.map(({ channel }) => channel),
      entries.map(({ payload }) => JSON.stringify(payload)),
      at,
    ],
  )
}

export interface OutboxParts {
  readonly db: Database
  readonly clock: { now(): number }
  readonly senders: Readonly<Record<string, Sender>>
  readonly log: {
    warn(fields: object, message: string): void
    error(fields: object, message: string): void
  }
  /** Called at named points: `outbox.after-claim`, `outbox.after-send`. Fault tests make the process die there. */
  readonly reach: (point: string) => void
}

/**
 * The worker that sends what waits: at least once, by any number of processes, in no particular order. It claims due
 * entries, sends them outside of any transaction and notes how that went.
 */
export function createOutbox({ db, clock, senders, log, reach }: OutboxParts) {
  /** Each as soon as it is known, those of the same moment together. */
  const note = gather((outcomes: readonly Outcome[]) => noteOutcomes(db, outcomes), {
    lanes: 1,
    most: TURN,
    queue: Number.POSITIVE_INFINITY,
  })

  /** Resolves to whether it was sent. */
  async function deliver(entry: ClaimedEntry): Promise<boolean> {
    const { id, channel } = entry
    try {
      const send = senders[channel]
      if (!send) throw new Error(`no sender for channel ${channel}`)
      await send(entry)
    } catch (error) {
      if (error instanceof NotNow) {
        await note({ id, state: 'waiting', endedAt: null, dueAt: clock.now() + error.waitMs, failure: null, free: 1 })
      } else {
        await failed(entry, error)
      }
      return false
    }
    reach('outbox.after-send')
    await note({ id, state: 'sent', endedAt: clock.now(), dueAt: null, failure: null, free: 0 })
    return true
  }

  async function failed({ id, channel, tries }: { id: string; channel: string; tries: number }, error: unknown) {
    const now = clock.now()
    const dead = tries >= MAX_TRIES
    // The class of the error alone: its message may carry what we sent.
    const failure = error instanceof Error ? ('code' in error ? String(error.code) : error.name) : 'unknown'
    await note(
      dead
        ? { id, state: 'dead', endedAt: now, dueAt: null, failure, free: 0 }
        : { id, state: 'waiting', endedAt: null, dueAt: now + waitAfter(tries), failure, free: 0 },
    )
    if (dead) log.error({ outboxId: id, channel, tries, failure }, 'outbox entry given up')
    else log.warn({ outboxId: id, channel, tries, failure }, 'outbox entry not sent, will be tried again')
  }

  return {
    name: 'outbox',
    /** Half a turn: what fails in between does not hold up the rest, and an outside that is down is not asked in haste. */
    plenty: TURN / 2,
    /** Sends what is due, up to one turn. Returns how many were sent. */
    async run(): Promise<number> {
      const now = clock.now()
      const claimed = await db.query<ClaimedEntry>(
        `UPDATE outbox SET due_at = $2, tries = tries + 1
         WHERE id = ANY (ARRAY (
           SELECT id FROM outbox WHERE state = 'waiting' AND due_at <= $1 ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED
         ))
         RETURNING id, channel, payload, at, tries, word`,
        [now, now + LEASE_MS, TURN],
      )
      if (claimed.length > 0) reach('outbox.after-claim')
      const sent = await Promise.all(claimed.map(deliver))
      return sent.filter(Boolean).length
    },
    /** How many entries wait and how many were given up, for metrics. */
    async depth(): Promise<{ waiting: number; dead: number }> {
      const rows = await db.query<{ state: 'waiting' | 'dead'; count: number }>(
        `SELECT 'waiting' AS state, count(*) AS count FROM outbox WHERE state = 'waiting'
         UNION ALL SELECT 'dead', count(*) FROM outbox WHERE state = 'dead'`,
      )
      const of = (state: string): number => rows.find((row) => row.state === state)?.count ?? 0
      return { waiting: of('waiting'), dead: of('dead') }
    },
  }
}

async function noteOutcomes(db: Database, outcomes: readonly Outcome[]): Promise<readonly undefined[]> {
  await db.query(
    `UPDATE outbox o SET state = n.state, ended_at = n.ended_at, due_at = coalesce(n.due_at, o.due_at), failure = n.failure,
       tries = o.tries - n.free
     FROM unnest($1::uuid[], $2::text[], $3::bigint[], $4::bigint[], $5::text[], $6::int[])
       AS n (id, state, ended_at, due_at, failure, free)
     WHERE o.id = n.id AND o.state = 'waiting'`,
    [
      outcomes.map(({ id }) => id),
      outcomes.map(({ state }) => state),
      outcomes.map(({ endedAt }) => endedAt),
      outcomes.map(({ dueAt }) => dueAt),
      outcomes.map(({ failure }) => failure),
      outcomes.map(({ free }) => free),
    ],
  )
  return outcomes.map(() => undefined)
}

/** 5 s, 10 s, 20 s … up to six hours. */
const waitAfter = (tries: number): number => Math.min(FIRST_WAIT_MS * 2 ** (tries - 1), LONGEST_WAIT_MS)
