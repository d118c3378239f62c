/** What those who run the bank see of it: log lines without personal data, figures, health. */
import { describe, expect, it } from 'vitest'
import { BankError } from '../../src/bank/errors.ts'
import { OutsideError } from '../../src/connectors/outside.ts'
import { createLog, sieve } from '../../src/gateway/logs.ts'
import { createMetrics } from '../../src/gateway/metrics.ts'
import { bankWith, CALLER, gatewayOf, TOKEN } from '../support/gateway.ts'

const PERSON = {
  name: '欧阳修平',
  mobile: '13912345678',
  idNumber: '11010119950307781X',
  cardNumber: '6225881414207430',
  note: '给妈妈的生日',
}
const ID = '01938c1e-7a5b-7c3d-8e4f-0123456789ab'
const headers = { authorization: `Bearer ${TOKEN}`, 'x-trace-id': ID }

const form = {
  id: ID,
  cardNumber: PERSON.cardNumber,
  name: PERSON.name,
  idNumber: PERSON.idNumber,
  mobile: PERSON.mobile,
  class: 'II',
  occupation: 'employee',
  area: '110101',
  idValidUntil: null,
  taxResidency: 'mainland',
  consents: { agreement: true, sensitiveData: true, version: '1' },
}

describe('the log', () => {
  it('has one line a request with the route’s template, and nothing of the person', async () => {
    const failures = [
      new Error(`no customer ${PERSON.name} with ${PERSON.mobile} and card ${PERSON.cardNumber}`),
      new OutsideError('cards', 'unknown', `unexpected answer {"idNumber":"${PERSON.idNumber}"}`),
      new BankError('CARD_MISMATCH', { cause: new Error(`${PERSON.idNumber} is not ${PERSON.name}`) }),
    ]
    const gateway = await gatewayOf(
      bankWith({
        bindings: {
          submit: async () => {
            throw failures.shift()
          },
        },
      }),
    )
    const post = (payload: object | string) =>
      gateway.server.inject({
        method: 'POST',
        url: '/v1/bindings',
        headers: { ...headers, 'content-type': 'application/json' },
        payload,
      })
    for (const _ of [1, 2, 3]) await post(form)
    await post({ ...form, mobile: `${PERSON.mobile}9` })
    await post(`{"name":"${PERSON.name}",`)
    await gateway.server.inject({ url: `/v1/products/${PERSON.mobile}?name=${PERSON.mobile}` })
    await gateway.server.inject({ url: `/v1/${PERSON.mobile}` })

    const lines = gateway.lines()
    expect(lines).toHaveLength(7)
    const text = JSON.stringify(lines)
    for (const secret of [...Object.values(PERSON), TOKEN]) expect(text).not.toContain(secret)
    expect(lines[0]).toMatchObject({
      traceId: ID,
      route: 'POST /v1/bindings',
      status: 500,
      code: 'INTERNAL',
      sessionId: CALLER.sessionId,
    })
    expect(lines.map(({ route, status }) => `${route} ${status}`)).toEqual([
      'POST /v1/bindings 500',
      'POST /v1/bindings 503',
      'POST /v1/bindings 422',
      'POST /v1/bindings 422',
      'POST /v1/bindings 400',
      'GET /v1/products/:productId 400',
      'unknown 404',
    ])
  })

  it('keeps what is logged by mistake inside, in a field and one deeper, and leaves the rest', () => {
    const lines: string[] = []
    const log = createLog('info', { write: (line) => void lines.push(line) })
    const query = Object.assign(Object.create(null), { mobile: PERSON.mobile, page: 2 })
    log.info({ token: TOKEN, query, order: { name: PERSON.name, idNumber: PERSON.idNumber, id: 7 } }, 'asked')
    expect(JSON.parse(lines.join(''))).toMatchObject({
      token: '…',
      query: { mobile: '…', page: 2 },
      order: { name: '…', idNumber: '…', id: 7 },
    })
    for (const secret of [...Object.values(PERSON), TOKEN]) expect(lines.join()).not.toContain(secret)
    expect(query.mobile).toBe(PERSON.mobile)
  })

  it('sieves what messages quote', () => {
    expect(sieve('invalid input syntax for type uuid: "李雷"')).toBe('invalid input syntax for type uuid: …')
    expect(sieve('connect ECONNREFUSED 127.0.0.1:80')).toBe('connect ECONNREFUSED 127.0.0.1:80')
    expect(sieve(`account ${ID} is not locked`)).toBe(`account ${ID} is not locked`)
    expect(sieve(`duplicate key (mobile)=(${PERSON.mobile})`)).toBe('duplicate key (mobile)=(…)')
  })
})

describe('the figures', () => {
  it('count requests by route and status, and show what the rooms offer', async () => {
    const metrics = createMetrics()
    metrics.outside('cards', 'unknown', 0.2)
    metrics.worker('outbox', 3)
    metrics.worker('outbox', null)
    metrics.watch('minibank_outbox_entries', 'Waiting', async () => 4)
    metrics.watch('minibank_database_connections', 'Pool', async () => ({ idle: 2, busy: 1 }))
    metrics.watch('minibank_broken', 'Fails', async () => Promise.reject(new Error('database away')))
    const { server } = await gatewayOf(bankWith({}), { metrics })
    await server.inject({ url: '/v1/home' })
    await server.inject({ url: `/v1/${PERSON.mobile}` })
    const page = await server.inject({ url: '/metrics' })
    expect(page.headers['content-type']).toMatch(/^text\/plain/)
    expect(page.body).toContain('minibank_http_request_seconds_count{route="GET /v1/home",status="401"} 1')
    expect(page.body).toContain('minibank_http_request_seconds_count{route="unknown",status="404"} 1')
    expect(page.body).toContain('minibank_outside_seconds_count{system="cards",outcome="unknown"} 1')
    expect(page.body).toContain('minibank_worker_runs_total{worker="outbox",outcome="failed"} 1')
    expect(page.body).toContain('minibank_worker_done_total{worker="outbox"} 3')
    expect(page.body).toContain('minibank_outbox_entries 4')
    expect(page.body).toContain('minibank_database_connections{state="idle"} 2')
    expect(page.body).not.toContain(PERSON.mobile)
  })
})

describe('health', () => {
  it('is alive and ready, or says why it is not', async () => {
    let state: 'database' | 'migrations' | null = null
    const { server } = await gatewayOf(bankWith({}), { readiness: async () => state })
    const ready = async () => {
      const answer = await server.inject({ url: '/readyz' })
      return [answer.statusCode, answer.json()]
    }
    expect(await ready()).toEqual([200, { status: 'ready' }])
    state = 'migrations'
    expect(await ready()).toEqual([503, { status: 'not-ready', why: 'migrations' }])
    expect((await server.inject({ url: '/healthz' })).json()).toEqual({ status: 'alive' })
  })

  it('is not ready when the database fails', async () => {
    const readiness = async () => Promise.reject(new Error('connection lost'))
    const { server } = await gatewayOf(bankWith({}), { readiness })
    expect((await server.inject({ url: '/readyz' })).json()).toEqual({ status: 'not-ready', why: 'database' })
  })
})
