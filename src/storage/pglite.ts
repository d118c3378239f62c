import { join } from 'node:path'
import { PGlite, type Transaction as PGliteTransaction } from '@electric-sql/pglite'
import type { Database, Queryable, Snapshot, SqlValue, Transaction } from './database.ts'
import { StartError } from './faults.ts'
import { lockFolder } from './folder-lock.ts'
import { forbidInTransaction, inTransaction, retried, type Session, safeInteger } from './transactions.ts'

const BIGINT_OID = 20

export interface PgliteDatabase extends Database {
  /** Everything in it as one file, to open others from. */
  image(): Promise<Blob>
}

/**
 * Opens PostgreSQL in WebAssembly, in a folder (locked: StartError when another process has it) or in memory. One
 * session: transactions follow one another. It survives a killed process, not a power cut: production refuses it.
 */
export async function openPglite(
  place: { directory: string } | { memory: true; image?: Blob },
): Promise<PgliteDatabase> {
  const lock = 'directory' in place ? lockFolder(place.directory) : undefined
  try {
    return await open(place, () => lock?.release())
  } catch (error) {
    lock?.release()
    throw error
  }
}

async function open(place: Parameters<typeof openPglite>[0], released: () => void): Promise<PgliteDatabase> {
  const parsers = { [BIGINT_OID]: safeInteger }
  let pglite: PGlite
  if ('directory' in place) {
    const directory = join(place.directory, 'database')
    pglite = await PGlite.create(directory, { parsers }).catch((error) => {
      throw new StartError(`The database in ${directory} cannot be opened: ${String(error).replaceAll(/\s+/g, ' ')}`, {
        cause: error,
      })
    })
  } else {
    pglite = await PGlite.create({ parsers, ...(place.image && { loadDataDir: place.image }) })
  }

  const session = (on: PGlite | PGliteTransaction): Session => ({
    async query<Row extends object>(sql: string, parameters: readonly SqlValue[] = []): Promise<Row[]> {
      const result = await on.query<Row>(sql, [...parameters])
      return result.rows
    },
    async script(sql) {
      await on.exec(sql)
    },
  })

  return {
    kind: 'pglite',
    async query<Row extends object>(...call: Parameters<Queryable['query']>): Promise<Row[]> {
      forbidInTransaction()
      return session(pglite).query<Row>(...call)
    },
    async queries(statements) {
      forbidInTransaction()
      return Promise.all(statements.map(({ sql, parameters }) => session(pglite).query(sql, parameters)))
    },
    async transaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
      forbidInTransaction()
      return retried(() => pglite.transaction((tx) => inTransaction(session(tx), work)))
    },
    async snapshot<Result>(work: (snapshot: Snapshot) => Promise<Result>): Promise<Result> {
      forbidInTransaction()
      return pglite.transaction(async (tx) => {
        await tx.exec('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY')
        return inTransaction(session(tx), work)
      })
    },
    notify: async () => {},
    listen: () => async () => {},
    connections: () => ({ busy: 0, idle: 1, waiting: 0 }),
    image: () => pglite.dumpDataDir('none'),
    async close() {
      await pglite.close()
      released()
    },
  }
}
