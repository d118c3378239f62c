/**
 * storage/: the database and what keeps data safe in it: connection, migrations, transactions, outbox, sealing of
 * personal data. It knows no capability; it imports nothing of ours but contract.
 *
 * One interface for PostgreSQL and PGlite. SQL is written for both: no now(), no random(), no extension.
 */

export type SqlValue = string | number | bigint | boolean | null | Uint8Array | readonly SqlValue[] | object

export interface Queryable {
  /** Runs one statement with $1… parameters. `bigint` columns come back as safe integers; beyond 2^53 is an error. */
  query<Row extends object>(sql: string, parameters?: readonly SqlValue[]): Promise<Row[]>
}

/** Inside a transaction: everything or nothing. No outside call may be awaited while one is open. */
export interface Transaction extends Queryable {
  readonly inTransaction: true
}

export interface Database extends Queryable {
  readonly kind: 'postgres' | 'pglite'
  /**
   * READ COMMITTED. Rolls back when `work` throws. Serialisation failures and deadlocks (40001, 40P01) are retried
   * a bounded number of times, so `work` must touch nothing but the transaction.
   */
  transaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result>
  /** Runs a script of several statements, for migrations. */
  script(sql: string): Promise<void>
  close(): Promise<void>
}
