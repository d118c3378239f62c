/** The client of WeChat's server API: who is behind a login code, and which number behind a phone code. */
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Channel, Surroundings } from '../channel.ts'
import { Failure } from '../failure.ts'
import { OutsideError, type WechatConnector } from '../outside.ts'
import { createAccessToken } from './access-token.ts'
import { createWechatApi, type WechatAddress } from './api.ts'

const isSession = Compile(
  Type.Object({
    openid: Type.String({ minLength: 1, maxLength: 128 }),
    // Stays here: nothing the bank does needs WeChat's session key.
    session_key: Type.String({ minLength: 1 }),
    unionid: Type.Optional(Type.String({ maxLength: 128 })),
  }),
)
const isPhone = Compile(
  Type.Object({
    phone_info: Type.Object({
      purePhoneNumber: Type.String({ maxLength: 32 }),
      countryCode: Type.String({ maxLength: 8 }),
    }),
  }),
)

/** 40001 not the latest, 40014 malformed, 42001 expired. */
const TOKEN_FAULTS = new Set([40001, 40014, 42001])

/** An error code that only our own configuration or an unannounced change can bring. */
const unexpected = (operation: string, errcode: number) =>
  new OutsideError('wechat', 'unreached', `wechat ${operation}: errcode ${errcode}`)

export function createWechatConnector(
  address: WechatAddress,
  channel: Channel,
  surroundings: Surroundings,
): WechatConnector {
  const api = createWechatApi(address, channel, surroundings.log)
  const accessToken = createAccessToken(address, api, surroundings)

  const askPhone = (token: string, code: string) =>
    api.call({
      operation: 'phoneNumber',
      repeatable: 'not-acted',
      method: 'POST',
      path: '/wxa/business/getuserphonenumber',
      query: { access_token: token },
      content: { code },
      answer: isPhone,
    })

  return {
    async codeToSession(code) {
      try {
        const result = await api.call({
          operation: 'codeToSession',
          repeatable: 'not-acted',
          method: 'GET',
          path: '/sns/jscode2session',
          query: {
            appid: address.appId,
            secret: address.secret,
            js_code: code,
            grant_type: 'authorization_code',
          },
          answer: isSession,
        })
        if (result.ok) {
          const { openid, unionid } = result.value
          return { ok: true, openid, ...(unionid !== undefined && { unionid }) }
        }
        if (result.errcode === 40029) return { ok: false, why: 'invalid' }
        if (result.errcode === 40163) return { ok: false, why: 'used' }
        if (result.errcode === 40226) return { ok: false, why: 'blocked' }
        throw unexpected('codeToSession', result.errcode)
      } catch (error) {
        const busy = error instanceof OutsideError && error.cause instanceof Failure && error.cause.kind === 'busy'
        if (busy) return { ok: false, why: 'busy' }
        throw error
      }
    },

    async phoneNumber(code) {
      let token = await accessToken.get()
      let result = await askPhone(token, code)
      if (!result.ok && TOKEN_FAULTS.has(result.errcode)) {
        accessToken.drop(token)
        token = await accessToken.get()
        result = await askPhone(token, code)
      }
      if (result.ok) {
        const { purePhoneNumber, countryCode } = result.value.phone_info
        // A number of another country is none that the bank can use.
        return countryCode === '86' ? { ok: true, mobile: purePhoneNumber } : { ok: false, why: 'invalid' }
      }
      if (result.errcode === 1400001) return { ok: false, why: 'none-left' }
      // 40013: a code of another mini-program.
      if (result.errcode === 40029 || result.errcode === 40013) return { ok: false, why: 'invalid' }
      throw unexpected('phoneNumber', result.errcode)
    },
  }
}
