/**
 * The load generator, a process of its own. It is told by one JSON line on standard input what to send, sends over
 * kept-alive connections with one request under way on each, and prints one JSON line of what it saw.
 *
 * Full speed: every connection sends its next request as soon as it has an answer; one that was refused pauses, as a
 * caller that is told to come later does. Fixed rate: requests are due at equal
 * distances whatever the answers do; one that finds no free connection waits its turn, and its time counts from when it
 * was due. What could not be sent by the end is counted, never left out.
 */
import { createReadStream, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { Connection } from './connection.ts'
import { Times } from './times.ts'

const BUSY = 503
const PAUSE_MS = 200

export interface Load {
  /** Gateways to spread the connections over. */
  readonly urls: readonly string[]
  /** A file of requests, one JSON line each: `{ id, method, path, token, body }`; sent once each, in their order. */
  readonly requests: string
  /** Begin again at the first request when all are sent: for reads. */
  readonly repeat: boolean
  readonly connections: number
  /** Requests a second; null: full speed. */
  readonly rate: number | null
  readonly warmUpMs: number
  readonly durationMs: number
  /** Where the ids of acknowledged requests are written, one a line. */
  readonly acknowledged: string | null
}

export interface Loaded {
  /** Answers with status 200 within the measured time, a second. */
  readonly tps: number
  readonly p50_ms: number
  readonly p99_ms: number
  readonly max_ms: number
  /** Answers after the warm-up by status that were not 200; 'broken' counts connections that ended with a request under way. */
  readonly errors: Readonly<Record<string, number>>
  /** Due within the time and never sent. */
  readonly unsent: number
  /** All that were acknowledged, the warm-up's included. */
  readonly acknowledged: number
  /** Full speed ended early because there was nothing more to send. */
  readonly exhausted: boolean
}

export interface Request {
  readonly id: string
  readonly bytes: string
}

interface Line {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly token: string | null
  readonly body: object | null
}

/** Rendered once before the run, so that sending costs a write and nothing else. */
function rendered({ id, method, path, token, body }: Line): Request {
  const text = body === null ? '' : JSON.stringify(body)
  const head = [
    `${method} ${path} HTTP/1.1`,
    'host: bench',
    ...(token === null ? [] : [`authorization: Bearer ${token}`]),
    ...(body === null ? [] : ['content-type: application/json', `content-length: ${Buffer.byteLength(text)}`]),
  ]
  return { id, bytes: `${head.join('\r\n')}\r\n\r\n${text}` }
}

async function read(file: string): Promise<Request[]> {
  const requests: Request[] = []
  for await (const line of createInterface({ input: createReadStream(file) })) requests.push(rendered(JSON.parse(line)))
  return requests
}

async function run(load: Load): Promise<Loaded> {
  const requests = await read(load.requests)
  const connections = await Promise.all(
    Array.from({ length: load.connections }, (_, index) =>
      Connection.open(load.urls[index % load.urls.length] as string),
    ),
  )
  const times = new Times()
  const errors: Record<string, number> = {}
  const acknowledged: string[] = []
  const begin = performance.now()
  const measuredFrom = begin + load.warmUpMs
  const end = measuredFrom + load.durationMs
  let next = 0
  let measured = 0
  let exhausted = false

  const take = (): Request | undefined => {
    if (next === requests.length && load.repeat) next = 0
    const request = requests[next]
    if (request) next++
    else exhausted = true
    return request
  }

  async function send(connection: Connection, request: Request, due: number): Promise<number> {
    const status = await connection.ask(request.bytes)
    const now = performance.now()
    if (status === 200) {
      if (load.acknowledged) acknowledged.push(request.id)
      if (now >= measuredFrom && now < end) {
        measured++
        times.add(now - due)
      }
    } else if (now >= measuredFrom) {
      const name = status === 0 ? 'broken' : String(status)
      errors[name] = (errors[name] ?? 0) + 1
    }
    return status
  }

  /** Full speed, on one connection. */
  async function keepSending(connection: Connection): Promise<void> {
    for (;;) {
      const now = performance.now()
      const request = now < end ? take() : undefined
      if (!request) return
      if (!connection.alive) connection = await connection.again()
      const status = await send(connection, request, now)
      if (status === BUSY) await new Promise((go) => setTimeout(go, PAUSE_MS))
    }
  }

  /** Fixed rate, each time on the connection that has been free longest: none is idle until it is cut. Resolves to how many were due and not sent. */
  async function keepPace(rate: number): Promise<number> {
    const free = [...connections]
    const underWay = new Set<Promise<void>>()
    let due = begin
    for (let now = begin; now < end; now = performance.now()) {
      while (due <= now && free.length > 0) {
        const request = take()
        if (!request) break
        const one = sendFreely(free, free.shift() as Connection, request, due).finally(() => underWay.delete(one))
        underWay.add(one)
        due += 1000 / rate
      }
      if (exhausted) break
      await new Promise((go) => setTimeout(go, 1))
    }
    await Promise.all(underWay)
    return exhausted ? 0 : Math.max(0, Math.floor(((end - due) / 1000) * rate))
  }

  async function sendFreely(free: Connection[], connection: Connection, request: Request, due: number): Promise<void> {
    const alive = connection.alive ? connection : await connection.again()
    await send(alive, request, due)
    free.push(alive)
  }

  let unsent = 0
  if (load.rate === null) await Promise.all(connections.map(keepSending))
  else unsent = await keepPace(load.rate)
  for (const connection of connections) connection.close()

  if (load.acknowledged) writeFileSync(load.acknowledged, acknowledged.join('\n'))
  const seconds = (Math.min(performance.now(), end) - measuredFrom) / 1000
  return {
    tps: measured / seconds,
    ...times.summary(),
    errors,
    unsent,
    acknowledged: acknowledged.length,
    exhausted,
  }
}

if (import.meta.main) {
  let told = ''
  for await (const chunk of process.stdin) told += chunk
  process.stdout.write(`${JSON.stringify(await run(JSON.parse(told) as Load))}\n`)
  process.exit(0)
}
