/** The client of the character recognition. */
import type { Channel } from '../channel.ts'
import { decodeJson } from '../http.ts'
import type { OcrConnector } from '../outside.ts'
import { type SignedAddress, signedExchange } from '../signing/exchange.ts'
import { isReadingAnswer, type ReadingRequest } from './codec.ts'

export function createOcrConnector(address: SignedAddress, channel: Channel): OcrConnector {
  return {
    read(image) {
      const content: ReadingRequest = { image }
      return channel.call('read', 'idempotent', async (signal) => {
        const body = JSON.stringify(content)
        const request = { method: 'POST', path: '/readings', type: 'application/json', body } as const
        return decodeJson(await signedExchange(address, request, signal), isReadingAnswer)
      })
    },
  }
}
