/** Where a bench runs: a durable PostgreSQL of its own, populated databases on it, gateways, and load. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import type { SealKeys } from '../../src/ledger/chain.ts'
import type { Database } from '../../src/storage/database.ts'
import { migrate } from '../../src/storage/migrations.ts'
import { openDatabase } from '../../src/storage/open.ts'
import { createSealer } from '../../src/storage/sealing.ts'
import { analyzeFilled } from '../support/analyze.ts'
import { type PostgresServer, startPostgres } from '../support/postgres.ts'
import { type GatewayProcess, productionEnvironment, startGateway } from './gateways.ts'
import type { Load, Loaded } from './load/generator.ts'
import { populate } from './population.ts'

/** What a small machine's administrator would set; all that keeps an acknowledged commit is on. */
export const SETTINGS = {
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  shared_buffers: '2GB',
  max_wal_size: '8GB',
  checkpoint_timeout: '15min',
  wal_compression: 'lz4',
} as const

/** Twenty million postings take longer than ten minutes. */
const SEALED_LIMIT_MS = 3_600_000
const GENERATOR = join(import.meta.dirname, 'load/generator.ts')

export type Tell = (line: string) => void

export interface Stand {
  readonly server: PostgresServer
  /** A folder for what a run leaves; it goes with the stand. */
  readonly folder: string
  /** On a database of its own; `name` tells apart those of one size. */
  bank(customers: number, name?: string): Promise<BenchBank>
  stop(): Promise<void>
}

/** A populated database and gateways on it. */
export interface BenchBank {
  readonly customers: number
  readonly db: Database
  readonly sealKeys: SealKeys
  readonly environment: Record<string, string>
  /** Starts gateways, does `work` with their addresses, stops them; tells the most memory that one of them took, MB. */
  withGateways<Result>(
    count: number,
    work: (urls: readonly string[], gateways: readonly GatewayProcess[]) => Promise<Result>,
    environment?: Record<string, string>,
  ): Promise<{ result: Result; rssMb: number }>
}

export async function openStand(tell: Tell): Promise<Stand> {
  const server = await startPostgres({ durable: true, settings: SETTINGS })
  const folder = mkdtempSync(join(tmpdir(), 'minibank-bench-'))
  const banks: BenchBank[] = []

  async function bank(customers: number, name = `bank_${customers}`): Promise<BenchBank> {
    const admin = await openDatabase({ url: server.url(), maxConnections: 1 })
    await admin.query(`CREATE DATABASE ${name}`)
    await admin.close()
    const url = server.url(name)
    const environment = productionEnvironment(url)
    const db = await openDatabase({ url, maxConnections: 4 })
    const at = Date.now()
    const began = performance.now()
    await migrate(db, { at })
    const sealer = createSealer({
      keys: { 1: environment.DATA_KEYS?.slice(2) ?? '' },
      current: 1,
      indexKey: environment.INDEX_KEY ?? '',
    })
    await populate(db, { sealer, customers, at })
    await analyzeFilled(db)
    tell(`${customers.toLocaleString('en')} customers made in ${((performance.now() - began) / 1000).toFixed(0)} s`)
    const made: BenchBank = {
      customers,
      db,
      sealKeys: { keys: { 1: environment.SEAL_KEYS?.slice(2) ?? '' }, current: 1 },
      environment,
      async withGateways(count, work, more = {}) {
        const gateways: GatewayProcess[] = []
        for (let started = 0; started < count; started++)
          gateways.push(await startGateway({ ...environment, ...more }, join(folder, 'gateway.log')))
        try {
          await sealed(db)
          const result = await work(
            gateways.map(({ url }) => url),
            gateways,
          )
          return { result, rssMb: Math.max(...gateways.map((gateway) => gateway.memory().highest)) }
        } finally {
          await Promise.all(gateways.map((gateway) => gateway.stop()))
        }
      },
    }
    banks.push(made)
    return made
  }

  return {
    server,
    folder,
    bank,
    async stop() {
      for (const { db } of banks) await db.close()
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The postings of a population are sealed before anything is measured: in a bank that runs, nothing waits. */
async function sealed(db: Database): Promise<void> {
  for (const end = performance.now() + SEALED_LIMIT_MS; performance.now() < end; ) {
    const [row] = await db.query<{ left: number }>(
      `SELECT coalesce((SELECT max(number) FROM ledger_postings), 0) - coalesce((SELECT max(last) FROM ledger_seals), 0) AS left`,
    )
    if ((row?.left ?? 0) <= 0) return
    await new Promise((go) => setTimeout(go, 200))
  }
  throw new Error('the chain of postings was not sealed in time')
}

/** Runs the load generator, a process of its own. */
export async function load(told: Load): Promise<Loaded> {
  const child: ChildProcess = spawn(process.execPath, [GENERATOR], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin?.end(JSON.stringify(told))
  let said = ''
  child.stdout?.on('data', (chunk) => {
    said += chunk
  })
  const code = await new Promise((resolve) => child.once('exit', resolve))
  if (code !== 0) throw new Error(`the load generator ended with ${code}`)
  return JSON.parse(said) as Loaded
}

/** The machine as the figures need it said. */
export function machine({ bin }: PostgresServer): object {
  const version = execFileSync(join(bin, 'postgres'), ['--version'], { encoding: 'utf8' }).trim()
  return {
    cores: cpus().length,
    processor: cpus()[0]?.model,
    memory_gb: Math.round(totalmem() / 2 ** 30),
    kernel: readFileSync('/proc/sys/kernel/osrelease', 'utf8').trim(),
    node: process.version,
    postgres: version,
    settings: SETTINGS,
  }
}

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
