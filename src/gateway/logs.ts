/**
 * Structured logs without personal data: one line a request, with the route's template rather than its address, never
 * a body, a token, a name or a number of anybody. Errors go through a sieve, because messages quote what they choke on.
 */
import type { FastifyInstance } from 'fastify'
import { type DestinationStream, type Logger, pino } from 'pino'

/** Should one of these be logged by mistake, its value does not leave the process. */
const SECRET = new Set([
  'authorization',
  'token',
  'pin',
  'cipher',
  'mobile',
  'name',
  'idNumber',
  'cardNumber',
  'number',
  'openid',
  'text',
  'body',
])

const MASK = '…'
/** Lines are written many at a time (under 16 KB, what a write takes); the last ones of a process that is killed may be missing. */
const BUFFER_BYTES = 15_360
const FLUSH_MS = 500

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const PERSONAL = new RegExp(`${UUID}|\\p{Script=Han}+|\\d{4,}[Xx]?|[A-Za-z0-9+/_-]{32,}={0,2}|(?<=: )".*?"`, 'gu')

/** Masks what could be personal in free text: Chinese characters, digits in a row, tokens, quoted values. Ids stay. */
export const sieve = (text: string): string =>
  text.replace(PERSONAL, (part) => (/^[0-9a-f-]{36}$/.test(part) ? part : MASK))

interface LoggedError {
  readonly type: string
  readonly code?: string
  readonly message: string
  readonly at: readonly string[]
  readonly cause?: LoggedError
}

function loggedError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: '', at: [] }
  const { code } = error as { code?: unknown }
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return {
    type: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    message: sieve(error.message),
    at: frames.slice(0, 12).map((line) => line.trim()),
    ...(error.cause !== undefined && depth < 3 ? { cause: loggedError(error.cause, depth + 1) } : {}),
  }
}

/** Fields, and those of the objects among them, without the secret ones. Every line pays for it: what is clean is not copied. */
function masked(fields: Record<string, unknown>, depth = 0): Record<string, unknown> {
  let clean = fields
  for (const name in fields) {
    const value = fields[name]
    const deep = depth === 0 && isPlainObject(value)
    const kept = SECRET.has(name) ? MASK : deep ? masked(value, 1) : value
    if (kept === value) continue
    if (clean === fields) clean = { ...fields }
    clean[name] = kept
  }
  return clean
}

/** Query strings and headers have no prototype at all. */
function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** Many lines are written within a millisecond: its text is made once. */
let last = { at: 0, text: '' }
function isoTime(): string {
  const at = Date.now()
  if (at !== last.at) last = { at, text: `,"time":"${new Date(at).toISOString()}"` }
  return last.text
}

export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: isoTime,
    serializers: { err: (error: unknown) => loggedError(error) },
    formatters: {
      level: (label: string) => ({ level: label }),
      log: (fields: Record<string, unknown>) => masked(fields),
    },
  }
  return pino(
    options,
    destination ?? pino.destination({ fd: 1, sync: false, minLength: BUFFER_BYTES, periodicFlush: FLUSH_MS }),
  )
}

/** The template of the route that took a request: 'GET /v1/accounts/:accountId'; 'unknown' for none. */
export const routeOf = (request: { method: string; routeOptions: { url?: string | undefined } }): string =>
  request.routeOptions.url === undefined ? 'unknown' : `${request.method} ${request.routeOptions.url}`

/** One line a request, when it is answered. A flood that is refused at the door is counted, not told line by line. */
export function logRequests(server: FastifyInstance, log: Logger): void {
  server.addHook('onResponse', function logRequest(request, reply, next) {
    next()
    if (request.refusal === 'OVERLOADED') return
    const line = {
      traceId: request.id,
      route: routeOf(request),
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      ...(request.caller ? { sessionId: request.caller.sessionId } : {}),
      ...(request.staff ? { staffSessionId: request.staff.sessionId } : {}),
      ...(request.refusal ? { code: request.refusal } : {}),
    }
    if (request.fault) log[reply.statusCode === 500 ? 'error' : 'warn']({ ...line, err: request.fault }, 'request')
    else log.info(line, 'request')
  })
}
