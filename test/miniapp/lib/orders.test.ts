import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { HttpAnswer, HttpRequest } from '../../../src/miniapp/lib/platform.ts'
import { cleanPhone, NoAnswer, phone, platformOfPhone } from './phone.ts'

vi.mock('../../../src/miniapp/lib/platform.ts', () => platformOfPhone())

const customerId = '01936f5e-0000-7000-8000-0000000000aa'
const order = {
  id: '01936f5e-0000-7000-8000-000000000001',
  accountId: '01936f5e-0000-7000-8000-000000000002',
  payeeId: '01936f5e-0000-7000-8000-000000000003',
  amount: 20_000,
}
const done = { ...order, state: 'done' }
const load = () => import('../../../src/miniapp/lib/orders.ts')
const refused = (status: number, code: string): HttpAnswer => ({
  status,
  data: { type: `/errors#${code}`, title: code, status, code, retry: 'changed', traceId: 't' },
})
const kept = () => [...phone.store.keys()].filter((key) => key.startsWith('order:'))

beforeEach(() => {
  cleanPhone()
  vi.useFakeTimers()
  phone.store.set('session', { token: 'token-1', me: { customerId }, left: false })
})
/** Lets the pauses between tries go by. */
const passing = async <T>(promise: Promise<T>): Promise<T> => {
  promise.catch(() => undefined)
  await vi.advanceTimersByTimeAsync(10_000)
  return promise
}

describe('an order', () => {
  it('is stored before it is sent and forgotten once its answer is here', async () => {
    const { sendOrder } = await load()
    let atSending: string[] = []
    phone.answer = () => {
      atSending = kept()
      return { status: 200, data: done }
    }
    expect(await sendOrder('POST /v1/transfers', order, { token: 'one-time' })).toEqual(done)
    expect(atSending).toEqual([`order:${order.id}`])
    expect(kept()).toEqual([])
    expect(phone.sent[0]?.body).toEqual({ ...order, authorisation: { token: 'one-time' } })
  })

  it('whose answer was lost is found again on the next open, by the same request with the same id', async () => {
    const { sendOrder, isOpen, finishOrders } = await load()
    phone.answer = () => {
      throw new NoAnswer('offline')
    }
    const error = await passing(sendOrder('POST /v1/transfers', order, { token: 'one-time' })).catch((caught) => caught)
    expect(error).toMatchObject({ code: 'CLIENT_OFFLINE' })
    expect(isOpen(error)).toBe(true)
    expect(kept()).toHaveLength(1)

    phone.answer = () => ({ status: 200, data: done })
    const finished = await finishOrders()
    expect(finished).toEqual([{ route: 'POST /v1/transfers', id: order.id, outcome: { answer: done } }])
    expect(new Set(phone.sent.map(({ body }) => JSON.stringify(body))).size).toBe(1)
    expect(kept()).toEqual([])
  })

  it('that never arrived is refused later, for its authorisation is over: nothing moves behind a person’s back', async () => {
    const { sendOrder, finishOrders } = await load()
    phone.answer = () => {
      throw new NoAnswer('timeout')
    }
    await passing(sendOrder('POST /v1/transfers', order, { token: 'one-time' })).catch(() => undefined)
    phone.answer = () => refused(422, 'AUTHORISATION_INVALID')
    const [finished] = await finishOrders()
    expect(finished?.outcome).toMatchObject({ error: { code: 'AUTHORISATION_INVALID' } })
    expect(kept()).toEqual([])
  })

  it('that the bank is still working on is asked for again, not sent as another', async () => {
    const { sendOrder } = await load()
    let turn = 0
    phone.answer = () => (++turn < 3 ? refused(409, 'IN_PROGRESS') : { status: 200, data: done })
    expect(await passing(sendOrder('POST /v1/transfers', order, { token: 'one-time' }))).toEqual(done)
    expect(turn).toBe(3)
  })

  it('that was turned away in a crowd is sent again as it is, when the bank said', async () => {
    const { sendOrder } = await load()
    const overloaded = { ...refused(503, 'OVERLOADED') }
    overloaded.data = { ...(overloaded.data as object), retryAfter: 2 }
    const sent: unknown[] = []
    const times: number[] = []
    phone.answer = ({ body }) => {
      sent.push(body)
      times.push(Date.now())
      return sent.length < 3 ? overloaded : { status: 200, data: done }
    }
    expect(await passing(sendOrder('POST /v1/transfers', order, { token: 'one-time' }))).toEqual(done)
    expect(times.map((at) => at - (times[0] ?? 0))).toEqual([0, 2000, 6000])
    expect(new Set(sent.map((body) => JSON.stringify(body))).size).toBe(1)
    expect(kept()).toEqual([])
  })

  it.each([
    [503, 'OVERLOADED', 3],
    [503, 'UNAVAILABLE', 1],
    [408, 'REQUEST_TOO_SLOW', 1],
  ])('that got %i %s to the last is open, and kept to be asked about', async (status, code, tries) => {
    const { sendOrder, isOpen } = await load()
    let sent = 0
    phone.answer = () => {
      sent++
      return refused(status, code)
    }
    const error = await passing(sendOrder('POST /v1/transfers', order, { token: 'one-time' })).catch((caught) => caught)
    expect([sent, isOpen(error), kept().length]).toEqual([tries, true, 1])
  })

  it('that is refused is over: a corrected one gets a new id', async () => {
    const { sendOrder, isOpen } = await load()
    phone.answer = () => refused(422, 'BALANCE_INSUFFICIENT')
    const error = await sendOrder('POST /v1/transfers', order, { token: 'one-time' }).catch((caught) => caught)
    expect(isOpen(error)).toBe(false)
    expect(kept()).toEqual([])
  })

  it('of another person on the same phone is left alone', async () => {
    phone.store.set(`order:${order.id}`, {
      route: 'POST /v1/transfers',
      customerId: 'someone-else',
      order,
      authorisation: { token: 'x' },
      at: Date.now(),
    })
    phone.answer = () => ({ status: 200, data: done })
    const { finishOrders } = await load()
    expect(await finishOrders()).toEqual([])
    expect(phone.sent).toEqual([])
  })

  it('to take a deposit out names the deposit in the path and not in its content', async () => {
    const { sendOrder } = await load()
    const requests: HttpRequest[] = phone.sent
    phone.answer = () => ({ status: 200, data: {} })
    await sendOrder(
      'POST /v1/deposits/:depositId/withdrawal',
      { id: order.id, depositId: order.payeeId },
      { token: 'one-time' },
    )
    expect(requests[0]?.url).toBe(`/v1/deposits/${order.payeeId}/withdrawal`)
    expect(requests[0]?.body).toEqual({ id: order.id, authorisation: { token: 'one-time' } })
  })
})
