/** What disturbs the house without killing it: lines, locks, connections, the outside. Each ends by itself. */
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import type { Clients } from './clients.ts'
import type { OutsideProcess } from './outside.ts'
import type { Disturbance, Line } from './plan.ts'
import type { Person } from './preparation.ts'
import type { TcpProxy } from './proxy.ts'

export interface Surroundings {
  /** Address of the database, past all proxies. */
  readonly url: string
  /** By line, one a gateway. */
  readonly proxies: Readonly<Record<Line, readonly TcpProxy[]>>
  readonly outside: OutsideProcess
  readonly clients: Clients
  /** Whose accounts are the busiest. */
  readonly favourites: readonly Person[]
}

/** More than PostgreSQL gives out. */
const ALL_CONNECTIONS = 120

/** Resolves once it is over. */
export async function disturb(what: Disturbance, surroundings: Surroundings): Promise<void> {
  const { proxies, outside, clients } = surroundings
  switch (what.disturb) {
    case 'client':
      return clients.kill(what.which)
    case 'cut':
      return proxies[what.line][what.which]?.cut(what.ms)
    case 'hold':
      return proxies[what.line][what.which]?.hold(what.ms, what)
    case 'connections':
      return takeConnections(surroundings, what)
    case 'locks':
      return what.on === 'tables' ? lockTables(surroundings, what.ms) : lockRows(surroundings, what.ms)
    case 'outside':
      await outside.misbehave(what.system, what)
      await wait(what.ms)
      return outside.misbehave(what.system, { mode: 'none' })
  }
}

/** In words, for the person who watches. */
export function wordsOf(what: Disturbance): string {
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`
  switch (what.disturb) {
    case 'client':
      return `client ${what.which + 1} is killed and begins anew`
    case 'cut':
      return `${lineOf(what)} is cut${what.ms > 0 ? ` and stays so for ${seconds(what.ms)}` : ''}`
    case 'hold':
      return (
        `${what.answersOnly ? 'answers' : 'bytes'} on ${lineOf(what)} are held for ${seconds(what.ms)}` +
        (what.thenCut ? ', then it is cut' : '')
      )
    case 'connections':
      return `all connections of the database are taken for ${seconds(what.ms)}; gateway ${what.which + 1} needs new ones`
    case 'locks':
      return `${what.on === 'tables' ? 'tables of books and outbox' : 'the busiest accounts'} are locked for ${seconds(what.ms)}`
    case 'outside':
      return (
        `the ${what.system === 'cards' ? 'card system' : 'SMS centre'} ${MISBEHAVING[what.mode]} for ${seconds(what.ms)}` +
        (what.mode === 'late' ? ` (${seconds(what.delayMs)} late)` : '')
      )
  }
}

const lineOf = ({ line, which }: { line: Line; which: number }): string =>
  line === 'database' ? `gateway ${which + 1}'s line to the database` : `the clients' line to gateway ${which + 1}`

const MISBEHAVING = {
  late: 'answers late',
  twice: 'acts twice',
  silent: 'acts and does not answer',
  refusing: 'refuses',
} as const

async function takeConnections({ url, proxies }: Surroundings, { which, ms }: { which: number; ms: number }) {
  const taken: pg.Client[] = []
  await Promise.all(
    Array.from({ length: ALL_CONNECTIONS }, async () => {
      const client = new pg.Client({ connectionString: url })
      client.on('error', () => {})
      await client.connect().then(
        () => taken.push(client),
        () => {},
      )
    }),
  )
  await proxies.database[which]?.cut(0)
  await wait(ms)
  await Promise.all(taken.map((client) => client.end().catch(() => {})))
}

const lockTables = ({ url }: Surroundings, ms: number) =>
  inSession(url, ms, 'LOCK TABLE ledger_accounts, outbox IN ACCESS EXCLUSIVE MODE', [])

const lockRows = ({ url, favourites }: Surroundings, ms: number) =>
  inSession(url, ms, 'SELECT 1 FROM ledger_accounts WHERE owner = ANY($1::uuid[]) ORDER BY owner, id FOR UPDATE', [
    favourites.map(({ customerId }) => customerId),
  ])

/** Holds what a statement locks for a while. A database that dies of something else meanwhile ends it as well. */
async function inSession(url: string, ms: number, statement: string, values: unknown[]): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('BEGIN')
    await client.query(statement, values)
    await wait(ms)
    await client.query('ROLLBACK')
  } catch {
    // The locks are gone either way.
  } finally {
    await client.end().catch(() => {})
  }
}
