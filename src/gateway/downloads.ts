/** Files for whoever comes with a ticket: no session, once. */
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Bank } from '../bank/bank.ts'
import { protectAnswers } from './contract-routes.ts'
import type { Rates } from './rate.ts'

export interface DownloadParts {
  readonly bank: Bank
  readonly rates: Rates
  /** Where our pages are, for the codes on paper; null in development: wherever the caller reaches us. */
  readonly publicUrl: string | null
}

/** To be registered as a plugin: its headers stay with it. */
export const downloadRoutes =
  ({ bank, rates, publicUrl }: DownloadParts) =>
  async (server: FastifyInstance): Promise<void> => {
    protectAnswers(server)
    const originOf = ({ protocol, host }: FastifyRequest) => publicUrl ?? `${protocol}://${host}`
    server.get<{ Params: { ticket: string } }>(
      '/downloads/:ticket',
      // A look at the headers alone would use the ticket up.
      { schema: { hide: true } as object, exposeHeadRoute: false, onRequest: rates.usual },
      async (request, reply) => {
        const { type, name, body } = await bank.downloads.take(request.params.ticket, originOf(request))
        reply.type(type).header('content-disposition', `attachment; filename="${name}"`)
        return body instanceof Uint8Array ? body : Readable.from(body)
      },
    )
  }
