/**
 * WeChat's server API as documented, with its error codes: code2Session, getStableAccessToken, getPhoneNumber. Errors
 * come with HTTP 200 and carry a request id (rid) in their text.
 */
import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { type Answer, type Asked, createServer, json, type Outside } from '../answering.ts'
import type { Codes } from './codes.ts'
import type { Tokens } from './tokens.ts'

const TEXTS = {
  '-1': 'system error',
  40001: 'invalid credential, access_token is invalid or not latest',
  40002: 'invalid grant_type',
  40013: 'invalid appid',
  40014: 'invalid access_token',
  40029: 'invalid code',
  40125: 'invalid appsecret',
  40163: 'code been used',
  40226: 'code blocked',
  41002: 'appid missing',
  41004: 'appsecret missing',
  41008: 'missing code',
  42001: 'access_token expired',
  45009: 'reach max api daily quota limit',
  45011: 'api minute-quota reach limit, mustslower, retry next minute',
  47001: 'data format error',
  1400001: 'appid no enough quota',
} as const

function failure(errcode: number): Answer {
  const rid = [4, 4, 4].map((bytes) => randomBytes(bytes).toString('hex')).join('-')
  const text = TEXTS[String(errcode) as keyof typeof TEXTS]
  return json({ errcode, errmsg: `${text} rid: ${rid}` }, String(errcode))
}

export interface WechatApp {
  readonly appId: string
  readonly secret: string
}

export function createWechatServer(outside: Outside, app: WechatApp, codes: Codes, tokens: Tokens): FastifyInstance {
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

  function phoneNumber({ query, body }: Asked): Answer {
    if (!query.access_token) return failure(40014)
    const token = tokens.state(query.access_token)
    if (token !== 'good') return failure(token === 'expired' ? 42001 : 40001)
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
