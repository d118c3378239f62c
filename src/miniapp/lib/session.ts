import type { Answer, Body } from '../../contract/schema/index.ts'
import { withLink } from './link.ts'
import { storage, wechatCode } from './platform.ts'
import { CallError, ownProblem } from './problem.ts'
import { fillRandom } from './random.ts'
import { send } from './request.ts'
import { stored } from './stored.ts'

export type Me = Answer<'GET /v1/me'>

interface SessionState {
  /** The gateway's own token; null when signed out. */
  readonly token: string | null
  readonly me: Me | null
  /** The person signed out themselves: WeChat does not sign them in again until they ask. */
  readonly left: boolean
}

const NOBODY: SessionState = { token: null, me: null, left: false }
const session = stored<SessionState>('session', NOBODY)

export const currentToken = (): string | undefined => session.get().token ?? undefined
export const currentMe = (): Me | null => session.get().me

/** Who is signed in, as pages show it. `me` is null when nobody is; `me.stage` says whether they have an account. */
export function useSession(): { me: Me | null; left: boolean } {
  const { me, left } = session.use()
  return { me, left }
}

/** Takes over what the bank says of the person: after an account was opened, or with the first screen's answer. */
export function noteMe(me: Me): void {
  const { token } = session.get()
  if (token) session.set({ token, me, left: false })
}

/** Forgets a session that the gateway has ended. What belongs to the person on this phone stays: it may be the same one. */
export const forgetSession = (): void => session.set({ ...NOBODY, left: session.get().left })

const start = ({ token, me }: Answer<'POST /v1/sessions'>): Me => {
  session.set({ token, me, left: false })
  return me
}

let signingIn: Promise<Me> | undefined

/**
 * Signs in through WeChat without a question. Many callers share one sign-in. Throws SESSION_REQUIRED where WeChat gives
 * no code (H5, single-page mode) or the person had signed out (`asked` overrides), WECHAT_USER_BLOCKED for a risky user.
 */
export function signInByWechat({ asked = false } = {}): Promise<Me> {
  if (session.get().left && !asked) return Promise.reject(ownProblem('SESSION_REQUIRED'))
  signingIn ??= (async () => {
    await fillRandom().catch(() => undefined)
    const code = await wechatCode()
    if (!code) throw ownProblem('SESSION_REQUIRED')
    return start(await send('POST /v1/sessions', { body: { by: 'wechat', code, ...withLink() } }))
  })().finally(() => {
    signingIn = undefined
  })
  return signingIn
}

/** Signs in by a code that came by SMS. Throws SMS_CODE_WRONG, SMS_CODE_EXPIRED, SMS_CODE_USED. */
export const signInBySms = async (mobile: string, code: string): Promise<Me> =>
  start(await send('POST /v1/sessions', { body: { by: 'sms', mobile, code, ...withLink() } }))

/**
 * Asks the bank to forget the person. Answers what the law makes it keep; null when a first answer was lost and the
 * session is over: then it was done. Never signs in anew, which would make somebody new. Whoever shows the end of it
 * calls `leaveThisPhone`.
 */
export const forgetMe = (request: Body<'POST /v1/me/deletion'>): Promise<Answer<'POST /v1/me/deletion'> | null> =>
  send('POST /v1/me/deletion', { body: request }, currentToken()).catch((error: unknown) => {
    if (error instanceof CallError && error.problem.status === 401) return null
    throw error
  })

/** Names under which half-done forms and unfinished orders are kept: personal, so they go when the person goes. */
const PERSONAL = ['draft:', 'order:'] as const

/** Nobody is signed in, and what is personal is wiped from this phone. */
export function leaveThisPhone(): void {
  session.set({ ...NOBODY, left: true })
  for (const key of storage.keys()) if (PERSONAL.some((name) => key.startsWith(name))) storage.remove(key)
}

/** Ends the session here and at the gateway, and wipes what is personal from this phone. */
export async function signOut(): Promise<void> {
  const token = currentToken()
  leaveThisPhone()
  // Offline it ends by itself when it expires; the token is gone from this phone either way.
  if (token)
    await send('DELETE /v1/sessions/:sessionId', { params: { sessionId: 'current' } }, token).catch(() => undefined)
}
