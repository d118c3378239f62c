/**
 * The contract as OpenAPI 3.1 at `/openapi.json`, with a page to read it at `/docs` and the catalogue of errors at
 * `/errors`. All of it comes from the one table of routes; nothing is fetched from elsewhere.
 */
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance, FastifySchema } from 'fastify'
import type { TSchema } from 'typebox'
import { ERRORS, type ErrorCode } from '../contract/errors.ts'
import { type RouteName, routes } from '../contract/schema/index.ts'
import { closed } from './validation.ts'

/** A route of the table as it is looked at here: every part may be there. */
interface AnyRoute {
  readonly summary: string
  readonly auth: 'anyone' | 'session'
  readonly params?: TSchema
  readonly query?: TSchema
  readonly body?: TSchema
  readonly bodyLimitBytes?: number
  readonly waits?: true
  readonly answer: TSchema
  readonly errors: readonly ErrorCode[]
}

export const routeNames = Object.keys(routes) as RouteName[]
export const routeOfContract = (name: RouteName): AnyRoute => routes[name]

const PROBLEM = {
  $id: 'Problem',
  type: 'object',
  description: 'Problem details (RFC 9457)',
  required: ['type', 'title', 'status', 'code', 'retry', 'traceId'],
  properties: {
    type: { type: 'string', description: 'address of the code in the catalogue' },
    title: { type: 'string', description: 'what is wrong and what to do next, in the caller’s language' },
    status: { type: 'integer' },
    code: { type: 'string', enum: Object.keys(ERRORS).filter((code) => !code.startsWith('CLIENT_')) },
    retry: {
      type: 'string',
      enum: ['same', 'later', 'changed', 'never'],
      description:
        'can sending again help? `same`: as it is, with the same id; `later`: the same, after `retryAfter` seconds or some time; `changed`: after a correction; `never`',
    },
    field: { type: 'string', description: 'path of the property that caused it' },
    params: { type: 'object', additionalProperties: { type: ['string', 'number'] } },
    retryAfter: { type: 'integer', description: 'seconds' },
    traceId: { type: 'string', description: 'to quote to the bank’s service' },
  },
}

/** Codes that a caller of a route can meet: its own and those common to all of its kind. */
function errorsOf(route: AnyRoute): readonly ErrorCode[] {
  const common: ErrorCode[] = ['RATE_LIMITED', 'OVERLOADED', 'UNAVAILABLE', 'INTERNAL']
  if (route.params || route.query || route.body) common.unshift('REQUEST_INVALID')
  if (route.body) common.unshift('REQUEST_NOT_JSON', 'REQUEST_TOO_LARGE')
  if (route.auth === 'session') common.unshift('SESSION_REQUIRED', 'SESSION_ENDED')
  return [...new Set([...route.errors, ...common])]
}

function problemResponses(codes: readonly ErrorCode[]): Record<number, object> {
  const byStatus = Object.groupBy(codes, (code) => ERRORS[code].status)
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, list = []]) => [
      status,
      {
        description: list.map((code) => `\`${code}\`: ${ERRORS[code].en}`).join('\n\n'),
        content: {
          'application/problem+json': {
            schema: { allOf: [{ $ref: 'Problem#' }, { properties: { code: { type: 'string', enum: list } } }] },
          },
        },
      },
    ]),
  )
}

/** What Fastify checks a route by, and what OpenAPI says of it. */
export function schemaOf(name: RouteName): FastifySchema {
  const route = routeOfContract(name)
  const [method = '', path = ''] = name.split(' ')
  const words = path.split('/').filter((part) => part !== '' && part !== 'v1')
  return {
    summary: route.summary,
    tags: [words[0] ?? ''],
    operationId: [method.toLowerCase(), ...words.map((word) => word.replace(':', ''))].join('-'),
    ...(route.auth === 'session' ? { security: [{ session: [] }] } : {}),
    ...(route.params ? { params: route.params } : {}),
    ...(route.query ? { querystring: route.query } : {}),
    ...(route.body ? { body: closed(route.body) } : {}),
    response: {
      200: { description: 'Done', content: { 'application/json': { schema: route.answer } } },
      ...problemResponses(errorsOf(route)),
    },
  }
}

/** The reading page loads from here alone; it sets inline styles. */
const READER_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'self'"

/** Registers the document before the routes, so that it sees them, and the pages that show it. */
export async function describeContract(server: FastifyInstance, institution: string): Promise<void> {
  server.addSchema(PROBLEM)
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: `${institution}: gateway`,
        version: '1',
        description:
          'Amounts are whole fen, instants milliseconds since 1970 UTC, days Asia/Shanghai. Whoever sends an order makes its id (UUIDv7) and keeps it before sending: a retry with the same id and content gives the same answer. Send `Accept-Language: zh-CN` or `en`, and `X-Trace-Id` (a UUID) to follow a tap to the database. Unknown properties are refused.',
      },
      servers: [{ url: '/' }],
      components: {
        securitySchemes: {
          session: { type: 'http', scheme: 'bearer', description: 'token of POST /v1/sessions' },
        },
      },
    },
    hideUntagged: true,
    refResolver: { buildLocalReference: (json, _base, _fragment, index) => String(json.$id ?? `schema-${index}`) },
  })
  server.get('/openapi.json', async () => server.swagger())
  await server.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: READER_POLICY,
    uiConfig: { layout: 'BaseLayout', docExpansion: 'list', validatorUrl: null, tryItOutEnabled: false },
  })
  server.get('/errors', async (_request, reply) => {
    reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
    return errorsPage()
  })
}

/** Where a problem's `type` leads: the catalogue to read, a row a code. */
function errorsPage(): string {
  const rows = Object.entries(ERRORS)
    .filter(([, { status }]) => status > 0)
    .map(
      ([code, { status, retry, zh, en }]) =>
        `<tr id="${code}"><th scope="row"><code>${code}</code><td>${status}<td>${retry}<td>${zh}<td>${en}`,
    )
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Errors</title><style>body{font:15px/1.5 system-ui,sans-serif;margin:2rem;color:#15201c;background:#f5f4f0}
table{border-collapse:collapse}td,th{text-align:left;vertical-align:top;padding:.4rem .8rem;border-bottom:1px solid #e6e3db;font-weight:400}
tr:target{background:#e1efea}</style>
<h1>Errors</h1><p>Every code that the gateway answers with, its HTTP status and whether sending again can help.</p>
<table><thead><tr><th>Code<th>Status<th>Retry<th>Chinese<th>English<tbody>${rows.join('\n')}</table></html>`
}
