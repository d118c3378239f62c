import type { Channel } from '../channel.ts'
import { decodeJson } from '../http.ts'
import { type SignedAddress, type SignedRequest, signedExchange } from './exchange.ts'

/** One question in JSON, and what its answer must look like. */
export interface SignedQuestion<T> {
  readonly method: SignedRequest['method']
  readonly path: string
  readonly content?: object
  readonly answer: { Check(value: unknown): value is T }
}

/**
 * Asks a system that shares a key with us, in JSON. Every write bears its caller's id and a question changes nothing, so
 * all of them may be sent again.
 */
export const signedAsking =
  (address: SignedAddress, channel: Channel) =>
  <T>(operation: string, { method, path, content, answer }: SignedQuestion<T>): Promise<T> =>
    channel.call(operation, 'idempotent', async (signal) => {
      const request = { method, path, ...(content && { type: 'application/json', body: JSON.stringify(content) }) }
      return decodeJson(await signedExchange(address, request, signal), answer)
    })
