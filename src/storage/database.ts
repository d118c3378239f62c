/**
 * storage/: the database and what keeps data safe in it: connection, migrations, transactions, outbox, sealing of
 * personal data. It knows no capability; it imports nothing of ours but contract.
 *
 * One interface for PostgreSQL and PGlite. SQL is written for both: no now(), no random(), no extension.
 */

export type SqlValue = string | number | bigint | boolean | null | Uint8Array | readonly SqlValue[] | object

export interface Queryable {
  /**
   * Runs one statement with $1… parameters. `bigint` columns come back as safe integers; beyond 2^53 is an error.
   * Throws StorageUnavailable when the database cannot be reached or does not answer in time.
   */
  query<Row extends object>(sql: string, parameters?: readonly SqlValue[]): Promise<Row[]>
}

/** Inside a transaction: everything or nothing. No outside call may be awaited while one is open. */
export interface Transaction extends Queryable {
  readonly inTransaction: true
  /** Runs a script of several statements, without the time limits of a query: for migrations. */
  script(sql: string): Promise<void>
}

/** The database as it was at one moment. */
export type Snapshot = Omit<Transaction, 'script'>

/** One statement with its parameters. */
export interface Statement {
  readonly sql: string
  readonly parameters: readonly SqlValue[]
}

export interface Database extends Queryable {
  readonly kind: 'postgres' | 'pglite'
  /** Runs statements that do not wait for one another in one round trip, each by itself. Rows in their order. */
  queries(statements: readonly Statement[]): Promise<readonly object[][]>
  /**
   * READ COMMITTED. Rolls back when `work` throws, and when a statement of it failed even if `work` swallowed that.
   * Serialisation failures and deadlocks (40001, 40P01) are retried a bounded number of times, so `work` must touch
   * nothing but the transaction: a query on the database itself while it is open throws.
   */
  transaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result>
  /**
   * Looks at the database as it was at one moment, for as long as it takes: REPEATABLE READ, READ ONLY, no time limit.
   * Others go on writing meanwhile (on PGlite, which has one session, they wait).
   */
  snapshot<Result>(work: (snapshot: Snapshot) => Promise<Result>): Promise<Result>
  /** Tells whoever listens, in any process; nothing is kept for who does not. Each text at most 8000 bytes. */
  notify(channel: string, texts: readonly string[]): Promise<void>
  /**
   * Hears what is told from now on, over a connection of its own that comes back by itself; what is told while it is gone
   * is lost. Returns how to stop. PGlite has one process, which needs no telling: there it hears nothing.
   */
  listen(channel: string, hear: (text: string) => void): () => Promise<void>
  /** Connections of this process, by state: for metrics. */
  connections(): Readonly<Record<'busy' | 'idle' | 'waiting', number>>
  close(): Promise<void>
}
