/**
 * Staff's way in: to the provider and back. A browser goes here, not the console's code, so what goes wrong comes back as
 * the console's own page with the code of the error.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Bank } from '../../bank/bank.ts'
import { BankError } from '../../bank/errors.ts'
import type { ErrorCode } from '../../contract/errors.ts'
import type { Configuration } from '../configuration.ts'
import { protectAnswers } from '../contract-routes.ts'
import type { Rates } from '../rate.ts'
import { readCookie, setCookie } from './session.ts'

const CALLBACK = '/console/sign-in/callback'

export interface StaffSignInParts {
  readonly bank: Bank
  readonly rates: Rates
  readonly configuration: Pick<Configuration, 'production' | 'consoleUrl'>
}

/** To be registered as a plugin. */
export const staffSignIn =
  ({ bank, rates, configuration: { production, consoleUrl } }: StaffSignInParts) =>
  async (server: FastifyInstance): Promise<void> => {
    protectAnswers(server)
    /** Where staff reaches us: configured in production, where the Host header is anybody's; else wherever they are. */
    const origin = (request: FastifyRequest) => consoleUrl ?? `${request.protocol}://${request.host}`
    const config = { lane: 'patient' } as const
    const schema = { hide: true } as object

    server.get(
      '/console/sign-in',
      { config, schema, onRequest: rates.byAddress('GET /console/sign-in') },
      async (request, reply) => {
        const begun = await orRefusal(() => bank.staff.signIn.begin(`${origin(request)}${CALLBACK}`))
        if (typeof begun === 'string') return toConsole(reply, begun)
        const seconds = Math.ceil(begun.lifeMs / 1000)
        setCookie(reply, 'attempt', production, { token: begun.attempt, seconds })
        return reply.redirect(begun.url)
      },
    )

    server.get(
      CALLBACK,
      { config, schema, onRequest: rates.byAddress('GET /console/sign-in/callback') },
      async (request, reply) => {
        const attempt = readCookie(request, 'attempt', production)
        if (attempt === undefined) return toConsole(reply, 'STAFF_SIGN_IN_FAILED')
        setCookie(reply, 'attempt', production, null)
        const done = await orRefusal(() => bank.staff.signIn.finish(attempt, `${origin(request)}${request.url}`))
        if (typeof done === 'string') return toConsole(reply, done)
        setCookie(reply, 'session', production, { token: done.token, seconds: Math.ceil(done.lifeMs / 1000) })
        return toConsole(reply)
      },
    )
  }

const toConsole = (reply: FastifyReply, refusal?: ErrorCode): FastifyReply =>
  reply.redirect(refusal === undefined ? '/console/' : `/console/#/signed-out/${refusal}`)

/** What the bank refuses is for the page to say; what fails is an error like any other. */
async function orRefusal<T extends object>(work: () => Promise<T>): Promise<T | ErrorCode> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof BankError) return error.code
    throw error
  }
}
