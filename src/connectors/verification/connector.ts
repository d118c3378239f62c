/** The client of the verification network: is this card this person's, and of a kind that may be bound? */
import type { Channel, Surroundings } from '../channel.ts'
import { Failure } from '../failure.ts'
import type { VerificationConnector } from '../outside.ts'
import { type SignedAddress, signedExchange } from '../signing/exchange.ts'
import { MessageError, readReport, type VerificationReport, writeRequest } from './codec.ts'

export interface VerificationAddress extends SignedAddress {
  /** Our own CNAPS code: who asks. */
  readonly bankCode: string
}

export function createVerificationConnector(
  address: VerificationAddress,
  channel: Channel,
  { clock }: Surroundings,
): VerificationConnector {
  return {
    async verify(id, { cardNumber, name, idNumber, mobile }) {
      // ISO 20022 gives an id 35 characters: a UUID without its dashes has 32.
      const requestId = id.replaceAll('-', '')
      const at = clock.now()
      const body = writeRequest({ id: requestId, at, bankCode: address.bankCode, cardNumber, name, idNumber, mobile })
      const report = await channel.call('verify', 'idempotent', async (signal) => {
        const request = { method: 'POST', path: '/acmt.023', type: 'application/xml', body } as const
        return read(await signedExchange(address, request, signal), requestId)
      })
      if (!report.verified) return { ok: false, why: report.why }
      const { cardClass, bankCode, bankName } = report
      return { ok: true, cardClass, bankCode, bankName }
    },
  }
}

function read(xml: string, requestId: string): VerificationReport {
  try {
    const report = readReport(xml)
    if (report.requestId !== requestId) throw new MessageError('the report answers another question')
    return report
  } catch (error) {
    if (error instanceof MessageError) throw new Failure('broken', error.message)
    throw error
  }
}
