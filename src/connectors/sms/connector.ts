/** The client of the SMS centre. */
import type { Channel } from '../channel.ts'
import type { SmsConnector } from '../outside.ts'
import { signedAsking } from '../signing/asking.ts'
import type { SignedAddress } from '../signing/exchange.ts'
import { isSmsAnswer, type SmsRequest } from './codec.ts'

export function createSmsConnector(address: SignedAddress, channel: Channel): SmsConnector {
  const ask = signedAsking(address, channel)
  return {
    async send(id, { mobile, text }) {
      const content: SmsRequest = { mobile, text }
      await ask('send', { method: 'PUT', path: `/messages/${encodeURIComponent(id)}`, content, answer: isSmsAnswer })
    },
  }
}
