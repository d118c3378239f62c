import { AsyncLocalStorage } from 'node:async_hooks'
import type { Queryable, Transaction } from './database.ts'

/** What a database gives us inside BEGIN … COMMIT. */
export type Session = Pick<Transaction, 'query' | 'script'>

const MAX_TRIES = 8
/** Serialisation failure and deadlock: PostgreSQL undid the transaction so that it can be run again. */
const RETRIED = new Set(['40001', '40P01'])

const open = new AsyncLocalStorage<true>()

/** Throws when called while a transaction is open: on PGlite the query would wait for itself, on PostgreSQL it would not be part of it. */
export function forbidInTransaction(): void {
  if (open.getStore()) throw new Error('a query on the database while a transaction is open: use the transaction')
}

/** Runs `work` in a begun transaction. Throws its error, or that of a statement whose failure it swallowed. */
export async function inTransaction<Result>(
  session: Session,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  let failure: { error: unknown } | undefined
  let ended = false
  async function guarded<Answer>(call: () => Promise<Answer>): Promise<Answer> {
    if (ended) throw new Error('a query on a transaction that has ended')
    try {
      return await call()
    } catch (error) {
      failure ??= { error }
      throw error
    }
  }
  const tx: Transaction = {
    inTransaction: true,
    query: <Row extends object>(...call: Parameters<Queryable['query']>) => guarded(() => session.query<Row>(...call)),
    script: (sql) => guarded(() => session.script(sql)),
  }
  try {
    const result = await open.run(true, () => work(tx))
    if (failure) throw failure.error
    return result
  } finally {
    ended = true
  }
}

/** Every statement after the one that failed is told only that the transaction has failed. */
const ECHO = '25P02'

/**
 * Waits for work that was begun without waiting for one another, until none is under way. Throws what the first in the
 * list failed with; for statements of one transaction, not its echoes in the others.
 */
export async function together<const Work extends readonly unknown[]>(
  work: Work,
): Promise<{ -readonly [K in keyof Work]: Awaited<Work[K]> }> {
  const ends = await Promise.allSettled(work)
  const failures = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []))
  if (failures.length > 0) throw failures.find((error) => sqlState(error) !== ECHO) ?? failures[0]
  return ends.map((end) => (end.status === 'fulfilled' ? end.value : undefined)) as never
}

/** Runs an attempt again while PostgreSQL asks for it, a bounded number of times. */
export async function retried<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      if (tries === MAX_TRIES || !RETRIED.has(sqlState(error) ?? '')) throw error
    }
  }
}

/** The five characters PostgreSQL names an error by, or a system's code such as ECONNREFUSED. */
export function sqlState(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : undefined
}

/** PostgreSQL's bigint as a safe integer. Throws RangeError beyond 2^53: money is never rounded. */
export function safeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`a bigint beyond the safe range: ${text}`)
  return value
}
