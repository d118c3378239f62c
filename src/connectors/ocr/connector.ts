/** The client of the character recognition. */
import type { Channel } from '../channel.ts'
import type { OcrConnector } from '../outside.ts'
import { signedAsking } from '../signing/asking.ts'
import type { SignedAddress } from '../signing/exchange.ts'
import { isReadingAnswer, type ReadingRequest } from './codec.ts'

export function createOcrConnector(address: SignedAddress, channel: Channel): OcrConnector {
  const ask = signedAsking(address, channel)
  return {
    read(image) {
      const content: ReadingRequest = { image }
      return ask('read', { method: 'POST', path: '/readings', content, answer: isReadingAnswer })
    },
  }
}
