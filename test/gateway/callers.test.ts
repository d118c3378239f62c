/** Who is calling, and how often they may. */
import { describe, expect, it } from 'vitest'
import { bankWith, gatewayOf, TOKEN } from '../support/gateway.ts'

const TRACE = '01938c1e-7a5b-7c3d-8e4f-0123456789ab'
const complaints = { list: async () => ({ complaints: [] }) }

describe('a session', () => {
  it('is asked for where one is needed, and only there', async () => {
    const { server } = await gatewayOf(bankWith({}))
    const none = await server.inject({ url: '/v1/complaints' })
    expect([none.statusCode, none.json().code, none.headers['www-authenticate']]).toEqual([
      401,
      'SESSION_REQUIRED',
      'Bearer',
    ])
    expect((await server.inject({ url: '/v1/institution' })).statusCode).toBe(200)
  })

  it('that is no token at all counts as none', async () => {
    const { server } = await gatewayOf(bankWith({}))
    for (const authorization of ['Bearer', 'Bearer x', `Basic ${TOKEN}`, `Bearer ${'x'.repeat(500)}`]) {
      expect((await server.inject({ url: '/v1/home', headers: { authorization } })).json().code).toBe(
        'SESSION_REQUIRED',
      )
    }
  })

  it('that has ended says so', async () => {
    const { server } = await gatewayOf(bankWith({}))
    const headers = { authorization: 'Bearer another-token-of-32-characters-' }
    const answer = await server.inject({ url: '/v1/home', headers })
    expect([answer.statusCode, answer.json().code]).toEqual([401, 'SESSION_ENDED'])
  })

  it('is refused before the body is looked at', async () => {
    const { server } = await gatewayOf(bankWith({}))
    const answer = await server.inject({
      method: 'POST',
      url: '/v1/transfers',
      headers: { 'content-type': 'application/json' },
      payload: 'no json',
    })
    expect(answer.json().code).toBe('SESSION_REQUIRED')
  })

  it('brings language, trace id and a device one recognises to the bank', async () => {
    const seen: object[] = []
    const { server } = await gatewayOf(
      bankWith({
        sessions: {
          requestSmsCode: async (_request, visit) => {
            seen.push(visit)
            return { resendAfterSeconds: 60, expiresAt: 1 }
          },
        },
      }),
    )
    const answer = await server.inject({
      method: 'POST',
      url: '/v1/sms-codes',
      payload: { mobile: '13800138000' },
      headers: {
        'x-trace-id': TRACE,
        'accept-language': 'en',
        'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) MicroMessenger/8.0.60',
      },
    })
    expect(answer.headers['x-trace-id']).toBe(TRACE)
    expect(seen).toEqual([{ language: 'en', traceId: TRACE, device: 'iPhone · WeChat', address: '127.0.0.1' }])
  })

  it('gets a trace id of our own when theirs is none', async () => {
    const { server } = await gatewayOf(bankWith({}))
    const answer = await server.inject({ url: '/v1/institution', headers: { 'x-trace-id': '13800138000\n' } })
    expect(answer.headers['x-trace-id']).toMatch(/^[0-9a-f-]{36}$/)
  })
})

describe('a caller who asks too often', () => {
  it('is stopped by session, and told when to come back', async () => {
    const { server } = await gatewayOf(bankWith({ complaints }), { rates: { session: 3 } })
    const ask = () => server.inject({ url: '/v1/complaints', headers: { authorization: `Bearer ${TOKEN}` } })
    for (const _ of [1, 2, 3]) expect((await ask()).statusCode).toBe(200)
    const refused = await ask()
    expect([refused.statusCode, refused.json().code]).toEqual([429, 'RATE_LIMITED'])
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60)
  })

  it('is stopped by address whatever tokens they try', async () => {
    const { server } = await gatewayOf(bankWith({}), { rates: { address: 2 } })
    const ask = (n: number) =>
      server.inject({ url: '/v1/home', headers: { authorization: `Bearer made-up-token-number-${n}` } })
    const statuses = []
    for (const n of [1, 2, 3]) statuses.push((await ask(n)).statusCode)
    expect(statuses).toEqual([401, 401, 429])
  })

  it('is stopped earlier where codes are sent', async () => {
    const sent = async () => ({ resendAfterSeconds: 60, expiresAt: 1 })
    const { server } = await gatewayOf(bankWith({ sessions: { requestSmsCode: sent } }), {
      rates: { sms: 1 },
    })
    const ask = (remoteAddress: string) =>
      server.inject({ method: 'POST', url: '/v1/sms-codes', payload: { mobile: '13800138000' }, remoteAddress })
    expect((await ask('10.0.0.1')).statusCode).toBe(200)
    expect((await ask('10.0.0.1')).json().code).toBe('RATE_LIMITED')
    expect((await ask('10.0.0.2')).statusCode).toBe(200)
    expect((await server.inject({ url: '/v1/institution', remoteAddress: '10.0.0.1' })).statusCode).toBe(200)
  })

  it('is known behind a proxy only where the proxy is trusted', async () => {
    const sent = async () => ({ resendAfterSeconds: 60, expiresAt: 1 })
    const configuration = {
      production: false,
      rates: { address: 100, session: 100, signIn: 100, sms: 1 },
      drainSeconds: 0,
      maxInFlight: 1000,
      consoleUrl: null,
    }
    const third = async (trustedProxies: string | false) => {
      const bank = bankWith({ sessions: { requestSmsCode: sent } })
      const { server } = await gatewayOf(bank, { configuration: { ...configuration, trustedProxies } })
      const statuses = []
      for (const address of ['1.1.1.1', '2.2.2.2']) {
        const headers = { 'x-forwarded-for': address }
        statuses.push(
          (await server.inject({ method: 'POST', url: '/v1/sms-codes', payload: { mobile: '13800138000' }, headers }))
            .statusCode,
        )
      }
      return statuses
    }
    expect(await third(false)).toEqual([200, 429])
    expect(await third('127.0.0.1')).toEqual([200, 200])
  })
})
