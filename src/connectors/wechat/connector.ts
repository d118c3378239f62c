/**
 * The client of WeChat's server API: who is behind a login code, which number behind a phone code,
 * messages to them, and whether what they write may be shown to others.
 */
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Channel, Surroundings } from '../channel.ts'
import { Failure } from '../failure.ts'
import { OutsideError, type SubscribeAnswer, type WechatConnector } from '../outside.ts'
import { createAccessToken } from './access-token.ts'
import { createWechatApi, type WechatAddress, type WechatResult } from './api.ts'

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

const isChecked = Compile(
  Type.Object({
    result: Type.Object({
      suggest: Type.Union([Type.Literal('pass'), Type.Literal('review'), Type.Literal('risky')]),
      label: Type.Optional(Type.Integer()),
    }),
    /** By which WeChat's support finds the check. */
    trace_id: Type.Optional(Type.String({ maxLength: 128 })),
  }),
)

/** Of the four scenes (profile, comment, forum, social log), what one person writes to another. */
const SOCIAL_LOG = 4
/** The writer has not been seen within two hours. */
const UNSEEN = 61010

const isTaken = Compile(Type.Object({}))

/**
 * 43101 no permission is left; 43108 two at once to one person; 45009 the day's quota; 47003 a field is off; 45168 a
 * sensitive word is in one.
 */
const SUBSCRIBE_ANSWERS: Readonly<Record<number, SubscribeAnswer>> = {
  43101: 'no-permission',
  43108: 'one-at-a-time',
  45009: 'quota',
  47003: 'invalid-field',
  45168: 'invalid-field',
  // The openid, the template, the page, a ban of our messages: nothing that a repeat would change.
  40003: 'refused',
  40037: 'refused',
  41030: 'refused',
  43107: 'refused',
}

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

  /** With the kept token; once more with a new one when WeChat calls it off. */
  async function withToken<T>(ask: (token: string) => Promise<WechatResult<T>>): Promise<WechatResult<T>> {
    const token = await accessToken.get()
    const result = await ask(token)
    if (result.ok || !TOKEN_FAULTS.has(result.errcode)) return result
    accessToken.drop(token)
    return ask(await accessToken.get())
  }

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
      const result = await withToken((token) => askPhone(token, code))
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

    async sendSubscribe({ openid, templateId, page, fields }) {
      const result = await withToken((token) =>
        api.call({
          operation: 'sendSubscribe',
          // A repeat would be a second message.
          repeatable: 'not-acted',
          method: 'POST',
          path: '/cgi-bin/message/subscribe/send',
          query: { access_token: token },
          content: {
            touser: openid,
            template_id: templateId,
            page,
            lang: 'zh_CN',
            data: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { value }])),
          },
          answer: isTaken,
        }),
      )
      if (result.ok) return 'taken'
      const answer = SUBSCRIBE_ANSWERS[result.errcode]
      if (answer) return answer
      throw unexpected('sendSubscribe', result.errcode)
    },

    async checkText({ openid, text }) {
      const result = await withToken((token) =>
        api.call({
          operation: 'checkText',
          repeatable: 'idempotent',
          method: 'POST',
          path: '/wxa/msg_sec_check',
          query: { access_token: token },
          content: { version: 2, scene: SOCIAL_LOG, openid, content: text },
          answer: isChecked,
        }),
      )
      if (result.ok) {
        const { result: found, trace_id: checkId } = result.value
        const { suggest, label } = found
        // Never the text itself.
        if (suggest !== 'pass')
          surroundings.log.info({ system: 'wechat', suggest, label, checkId }, 'a text did not pass')
        return suggest
      }
      if (result.errcode === UNSEEN) return 'unseen'
      throw unexpected('checkText', result.errcode)
    },
  }
}
