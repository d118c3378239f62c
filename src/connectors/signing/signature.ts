/**
 * How we and the signed systems (verification, cards, SMS) know each other: HMAC-SHA-256 with a shared key over the
 * exact bytes sent. A request's signature covers method, path, time and body; an answer's covers the request's
 * signature, status and body, so that an answer cannot be moved to another question. Both ends use this file.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'

export const SIGNED_AT_HEADER = 'x-signed-at'
export const SIGNATURE_HEADER = 'x-signature'

/** A request older or newer than this is refused: an old one that was overheard is worth nothing. */
export const SIGNATURE_WINDOW_MS = 5 * 60_000

export interface SignedRequest {
  readonly method: string
  /** With its query, as on the request line. */
  readonly path: string
  /** Milliseconds since 1970 UTC by the machine's own clock: freshness on the wire is no business time. */
  readonly signedAt: string
  readonly body: string
}

const hmac = (key: string, ...parts: string[]) => createHmac('sha256', key).update(parts.join('\n')).digest('hex')

export const requestSignature = (key: string, { method, path, signedAt, body }: SignedRequest): string =>
  hmac(key, 'request', method, path, signedAt, body)

export const answerSignature = (key: string, toRequest: string, status: number, body: string): string =>
  hmac(key, 'answer', toRequest, String(status), body)

/** Compares without telling by its duration how much was right. */
export function sameSignature(expected: string, given: unknown): boolean {
  if (typeof given !== 'string' || given.length !== expected.length) return false
  return timingSafeEqual(Buffer.from(expected), Buffer.from(given))
}
