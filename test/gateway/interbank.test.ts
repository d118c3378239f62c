/** What other banks send: exact bytes in, exact bytes out, a problem for what is refused. */
import { describe, expect, it } from 'vitest'
import type { Interbank, MemberMessage } from '../../src/bank/capabilities.ts'
import { BankError } from '../../src/bank/errors.ts'
import { bankWith, gatewayOf } from '../support/gateway.ts'

const BODY = '<Document>李雷</Document>'
const HEADERS = { 'content-type': 'application/xml', 'x-sm2-signature': 'MEUC', 'x-sm2-key': '308584000013' }

type Signed = Awaited<ReturnType<Interbank['verify']>>
const NOTHING: Signed = { body: '<Document/>', headers: {} }

async function gatewayThat(verify: (message: MemberMessage) => Signed, rate = 10_000) {
  const gateway = await gatewayOf(
    bankWith({ interbank: { verify: async (message: MemberMessage) => verify(message) } }),
    {
      rates: { address: rate },
    },
  )
  const post = (payload: string | Buffer, headers: Record<string, string> = HEADERS) =>
    gateway.server.inject({ method: 'POST', url: '/interbank/acmt.023', headers, payload })
  return { ...gateway, post }
}

describe('a question of a member bank', () => {
  it('reaches the bank as it came, and its answer leaves as it is, with its signature', async () => {
    const heard: MemberMessage[] = []
    const gateway = await gatewayThat((message) => {
      heard.push(message)
      return { body: '<Document>答</Document>', headers: { 'x-sm2-signature': 'MEYC', 'x-sm2-key': '402602000018' } }
    })
    const answer = await gateway.post(BODY)
    expect(answer.statusCode).toBe(200)
    expect(answer.headers).toMatchObject({
      'content-type': 'application/xml; charset=utf-8',
      'x-sm2-signature': 'MEYC',
      'x-sm2-key': '402602000018',
      'cache-control': 'no-store',
    })
    expect(answer.rawPayload).toEqual(Buffer.from('<Document>答</Document>'))
    expect(heard).toEqual([{ body: Buffer.from(BODY), signature: 'MEUC', key: '308584000013' }])
  })

  it('that the bank refuses is answered with a problem, and nothing of it is logged', async () => {
    const gateway = await gatewayThat(() => {
      throw new BankError('MEMBER_TOO_OFTEN', { params: { seconds: 30 }, retryAfter: 30 })
    })
    const answer = await gateway.post(BODY)
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([429, '30'])
    expect(answer.json()).toMatchObject({ code: 'MEMBER_TOO_OFTEN', retryAfter: 30 })
    expect(JSON.stringify(gateway.lines())).not.toMatch(/李雷|MEUC/)
  })

  it('that is too large, or no XML, does not reach the bank', async () => {
    const gateway = await gatewayThat(() => NOTHING)
    expect((await gateway.post('x'.repeat(33 * 1024))).json()).toMatchObject({ code: 'REQUEST_TOO_LARGE' })
    const json = { ...HEADERS, 'content-type': 'application/json' }
    expect((await gateway.post('{}', json)).json()).toMatchObject({ code: 'REQUEST_NOT_JSON' })
  })

  it('from an address that floods is refused before the bank hears it', async () => {
    const gateway = await gatewayThat(() => NOTHING, 2)
    const ends = []
    for (let time = 0; time < 3; time++) ends.push((await gateway.post(BODY)).statusCode)
    expect(ends).toEqual([200, 200, 429])
  })
})
