/**
 * The door: every request passes the admission (admission.ts) before anything else is done for it, and tells it when
 * its work begins, waits and ends. What is refused is OVERLOADED, certain not to have been begun; it is counted, and
 * not logged one by one. Health and figures are for those who come to see how bad it is: they are always let in.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Counter } from 'prom-client'
import { BankError } from '../bank/errors.ts'
import { type Admission, type Lane, type Stay, TICK_MS } from './admission.ts'
import type { Metrics } from './metrics.ts'
import { refuse } from './problems.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whose time its answers take; 'always': let in whatever happens. Our own time, where nothing is said. */
    lane?: Lane | 'always'
  }
  interface FastifyRequest {
    /** Null: it is always let in, or it was refused. */
    stay: Stay | null
  }
}

/** Made once: a refusal must not cost a stack trace. */
const OVERLOADED = new BankError('OVERLOADED')

/** To be called before any hook that costs more than a header. */
export function refuseOverload(server: FastifyInstance, admission: Admission, metrics: Metrics): void {
  const refusals = new Counter({
    name: 'minibank_requests_refused_total',
    help: 'Requests refused at the door, because the gateway has as many as it can answer in time',
    registers: [metrics.registry],
  })
  const turnAway = (request: FastifyRequest, reply: FastifyReply) => {
    refusals.inc()
    refuse(request, reply, OVERLOADED)
  }
  server.decorateRequest('stay', null)

  // No async functions: a promise a hook is what a refusal can do without.
  server.addHook('onRequest', (request, reply, next) => {
    const lane = request.routeOptions.config.lane ?? 'ours'
    if (lane === 'always') return next()
    request.stay = admission.enter(lane)
    if (request.stay) next()
    else turnAway(request, reply)
  })
  server.addHook('preParsing', (request, _reply, _payload, next) => {
    // However slowly it arrives, no place is held for it.
    if (request.stay && hasBody(request.headers)) admission.pause(request.stay)
    next()
  })
  server.addHook('preValidation', (request, reply, next) => {
    if (!request.stay || admission.resume(request.stay)) next()
    else turnAway(request, reply)
  })
  server.addHook('preHandler', (request, _reply, next) => {
    if (request.stay) admission.begin(request.stay, waitsForOthers(request.body) ? 'patient' : request.stay.lane)
    next()
  })
  // Not when the caller has gone: what was begun for them is still at work. And not when they have read it: that is their time.
  server.addHook('onSend', (request, _reply, _payload, next) => {
    if (request.stay) admission.leave(request.stay)
    next()
  })

  const clock = setInterval(() => admission.tick(), TICK_MS).unref()
  server.addHook('onClose', async () => clearInterval(clock))
  metrics.watch('minibank_requests_inside', 'Requests at work, by whose time they take', async () => admission.inside)
  metrics.watch('minibank_requests_limit', 'As many of our own may be at work now', async () => admission.limit)
}

const hasBody = (headers: Readonly<Record<string, unknown>>): boolean =>
  headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0'

/** Hashing a PIN takes longer than all the rest, on other threads; of a note, and of a title, WeChat is asked. */
function waitsForOthers(body: unknown): boolean {
  const { pin, authorisation, note, title } = (body ?? {}) as {
    pin?: unknown
    note?: unknown
    title?: unknown
    authorisation?: { pin?: unknown }
  }
  return (pin ?? authorisation?.pin ?? note ?? title) !== undefined
}
