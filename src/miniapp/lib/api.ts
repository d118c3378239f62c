import type { Answer, RouteName } from '../../contract/schema/index.ts'
import { CallError } from './problem.ts'
import { type Input, send } from './request.ts'
import { currentToken, forgetSession, signInByWechat } from './session.ts'

/** Routes that need no session: a shared product is readable before anyone signs in. The contract's table says which; a test compares. */
export const PUBLIC_ROUTES: readonly RouteName[] = [
  'GET /v1/institution',
  'GET /v1/products',
  'GET /v1/products/:productId',
  'GET /v1/links/:linkId',
  'POST /v1/receipt-checks',
  'POST /v1/claimables/card',
  'GET /v1/payment-requests/opened/:token',
  'POST /v1/sms-codes',
  'POST /v1/sessions',
]

type Arguments<N extends RouteName> =
  unknown extends Input<N> ? [] : Record<never, never> extends Input<N> ? [input?: Input<N>] : [input: Input<N>]

/**
 * Calls the gateway by a route's own name; request and answer have the contract's types. Signs in silently on WeChat
 * when nobody is, and once more when the session has ended. Throws CallError; SESSION_REQUIRED where only the person
 * can sign in (H5).
 *
 * @example const product = await call('GET /v1/products/:productId', { params: { productId }, query: { amount } })
 */
export async function call<N extends RouteName>(name: N, ...[input]: Arguments<N>): Promise<Answer<N>> {
  const given = (input ?? {}) as Input<N>
  if (PUBLIC_ROUTES.includes(name)) return send(name, given)
  if (!currentToken()) await signInByWechat()
  try {
    return await send(name, given, currentToken())
  } catch (error) {
    if (!(error instanceof CallError) || error.problem.status !== 401) throw error
    forgetSession()
    await signInByWechat()
    return send(name, given, currentToken())
  }
}
