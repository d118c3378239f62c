/**
 * gateway/: the thin bank gateway. HTTP, sessions, limits on callers, one route file a capability; it decides nothing
 * about money. It may import bank, contract, and of storage and connectors the errors they throw.
 */
import { randomUUID } from 'node:crypto'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import type { Logger } from 'pino'
import type { Bank } from '../bank/bank.ts'
import { type Admission, createAdmission } from './admission.ts'
import type { Configuration } from './configuration.ts'
import { CONNECTION_LIMITS, type ConnectionLimits, cutUntaken } from './connections.ts'
import { contractRoutes } from './contract-routes.ts'
import { downloadRoutes } from './downloads.ts'
import { serveH5 } from './h5.ts'
import { type Readiness, serveHealth } from './health.ts'
import { interbankRoutes } from './interbank.ts'
import { logRequests } from './logs.ts'
import { type Metrics, serveMetrics } from './metrics.ts'
import { describeContract } from './openapi.ts'
import { refuseOverload } from './overload.ts'
import { answerNotHttp, answerUnreadable, answerWithProblems } from './problems.ts'
import { createRates } from './rate.ts'
import { serveConsole } from './staff/page.ts'
import { staffRoutes } from './staff/routes.ts'
import { staffSignIn } from './staff/sign-in.ts'
import { verifyRoutes } from './verify/verify.ts'

/** Every request of the contract is far smaller. */
const BODY_LIMIT_BYTES = 64 * 1024
/** For what has begun to end, when the gateway stops. */
const STOP_LIMIT_MS = 20_000
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export interface GatewayParts {
  readonly bank: Bank
  readonly configuration: Pick<
    Configuration,
    'production' | 'rates' | 'trustedProxies' | 'drainSeconds' | 'maxInFlight' | 'consoleUrl'
  > &
    Partial<Pick<Configuration, 'publicUrl'>>
  readonly log: Logger
  readonly metrics: Metrics
  readonly readiness: Readiness
  /** Folder of the H5 build; it may be absent. */
  readonly h5: string
  /** Folder of the console's build; it may be absent. */
  readonly console: string
  readonly connections?: Partial<ConnectionLimits>
  /** Who is let in; by the machine's own clock, if not given. */
  readonly admission?: Admission
}

export interface Gateway {
  /** Further plugins may be registered on it until it listens. */
  readonly server: FastifyInstance
  /** Not ready any more at once; answers what has arrived, then closes. */
  stop(): Promise<void>
}

export async function createGateway(parts: GatewayParts): Promise<Gateway> {
  const { bank, configuration, log, metrics } = parts
  const connections = { ...CONNECTION_LIMITS, ...parts.connections }
  const server = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    // Lines carry the trace id themselves.
    childLoggerFactory: (logger) => logger,
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: connections.requestMs,
    http: { headersTimeout: connections.headMs, connectionsCheckingInterval: connections.checkMs },
    keepAliveTimeout: connections.idleMs,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    trustProxy: configuration.trustedProxies,
    routerOptions: { maxParamLength: 100, ignoreTrailingSlash: false },
    frameworkErrors: answerUnreadable,
    clientErrorHandler: answerNotHttp,
    genReqId: (request) => {
      const given = request.headers['x-trace-id']
      return typeof given === 'string' && UUID.test(given) ? given : randomUUID()
    },
  })
  server.server.maxConnections = connections.most
  cutUntaken(server.server, connections)

  let stopping = false
  answerWithProblems(server)
  readJson(server)
  server.addHook('onRequest', function addHeaders(request, reply, next) {
    reply.headers({ 'x-trace-id': request.id, 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' })
    if (configuration.production) reply.header('strict-transport-security', 'max-age=31536000; includeSubDomains')
    next()
  })
  server.addHook('onSend', function endConnection(_request, reply, _payload, next) {
    // Else a connection that is kept alive would hold the server open after its last answer.
    if (stopping) reply.header('connection', 'close')
    next()
  })
  refuseOverload(server, parts.admission ?? createAdmission(configuration.maxInFlight), metrics)
  logRequests(server, log)
  serveMetrics(server, metrics)
  serveHealth(server, parts.readiness, () => stopping)
  await describeContract(server, bank.institution().nameEn)
  await serveH5(server, parts.h5)
  const rates = await createRates(server, configuration.rates)
  await server.register(interbankRoutes(bank, rates))
  await server.register(downloadRoutes({ bank, rates, publicUrl: configuration.publicUrl ?? null }))
  await server.register(verifyRoutes({ bank, rates }))
  await server.register(contractRoutes({ bank, rates, checkAnswers: !configuration.production }))

  // Staff
  await serveConsole(server, parts.console)
  await server.register(staffSignIn({ bank, rates, configuration }))
  await server.register(staffRoutes({ bank, rates, configuration }))

  return {
    server,
    async stop() {
      stopping = true
      if (configuration.drainSeconds > 0) await new Promise((go) => setTimeout(go, configuration.drainSeconds * 1000))
      // Who has not got an answer by then will not; the request's id makes a retry safe.
      const impatience = setTimeout(() => server.server.closeAllConnections(), STOP_LIMIT_MS)
      try {
        await server.close()
      } finally {
        clearTimeout(impatience)
      }
    },
  }
}

/** JSON without `__proto__` tricks. An empty body is no body: WeChat sends the type even without one. */
function readJson(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser('error', 'error')
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) =>
    body.length === 0 ? done(null, undefined) : parse(request, body.toString(), done),
  )
}
