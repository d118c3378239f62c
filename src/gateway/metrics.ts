/** Figures for Prometheus at /metrics: requests, calls to the outside, due work, and gauges that the rooms offer. */
import type { FastifyInstance } from 'fastify'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { routeOf } from './logs.ts'

export interface Metrics {
  readonly registry: Registry
  /** A call to an outside system has ended. `outcome`: 'ok', 'refused', 'unknown', 'unreached', 'open' … */
  outside(system: string, outcome: string, seconds: number): void
  /** What WeChat said to a message: 'taken', 'no-permission', 'invalid-field' (our mistake) … */
  message(outcome: string): void
  /** A worker has run. `done`: how much it did; null: it failed. */
  worker(name: string, done: number | null): void
  /** A gauge that is read when somebody looks, by label or as one value. A failed read leaves it out. */
  watch(name: string, help: string, read: () => Promise<number | Readonly<Record<string, number>>>): void
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const outside = new Histogram({
    name: 'minibank_outside_seconds',
    help: 'Time of calls to outside systems',
    labelNames: ['system', 'outcome'],
    buckets: SECONDS,
    registers,
  })
  const messages = new Counter({
    name: 'minibank_wechat_messages_total',
    help: 'Subscribe messages that WeChat was asked to take, by what it said',
    labelNames: ['outcome'],
    registers,
  })
  const runs = new Counter({
    name: 'minibank_worker_runs_total',
    help: 'Runs of the workers that do due work',
    labelNames: ['worker', 'outcome'],
    registers,
  })
  const work = new Counter({
    name: 'minibank_worker_done_total',
    help: 'Pieces of due work done',
    labelNames: ['worker'],
    registers,
  })
  return {
    registry,
    outside: (system, outcome, seconds) => outside.observe({ system, outcome }, seconds),
    message: (outcome) => messages.inc({ outcome }),
    worker(name, done) {
      runs.inc({ worker: name, outcome: done === null ? 'failed' : 'ok' })
      if (done) work.inc({ worker: name }, done)
    },
    watch(name, help, read) {
      new Gauge({
        name,
        help,
        labelNames: ['state'],
        registers,
        async collect() {
          this.reset()
          const value = await read().catch(() => null)
          if (typeof value === 'number') this.set(value)
          else for (const [state, count] of Object.entries(value ?? {})) this.set({ state }, count)
        },
      })
    },
  }
}

/** Counts requests by route, status and time, and serves `/metrics`. */
export function serveMetrics(server: FastifyInstance, metrics: Metrics): void {
  const requests = new Histogram({
    name: 'minibank_http_request_seconds',
    help: 'Time of requests, from arrival to answer',
    labelNames: ['route', 'status'],
    buckets: SECONDS,
    registers: [metrics.registry],
  })
  server.addHook('onResponse', function countRequest(request, reply, next) {
    next()
    requests.observe({ route: routeOf(request), status: String(reply.statusCode) }, reply.elapsedTime / 1000)
  })
  server.get('/metrics', { logLevel: 'silent', config: { lane: 'always' } }, async (_request, reply) => {
    reply.type(metrics.registry.contentType).header('cache-control', 'no-store')
    return metrics.registry.metrics()
  })
}
