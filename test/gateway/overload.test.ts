/** A crowd at the gateway: who cannot be answered in time is told so at once, the others are served, and it passes. */
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { createAdmission } from '../../src/gateway/admission.ts'
import { bankWith, gatewayOf, TOKEN } from '../support/gateway.ts'

const MOST = 16
const CROWD = 40
const ID = '01938c1e-7a5b-7c3d-8e4f-0123456789ab'
const authorization = `Bearer ${TOKEN}`

let close: (() => Promise<void>) | undefined
afterEach(async () => close?.())

/** A gateway whose bank answers nobody until `finish`, and whose door's clock stands still: this machine's speed is no matter. */
async function crowded() {
  const waiting: (() => void)[] = []
  const answer = <T>(value: T) => new Promise<T>((resolve) => waiting.push(() => resolve(value)))
  const bank = bankWith({
    complaints: { list: () => answer({ complaints: [] }) },
    sessions: { requestSmsCode: () => answer({ resendAfterSeconds: 60, expiresAt: 1 }) },
    transfers: {
      make: (_caller, order) =>
        answer({
          id: order.id,
          direction: 'out',
          state: 'done',
          reason: null,
          amount: order.amount,
          capitals: '人民币贰佰元整',
          name: '**华',
          maskedMobile: '138****8001',
          note: null,
          at: 1,
          tookMs: 1,
          returns: null,
          returnedBy: null,
        } as const),
    },
  })
  const gateway = await gatewayOf(bank, { admission: createAdmission(MOST, () => 0) })
  const address = await gateway.server.listen({ port: 0, host: '127.0.0.1' })
  close = () => gateway.stop()
  const ask = (path: string, options: RequestInit = {}) => fetch(address + path, options)
  return {
    atWork: () => waiting.length,
    finish: () => {
      for (const go of waiting.splice(0)) go()
    },
    ask,
    read: (language = 'zh-CN') => ask('/v1/complaints', { headers: { authorization, 'accept-language': language } }),
    post: (path: string, body: object) =>
      ask(path, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    figures: async () => (await ask('/metrics')).text(),
    lines: gateway.lines,
  }
}

const transfer = (authorisation: object) => ({ id: ID, accountId: ID, payeeId: ID, amount: 20_000, authorisation })
const PIN = { challengeId: ID, cipher: `V02_${'a'.repeat(200)}` }

describe('a crowd', () => {
  it('is served as far as it can be; the others are told at once, and everybody is served when it has passed', async () => {
    const { read, atWork, finish } = await crowded()
    const refused: number[] = []
    const answers = Array.from({ length: CROWD }, async () => {
      const { status } = await read()
      if (atWork() > 0) refused.push(status)
      return status
    })
    await expect.poll(() => refused).toHaveLength(CROWD - MOST)
    expect(new Set(refused)).toEqual(new Set([503]))
    expect(atWork()).toBe(MOST)

    finish()
    const statuses = await Promise.all(answers)
    expect(statuses.filter((status) => status === 200)).toHaveLength(MOST)
    const after = Array.from({ length: MOST }, () => read())
    await expect.poll(atWork).toBe(MOST)
    finish()
    for (const answer of await Promise.all(after)) expect(answer.status).toBe(200)
  })

  it('is told in its language what happened, that nothing was begun, and when to come back', async () => {
    const { read, atWork, finish } = await crowded()
    const inside = Array.from({ length: MOST }, () => read())
    await expect.poll(atWork).toBe(MOST)
    for (const [language, title] of [
      ['zh-CN', '现在办理的人太多，这次还没有受理，请稍后再试'],
      ['en', 'Too many people are here right now and nothing was begun. Try again in a moment'],
    ] as const) {
      const answer = await read(language)
      const traceId = answer.headers.get('x-trace-id')
      expect(answer.status).toBe(503)
      expect(answer.headers.get('retry-after')).toBe('2')
      expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
      expect(answer.headers.get('cache-control')).toBe('no-store')
      expect(await answer.json()).toEqual({
        type: '/errors#OVERLOADED',
        title,
        status: 503,
        code: 'OVERLOADED',
        retry: 'later',
        retryAfter: 2,
        traceId,
      })
    }
    finish()
    await Promise.all(inside)
  })

  it('does not keep those out who come to see how bad it is', async () => {
    const { read, ask, atWork, finish, figures, lines } = await crowded()
    const inside = Array.from({ length: MOST }, () => read())
    await expect.poll(atWork).toBe(MOST)
    expect((await read()).status).toBe(503)
    expect((await ask('/healthz')).status).toBe(200)
    expect((await ask('/readyz')).status).toBe(200)
    const told = await figures()
    expect(told).toContain('minibank_requests_refused_total 1\n')
    expect(told).toContain(`minibank_requests_inside{state="ours"} ${MOST}\n`)
    expect(told).toContain(`minibank_requests_limit ${MOST}\n`)
    finish()
    await Promise.all(inside)
    // One line each for those who were served; a flood at the door does not fill the log.
    expect(lines().filter(({ route }) => route === 'GET /v1/complaints')).toHaveLength(MOST)
    expect(await figures()).toContain('minibank_requests_inside{state="ours"} 0\n')
  })

  it('that has gone without waiting still has its work in the house', async () => {
    const { read, ask, atWork, finish } = await crowded()
    const leaving = new AbortController()
    const gone = Array.from({ length: MOST }, () =>
      ask('/v1/complaints', { headers: { authorization }, signal: leaving.signal }).catch(() => 'gone'),
    )
    await expect.poll(atWork).toBe(MOST)
    leaving.abort()
    expect(new Set(await Promise.all(gone))).toEqual(new Set(['gone']))
    await pause(100)
    expect((await read()).status).toBe(503)
    finish()
    const next = read()
    await expect.poll(atWork).toBe(1)
    finish()
    expect((await next).status).toBe(200)
  })
})

describe('waiting for others', () => {
  it('takes no place from those who do not: an outside system that is slow shuts out nobody else', async () => {
    const { read, post, atWork, finish } = await crowded()
    const patient = Array.from({ length: MOST }, () => post('/v1/sms-codes', { mobile: '13800138000' }))
    await expect.poll(atWork).toBe(MOST)
    expect((await post('/v1/sms-codes', { mobile: '13800138000' })).status).toBe(503)
    const other = read()
    await expect.poll(atWork).toBe(MOST + 1)
    finish()
    expect((await other).status).toBe(200)
    for (const answer of await Promise.all(patient)) expect(answer.status).toBe(200)
  })

  it('is what an order does that brings its PIN, and not one that brings an authorisation', async () => {
    const { post, atWork, finish, figures } = await crowded()
    const inside = async () =>
      [...(await figures()).matchAll(/^minibank_requests_inside\{state="(\w+)"\} (\d+)$/gm)].map((found) =>
        found.slice(1),
      )
    const orders = [transfer({ token: 'bought-before' }), transfer({ token: 'bought-before' }), transfer({ pin: PIN })]
    const answers = orders.map((order) => post('/v1/transfers', order))
    await expect.poll(atWork).toBe(3)
    expect(await inside()).toEqual([
      ['ours', '2'],
      ['patient', '1'],
      ['waiting', '0'],
    ])
    finish()
    for (const answer of await Promise.all(answers)) expect(answer.status).toBe(200)
    expect(await inside()).toEqual([
      ['ours', '0'],
      ['patient', '0'],
      ['waiting', '0'],
    ])
  })
})
