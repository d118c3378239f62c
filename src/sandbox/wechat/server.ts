/**
 * WeChat's server API as documented, with its error codes: code2Session, getStableAccessToken, getPhoneNumber,
 * message/subscribe/send, msg_sec_check. Errors come with HTTP 200 and carry a request id (rid) in their text.
 */
import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { type Answer, type Asked, createServer, json, type Outside } from '../answering.ts'
import type { Codes } from './codes.ts'
import type { Subscriptions } from './subscribe.ts'
import { checkText } from './text-check.ts'
import type { Tokens } from './tokens.ts'

const TEXTS = {
  '-1': 'system error',
  40001: 'invalid credential, access_token is invalid or not latest',
  40002: 'invalid grant_type',
  40003: 'invalid openid',
  40013: 'invalid appid',
  40014: 'invalid access_token',
  40029: 'invalid code',
  40037: 'invalid template_id',
  40125: 'invalid appsecret',
  40163: 'code been used',
  40226: 'code blocked',
  41002: 'appid missing',
  41004: 'appsecret missing',
  41008: 'missing code',
  41030: 'invalid page',
  42001: 'access_token expired',
  43101: 'user refuse to accept the msg',
  43107: 'subscribe message capability banned',
  43108: 'concurrent sending to the same user',
  45009: 'reach max api daily quota limit',
  45011: 'api minute-quota reach limit, mustslower, retry next minute',
  45168: 'hit sensitive words',
  47001: 'data format error',
  47003: 'argument invalid!',
  61010: 'code is expired',
  1400001: 'appid no enough quota',
} as const

function failure(errcode: number, more = ''): Answer {
  const rid = [4, 4, 4].map((bytes) => randomBytes(bytes).toString('hex')).join('-')
  const text = TEXTS[String(errcode) as keyof typeof TEXTS]
  return json({ errcode, errmsg: `${text}${more} rid: ${rid}` }, String(errcode))
}

export interface WechatApp {
  readonly appId: string
  readonly secret: string
}

export interface WechatState {
  readonly codes: Codes
  readonly tokens: Tokens
  readonly subscriptions: Subscriptions
}

export function createWechatServer(
  outside: Outside,
  app: WechatApp,
  { codes, tokens, subscriptions }: WechatState,
): FastifyInstance {
  const credentialFault = (appId: unknown, secret: unknown): number | undefined => {
    if (!appId) return 41002
    if (!secret) return 41004
    if (appId !== app.appId) return 40013
    return secret === app.secret ? undefined : 40125
  }

  function codeToSession({ query }: Asked): Answer {
    const fault = credentialFault(query.appid, query.secret)
    if (fault) return failure(fault)
    if (query.grant_type !== 'authorization_code') return failure(40002)
    if (!query.js_code) return failure(41008)
    const persona = codes.use('login', query.js_code)
    if (persona === 'invalid') return failure(40029)
    if (persona === 'used') return failure(40163)
    if (persona.blocked) return failure(40226)
    // As in life, a success carries no errcode.
    return json({ session_key: randomBytes(16).toString('base64'), openid: persona.openid })
  }

  function stableToken({ body }: Asked): Answer {
    const ask = parse(body)
    if (!ask) return failure(47001)
    if (ask.grant_type !== 'client_credential') return failure(40002)
    const fault = credentialFault(ask.appid, ask.secret)
    if (fault) return failure(fault)
    const given = tokens.give(ask.force_refresh === true)
    return typeof given === 'number'
      ? failure(given)
      : json({ access_token: given.token, expires_in: given.seconds }, ask.force_refresh === true ? 'forced' : 'ok')
  }

  const tokenFault = ({ access_token: given }: Asked['query']): number | undefined => {
    if (!given) return 40014
    const token = tokens.state(given)
    if (token === 'good') return undefined
    return token === 'expired' ? 42001 : 40001
  }

  async function sendSubscribe({ query, body }: Asked): Promise<Answer> {
    const tokenIs = tokenFault(query)
    if (tokenIs) return failure(tokenIs)
    const message = parse(body)
    if (!message) return failure(47001)
    const fault = await subscriptions.send(message)
    if (!fault) return json({ errcode: 0, errmsg: 'ok' })
    return failure(fault.errcode, 'field' in fault ? ` data.${fault.field}.value invalid` : '')
  }

  function messageCheck({ query, body }: Asked): Answer {
    const fault = tokenFault(query)
    if (fault) return failure(fault)
    const asked = parse(body)
    if (!asked) return failure(47001)
    const found = checkText(outside, asked)
    if (typeof found === 'number') return failure(found)
    const detail = [{ strategy: 'content_model', errcode: 0, prob: 90, ...found }]
    return json(
      { errcode: 0, errmsg: 'ok', result: found, detail, trace_id: randomBytes(12).toString('hex') },
      found.suggest,
    )
  }

  function phoneNumber({ query, body }: Asked): Answer {
    const fault = tokenFault(query)
    if (fault) return failure(fault)
    const code = parse(body)?.code
    if (typeof code !== 'string') return failure(47001)
    const left = outside.settings.phoneQuota()
    if (left <= 0) return failure(1400001)
    const persona = codes.use('phone', code)
    // Of a used phone code the documentation says no more than of a wrong one.
    if (typeof persona === 'string') return failure(40029)
    outside.settings.setPhoneQuota(left - 1)
    return json({
      errcode: 0,
      errmsg: 'ok',
      phone_info: {
        phoneNumber: persona.mobile,
        purePhoneNumber: persona.mobile,
        countryCode: '86',
        watermark: { timestamp: Math.floor(outside.clock.now() / 1000), appid: app.appId },
      },
    })
  }

  const refuse = () => failure(-1)
  return createServer(outside, 'wechat', [
    { method: 'GET', path: '/sns/jscode2session', name: 'code2Session', act: codeToSession, refuse },
    { method: 'POST', path: '/cgi-bin/stable_token', name: 'getStableAccessToken', act: stableToken, refuse },
    { method: 'POST', path: '/wxa/business/getuserphonenumber', name: 'getPhoneNumber', act: phoneNumber, refuse },
    { method: 'POST', path: '/wxa/msg_sec_check', name: 'msgSecCheck', act: messageCheck, refuse },
    { method: 'POST', path: '/cgi-bin/message/subscribe/send', name: 'subscribeSend', act: sendSubscribe, refuse },
  ])
}

function parse(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
