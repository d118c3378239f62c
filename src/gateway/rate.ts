/**
 * How often one caller may ask: every address, every session, and more strictly sign-in and SMS. These limits are per
 * process and keep the house standing; the counters that guard a secret or a person live in the database with the bank.
 */
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { BankError } from '../bank/errors.ts'
import type { RouteName } from '../contract/schema/index.ts'
import type { StaffRouteName } from '../contract/schema/staff-routes.ts'
import type { Configuration } from './configuration.ts'

type Hook = (request: FastifyRequest) => Promise<void>

/** Where staff's browsers go to sign in. */
export type StaffSignInRoute = 'GET /console/sign-in' | 'GET /console/sign-in/callback'

export interface Rates {
  /** Before anything else is done for a request. */
  readonly byAddress: (route: RouteName | StaffRouteName | StaffSignInRoute) => Hook
  /** The same for what is no route of the contract. */
  readonly usual: Hook
  /** Once the session is known. */
  readonly bySession: Hook
}

/** Callers that are remembered at once; beyond it the least recent are forgotten. */
const REMEMBERED = 20_000

export async function createRates(server: FastifyInstance, limits: Configuration['rates']): Promise<Rates> {
  await server.register(rateLimit, { global: false, cache: REMEMBERED })
  const limit = (max: number, keyGenerator?: (request: FastifyRequest) => string): Hook => {
    const check = server.createRateLimit({ max, timeWindow: 60_000, ...(keyGenerator ? { keyGenerator } : {}) })
    return async function limitRate(request) {
      const seen = await check(request)
      if (!seen.isAllowed && seen.isExceeded) {
        throw new BankError('RATE_LIMITED', { retryAfter: Math.max(1, seen.ttlInSeconds) })
      }
    }
  }
  const sms = limit(limits.sms)
  const signIn = limit(limits.signIn)
  const stricter: Partial<Record<string, Hook>> = {
    'POST /v1/sessions': signIn,
    'GET /console/sign-in': signIn,
    'GET /console/sign-in/callback': signIn,
    'POST /v1/sms-codes': sms,
    'POST /v1/mobile-proofs': sms,
  }
  const usual = limit(limits.address)
  return {
    byAddress: (route) => stricter[route] ?? usual,
    usual,
    bySession: limit(limits.session, (request) => (request.caller ?? request.staff)?.sessionId ?? request.ip),
  }
}
