/**
 * How every system of the sandbox answers: it checks the signature where there is one, acts, misbehaves as a tester
 * has set, signs its answer and notes the call. A system itself only says what it does with a request, and how it signs.
 */
import { setTimeout as delay } from 'node:timers/promises'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import {
  answerSignature,
  requestSignature,
  SIGNATURE_HEADER,
  SIGNATURE_WINDOW_MS,
  SIGNED_AT_HEADER,
  sameSignature,
} from '../connectors/signing/signature.ts'
import type { SandboxClock } from './clock.ts'
import type { Inbox } from './inbox.ts'
import type { Journal } from './journal.ts'
import type { Settings, System } from './settings.ts'
import type { Store } from './store.ts'

/** What all systems share. */
export interface Outside {
  readonly store: Store
  readonly settings: Settings
  readonly clock: SandboxClock
  readonly inbox: Inbox
  readonly journal: Journal
  /** Aborted when the sandbox closes: whoever waits stops waiting. */
  readonly closing: AbortSignal
}

export interface Asked {
  readonly body: string
  readonly query: Readonly<Record<string, string | undefined>>
  /** The caller's id out of the path, where there is one. */
  readonly id: string
}

export interface Answer {
  readonly status: number
  readonly type: 'application/json' | 'application/xml'
  readonly body: string
  /** For the journal; no personal data. */
  readonly outcome: string
}

export const json = (content: object, outcome = 'ok', status = 200): Answer => ({
  status,
  type: 'application/json',
  body: JSON.stringify(content),
  outcome,
})

export interface Operation {
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly path: string
  readonly name: string
  /** A promise: it takes a moment, in which others may ask. */
  act(asked: Asked): Answer | Promise<Answer>
  /** What it says when told to refuse. */
  refuse(asked: Asked): Answer
}

const BODY_LIMIT = 64 * 1024

/** How a system knows who asks, and signs what it answers. */
export interface Seal {
  /** Signs answers to a request that is rightly signed; null when it is not. */
  open(
    request: FastifyRequest,
    body: string,
  ): ((status: number, body: string) => Readonly<Record<string, string>>) | null
}

/** The seal of systems that share a key with the bank. */
export const sharedKeySeal = (key: string): Seal => ({
  open(request, body) {
    const signedAt = String(request.headers[SIGNED_AT_HEADER])
    const signature = requestSignature(key, { method: request.method, path: request.url, signedAt, body })
    const fresh = Math.abs(Date.now() - Number(signedAt)) <= SIGNATURE_WINDOW_MS
    if (!fresh || !sameSignature(signature, request.headers[SIGNATURE_HEADER])) return null
    return (status, answered) => ({ [SIGNATURE_HEADER]: answerSignature(key, signature, status, answered) })
  },
})

/** A server for one system. With a seal, requests must be signed and answers are. */
export function createServer(
  outside: Outside,
  system: System,
  operations: Operation[],
  seal?: Seal,
  bodyLimit = BODY_LIMIT,
): FastifyInstance {
  const server = Fastify({ bodyLimit, forceCloseConnections: true })
  // The signature covers the bytes as they came, so nothing is parsed before it is checked.
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body))
  for (const operation of operations) {
    server.route({
      method: operation.method,
      url: operation.path,
      handler: (request, reply) => answer(outside, system, operation, seal, request, reply),
    })
  }
  return server
}

async function answer(
  outside: Outside,
  system: System,
  operation: Operation,
  seal: Seal | undefined,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const begun = performance.now()
  const note = (outcome: string) =>
    outside.journal.note({ system, operation: operation.name, outcome, ms: performance.now() - begun })
  const asked: Asked = {
    body: typeof request.body === 'string' ? request.body : '',
    query: request.query as Asked['query'],
    id: (request.params as { id?: string }).id ?? '',
  }
  const sign = seal ? seal.open(request, asked.body) : () => ({})
  if (!sign) {
    note('bad signature')
    return reply.code(401).send({ error: 'bad signature' })
  }

  const fault = outside.settings.fault(system)
  const said = fault.mode === 'refusing' ? operation.refuse(asked) : await operation.act(asked)
  // Before any waiting: a late answer is late by what the tester says.
  const signed = sign(said.status, said.body)
  if (fault.mode === 'silent') {
    note(`${said.outcome}, no answer`)
    return reply.hijack()
  }
  if (fault.mode === 'twice') {
    note(said.outcome)
    note(`${(await operation.act(asked)).outcome}, second time`)
  } else {
    if (fault.mode === 'late' && !(await waited(fault.delayMs, outside.closing))) return reply.hijack()
    note(fault.mode === 'late' ? `${said.outcome}, late` : said.outcome)
  }
  return reply.code(said.status).headers(signed).type(`${said.type}; charset=utf-8`).send(said.body)
}

/** Waits; false when the sandbox closed meanwhile. */
async function waited(ms: number, closing: AbortSignal): Promise<boolean> {
  try {
    await delay(ms, undefined, { signal: closing })
    return true
  } catch {
    return false
  }
}

/** Parses a body that its schema accepts, or undefined. */
export function readJson<T>(body: string, schema: { Check(value: unknown): value is T }): T | undefined {
  try {
    const value: unknown = JSON.parse(body)
    return schema.Check(value) ? value : undefined
  } catch {
    return undefined
  }
}

export const malformed = (): Answer => json({ error: 'malformed' }, 'malformed', 400)
export const reused = (): Answer => json({ error: 'id was used with other content' }, 'id reused', 409)
export const unavailable = (): Answer => json({ error: 'unavailable' }, 'refusing', 503)
