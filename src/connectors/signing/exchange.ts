/** HTTP with a system that shares a key with us: requests are signed, and only signed answers are believed. */
import { Failure } from '../failure.ts'
import { exchange, type HttpRequest } from '../http.ts'
import { answerSignature, requestSignature, SIGNATURE_HEADER, SIGNED_AT_HEADER, sameSignature } from './signature.ts'

export interface SignedAddress {
  /** Base address; operations are below it. */
  readonly url: string
  readonly key: string
}

export interface SignedRequest {
  readonly method: HttpRequest['method']
  readonly path: string
  readonly type?: string
  readonly body?: string
}

/**
 * Sends a request and returns the body of a 200. Throws Failure:
 * `busy` for a signed 503 and `rejected` for a signed 4xx, with which the system says that it has not acted;
 * `broken` for everything that is not signed, whatever its status: a stranger may have said it.
 */
export async function signedExchange(
  { url, key }: SignedAddress,
  request: SignedRequest,
  signal: AbortSignal,
): Promise<string> {
  const target = new URL(url.replace(/\/$/, '') + request.path)
  const { method, body = '' } = request
  const signedAt = String(Date.now())
  const signature = requestSignature(key, { method, path: target.pathname + target.search, signedAt, body })
  const answer = await exchange(
    {
      method,
      url: target,
      headers: {
        [SIGNED_AT_HEADER]: signedAt,
        [SIGNATURE_HEADER]: signature,
        ...(request.type && { 'content-type': request.type }),
      },
      ...(request.body !== undefined && { body }),
    },
    signal,
  )
  const expected = answerSignature(key, signature, answer.status, answer.body)
  if (!sameSignature(expected, answer.headers.get(SIGNATURE_HEADER))) {
    throw new Failure('broken', `an answer without a right signature (status ${answer.status})`)
  }
  if (answer.status === 200) return answer.body
  if (answer.status === 503) throw new Failure('busy', 'the system is not taking requests')
  // The id was used with other content: that earlier request may well have been done.
  if (answer.status === 409) throw new Failure('rejected', 'the id was used with other content', true)
  if (answer.status >= 400 && answer.status < 500) throw new Failure('rejected', `status ${answer.status}`)
  throw new Failure('broken', `status ${answer.status}`)
}
