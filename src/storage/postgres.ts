import type { Duplex } from 'node:stream'
import pg from 'pg'
import { arrayTypesOf, binaryArray } from './arrays.ts'
import type { Database, Queryable, Snapshot, SqlValue, Statement, Transaction } from './database.ts'
import { StartError, StorageUnavailable } from './faults.ts'
import {
  forbidInTransaction,
  inTransaction,
  retried,
  type Session,
  safeInteger,
  sqlState,
  together,
} from './transactions.ts'

const OLDEST_VERSION = 15
const CONNECT_TIMEOUT_MS = 5_000
const LOCK_TIMEOUT_MS = 5_000
const STATEMENT_TIMEOUT_MS = 10_000
/** For a server or network that has gone silent: later than the server's own limit, which tells more. */
const SILENCE_TIMEOUT_MS = STATEMENT_TIMEOUT_MS + 2_000
/** Statements beyond this many different texts are not prepared, so that a session's memory is bounded. */
const MAX_PREPARED = 300
const BIGINT_OID = 20
const NO_TIMEOUT_MS = 0
/**
 * A snapshot reads whole tables: by hashes, whose cost follows the rows. A loop, chosen because a table was small when it
 * was last looked at, would compare every entry of a busy account with every other one.
 */
const SNAPSHOT = `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = 0;
  SET LOCAL lock_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0;
  SET LOCAL enable_seqscan = on; SET LOCAL enable_hashjoin = on; SET LOCAL enable_mergejoin = on;
  SET LOCAL enable_material = on; SET LOCAL cpu_tuple_cost = 0.01; SET LOCAL enable_nestloop = off; SET LOCAL work_mem = '64MB'`

/**
 * Every statement of a gateway finds its rows by an index. A planner that saw a table while it was small must not choose
 * to read all of it, and keep that choice for a prepared statement while the table grows: a row that is read and not
 * wanted is dear.
 */
const PLANNING =
  '-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c enable_material=off -c cpu_tuple_cost=1 -c jit=off'

/** The server answers, but not in time; the connection stays good. Lock timeout, statement timeout. */
const TOO_SLOW = new Set(['55P03', '57014'])
/** Too many connections, admin shutdown, crash shutdown, cannot connect now, idle in transaction too long. */
const GONE = new Set(['53300', '57P01', '57P02', '57P03', '25P03'])
/** What pg says without a code. */
const GONE_MESSAGE =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|Client was closed)/
/** Connection exceptions of PostgreSQL, and the system's own. */
const GONE_CODE = /^(08...|E(CONN[A-Z]+|PIPE|TIMEDOUT|NOTFOUND|AI_AGAIN|HOSTUNREACH|NETUNREACH))$/

/**
 * Opens a pool on a PostgreSQL by its URL. Throws StartError when it is out of reach or older than 15.
 * @param maxConnections most connections of this process
 */
export async function openPostgres(url: string, maxConnections = 10): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    application_name: 'minibank',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    lock_timeout: LOCK_TIMEOUT_MS,
    idle_in_transaction_session_timeout: STATEMENT_TIMEOUT_MS,
    keepAlive: true,
    // Statements that do not wait for one another travel together.
    pipeline: true,
    options: PLANNING,
    types: {
      getTypeParser: ((oid: number, format?: 'text') =>
        oid === BIGINT_OID ? safeInteger : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
    },
  })
  // An idle connection that breaks leaves the pool by itself; whoever needs one next is told if there is none.
  pool.on('error', () => {})
  // One that breaks while it is lent, between two statements, fails the next one; unheard it would end the process.
  pool.on('connect', (client) => client.on('error', () => {}))
  try {
    await checkServer(pool, url)
  } catch (error) {
    await pool.end()
    throw error
  }

  const prepared = new Map<string, Prepared>()
  function preparedOf(sql: string): Prepared {
    const known = prepared.get(sql)
    if (known) return known
    const arrays = arrayTypesOf(sql)
    if (prepared.size === MAX_PREPARED) return { arrays }
    const made = { name: `s${prepared.size + 1}`, arrays }
    prepared.set(sql, made)
    return made
  }

  const command = (client: pg.PoolClient, text: string) => {
    sendTogether(client)
    return client.query({ text, query_timeout: SILENCE_TIMEOUT_MS } as pg.QueryConfig)
  }

  const session = (client: pg.PoolClient, silenceMs = SILENCE_TIMEOUT_MS): Session => ({
    async query<Row extends object>(sql: string, parameters: readonly SqlValue[] = []): Promise<Row[]> {
      const { name, arrays } = preparedOf(sql)
      const values = parameters.map((value, place) => inBinary(value, arrays[place]))
      sendTogether(client)
      const statement = { text: sql, values, ...(name === undefined ? {} : { name }), query_timeout: silenceMs }
      const result = await client.query<Row>(statement)
      return result.rows
    },
    async script(sql) {
      await client.query(`SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; ${sql}`)
    },
  })

  /** Lends a connection; one that is gone or in doubt does not return to the pool. */
  async function lend<Result>(use: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
    const client = await pool.connect().catch((error) => {
      throw isGone(error) ? unavailable(error) : error
    })
    let broken = false
    try {
      return await use(client)
    } catch (error) {
      broken = isGone(error) || client.getTransactionStatus() !== 'I'
      throw broken || isTooSlow(error) ? unavailable(error) : error
    } finally {
      client.release(broken)
    }
  }

  /** Runs `work` between BEGIN and COMMIT. */
  const between = <Result>(begin: string, silenceMs: number, work: (tx: Transaction) => Promise<Result>) =>
    lend(async (client) => {
      let result: Result
      try {
        // BEGIN travels with the first statement.
        ;[, result] = await together([command(client, begin), inTransaction(session(client, silenceMs), work)])
      } catch (error) {
        // A connection that is gone rolls back by itself, and the first error tells more.
        if (!isGone(error)) await command(client, 'ROLLBACK').catch(() => {})
        throw error
      }
      await command(client, 'COMMIT')
      return result
    })

  return {
    kind: 'postgres',
    async query<Row extends object>(...call: Parameters<Queryable['query']>): Promise<Row[]> {
      forbidInTransaction()
      return lend((client) => session(client).query<Row>(...call))
    },
    async queries(statements: readonly Statement[]): Promise<readonly object[][]> {
      forbidInTransaction()
      return lend((client) => together(statements.map(({ sql, parameters }) => session(client).query(sql, parameters))))
    },
    async transaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
      forbidInTransaction()
      return retried(() => between('BEGIN', SILENCE_TIMEOUT_MS, work))
    },
    async snapshot<Result>(work: (snapshot: Snapshot) => Promise<Result>): Promise<Result> {
      forbidInTransaction()
      return between(SNAPSHOT, NO_TIMEOUT_MS, work)
    },
    async notify(channel, texts) {
      forbidInTransaction()
      const told = 'SELECT pg_notify($1, text) FROM unnest($2::text[]) AS each (text)'
      await lend((client) => session(client).query(told, [channel, texts]))
    },
    listen: (channel, hear) => listen(url, channel, hear),
    connections: () => ({
      busy: pool.totalCount - pool.idleCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
    }),
    close: () => pool.end(),
  }
}

/** Between two attempts to come back. */
const LISTEN_AGAIN_MS = 2_000

/** LISTEN on a connection of its own, for as long as it is not stopped. */
function listen(url: string, channel: string, hear: (text: string) => void): () => Promise<void> {
  let stopped = false
  let client: pg.Client | undefined
  let again: NodeJS.Timeout | undefined

  async function connect(): Promise<void> {
    const mine = new pg.Client({
      connectionString: url,
      application_name: 'minibank-listen',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      keepAlive: true,
    })
    client = mine
    const lost = () => {
      if (client !== mine) return
      client = undefined
      mine.end().catch(() => {})
      if (!stopped) again = setTimeout(() => void connect(), LISTEN_AGAIN_MS).unref()
    }
    mine.on('error', lost)
    mine.on('end', lost)
    mine.on('notification', ({ payload }) => hear(payload ?? ''))
    try {
      await mine.connect()
      await mine.query(`LISTEN ${pg.escapeIdentifier(channel)}`)
    } catch {
      lost()
    }
  }

  const connecting = connect()
  return async () => {
    stopped = true
    clearTimeout(again)
    await connecting
    const last = client
    client = undefined
    await last?.end().catch(() => {})
  }
}

/** A statement's text: under which name a session keeps it, and what arrays it takes. */
interface Prepared {
  readonly name?: string
  readonly arrays: ReturnType<typeof arrayTypesOf>
}

const inBinary = (value: SqlValue, type: Prepared['arrays'][number]): SqlValue =>
  type !== undefined && Array.isArray(value) ? (binaryArray(type, value) ?? value) : value

const corked = new WeakSet<Duplex>()

/** Holds back what is written to the server until the turn of the event loop ends: one system call for many statements. */
function sendTogether(client: pg.PoolClient): void {
  const { stream } = (client as unknown as { readonly connection: { readonly stream: Duplex } }).connection
  if (corked.has(stream)) return
  corked.add(stream)
  stream.cork()
  process.nextTick(() => {
    corked.delete(stream)
    stream.uncork()
  })
}

/** Tells a database that is out of reach or too old in one line, without the password. */
async function checkServer(pool: pg.Pool, url: string): Promise<void> {
  let version: number
  try {
    const { rows } = await pool.query<{ server_version_num: string }>('SHOW server_version_num')
    version = Number(rows[0]?.server_version_num)
  } catch (error) {
    const reason = error instanceof AggregateError ? error.errors.map(String).join('; ') : String(error)
    throw new StartError(`The database at ${place(url)} cannot be reached: ${reason.replaceAll(/\s+/g, ' ')}`, {
      cause: error,
    })
  }
  if (Math.trunc(version / 10_000) < OLDEST_VERSION) {
    throw new StartError(
      `The database at ${place(url)} is PostgreSQL ${Math.trunc(version / 10_000)}; ${OLDEST_VERSION} or later is needed`,
    )
  }
}

function place(url: string): string {
  const { host, port, database } = new pg.Client(url)
  return `${host}:${port}/${database ?? ''}`
}

const isGone = (error: unknown): boolean =>
  error instanceof Error &&
  (GONE.has(sqlState(error) ?? '') || GONE_CODE.test(sqlState(error) ?? '') || GONE_MESSAGE.test(error.message))

const isTooSlow = (error: unknown): boolean => TOO_SLOW.has(sqlState(error) ?? '')

const unavailable = (error: unknown): StorageUnavailable =>
  new StorageUnavailable('the database cannot be reached or does not answer in time', { cause: error })
