/** PostgreSQL's own benchmark on the same server: what the figures are compared with. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { openDatabase } from '../../src/storage/open.ts'
import type { PostgresServer } from '../support/postgres.ts'

const run = promisify(execFile)
const DATABASE = 'pgbench'
const SCALE = 50
const CLIENTS = [8, 16, 32]

/** Prepares TPC-B at scale 50. Throws what to install where there is no pgbench: npm's PostgreSQL comes without. */
export async function preparePgbench(server: PostgresServer): Promise<(seconds: number) => Promise<number>> {
  const pgbench = join(server.bin, 'pgbench')
  if (!existsSync(pgbench))
    throw new Error(`there is no pgbench in ${server.bin}: install PostgreSQL (Debian: apt-get install postgresql)`)
  const admin = await openDatabase({ url: server.url(), maxConnections: 1 })
  await admin.query(`CREATE DATABASE ${DATABASE}`)
  await admin.close()
  const place = ['-h', '127.0.0.1', '-p', String(server.port), '-U', 'minibank', DATABASE]
  await run(pgbench, ['-i', '-q', '-s', String(SCALE), ...place], { maxBuffer: 2 ** 24 })

  /** Transactions a second, the best of the numbers of clients, each for that many seconds. */
  return async (seconds) => {
    let best = 0
    for (const clients of CLIENTS) {
      const options = ['-M', 'prepared', '-c', String(clients), '-j', '2', '-T', String(seconds)]
      const { stdout } = await run(pgbench, [...options, ...place], { maxBuffer: 2 ** 24 })
      best = Math.max(best, Number(/tps = ([\d.]+)/.exec(stdout)?.[1]))
    }
    return best
  }
}
