/** From a bearer token to the caller, and what is known of one who has none yet. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Bank, Visit } from '../bank/bank.ts'
import type { Caller } from '../bank/caller.ts'
import { BankError } from '../bank/errors.ts'
import { languageOf } from './language.ts'
import { networkOf } from './network.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Set on routes that need a session, once it is resolved. */
    caller: Caller | null
  }
}

/** What a request tells of itself before anyone is signed in. */
export const visitOf = (request: FastifyRequest): Visit => ({
  language: languageOf(request.headers['accept-language']),
  device: deviceOf(request.headers['user-agent'] ?? ''),
  traceId: request.id,
  address: networkOf(request.ip),
})

const PHONES = ['iPhone', 'iPad', 'HarmonyOS', 'Android', 'Windows', 'Macintosh', 'Linux'] as const
const PROGRAMS = [
  ['MicroMessenger', 'WeChat'],
  ['AlipayClient', 'Alipay'],
  ['Edg/', 'Edge'],
  ['Firefox', 'Firefox'],
  ['Chrome', 'Chrome'],
  ['Safari', 'Safari'],
] as const

function deviceOf(userAgent: string): string {
  const phone = PHONES.find((name) => userAgent.includes(name))
  const program = PROGRAMS.find(([mark]) => userAgent.includes(mark))?.[1]
  return [phone, program].filter((part) => part !== undefined).join(' · ')
}

/**
 * A hook that resolves the bearer token. Throws SESSION_REQUIRED when there is none, and what the bank throws,
 * SESSION_ENDED, when it is over or unknown.
 */
export function requireSession(server: FastifyInstance, bank: Bank): (request: FastifyRequest) => Promise<void> {
  server.decorateRequest('caller', null)
  return async function requireSession(request) {
    // Base64url or hex: nothing longer, so that no one makes us hash a header of kilobytes.
    const token = /^Bearer ([\w-]{16,200})$/i.exec(request.headers.authorization ?? '')?.[1]
    if (token === undefined) throw new BankError('SESSION_REQUIRED')
    // A phone that lies on the table and waits is not used.
    const unattended = request.routeOptions.config.lane === 'waiting'
    request.caller = await bank.sessions.resolve(token, { ...visitOf(request), unattended })
  }
}
