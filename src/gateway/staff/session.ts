/**
 * From staff's cookie to the caller. The cookie is HttpOnly and SameSite=Strict on /console; whatever changes something
 * also carries a header that no page of another origin can send unasked, so that no link or form elsewhere acts in
 * staff's name.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Bank } from '../../bank/bank.ts'
import { BankError } from '../../bank/errors.ts'
import type { StaffCaller } from '../../bank/staff/caller.ts'
import type { StaffRole } from '../../contract/choices.ts'
import { languageOf } from '../language.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Set on staff's routes, once their session is resolved. */
    staff: StaffCaller | null
  }
}

const CONSOLE_HEADER = 'x-minibank-console'
const PATH = '/console'
/** Base64url: nothing longer, so that no one makes us hash a header of kilobytes. */
const TOKEN = /^[\w-]{16,200}$/

/** `strict`: sent by our own pages alone. `lax`: also on the way back from the provider, which is another site. */
const COOKIES = { session: 'strict', attempt: 'lax' } as const
type Cookie = keyof typeof COOKIES

const nameOf = (cookie: Cookie, secure: boolean): string =>
  `${secure ? '__Secure-' : ''}minibank-${cookie === 'session' ? 'staff' : 'staff-sign-in'}`

/** The value of a cookie of ours, or undefined for none and for one that cannot be ours. */
export function readCookie(request: FastifyRequest, cookie: Cookie, secure: boolean): string | undefined {
  const name = nameOf(cookie, secure)
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [key, value = ''] = part.trim().split('=', 2)
    if (key === name && TOKEN.test(value)) return value
  }
  return undefined
}

/** `seconds` null: takes it away. */
export function setCookie(
  reply: FastifyReply,
  cookie: Cookie,
  secure: boolean,
  value: { readonly token: string; readonly seconds: number } | null,
): void {
  const { token, seconds } = value ?? { token: '', seconds: 0 }
  reply.header(
    'set-cookie',
    [
      `${nameOf(cookie, secure)}=${token}`,
      `Path=${PATH}`,
      `Max-Age=${seconds}`,
      'HttpOnly',
      `SameSite=${COOKIES[cookie] === 'strict' ? 'Strict' : 'Lax'}`,
      ...(secure ? ['Secure'] : []),
    ].join('; '),
  )
}

/** A hook that resolves the session. Throws SESSION_REQUIRED, SESSION_ENDED, STAFF_REQUEST_FORGED. */
export function requireStaff(
  server: FastifyInstance,
  bank: Bank,
  secure: boolean,
): (request: FastifyRequest) => Promise<void> {
  server.decorateRequest('staff', null)
  return async function requireStaff(request) {
    if (request.method !== 'GET' && request.headers[CONSOLE_HEADER] !== '1') throw new BankError('STAFF_REQUEST_FORGED')
    const token = readCookie(request, 'session', secure)
    if (token === undefined) throw new BankError('SESSION_REQUIRED')
    const language = languageOf(request.headers['accept-language'])
    request.staff = await bank.staff.sessions.resolve(token, { language, traceId: request.id })
  }
}

/** A hook behind it: the work of these roles alone. Throws STAFF_ROLE_MISSING. */
export const requireRole = (roles: readonly StaffRole[]) =>
  async function requireRole(request: FastifyRequest): Promise<void> {
    if (!roles.some((role) => request.staff?.roles.includes(role))) throw new BankError('STAFF_ROLE_MISSING')
  }
