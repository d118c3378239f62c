/**
 * The real gateway is killed with kill -9 at each named point while a customer's order is under way, over HTTP. After a
 * restart the customer's phone sends the same request again: exactly one order, and the same answer ever after.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Answer, Body } from '../../src/contract/schema/index.ts'
import { type Client, createClient } from '../../src/demo/client.ts'
import { freshPostgresUrl, KINDS } from '../support/database.ts'
import { auditBooks } from '../support/ledger.ts'
import { freePort } from '../support/postgres.ts'
import { inspect } from './books.ts'
import { type GatewayProcess, startGatewayProcess } from './gateway.ts'

const PIN = '258036'
const XIUYING = '13700137002'

describe.each(KINDS)('the gateway, killed (%s)', (kind) => {
  let folder: string
  let environment: Record<string, string>
  let base: string
  let gateway: GatewayProcess | undefined
  let chen: Client
  let accountId: string
  let cardId: string

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'minibank-gateway-'))
    const port = await freePort()
    base = `http://127.0.0.1:${port}`
    environment = {
      PORT: String(port),
      DATA_DIR: folder,
      ...(kind === 'postgres' ? { DATABASE_URL: await freshPostgresUrl() } : {}),
    }
    gateway = await startGatewayProcess(environment)
    chen = createClient(base)
    const codes = await fetch(`${base}/sandbox/wechat/codes`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ persona: 'chen-hua' }),
    })
    const { code } = (await codes.json()) as { code: string }
    await chen.signIn({ by: 'wechat', code })
    const { accounts, cards } = await chen.call('GET /v1/accounts', {})
    accountId = accounts[0]?.id ?? ''
    cardId = cards[0]?.id ?? ''
  }, 180_000)
  afterAll(() => {
    gateway?.kill()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  })

  async function restart(killAt?: string): Promise<void> {
    await gateway?.stop()
    gateway = undefined
    gateway = await startGatewayProcess({ ...environment, ...(killAt ? { MINIBANK_KILL_AT: killAt } : {}) })
  }

  /** Sends an order to a gateway that dies of it, starts it again and sends it twice more. The two answers. */
  async function orderThroughDeath<Told>(
    killAt: string,
    prepare: () => Promise<() => Promise<Told>>,
  ): Promise<[Told, Told]> {
    await restart(killAt)
    const send = await prepare()
    await expect(send()).rejects.toThrow('fetch failed')
    expect(await gateway?.ended).toBe('SIGKILL')
    gateway = await startGatewayProcess(environment)
    return [await send(), await send()]
  }

  const available = async () => (await chen.call('GET /v1/accounts', {})).accounts[0]?.available ?? Number.NaN
  const entriesOf = async (orderId: string) => {
    const { entries } = await chen.call('GET /v1/accounts/:accountId/entries', { params: { accountId } })
    return entries.filter((entry) => entry.orderId === orderId)
  }
  type Order = Body<'POST /v1/authorisations'>['order']
  const authorised = async (order: Order) =>
    chen.call('POST /v1/authorisations', { body: { pin: await chen.pin(PIN, 'authorise'), order } })

  for (const point of ['write.before-commit', 'write.after-commit']) {
    it(`at ${point}: the transfer is made exactly once`, async () => {
      const before = await available()
      const id = uuidv7()
      const [first, second] = await orderThroughDeath<Answer<'POST /v1/transfers'>>(point, async () => {
        const { payeeId } = await chen.call('POST /v1/payee-lookups', { body: { mobile: XIUYING } })
        const { token } = await authorised({ kind: 'transfer', orderId: id, payeeId, amount: 12_34 })
        const body = { id, accountId, payeeId, amount: 12_34, note: '午饭', authorisation: { token } }
        return () => chen.call('POST /v1/transfers', { body })
      })
      expect(first).toMatchObject({ id, amount: 12_34 })
      expect(second).toEqual(first)
      expect(await available()).toBe(before - 12_34)
      expect(await entriesOf(id)).toHaveLength(1)
    }, 240_000)
  }

  it('at topup.before-answer-stored: the card is debited and the account credited exactly once', async () => {
    const before = await available()
    const id = uuidv7()
    await orderThroughDeath<Answer<'POST /v1/topups'>>('topup.before-answer-stored', async () => {
      const { token } = await authorised({ kind: 'topup', orderId: id, cardId, amount: 100_00 })
      const body = { id, accountId, cardId, amount: 100_00, authorisation: { token } }
      return () => chen.call('POST /v1/topups', { body })
    })
    await expect
      .poll(async () => (await chen.call('GET /v1/topups/:topupId', { params: { topupId: id } })).state, {
        timeout: 60_000,
        interval: 250,
      })
      .toBe('done')
    expect(await available()).toBe(before + 100_00)
    expect(await entriesOf(id)).toHaveLength(1)
  }, 240_000)

  it('leaves sound books', async () => {
    await gateway?.stop()
    gateway = undefined
    const { DATABASE_URL: url } = environment
    expect(await inspect(url ? { url } : { directory: folder }, auditBooks)).toEqual([])
  }, 120_000)
})
