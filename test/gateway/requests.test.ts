/** What a caller can send wrong before the bank is asked: each a problem of the catalogue, in their language. */
import { describe, expect, it } from 'vitest'
import { derivedId } from '../../src/bank/derived-id.ts'
import { BankError } from '../../src/bank/errors.ts'
import { OutsideError } from '../../src/connectors/outside.ts'
import { StorageUnavailable } from '../../src/storage/faults.ts'
import { bankWith, gatewayOf, TOKEN } from '../support/gateway.ts'

const ID = '01938c1e-7a5b-7c3d-8e4f-0123456789ab'
const signedIn = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' }

const TRANSFER = {
  id: ID,
  accountId: ID,
  payeeId: ID,
  amount: 20_000,
  authorisation: { token: 'bought-before' },
}

async function post(url: string, body: unknown, headers: Record<string, string> = signedIn) {
  const { server } = await gatewayOf(bankWith({}))
  const answer = await server.inject({
    method: 'POST',
    url,
    headers,
    payload: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return { status: answer.statusCode, headers: answer.headers, problem: answer.json() }
}

describe('a request that is malformed', () => {
  it('is refused when it is no JSON', async () => {
    for (const body of ['{"mobile":', 'mobile=13800138000', '"unclosed', '{"a":1}}']) {
      const { status, problem } = await post('/v1/sms-codes', body)
      expect([status, problem.code]).toEqual([400, 'REQUEST_NOT_JSON'])
    }
  })

  it('is refused when it tries to poison the prototype', async () => {
    const { problem } = await post('/v1/sms-codes', '{"__proto__":{"mobile":"13800138000"}}')
    expect(problem.code).toBe('REQUEST_NOT_JSON')
  })

  it('is refused when it is of another type than JSON', async () => {
    const { status, problem } = await post('/v1/sms-codes', 'mobile=13800138000', {
      'content-type': 'application/x-www-form-urlencoded',
    })
    expect([status, problem.code]).toEqual([400, 'REQUEST_NOT_JSON'])
  })

  it('is refused when it is larger than 64 KB', async () => {
    const { status, problem } = await post('/v1/sms-codes', { mobile: 'x'.repeat(65 * 1024) })
    expect([status, problem.code]).toEqual([413, 'REQUEST_TOO_LARGE'])
  })

  it('is refused when the body is missing', async () => {
    const { problem } = await post('/v1/sms-codes', '')
    expect(problem.code).toBe('REQUEST_INVALID')
  })

  it('names the field that has the wrong type', async () => {
    const { problem } = await post('/v1/transfers', { ...TRANSFER, note: 12 })
    expect(problem).toMatchObject({ code: 'REQUEST_INVALID', field: 'note', status: 400, retry: 'changed' })
  })

  it('names a field that the contract does not know, rather than dropping it', async () => {
    const { problem } = await post('/v1/transfers', { ...TRANSFER, ammount: 1 })
    expect(problem).toMatchObject({ code: 'REQUEST_INVALID', field: 'ammount' })
  })

  it('may not order under an id that the bank derives for its own: a share’s, a movement’s', async () => {
    const derived = derivedId('claimable-share-1', ID, ID)
    const { problem } = await post('/v1/transfers', { ...TRANSFER, id: derived })
    expect(problem).toMatchObject({ code: 'REQUEST_INVALID', field: 'id' })
  })

  it('says what is wrong with an amount by the amount’s own code', async () => {
    for (const amount of [0, -1, 100.005, '100', null, 1_000_000_000_001, Number.MAX_SAFE_INTEGER + 2]) {
      const { status, problem } = await post('/v1/transfers', { ...TRANSFER, amount })
      expect([amount, status, problem.code, problem.field]).toEqual([amount, 422, 'AMOUNT_INVALID', 'amount'])
    }
    const { amount: _, ...without } = TRANSFER
    expect((await post('/v1/transfers', without)).problem).toMatchObject({ code: 'AMOUNT_INVALID', field: 'amount' })
  })

  it('finds the faulty field inside the way of signing in that was meant', async () => {
    const bySms = await post('/v1/sessions', { by: 'sms', mobile: '12345', code: '123456' })
    expect(bySms.problem).toMatchObject({ code: 'MOBILE_INVALID', field: 'mobile' })
    const byWechat = await post('/v1/sessions', { by: 'wechat', code: '' })
    expect(byWechat.problem).toMatchObject({ code: 'REQUEST_INVALID', field: 'code' })
    const byPigeon = await post('/v1/sessions', { by: 'pigeon', code: 'x' })
    expect(byPigeon.problem).toMatchObject({ code: 'REQUEST_INVALID', field: 'by' })
  })

  it('finds it inside the authorisation that was meant', async () => {
    const pin = { challengeId: ID, cipher: 'V02_short' }
    const { problem } = await post('/v1/transfers', { ...TRANSFER, authorisation: { pin } })
    expect(problem).toMatchObject({ code: 'REQUEST_INVALID', field: 'authorisation.pin.cipher' })
  })

  it('tells a consent that was not given', async () => {
    const form = {
      id: ID,
      cardNumber: '6225881414207430',
      name: '李雷',
      idNumber: '11010119950307781X',
      mobile: '13800138000',
      class: 'II',
      occupation: 'employee',
      area: '110101',
      idValidUntil: null,
      taxResidency: 'mainland',
      consents: { agreement: true, sensitiveData: false, version: '1' },
    }
    const { problem } = await post('/v1/bindings', form)
    expect(problem).toMatchObject({ code: 'CONSENT_MISSING', field: 'consents.sensitiveData' })
    const card = await post('/v1/bindings', { ...form, cardNumber: '123' })
    expect(card.problem).toMatchObject({ code: 'CARD_INVALID', field: 'cardNumber' })
  })

  it('is refused for an id or a query that cannot be one', async () => {
    const { server } = await gatewayOf(bankWith({}))
    const get = async (url: string) => (await server.inject({ url, headers: signedIn })).json()
    expect(await get('/v1/transfers/42')).toMatchObject({ code: 'REQUEST_INVALID', field: 'transferId' })
    expect(await get(`/v1/accounts/${ID}/entries?limit=1000`)).toMatchObject({
      code: 'REQUEST_INVALID',
      field: 'limit',
    })
    expect(await get(`/v1/accounts/${ID}/entries?limit=ten`)).toMatchObject({ code: 'REQUEST_INVALID', field: 'limit' })
    expect(await get(`/v1/accounts/${ID}/entries?page=2`)).toMatchObject({ code: 'REQUEST_INVALID', field: 'page' })
  })
})

describe('an address', () => {
  it('that is unknown is not found', async () => {
    const { server } = await gatewayOf(bankWith({}))
    for (const url of ['/v1/loans', '/nothing', '/v1/%E0%A4%A', '/v1/products/x/y']) {
      const answer = await server.inject({ url })
      expect([url, answer.statusCode, answer.json().code]).toEqual([url, 404, 'NOT_FOUND'])
      expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
    }
  })

  it('that takes another method says which', async () => {
    const { server } = await gatewayOf(bankWith({}))
    const answer = await server.inject({ method: 'PUT', url: '/v1/transfers', headers: signedIn, payload: {} })
    expect([answer.statusCode, answer.json().code, answer.headers.allow]).toEqual([405, 'METHOD_NOT_ALLOWED', 'POST'])
  })
})

describe('a caller', () => {
  it('reads numbers out of the query and gets the answer as the contract has it', async () => {
    const asked: unknown[] = []
    const { server } = await gatewayOf(
      bankWith({
        accounts: {
          statement: async (...args) => {
            asked.push(args[1], args[2])
            return { entries: [], next: null }
          },
        },
      }),
    )
    const answer = await server.inject({ url: `/v1/accounts/${ID}/entries?limit=20&before=55`, headers: signedIn })
    expect(answer.json()).toEqual({ entries: [], next: null })
    expect(asked).toEqual([ID, { limit: 20, before: '55' }])
    expect(answer.headers['cache-control']).toBe('no-store')
  })

  it('may send a POST without a body where none is needed', async () => {
    const { server } = await gatewayOf(
      bankWith({
        bindings: {
          resend: async (_caller, id) => {
            throw new BankError('BINDING_EXPIRED', { params: { id } })
          },
        },
      }),
    )
    const answer = await server.inject({ method: 'POST', url: `/v1/bindings/${ID}/code`, headers: signedIn })
    expect(answer.json().code).toBe('BINDING_EXPIRED')
  })
})

describe('what the bank says', () => {
  const refusing = async (error: unknown, language = 'zh-CN') => {
    const gateway = await gatewayOf(
      bankWith({
        home: {
          get: async () => {
            throw error
          },
        },
      }),
    )
    const answer = await gateway.server.inject({
      url: '/v1/home',
      headers: { ...signedIn, 'accept-language': language },
    })
    return { answer, problem: answer.json(), lines: gateway.lines() }
  }

  it('reaches the caller in their language with its blanks filled', async () => {
    const error = new BankError('BALANCE_INSUFFICIENT', { params: { available: '12.00' }, field: 'amount' })
    const chinese = await refusing(error)
    expect(chinese.problem).toMatchObject({
      type: '/errors#BALANCE_INSUFFICIENT',
      title: '余额不足，可用 12.00 元',
      status: 422,
      field: 'amount',
      params: { available: '12.00' },
    })
    for (const language of ['en', 'en-GB,en;q=0.9', 'fr, en;q=0.8, zh;q=0.5']) {
      expect((await refusing(error, language)).problem.title).toBe('Not enough money: 12.00 CNY available')
    }
    expect((await refusing(error, 'zh-CN,zh;q=0.9,en;q=0.8')).problem.title).toMatch(/^余额/)
  })

  it('says when to come back', async () => {
    const { answer, problem } = await refusing(
      new BankError('SMS_TOO_OFTEN', { params: { seconds: 41 }, retryAfter: 41 }),
    )
    expect([answer.statusCode, answer.headers['retry-after'], problem.retryAfter]).toEqual([429, '41', 41])
  })

  it('tells an outside system that is away from a fault of ours', async () => {
    const { answer, problem } = await refusing(new OutsideError('cards', 'unreached', 'connect ECONNREFUSED'))
    expect([answer.statusCode, problem.code]).toEqual([503, 'OUTSIDE_UNAVAILABLE'])
    expect(answer.headers['retry-after']).toBeDefined()
    expect(answer.body).not.toContain('ECONNREFUSED')
  })

  it('is that it is busy when the database is away', async () => {
    const { answer, problem } = await refusing(new StorageUnavailable('timeout'))
    expect([answer.statusCode, problem.code, answer.headers['retry-after']]).toEqual([503, 'UNAVAILABLE', '2'])
  })

  it('hides what went wrong inside, and logs it under the trace id', async () => {
    const { answer, problem, lines } = await refusing(new TypeError('no such column secret_column'))
    expect([answer.statusCode, problem.code]).toEqual([500, 'INTERNAL'])
    expect(answer.body).not.toContain('secret_column')
    const line = lines.find((each) => each.traceId === problem.traceId)
    expect(line).toMatchObject({ level: 'error', status: 500, err: { type: 'TypeError' } })
  })

  it('is held to the contract: an answer with more in it than agreed is a fault, not a leak', async () => {
    const link = { id: 'meiShare1', productId: 'anxin-12m', sharedBy: null, mobile: '13600136003' }
    const gateway = await gatewayOf(bankWith({ links: { get: async () => link } }))
    const answer = await gateway.server.inject({ url: '/v1/links/meiShare1' })
    expect(answer.statusCode).toBe(500)
    expect(answer.body).not.toContain('13600136003')
  })
})
