/** The client of the citizen-ID network: do this name and this ID number belong together? */
import type { Channel } from '../channel.ts'
import { decodeJson } from '../http.ts'
import type { CitizensConnector } from '../outside.ts'
import { type SignedAddress, signedExchange } from '../signing/exchange.ts'
import { type CheckRequest, isCheckAnswer } from './codec.ts'

export function createCitizensConnector(address: SignedAddress, channel: Channel): CitizensConnector {
  return {
    async check(id, { name, idNumber }) {
      const content: CheckRequest = { name, idNumber }
      const { result } = await channel.call('check', 'idempotent', async (signal) => {
        const path = `/checks/${encodeURIComponent(id)}`
        const request = { method: 'PUT', path, type: 'application/json', body: JSON.stringify(content) } as const
        return decodeJson(await signedExchange(address, request, signal), isCheckAnswer)
      })
      return result
    },
  }
}
