/** A member bank that the sandbox plays asks the whole gateway about an account there. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { customerAt, type GatewayProcess, startGatewayProcess } from '../faults/gateway.ts'
import { holderOf } from '../support/outside.ts'
import { freePort } from '../support/postgres.ts'

const folder = mkdtempSync(join(tmpdir(), 'minibank-member-'))
let gateway: GatewayProcess
let url: string
let accountNumber: string

beforeAll(async () => {
  const port = String(await freePort())
  url = `http://127.0.0.1:${port}`
  gateway = await startGatewayProcess({ PORT: port, DATA_DIR: folder })
  const { client } = await customerAt(url, 'chen-hua')
  const { accounts } = await client.call('GET /v1/accounts', {})
  accountNumber = accounts[0]?.number ?? ''
}, 180_000)
afterAll(async () => {
  await gateway.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function ask(changed: object = {}): Promise<object> {
  const { name, idNumber, mobile } = holderOf('chen-hua')
  const answer = await fetch(`${url}/sandbox/member/questions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ gateway: url, accountNumber, name, idNumber, mobile, ...changed }),
  })
  return (await answer.json()) as object
}

describe('a member bank', () => {
  it('hears that the account is this person’s, and of Class II, under the bank’s signature', async () => {
    expect(await ask()).toEqual({ status: 200, signed: true, verified: true, cardClass: 'II' })
  })

  it('hears that it is not another’s, and nothing of an account that is not there', async () => {
    expect(await ask({ name: '陈花' })).toEqual({ status: 200, signed: true, verified: false, why: 'mismatch' })
    const nobody = { accountNumber: '6231900000000000002' }
    expect(await ask(nobody)).toEqual({ status: 200, signed: true, verified: false, why: 'unknown-card' })
  })

  it.each([
    ['unknown-member', 403, 'MEMBER_UNKNOWN'],
    ['bad-signature', 403, 'MEMBER_SIGNATURE_INVALID'],
    ['invalid-message', 400, 'MEMBER_MESSAGE_INVALID'],
    ['old', 422, 'MEMBER_MESSAGE_STALE'],
    ['replay', 409, 'MEMBER_MESSAGE_REPLAYED'],
  ])('that does it wrongly (%s) is told what is wrong', async (wrong, status, code) => {
    expect(await ask({ wrong })).toEqual({ status, signed: false, code })
  })

  it('that floods is refused with a code of its own', async () => {
    // Eight at a time, which the door lets in on any machine; more than two minutes' worth, should a minute begin in between.
    const refused: string[] = []
    for (let sent = 0; sent < 320 && refused.length === 0; sent += 8) {
      const ends = await Promise.all(
        Array.from({ length: 8 }, () => ask() as Promise<{ status: number; code?: string }>),
      )
      refused.push(...ends.filter(({ status }) => status !== 200).map(({ status, code }) => `${status} ${code}`))
    }
    expect(new Set(refused)).toEqual(new Set(['429 MEMBER_TOO_OFTEN']))
  }, 120_000)
})

it('what the bank asked at the networks stands in the figures', async () => {
  const figures = await (await fetch(`${url}/metrics`)).text()
  expect(figures).toMatch(/minibank_verification_queries_total\{network="unionpay",outcome="verified"\} [1-9]/)
  expect(figures).toMatch(/minibank_verification_cost_fen_total\{network="unionpay"\} [1-9]/)
  expect(figures).toContain('minibank_verification_breaker{network="joint-stock"} 0')
})
