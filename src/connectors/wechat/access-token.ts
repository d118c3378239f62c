/**
 * The access token of WeChat's server API, by stable_token: kept until shortly before its end, fetched once however
 * many wait for it, dropped when WeChat calls it invalid. Several gateways may each keep the same one.
 */
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Surroundings } from '../channel.ts'
import { OutsideError } from '../outside.ts'
import type { WechatAddress, WechatApi } from './api.ts'

const isAnswer = Compile(
  Type.Object({
    access_token: Type.String({ minLength: 1, maxLength: 1024 }),
    /** Seconds, 7200 at most. */
    expires_in: Type.Integer({ minimum: 1, maximum: 7200 }),
  }),
)

/** A token is not used in its last minute: it would expire on the way. */
const MARGIN_MS = 60_000

export interface AccessToken {
  get(): Promise<string>
  /** Forgets this token, unless it has been replaced already. */
  drop(token: string): void
}

export function createAccessToken(
  { appId, secret }: WechatAddress,
  api: WechatApi,
  { clock }: Surroundings,
): AccessToken {
  let kept: { token: string; until: number } | undefined
  let fetching: Promise<string> | undefined

  async function fetchToken(): Promise<string> {
    const asked = clock.now()
    const result = await api.call({
      operation: 'stableToken',
      repeatable: 'idempotent',
      method: 'POST',
      path: '/cgi-bin/stable_token',
      content: { grant_type: 'client_credential', appid: appId, secret },
      answer: isAnswer,
    })
    if (!result.ok) throw new OutsideError('wechat', 'unreached', `wechat stableToken: errcode ${result.errcode}`)
    const { access_token: token, expires_in: seconds } = result.value
    kept = { token, until: asked + seconds * 1000 - MARGIN_MS }
    return token
  }

  return {
    async get() {
      if (kept && clock.now() < kept.until) return kept.token
      fetching ??= fetchToken().finally(() => {
        fetching = undefined
      })
      return fetching
    },
    drop(token) {
      if (kept?.token === token) kept = undefined
    },
  }
}
