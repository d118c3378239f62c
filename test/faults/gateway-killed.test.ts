/**
 * The real gateway is killed with kill -9 at each named point while a customer's order is under way, over HTTP. After a
 * restart the customer's phone sends the same request again: exactly one order, and the same answer ever after.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LEASE_MS } from '../../src/bank/card-orders/settling.ts'
import type { Answer } from '../../src/contract/schema/index.ts'
import { freshPostgresUrl, KINDS } from '../support/database.ts'
import { auditBank } from '../support/ledger.ts'
import { freePort } from '../support/postgres.ts'
import { inspect } from './books.ts'
import { type Customer, classOneAt, customerAt, type GatewayProcess, startGatewayProcess } from './gateway.ts'
import { testersApi } from './outside.ts'

const CHEN = 'chen-hua'
const CHEN_HUA = { mobile: '13800138001', name: '陈华' }
const GAO = 'gao-yuan'
/** Her account may not receive from others; her bank card may. */
const MEI = 'han-mei'
const XIUYING = { mobile: '13700137002', name: '李秀英' }

describe.each(KINDS)('the gateway, killed (%s)', (kind) => {
  let folder: string
  let environment: Record<string, string>
  let base: string
  let gateway: GatewayProcess | undefined
  let chen: Customer

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
    chen = await customerAt(base, CHEN)
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

  /** Until whoever died had time to finish what it had begun: others look after it then. */
  const leaseOver = () => testersApi(`${base}/sandbox`).forward(LEASE_MS)

  const entriesOf = async (orderId: string) => {
    const { accountId, client } = chen
    const { entries } = await client.call('GET /v1/accounts/:accountId/entries', { params: { accountId } })
    return entries.filter((entry) => entry.orderId === orderId)
  }
  /** What is left on the card at its own bank. */
  const onCard = async (who = CHEN): Promise<number> => {
    const told = (await (await fetch(`${base}/sandbox/personas`)).json()) as {
      personas: { id: string; cards: { balance: number }[] }[]
    }
    return told.personas.find(({ id }) => id === who)?.cards[0]?.balance ?? Number.NaN
  }

  for (const point of ['write.before-commit', 'write.after-commit']) {
    it(`at ${point}: the transfer is made exactly once`, async () => {
      const before = await chen.available()
      const id = uuidv7()
      const [first, second] = await orderThroughDeath<Answer<'POST /v1/transfers'>>(point, async () => {
        const { client, accountId } = chen
        const payeeId = await client.payee(XIUYING)
        const authorisation = await chen.authorise({ kind: 'transfer', orderId: id, payeeId, amount: 12_34 })
        const body = { id, accountId, payeeId, amount: 12_34, note: '午饭', authorisation }
        return () => client.call('POST /v1/transfers', { body })
      })
      expect(first).toMatchObject({ id, amount: 12_34 })
      expect(second).toEqual(first)
      expect(await chen.available()).toBe(before - 12_34)
      expect(await entriesOf(id)).toHaveLength(1)
    }, 240_000)
  }

  it('at topup.before-answer-stored: the card is debited and the account credited exactly once', async () => {
    const [before, cardBefore] = [await chen.available(), await onCard()]
    const id = uuidv7()
    await orderThroughDeath<Answer<'POST /v1/topups'>>('topup.before-answer-stored', async () => {
      const { client, accountId, cardId } = chen
      const authorisation = await chen.authorise({ kind: 'topup', orderId: id, cardId, amount: 100_00 })
      const body = { id, accountId, cardId, amount: 100_00, authorisation }
      return () => client.call('POST /v1/topups', { body })
    })
    await leaseOver()
    await expect
      .poll(async () => (await chen.client.call('GET /v1/topups/:topupId', { params: { topupId: id } })).state, {
        timeout: 60_000,
        interval: 250,
      })
      .toBe('done')
    expect(await chen.available()).toBe(before + 100_00)
    expect(await onCard()).toBe(cardBefore - 100_00)
    expect(await entriesOf(id)).toHaveLength(1)
  }, 240_000)

  for (const point of ['card-transfer.before-payout', 'card-transfer.before-answer-stored']) {
    it(`at ${point}: the card is paid and the account debited exactly once`, async () => {
      const id = uuidv7()
      const amount = 55_00
      const [before, cardBefore] = [await chen.available(), await onCard('li-xiuying')]
      await orderThroughDeath<Answer<'POST /v1/card-transfers'>>(point, async () => {
        const { client, accountId } = chen
        const told = { cardNumber: '6217991300012340070', name: XIUYING.name }
        const { payeeId } = await client.call('POST /v1/card-payees', { body: told })
        const authorisation = await chen.authorise({ kind: 'card-transfer', orderId: id, toId: payeeId, amount })
        const body = { id, accountId, to: { payeeId }, amount, authorisation }
        return () => client.call('POST /v1/card-transfers', { body })
      })
      await leaseOver()
      const order = { params: { cardTransferId: id } }
      await expect
        .poll(async () => (await chen.client.call('GET /v1/card-transfers/:cardTransferId', order)).state, {
          timeout: 60_000,
          interval: 250,
        })
        .toBe('done')
      expect(await chen.available()).toBe(before - amount)
      expect(await onCard('li-xiuying')).toBe(cardBefore + amount)
      expect(await entriesOf(id)).toHaveLength(1)
    }, 240_000)
  }

  for (const point of ['core-transfer.before-debit', 'core-transfer.before-answer-stored']) {
    it(`at ${point}: the core is debited and the payee credited exactly once`, async () => {
      const id = uuidv7()
      const amount = 77_00
      const [before, coreBefore] = [await chen.available(), await onCard(GAO)]
      await orderThroughDeath<Answer<'POST /v1/transfers'>>(point, async () => {
        const gao = await classOneAt(base)
        const payeeId = await gao.client.payee(CHEN_HUA)
        const authorisation = await gao.authorise({ kind: 'transfer', orderId: id, payeeId, amount })
        const body = { id, accountId: gao.accountId, payeeId, amount, authorisation }
        return () => gao.client.call('POST /v1/transfers', { body })
      })
      await leaseOver()
      const gao = await classOneAt(base)
      const transfer = { params: { transferId: id } }
      await expect
        .poll(async () => (await gao.client.call('GET /v1/transfers/:transferId', transfer)).state, {
          timeout: 60_000,
          interval: 250,
        })
        .toBe('done')
      expect(await chen.available()).toBe(before + amount)
      expect(await onCard(GAO)).toBe(coreBefore - amount)
      expect(await entriesOf(id)).toHaveLength(1)
    }, 240_000)
  }

  for (const point of ['claim.before-payout', 'claim.before-answer-stored']) {
    it(`at ${point}: the share of a card is paid to the claimant's bank card exactly once`, async () => {
      const [cardId, claimId] = [uuidv7(), uuidv7()]
      const amount = 66_00
      const [before, cardBefore] = [await chen.available(), await onCard(MEI)]
      await orderThroughDeath<Answer<'POST /v1/claimables/claims'>>(point, async () => {
        const what = { amount, shares: 1, mode: 'first' } as const
        const authorisation = await chen.authorise({ kind: 'claimable', orderId: cardId, ...what })
        const { token } = await chen.client.call('POST /v1/claimables', {
          body: { id: cardId, accountId: chen.accountId, ...what, authorisation },
        })
        const mei = await customerAt(base, MEI)
        const body = { id: claimId, token, cardId: mei.cardId }
        return () => mei.client.call('POST /v1/claimables/claims', { body })
      })
      await leaseOver()
      const card = { params: { claimableId: cardId } }
      await expect
        .poll(async () => (await chen.client.call('GET /v1/claimables/:claimableId', card)).state, {
          timeout: 60_000,
          interval: 250,
        })
        .toBe('claimed')
      expect(await chen.available()).toBe(before - amount)
      expect(await onCard(MEI)).toBe(cardBefore + amount)
    }, 240_000)
  }

  it('leaves sound books', async () => {
    await gateway?.stop()
    gateway = undefined
    const { DATABASE_URL: url } = environment
    expect(await inspect(url ? { url } : { directory: folder }, auditBank)).toEqual([])
  }, 120_000)
})
