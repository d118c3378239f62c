import { beforeEach, describe, expect, it, vi } from 'vitest'
import { routes } from '../../../src/contract/schema/index.ts'
import { cleanPhone, NoAnswer, phone, platformOfPhone } from './phone.ts'

vi.mock('../../../src/miniapp/lib/platform.ts', () => platformOfPhone())
beforeEach(() => {
  cleanPhone()
  vi.useRealTimers()
})

const load = () => import('../../../src/miniapp/lib/api.ts')
const me = {
  customerId: '01936f5e-0000-7000-8000-0000000000aa',
  stage: 'customer',
  name: '陈华',
  maskedMobile: '138****8001',
  maskedIdNumber: '1****************X',
  identified: true,
  details: { known: false, dueOn: null },
  senior: false,
}
const signedIn = (token: string) => ({ status: 200, data: { token, sessionId: me.customerId, expiresAt: 0, me } })
const refused = (status: number, code: string) => ({
  status,
  data: { type: `/errors#${code}`, title: code, status, code, retry: 'changed', traceId: 't' },
})

describe('calling the gateway', () => {
  it('knows which routes need no session, as the contract says', async () => {
    const { PUBLIC_ROUTES } = await load()
    const open = Object.entries(routes).filter(([, route]) => route.auth === 'anyone')
    expect([...PUBLIC_ROUTES].sort()).toEqual(open.map(([name]) => name).sort())
  })

  it('reads a product logged out, with its parameters and query in the address', async () => {
    phone.answer = () => ({ status: 200, data: { id: 'anxin-12m' } })
    const { call } = await load()
    await call('GET /v1/products/:productId', { params: { productId: 'anxin-12m' }, query: { amount: 500_000 } })
    expect(phone.sent).toHaveLength(1)
    expect(phone.sent[0]?.url).toBe('/v1/products/anxin-12m?amount=500000')
    expect(phone.sent[0]?.headers.Authorization).toBeUndefined()
    expect(phone.sent[0]?.headers['X-Trace-Id'] ?? '').toMatch(/^$|^[0-9a-f-]{36}$/)
  })

  it('signs in silently on WeChat, takes the shared link along, and then asks', async () => {
    phone.codes = ['code-1']
    const { noteLaunch } = await import('../../../src/miniapp/lib/link.ts')
    noteLaunch({ query: { id: 'anxin-12m', l: 'meiShare1' } })
    phone.answer = ({ url }) => (url === '/v1/sessions' ? signedIn('token-1') : { status: 200, data: me })
    const { call } = await load()
    expect(await call('GET /v1/me')).toEqual(me)
    expect(phone.sent.map(({ url }) => url)).toEqual(['/v1/sessions', '/v1/me'])
    expect(phone.sent[0]?.body).toEqual({ by: 'wechat', code: 'code-1', linkId: 'meiShare1' })
    expect(phone.sent[1]?.headers.Authorization).toBe('Bearer token-1')
  })

  it('signs in once for many calls at once', async () => {
    phone.codes = ['code-1', 'code-2', 'code-3']
    phone.answer = ({ url }) => (url === '/v1/sessions' ? signedIn('token-1') : { status: 200, data: {} })
    const { call } = await load()
    await Promise.all([call('GET /v1/me'), call('GET /v1/home'), call('GET /v1/accounts')])
    expect(phone.sent.filter(({ url }) => url === '/v1/sessions')).toHaveLength(1)
  })

  it('signs in again when the session has ended, once', async () => {
    phone.codes = ['code-1', 'code-2', 'code-3']
    phone.answer = ({ url, headers }) => {
      if (url === '/v1/sessions') return signedIn(`token-${3 - phone.codes.length}`)
      return headers.Authorization === 'Bearer token-2' ? { status: 200, data: me } : refused(401, 'SESSION_ENDED')
    }
    const { call } = await load()
    expect(await call('GET /v1/me')).toEqual(me)
    phone.answer = ({ url }) => (url === '/v1/sessions' ? signedIn('token-x') : refused(401, 'SESSION_ENDED'))
    await expect(call('GET /v1/me')).rejects.toMatchObject({ code: 'SESSION_ENDED' })
  })

  it('does not sign in behind the back of someone who signed out', async () => {
    phone.codes = ['code-1', 'code-2']
    phone.answer = ({ url }) => (url === '/v1/sessions' ? signedIn('token-1') : { status: 200, data: {} })
    const { call } = await load()
    const { signOut, signInByWechat } = await import('../../../src/miniapp/lib/session.ts')
    await call('GET /v1/me')
    phone.store.set('draft:bind', { at: Date.now(), form: { idNumber: '11010519491231002X' } })
    await signOut()
    expect(phone.sent.at(-1)).toMatchObject({ method: 'DELETE', url: '/v1/sessions/current' })
    expect([...phone.store.keys()]).not.toContain('draft:bind')
    await expect(call('GET /v1/me')).rejects.toMatchObject({ code: 'SESSION_REQUIRED' })
    await signInByWechat({ asked: true })
    await expect(call('GET /v1/me')).resolves.toBeDefined()
  })

  it('repeats a read once when the network drops, and tells that it is offline when it stays away', async () => {
    vi.useFakeTimers()
    let failures = 1
    phone.answer = () => {
      if (failures-- > 0) throw new NoAnswer('offline')
      return { status: 200, data: { products: [] } }
    }
    const { call } = await load()
    const first = call('GET /v1/products')
    await vi.advanceTimersByTimeAsync(1000)
    expect(await first).toEqual({ products: [] })
    failures = 9
    const second = expect(call('GET /v1/products')).rejects.toMatchObject({ code: 'CLIENT_OFFLINE' })
    await vi.advanceTimersByTimeAsync(1000)
    await second
    expect(phone.sent).toHaveLength(4)
  })

  it('never repeats a sign-in by itself: its code is good for one try', async () => {
    phone.answer = () => {
      throw new NoAnswer('timeout')
    }
    const { signInBySms } = await import('../../../src/miniapp/lib/session.ts')
    await expect(signInBySms('13800138000', '123456')).rejects.toMatchObject({ code: 'CLIENT_TIMEOUT' })
    expect(phone.sent).toHaveLength(1)
  })

  it('turns a proxy’s error page into words', async () => {
    phone.answer = () => ({ status: 502, data: '<html>Bad gateway</html>' })
    const { call } = await load()
    const { problemText } = await import('../../../src/miniapp/lib/problem.ts')
    const error = await call('GET /v1/products').catch((caught: unknown) => caught)
    expect(error).toMatchObject({ code: 'UNAVAILABLE' })
    expect(problemText((error as { problem: Parameters<typeof problemText>[0] }).problem)).toBe('系统繁忙，请稍后再试')
  })
})

describe('the link that led here', () => {
  it('is read from a query, and from the scene of a mini-program code, which comes encoded', async () => {
    const { linkOf } = await import('../../../src/miniapp/lib/link.ts')
    expect(linkOf({ query: { l: 'meiShare1' } })).toBe('meiShare1')
    expect(linkOf({ query: { scene: 'l%3DmeiShare1' } })).toBe('meiShare1')
    expect(linkOf({ query: { l: 'no good!' } })).toBeUndefined()
    expect(linkOf({})).toBeUndefined()
  })

  it('is kept for seven days, and a newer one takes its place', async () => {
    const { noteLaunch, withLink } = await import('../../../src/miniapp/lib/link.ts')
    noteLaunch({ query: { l: 'meiShare1' } }, 0)
    noteLaunch({ query: { id: 'anxin-12m' } }, 1)
    expect(withLink(2)).toEqual({ linkId: 'meiShare1' })
    noteLaunch({ query: { l: 'huaShare2' } }, 3)
    expect(withLink(4)).toEqual({ linkId: 'huaShare2' })
    expect(withLink(8 * 86_400_000)).toEqual({})
  })
})
