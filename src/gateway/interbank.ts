/**
 * What other banks ask: `POST /interbank/acmt.023`, outside of the contract because a standard describes it. Exact bytes in,
 * exact bytes out; signature and key stand in headers. Refusals are problems like everywhere.
 */
import type { FastifyInstance } from 'fastify'
import type { Bank } from '../bank/bank.ts'
import type { Rates } from './rate.ts'

/** Ten times the largest message. */
const BODY_LIMIT_BYTES = 32 * 1024

/** To be registered as a plugin: its parser of bodies stays with it. */
export const interbankRoutes =
  (bank: Pick<Bank, 'interbank'>, rates: Rates) =>
  async (server: FastifyInstance): Promise<void> => {
    server.removeAllContentTypeParsers()
    server.addContentTypeParser(
      ['application/xml', 'text/xml'],
      { parseAs: 'buffer', bodyLimit: BODY_LIMIT_BYTES },
      (_request, body, done) => done(null, body),
    )
    server.post(
      '/interbank/acmt.023',
      { schema: { hide: true } as object, onRequest: rates.usual },
      async ({ body, headers }, reply) => {
        const answer = await bank.interbank.verify({
          body: body instanceof Uint8Array ? body : new Uint8Array(),
          signature: headers['x-sm2-signature'],
          key: headers['x-sm2-key'],
        })
        return reply
          .headers({ ...answer.headers, 'cache-control': 'no-store' })
          .type('application/xml; charset=utf-8')
          .send(answer.body)
      },
    )
  }
