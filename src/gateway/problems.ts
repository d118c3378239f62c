/**
 * Every refusal and failure leaves the gateway as RFC 9457 problem details from the one catalogue, in the caller's
 * language. What is not a refusal is INTERNAL to the caller, without details, and goes to the log.
 */
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { v7 as uuidv7 } from 'uuid'
import { BankError } from '../bank/errors.ts'
import { OutsideError } from '../connectors/outside.ts'
import { ERRORS, type ErrorCode, errorText, type Problem } from '../contract/errors.ts'
import { StorageUnavailable } from '../storage/faults.ts'
import { languageOf } from './language.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The code that this request was answered with, when it was refused: for the log. */
    refusal: ErrorCode | null
    /** What failed unexpectedly: for the log. */
    fault: unknown
  }
}

/** Fastify's own complaints, as words of the catalogue. */
const BY_FASTIFY: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'REQUEST_TOO_LARGE',
  FST_ERR_CTP_INVALID_JSON_BODY: 'REQUEST_NOT_JSON',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'REQUEST_NOT_JSON',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'REQUEST_INVALID',
  FST_ERR_BAD_URL: 'NOT_FOUND',
  FST_ERR_MAX_PARAM_LENGTH: 'NOT_FOUND',
  FST_ERR_HANDLER_TIMEOUT: 'UNAVAILABLE',
}

/** Seconds to wait before asking again, when the bank itself or an outside system is away. */
const RETRY_SECONDS: Partial<Record<ErrorCode, number>> = { OVERLOADED: 2, UNAVAILABLE: 2, OUTSIDE_UNAVAILABLE: 5 }

/** The refusal that an error stands for; INTERNAL with the cause when it is none. */
function refusalOf(error: unknown): BankError {
  if (error instanceof BankError) return error
  if (error instanceof OutsideError) return new BankError('OUTSIDE_UNAVAILABLE', { cause: error })
  if (error instanceof StorageUnavailable) return new BankError('UNAVAILABLE', { cause: error })
  const code = BY_FASTIFY[(error as FastifyError | undefined)?.code ?? '']
  if (code) return new BankError(code)
  // The parser's own error has no code: JSON with __proto__ in it, for one.
  if (error instanceof SyntaxError && (error as { statusCode?: number }).statusCode === 400) {
    return new BankError('REQUEST_NOT_JSON')
  }
  return new BankError('INTERNAL', { cause: error })
}

function problemOf(refusal: BankError, language: 'zh' | 'en', traceId: string): Problem {
  const { status, retry } = ERRORS[refusal.code]
  const retryAfter = refusal.retryAfter ?? RETRY_SECONDS[refusal.code]
  return {
    type: `/errors#${refusal.code}`,
    title: errorText(refusal.code, language, refusal.params),
    status,
    code: refusal.code,
    retry,
    ...(refusal.field === undefined ? {} : { field: refusal.field }),
    ...(Object.keys(refusal.params).length === 0 ? {} : { params: refusal.params }),
    ...(retryAfter === undefined ? {} : { retryAfter }),
    traceId,
  }
}

/** Answers with a refusal: for a hook that is to end a request without the cost of throwing. */
export function refuse(request: FastifyRequest, reply: FastifyReply, refusal: BankError): FastifyReply {
  const language = languageOf(request.headers['accept-language'])
  const problem = problemOf(refusal, language, request.id)
  request.refusal = refusal.code
  if (refusal.cause !== undefined) request.fault = refusal.cause
  if (problem.retryAfter !== undefined) reply.header('retry-after', String(Math.ceil(problem.retryAfter)))
  // Fastify would close it, with the rest of the body still coming: a reset, and the caller never reads why. What comes
  // is thrown away instead, for as long as a request may take to arrive.
  if (refusal.code === 'REQUEST_TOO_LARGE') reply.removeHeader('connection')
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer')
  return reply
    .status(problem.status)
    .header('cache-control', 'no-store')
    .header('content-language', language)
    .type('application/problem+json; charset=utf-8')
    .serializer((text: string) => text)
    .send(JSON.stringify(problem))
}

/** For addresses that the router cannot even read. */
export const answerUnreadable = (error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
  refuse(request, reply, refusalOf(error))
}

const BY_PARSER: Readonly<Record<string, ErrorCode>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'REQUEST_TOO_SLOW',
  HPE_HEADER_OVERFLOW: 'REQUEST_TOO_LARGE',
}

/** For what is not HTTP, or arrives too slowly or with too many headers: answered on the bare socket, which then closes. */
export function answerNotHttp(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const problem = problemOf(new BankError(BY_PARSER[error.code ?? ''] ?? 'REQUEST_INVALID'), 'zh', uuidv7())
  const body = JSON.stringify(problem)
  socket.write(
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\nContent-Type: application/problem+json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  )
  // Not merely ended: who sends slowly would not close their side either.
  socket.destroySoon()
}

/** Makes the server answer every error and every unknown address with a problem. */
export function answerWithProblems(server: FastifyInstance): void {
  server.decorateRequest('refusal', null)
  server.decorateRequest('fault', null)
  server.setErrorHandler((error, request, reply) => refuse(request, reply, refusalOf(error)))
  server.setNotFoundHandler((request, reply) => refuse(request, reply, new BankError('NOT_FOUND')))
}
