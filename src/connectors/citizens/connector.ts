/** The client of the citizen-ID network: do this name and this ID number belong together? */
import type { Channel } from '../channel.ts'
import type { CitizensConnector } from '../outside.ts'
import { signedAsking } from '../signing/asking.ts'
import type { SignedAddress } from '../signing/exchange.ts'
import { type CheckRequest, isCheckAnswer } from './codec.ts'

export function createCitizensConnector(address: SignedAddress, channel: Channel): CitizensConnector {
  const ask = signedAsking(address, channel)
  return {
    async check(id, { name, idNumber }) {
      const content: CheckRequest = { name, idNumber }
      const path = `/checks/${encodeURIComponent(id)}`
      return (await ask('check', { method: 'PUT', path, content, answer: isCheckAnswer })).result
    },
  }
}
