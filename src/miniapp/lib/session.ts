import type { Answer, Body } from '../../contract/schema/index.ts'
import { withLink } from './link.ts'
import { storage, wechatCode } from './platform.ts'
import { CallError, ownProblem } from './problem.ts'
import { fillRandom } from './random.ts'
import { send } from './request.ts'
import { forgetPersonal, stored } from './stored.ts'

export type Me = Answer<'GET /v1/me'>

interface SessionState {
  /** The gateway's own token; null when signed out. */
  readonly token: string | null
  readonly me: Me | null
  /** WeChat does not sign in until the person asks: they signed out themselves, or somebody else signed in by SMS. */
  readonly left: boolean
  /** Who was here last, also after their session ended. */
  readonly last: string | null
}

const NOBODY: SessionState = { token: null, me: null, left: false, last: null }
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
  const { token, left } = session.get()
  if (token) session.set({ token, me, left, last: me.customerId })
}

/** Forgets a session that the gateway has ended. What belongs to the person on this phone stays: it may be the same one who comes back. */
export const forgetSession = (): void => session.set({ ...session.get(), token: null, me: null })

function start({ token, me }: Answer<'POST /v1/sessions'>, by: 'wechat' | 'sms'): Me {
  const { last } = session.get()
  if (last !== null && last !== me.customerId) wipe(HALF_DONE)
  session.set({ token, me, left: by === 'sms', last: me.customerId })
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
    return start(await send('POST /v1/sessions', { body: { by: 'wechat', code, ...withLink() } }), 'wechat')
  })().finally(() => {
    signingIn = undefined
  })
  return signingIn
}

/** Signs in by a code that came by SMS. Throws SMS_CODE_WRONG, SMS_CODE_EXPIRED, SMS_CODE_USED. */
export const signInBySms = async (mobile: string, code: string): Promise<Me> =>
  start(await send('POST /v1/sessions', { body: { by: 'sms', mobile, code, ...withLink() } }), 'sms')

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

/** Names under which half-done forms and a card opened in the chat are kept: another person is not to see them. */
const HALF_DONE = ['draft:', 'opened-card'] as const
/** And unfinished orders, which only their own person finishes: all of it goes when the person goes. */
const PERSONAL = [...HALF_DONE, 'order:'] as const

function wipe(names: readonly string[]): void {
  forgetPersonal()
  for (const key of storage.keys()) if (names.some((name) => key.startsWith(name))) storage.remove(key)
}

/** Nobody is signed in, and what is personal is wiped from this phone. */
export function leaveThisPhone(): void {
  session.set({ ...NOBODY, left: true })
  wipe(PERSONAL)
}

/** Ends the session here and at the gateway, and wipes what is personal from this phone. */
export async function signOut(): Promise<void> {
  const token = currentToken()
  leaveThisPhone()
  // Offline it ends by itself when it expires; the token is gone from this phone either way.
  if (token)
    await send('DELETE /v1/sessions/:sessionId', { params: { sessionId: 'current' } }, token).catch(() => undefined)
}
