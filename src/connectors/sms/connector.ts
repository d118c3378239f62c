/** The client of the SMS centre. */
import type { Channel } from '../channel.ts'
import { decodeJson } from '../http.ts'
import type { SmsConnector } from '../outside.ts'
import { type SignedAddress, signedExchange } from '../signing/exchange.ts'
import { isSmsAnswer, type SmsRequest } from './codec.ts'

export function createSmsConnector(address: SignedAddress, channel: Channel): SmsConnector {
  return {
    async send(id, { mobile, text }) {
      const content: SmsRequest = { mobile, text }
      await channel.call('send', 'idempotent', async (signal) => {
        const path = `/messages/${encodeURIComponent(id)}`
        const request = { method: 'PUT', path, type: 'application/json', body: JSON.stringify(content) } as const
        return decodeJson(await signedExchange(address, request, signal), isSmsAnswer)
      })
    },
  }
}
