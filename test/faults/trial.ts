/**
 * One run: a town, two gateways and their database under load while the plan of the seed goes wrong around them. After
 * the last fault nothing is moved by hand: everything runs again, clients retry what has no answer, and time passes (by
 * the sandbox's clock, so that waits of minutes take seconds) until due work is done. Then the laws are judged.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from '../../src/storage/database.ts'
import { openDatabase } from '../../src/storage/open.ts'
import { INDEX_KEY, SEALING_KEYS } from '../bank/town.ts'
import { freePort, type PostgresServer, startPostgres } from '../support/postgres.ts'
import { startClients } from './clients.ts'
import { disturb, type Surroundings, wordsOf } from './disturbances.ts'
import type { Violation } from './evidence.ts'
import { findEverything } from './findings.ts'
import { createGateways, type Gateways } from './gateways.ts'
import { type Story, storiesOf } from './history.ts'
import { type Line, readJournal } from './journal.ts'
import { judge } from './laws.ts'
import { HOT } from './orders.ts'
import { startOutside } from './outside.ts'
import { type Kill, planOf } from './plan.ts'
import { prepare } from './preparation.ts'
import { openProxy } from './proxy.ts'

const GATEWAYS = 2
const CLIENTS = 2
const LANES = 8
/** Orders of one client, authorised beforehand: more than it comes to send. */
const STOCK = 2_000
const STOCK_PER_KILL = 300
/** For a gateway to come to the point at which it is to die. */
const POINT_LIMIT_MS = 20_000
/** Nothing else is done for so long once the database is back, so that its return is measured by itself. */
const QUIET_MS = 3_000
/** For due work to be done in the end; by the sandbox's clock many minutes. */
const SETTLE_LIMIT_MS = 120_000
const RATES = Object.fromEntries(['ADDRESS', 'SESSION', 'SIGN_IN', 'SMS'].map((name) => [`RATE_${name}`, '10000000']))

/** A fault as it was done, for the journal of the run. */
export interface Fault {
  readonly at: number
  readonly what: string
}

export interface Trial {
  /** By kind: 'gateway', a named point, 'database'. */
  readonly kills: ReadonlyMap<string, number>
  readonly faults: readonly Fault[]
  readonly lines: readonly Line[]
  readonly stories: ReadonlyMap<string, Story>
  readonly recoveriesMs: readonly (number | null)[]
  /** Messages that were given up and told so. */
  readonly givenUp: number
  readonly violations: readonly Violation[]
}

/** @param say is told what happens, a line each time */
export async function tryFaults({
  seed,
  kills,
  say,
}: {
  seed: number
  kills: number
  say: (line: string) => void
}): Promise<Trial> {
  const folder = mkdtempSync(join(tmpdir(), 'minibank-trial-'))
  const closing: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })]
  // A run that is broken off leaves no process behind either.
  const breakOff = () => {
    for (const close of closing.reverse()) void close()
  }
  process.once('exit', breakOff)
  try {
    return await run({ seed, kills, say, folder, closing })
  } finally {
    process.off('exit', breakOff)
    for (const close of closing.reverse()) await close()
  }
}

interface Setting {
  readonly seed: number
  readonly kills: number
  readonly say: (line: string) => void
  readonly folder: string
  /** What is to be ended, in the order in which it was begun. */
  readonly closing: (() => unknown)[]
}

async function run({ seed, kills, say, folder, closing }: Setting): Promise<Trial> {
  const stock = STOCK + STOCK_PER_KILL * kills
  const sandbox = join(folder, 'sandbox')
  const town = join(folder, 'town.json')
  const server = await startPostgres({ durable: true })
  closing.push(() => server.stop())
  const people = await prepare(server.url(), { seed, sandbox, file: town, clients: CLIENTS, stock })
  const outside = await startOutside(sandbox)
  closing.push(() => outside.kill())

  const ports = [await freePort(), await freePort()]
  const proxies = {
    database: await Promise.all(ports.map(() => openProxy(server.port))),
    clients: await Promise.all(ports.map(openProxy)),
  }
  closing.push(() => {
    for (const proxy of [...proxies.database, ...proxies.clients]) proxy.close()
  })
  const gateways = createGateways(
    ports.map((port, which) => ({
      ...outside.environment,
      ...RATES,
      PORT: String(port),
      DATA_DIR: join(folder, `gateway-${which + 1}`),
      DATABASE_URL: `postgres://minibank@127.0.0.1:${proxies.database[which]?.port}/postgres`,
      DATA_KEYS: `1:${SEALING_KEYS.keys[1]}`,
      INDEX_KEY,
      LOG_LEVEL: 'error',
    })),
  )
  closing.push(() => gateways.killAll())
  for (let which = 0; which < GATEWAYS; which++) await gateways.start(which)

  const journals = Array.from({ length: CLIENTS }, (_, client) => join(folder, `client-${client + 1}.ndjson`))
  const clients = startClients(
    journals.map((journal, client) => ({
      seed,
      client,
      journal,
      town,
      gateways: proxies.clients.map(({ port }) => `http://127.0.0.1:${port}`),
      lanes: LANES,
      stock,
    })),
  )
  closing.push(() => clients.killAll())

  const surroundings = { url: server.url(), proxies, outside, clients, favourites: people.slice(0, HOT) }
  const done = await carryOut({ seed, kills, say, server, gateways, surroundings })

  say('every fault is over; what has no answer is sent again, and due work is waited for')
  await gateways.ready()
  const finishing = clients.finish(SETTLE_LIMIT_MS)
  const db = await patiently(() => openDatabase({ url: server.url() }))
  closing.push(() => db.close())
  await letTimePass(db, outside, finishing)
  await gateways.stop()

  const lines = journals.flatMap(readJournal).sort((a, b) => a.at - b.at)
  const stories = storiesOf(lines)
  const found = await findEverything(db, sandbox)
  const recoveriesMs = done.returns.map((at) => {
    const first = lines.find((line) => line.event === 'made' && line.at >= at)
    return first ? first.at - at : null
  })
  const violations = judge({ found, people, stories, recoveriesMs, deaths: gateways.deaths })
  const givenUp = [...found.outbox.values()].filter((state) => state === 'dead').length
  return { ...done, lines, stories, recoveriesMs, givenUp, violations }
}

interface Carrying extends Pick<Setting, 'seed' | 'kills' | 'say'> {
  readonly server: PostgresServer
  readonly gateways: Gateways
  readonly surroundings: Surroundings
}

/** Does what the plan says, step by step. Disturbances go on beside the next steps. */
async function carryOut({ seed, kills, say, server, gateways, surroundings }: Carrying) {
  const counted = new Map<string, number>()
  const faults: Fault[] = []
  /** When the database accepted connections again. */
  const returns: number[] = []
  const disturbances = new Set<Promise<void>>()
  const begun = Date.now()
  let killed = 0

  function tell(what: string): void {
    faults.push({ at: Date.now(), what })
    const seconds = ((Date.now() - begun) / 1000).toFixed(1).padStart(6)
    say(`${seconds} s  ${String(killed).padStart(3)} kills  ${what}`)
  }
  function count(kind: string): void {
    killed++
    counted.set(kind, (counted.get(kind) ?? 0) + 1)
  }
  async function killGateway(which: number, why = ''): Promise<void> {
    await gateways.kill(which)
    count('gateway, at any moment')
    tell(`gateway ${which + 1} is killed${why}`)
  }
  async function start(which: number, how: { afterMs?: number; killAt?: string }): Promise<void> {
    const from = Date.now() + (how.afterMs ?? 0)
    if (!(await gateways.start(which, how))) return
    tell(`gateway ${which + 1} is ready, ${((Date.now() - from) / 1000).toFixed(1)} s after its start`)
  }
  /** Starts it some time from now, and does not wait for it. */
  function startLater(which: number, afterMs: number): void {
    void start(which, { afterMs })
  }

  async function kill(step: Kill): Promise<void> {
    switch (step.kill) {
      case 'gateway':
        await killGateway(step.which)
        return startLater(step.which, step.restartAfterMs)
      case 'point':
        await killGateway(step.which, `, to die again at ${step.point}`)
        await start(step.which, { killAt: step.point })
        if (await gateways.dies(step.which, POINT_LIMIT_MS)) {
          count(step.point)
          tell(`gateway ${step.which + 1} died at ${step.point}`)
        } else await killGateway(step.which, `: it did not come to ${step.point}`)
        return startLater(step.which, step.restartAfterMs)
      case 'database':
        await Promise.all([...disturbances, gateways.ready()])
        await server.kill()
        count('database')
        tell('the database is killed')
        if (step.also !== null) {
          await killGateway(step.also, ' while there is no database')
          startLater(step.also, 0)
        }
        await wait(step.downMs)
        await server.start()
        returns.push(Date.now())
        tell('the database accepts connections again')
        return wait(QUIET_MS)
    }
  }

  for (const step of planOf(seed, kills)) {
    await wait(step.pauseMs)
    if ('kill' in step) await kill(step)
    else {
      tell(wordsOf(step))
      const disturbance = disturb(step, surroundings).finally(() => disturbances.delete(disturbance))
      disturbances.add(disturbance)
    }
  }
  await Promise.all(disturbances)
  return { kills: counted, faults, returns }
}

/** A busy machine may not answer the first time. */
async function patiently<Result>(attempt: () => Promise<Result>, tries = 5): Promise<Result> {
  try {
    return await attempt()
  } catch (error) {
    if (tries === 1) throw error
    return patiently(attempt, tries - 1)
  }
}

/** Until the clients have ended, nothing in the outbox waits and no claim waits for a card's bank, or the limit of patience. */
async function letTimePass(db: Database, outside: Surroundings['outside'], finishing: Promise<boolean>): Promise<void> {
  let ended = false
  void finishing.then(() => {
    ended = true
  })
  const limit = Date.now() + SETTLE_LIMIT_MS
  while (Date.now() < limit) {
    const waiting = await db.query(
      `SELECT 1 AS one FROM outbox WHERE state = 'waiting'
       UNION ALL SELECT 1 FROM claim_payouts WHERE next_ask_at IS NOT NULL LIMIT 1`,
    )
    if (ended && waiting.length === 0) return
    await outside.forward(5_000)
    await wait(500)
  }
}
