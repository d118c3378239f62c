/**
 * Two gateways on one PostgreSQL, one outside for both. A customer's phone sends every order to both at the same moment:
 * neither the balance nor the class limit is exceeded, and an order is made once.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify from 'fastify'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { NETWORK_IDS } from '../../src/contract/networks.ts'
import type { Answer } from '../../src/contract/schema/index.ts'
import { Refused } from '../../src/demo/client.ts'
import { startSandbox } from '../../src/sandbox/sandbox.ts'
import { freshPostgresUrl } from '../support/database.ts'
import { auditBank } from '../support/ledger.ts'
import { freePort } from '../support/postgres.ts'
import { inspect } from './books.ts'
import { type Customer, customerAt, type GatewayProcess, startGatewayProcess } from './gateway.ts'

const XIUYING = { mobile: '13700137002', name: '李秀英' }
const STEP = 1_000_00
/** Class II, to others, a day. */
const DAY_LIMIT = 10_000_00
/** What the demonstration's history sent today. */
const SENT_BEFORE = 200_00

const folder = mkdtempSync(join(tmpdir(), 'minibank-gateways-'))
const closing: (() => unknown)[] = []
const gateways: GatewayProcess[] = []
let url: string
let phones: Customer[]

beforeAll(async () => {
  url = await freshPostgresUrl()
  const sandbox = await startSandbox({ directory: join(folder, 'sandbox') })
  const outside = Fastify({ forceCloseConnections: true })
  outside.register(sandbox.control, { prefix: '/sandbox' })
  const control = `${await outside.listen({ host: '127.0.0.1', port: 0 })}/sandbox`
  closing.push(
    () => sandbox.close(),
    () => outside.close(),
  )
  const bases: string[] = []
  for (let index = 0; index < 2; index++) {
    const port = String(await freePort())
    gateways.push(
      await startGatewayProcess({
        PORT: port,
        DATA_DIR: join(folder, port),
        DATABASE_URL: url,
        RATE_SESSION: '100000',
        WECHAT_URL: sandbox.urls.wechat,
        CITIZENS_URL: sandbox.urls.citizens,
        VERIFICATION_URLS: NETWORK_IDS.map((network) => `${network}:${sandbox.urls[network]}`).join(','),
        OCR_URL: sandbox.urls.ocr,
        CARDS_URL: sandbox.urls.cards,
        CORE_URL: sandbox.urls.core,
        SMS_URL: sandbox.urls.sms,
        SANDBOX_CLOCK_URL: `${control}/clock`,
      }),
    )
    bases.push(`http://127.0.0.1:${port}`)
  }
  phones = await Promise.all(bases.map((base) => customerAt(base, 'chen-hua', control)))
}, 180_000)
afterAll(async () => {
  for (const gateway of gateways) gateway.kill()
  for (const close of closing.reverse()) await close()
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

type Ends = { made: Answer<'POST /v1/transfers'>[]; refused: string[] }

/** Sends transfers of one step each, all at once and each to both gateways. How each ended, for both the same. */
async function sendAtOnce(count: number): Promise<Ends> {
  const phone = phones[0] as Customer
  const { accountId, client } = phone
  const payeeId = await client.payee(XIUYING)
  const orders = []
  for (let index = 0; index < count; index++) {
    const id = uuidv7()
    const authorisation = await phone.authorise({ kind: 'transfer', orderId: id, payeeId, amount: STEP })
    orders.push({ id, accountId, payeeId, amount: STEP, authorisation })
  }
  const ends: Ends = { made: [], refused: [] }
  await Promise.all(
    orders.map(async (body) => {
      const both = await Promise.all(
        phones.map(({ client }) =>
          client.call('POST /v1/transfers', { body }).catch((error) => {
            if (error instanceof Refused) return error.code
            throw error
          }),
        ),
      )
      expect(both[0]).toEqual(both[1])
      const end = both[0] as (typeof both)[number]
      if (typeof end === 'string') ends.refused.push(end)
      else ends.made.push(end)
    }),
  )
  return ends
}

it('the balance is spent to its last step and not beyond', async () => {
  const before = (await phones[0]?.available()) ?? 0
  const affordable = Math.floor(before / STEP)
  expect(affordable).toBe(8)
  const { made, refused } = await sendAtOnce(affordable + 4)
  expect(made).toHaveLength(affordable)
  expect(new Set(refused)).toEqual(new Set(['BALANCE_INSUFFICIENT']))
  expect(await phones[1]?.available()).toBe(before - affordable * STEP)
}, 120_000)

it('the daily limit of the class is used to its last step and not beyond', async () => {
  const phone = phones[0] as Customer
  const id = uuidv7()
  const topup = { id, accountId: phone.accountId, cardId: phone.cardId, amount: 20_000_00 }
  const authorisation = await phone.authorise({
    kind: 'topup',
    orderId: id,
    cardId: phone.cardId,
    amount: topup.amount,
  })
  expect(await phone.client.call('POST /v1/topups', { body: { ...topup, authorisation } })).toMatchObject({
    state: 'done',
  })

  const allowed = Math.floor((DAY_LIMIT - SENT_BEFORE - 8 * STEP) / STEP)
  const { made, refused } = await sendAtOnce(allowed + 4)
  expect(made).toHaveLength(allowed)
  expect(new Set(refused)).toEqual(new Set(['CLASS_LIMIT_DAY']))
}, 120_000)

it('the books are sound and sum to zero', async () => {
  for (const gateway of gateways.splice(0)) await gateway.stop()
  await inspect({ url }, async (db) => {
    expect(await auditBank(db)).toEqual([])
    expect(await db.query('SELECT sum(amount)::bigint AS total FROM ledger_postings')).toEqual([{ total: 0 }])
  })
}, 60_000)
