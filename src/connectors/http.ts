/** One HTTP exchange with bounds: an answer has a largest size, redirects are not followed, failures are classified. */
import { Failure } from './failure.ts'

/** Answers of the systems we speak to are a few KB. */
export const MAX_ANSWER_BYTES = 256 * 1024

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT'
  /** May hold secrets in its query: never logged. */
  readonly url: URL
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export interface HttpAnswer {
  readonly status: number
  readonly headers: Headers
  /** As they came: what a signature is over. */
  readonly bytes: Uint8Array
  readonly body: string
}

/** Codes of errors that come before a byte of the request has left. */
const BEFORE_SENDING = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])

/**
 * Throws Failure, `unreached` or `broken`. An abort by `signal` is left to whoever aborted.
 */
export async function exchange(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> {
  try {
    const answer = await fetch(request.url, {
      method: request.method,
      ...(request.headers && { headers: request.headers }),
      ...(request.body !== undefined && { body: request.body }),
      // A redirect would carry secrets and people's data to wherever it points.
      redirect: 'error',
      signal,
    })
    const bytes = await readBounded(answer)
    return { status: answer.status, headers: answer.headers, bytes, body: new TextDecoder().decode(bytes) }
  } catch (error) {
    if (error instanceof Failure) throw error
    const code = errorCode(error)
    throw BEFORE_SENDING.has(code)
      ? new Failure('unreached', `no connection (${code})`)
      : new Failure('broken', `the connection broke (${code || 'no code'})`)
  }
}

async function readBounded(answer: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of answer.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > MAX_ANSWER_BYTES) throw new Failure('broken', `the answer is larger than ${MAX_ANSWER_BYTES} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** fetch wraps what went wrong in a TypeError; only the code of its cause is safe and useful to tell. */
function errorCode(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : ''
}

/** Parses an answer that its schema accepts. Throws Failure `broken`, which quotes nothing of it. */
export function decodeJson<T>(body: string, schema: { Check(value: unknown): value is T }): T {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    throw new Failure('broken', 'the answer is no JSON')
  }
  if (!schema.Check(value)) throw new Failure('broken', 'the answer has not the agreed form')
  return value
}
