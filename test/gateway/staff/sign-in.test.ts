/** To the provider and back, as a browser goes. */
import { describe, expect, it } from 'vitest'
import { BankError } from '../../../src/bank/errors.ts'
import { STAFF_TOKEN, staffGateway } from './staff.ts'

const ATTEMPT = 'an-attempt-of-more-than-thirty-two-characters'
const begin = async (redirectUri: string) => ({
  url: `https://provider.example/auth?redirect_uri=${redirectUri}`,
  attempt: ATTEMPT,
  lifeMs: 600_000,
})

/** With the settings of a production gateway. */
const PRODUCTION = {
  production: true,
  rates: { address: 100, session: 100, signIn: 100, sms: 100 },
  trustedProxies: false,
  drainSeconds: 0,
  maxInFlight: 1000,
  consoleUrl: 'https://console.bank.example',
} as const

describe('signing in', () => {
  it('sends the browser to the provider, with a cookie that only the way back can use', async () => {
    const { server } = await staffGateway([], { staff: { signIn: { begin } } })
    const answer = await server.inject({ url: '/console/sign-in', headers: { host: 'localhost:8787' } })
    expect([answer.statusCode, answer.headers.location]).toEqual([
      302,
      'https://provider.example/auth?redirect_uri=http://localhost:8787/console/sign-in/callback',
    ])
    expect(answer.headers['set-cookie']).toBe(
      `minibank-staff-sign-in=${ATTEMPT}; Path=/console; Max-Age=600; HttpOnly; SameSite=Lax`,
    )
  })

  it('comes back once: the attempt’s cookie goes, the session’s comes, the address is clean', async () => {
    const brought: unknown[] = []
    const finish = async (...call: unknown[]) => {
      brought.push(call)
      return { token: STAFF_TOKEN, lifeMs: 36_000_000 }
    }
    const { server, lines } = await staffGateway([], { staff: { signIn: { finish } } })
    const answer = await server.inject({
      url: '/console/sign-in/callback?code=the-code-of-the-provider&state=the-state',
      headers: { host: 'localhost:8787', cookie: `minibank-staff-sign-in=${ATTEMPT}` },
    })
    expect([answer.statusCode, answer.headers.location]).toEqual([302, '/console/'])
    expect(answer.headers['set-cookie']).toEqual([
      'minibank-staff-sign-in=; Path=/console; Max-Age=0; HttpOnly; SameSite=Lax',
      `minibank-staff=${STAFF_TOKEN}; Path=/console; Max-Age=36000; HttpOnly; SameSite=Strict`,
    ])
    expect(brought).toEqual([
      [ATTEMPT, 'http://localhost:8787/console/sign-in/callback?code=the-code-of-the-provider&state=the-state'],
    ])
    expect(JSON.stringify(lines())).not.toContain('the-code-of-the-provider')
  })

  it('in production goes by the configured address, whatever the request calls us, and by secure cookies', async () => {
    const { server } = await staffGateway([], { staff: { signIn: { begin } } }, { configuration: PRODUCTION })
    const answer = await server.inject({ url: '/console/sign-in', headers: { host: 'evil.example' } })
    expect(answer.headers.location).toBe(
      'https://provider.example/auth?redirect_uri=https://console.bank.example/console/sign-in/callback',
    )
    expect(answer.headers['set-cookie']).toBe(
      `__Secure-minibank-staff-sign-in=${ATTEMPT}; Path=/console; Max-Age=600; HttpOnly; SameSite=Lax; Secure`,
    )
    // Without the prefix anybody on the network could have set it.
    const me = await server.inject({
      url: '/console/api/me',
      headers: { cookie: `minibank-staff=${STAFF_TOKEN}` },
    })
    expect(me.json().code).toBe('SESSION_REQUIRED')
  })

  it('that fails comes back to the console’s page, which says why', async () => {
    const refuse = (code: 'STAFF_NOT_ALLOWED' | 'OUTSIDE_UNAVAILABLE') => async () => {
      throw new BankError(code)
    }
    const { server } = await staffGateway([], {
      staff: { signIn: { begin: refuse('OUTSIDE_UNAVAILABLE'), finish: refuse('STAFF_NOT_ALLOWED') } },
    })
    const to = async (url: string, cookie?: string) =>
      (await server.inject({ url, ...(cookie ? { headers: { cookie } } : {}) })).headers.location
    const callback = '/console/sign-in/callback?code=x&state=y'
    expect(await to('/console/sign-in')).toBe('/console/#/signed-out/OUTSIDE_UNAVAILABLE')
    expect(await to(callback)).toBe('/console/#/signed-out/STAFF_SIGN_IN_FAILED')
    expect(await to(callback, 'minibank-staff-sign-in=<script>')).toBe('/console/#/signed-out/STAFF_SIGN_IN_FAILED')
    expect(await to(callback, `minibank-staff-sign-in=${ATTEMPT}`)).toBe('/console/#/signed-out/STAFF_NOT_ALLOWED')
  })

  it('is limited as people’s sign-in is', async () => {
    const { server } = await staffGateway([], { staff: { signIn: { begin } } }, { rates: { signIn: 1 } })
    const ask = async () => (await server.inject({ url: '/console/sign-in' })).statusCode
    expect([await ask(), await ask()]).toEqual([302, 429])
  })
})
