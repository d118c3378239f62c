import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Limits } from '../../src/connectors/channel.ts'
import { MAX_ANSWER_BYTES } from '../../src/connectors/http.ts'
import { OutsideError } from '../../src/connectors/outside.ts'
import { answerSignature } from '../../src/connectors/signing/signature.ts'
import { type Outside, startOutside } from '../support/outside.ts'

let outside: Outside
const servers: Server[] = []
beforeEach(async () => {
  outside = await startOutside()
})
afterEach(async () => {
  vi.useRealTimers()
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
  }
  await outside.close()
})

const addressOf = (server: Server | undefined) => server?.address() as AddressInfo

/** A card system that does what a test wants on the wire. */
async function strange(listener: RequestListener, limits: Partial<Limits> = {}) {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const url = `http://127.0.0.1:${addressOf(server).port}`
  return outside.connect(limits, { cards: { url, key: outside.addresses.cards.key } })
}
/** An answer that its signature proves to be the card system's own. */
const signed =
  (status: number, body: string): RequestListener =>
  (request, response) => {
    const toRequest = String(request.headers['x-signature'])
    response.statusCode = status
    response.setHeader('x-signature', answerSignature(outside.addresses.cards.key, toRequest, status, body))
    response.end(body)
  }
const failure = async (call: Promise<unknown>) => {
  const error = await call.catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(OutsideError)
  return error as OutsideError
}

describe('a try', () => {
  it('that is cut off may have acted, and is repeated since it bears an id', async () => {
    let tries = 0
    const { cards } = await strange((request, response) => {
      if (++tries < 3) request.socket.destroy()
      else signed(200, '{"state":"done"}')(request, response)
    })
    expect(await cards.debitState('d1')).toEqual({ state: 'done' })
    expect(tries).toBe(3)
  })

  it('that may have acted makes the whole call unknown, though the last try said no', async () => {
    let tries = 0
    const { cards } = await strange((request, response) => {
      if (++tries === 1) request.socket.destroy()
      else signed(400, '{}')(request, response)
    })
    expect(await failure(cards.debitState('d1'))).toMatchObject({ effect: 'unknown' })
    expect(tries).toBe(2)
  })

  it.each([
    ['of 10 MB', 200, 'x'.repeat(10 * 1024 * 1024)],
    ['just over the limit', 200, 'x'.repeat(MAX_ANSWER_BYTES + 1)],
    ['that is no JSON', 200, '<html>13800138000</html>'],
    ['of another form', 200, '{"state":"perhaps"}'],
    ['of a failing server', 500, '{"state":"done"}'],
  ])('with an answer %s is broken, and quotes nothing of it', async (_what, status, body) => {
    const { cards, lines, calls } = await strange(signed(status, body), { retries: 0 })
    const error = await failure(cards.debitState('d1'))
    expect(error.effect).toBe('unknown')
    expect(calls).toMatchObject([{ outcome: 'broken' }])
    expect(JSON.stringify([lines, error.message, error.stack])).not.toMatch(/13800138000|perhaps|xxx/)
  })

  it('whose answer is not signed, or was given to another question, is not believed', async () => {
    const unsigned = await strange((_request, response) => response.end('{"state":"done"}'), { retries: 0 })
    expect(await failure(unsigned.cards.debitState('d1'))).toMatchObject({ effect: 'unknown' })
    let earlier: string | undefined
    const replayed = await strange(
      (request, response) => {
        earlier ??= String(request.headers['x-signature'])
        const body = '{"state":"done"}'
        response.setHeader('x-signature', answerSignature(outside.addresses.cards.key, earlier, 200, body))
        response.end(body)
      },
      { retries: 0 },
    )
    expect(await replayed.cards.debitState('d1')).toEqual({ state: 'done' })
    expect(await failure(replayed.cards.debitState('d2'))).toMatchObject({ effect: 'unknown' })
  })

  it('is never redirected: nobody’s data goes to a place that was not configured', async () => {
    let elsewhere = 0
    const other = await strange(() => elsewhere++)
    expect(other.calls).toEqual([])
    const { port } = addressOf(servers[0])
    const { cards } = await strange((_request, response) => {
      response.writeHead(307, { location: `http://127.0.0.1:${port}/` }).end()
    })
    await failure(cards.debit('d1', { agreementNo: 'A1', amount: 1, at: 0 }))
    expect(elsewhere).toBe(0)
  })
})

describe('the circuit breaker', () => {
  it('opens after five failures in a row, sends nothing then, and closes when a call goes well again', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
    let healthy = false
    let asked = 0
    const { cards, calls, lines } = await strange(
      (request, response) => {
        asked++
        signed(healthy ? 200 : 500, '{"state":"absent"}')(request, response)
      },
      { retries: 0, breakAfter: 5, halfOpenAfterMs: 5000 },
    )
    for (let i = 0; i < 5; i++) await failure(cards.debitState('d1'))
    expect(asked).toBe(5)
    healthy = true
    expect(await failure(cards.debitState('d1'))).toMatchObject({ effect: 'unreached' })
    expect(asked).toBe(5)
    expect(calls.at(-1)?.outcome).toBe('breaker-open')

    vi.setSystemTime(Date.now() + 5000)
    expect(await cards.debitState('d1')).toEqual({ state: 'absent' })
    expect(await cards.debitState('d1')).toEqual({ state: 'absent' })
    expect(lines.map(({ message }) => message).filter((message) => message.startsWith('circuit'))).toEqual([
      'circuit breaker opened',
      'circuit breaker closed',
    ])
  })

  it('stays open when the trial fails', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
    let asked = 0
    const { cards } = await strange(
      (request, response) => {
        asked++
        signed(500, '')(request, response)
      },
      { retries: 0, breakAfter: 2, halfOpenAfterMs: 5000 },
    )
    for (let i = 0; i < 3; i++) await failure(cards.debitState('d1'))
    vi.setSystemTime(Date.now() + 5000)
    for (let i = 0; i < 3; i++) await failure(cards.debitState('d1'))
    expect(asked).toBe(3)
  })

  it('of one system leaves the others alone', async () => {
    await outside.fault('sms', 'silent')
    const { sms, cards, calls } = outside.connect({ timeoutMs: 50 })
    for (let i = 0; i < 6; i++) await failure(sms.send(`m${i}`, { mobile: '13800138000', text: '【迷你银行】您好' }))
    expect(calls.at(-1)?.outcome).toBe('breaker-open')
    expect(await cards.debitState('d1')).toEqual({ state: 'absent' })
  })

  it('is not opened by requests that the system calls wrong', async () => {
    const { cards, calls } = await strange(signed(400, '{}'))
    for (let i = 0; i < 10; i++) expect(await failure(cards.debitState('d1'))).toMatchObject({ effect: 'unreached' })
    expect(calls.every(({ outcome }) => outcome === 'rejected')).toBe(true)
  })
})

describe('too many calls at once', () => {
  it('are turned away, not piled up', async () => {
    const waiting: (() => void)[] = []
    const { cards, calls } = await strange(
      (request, response) => void waiting.push(() => signed(200, '{"state":"absent"}')(request, response)),
      { concurrent: 2, retries: 0 },
    )
    const five = Array.from({ length: 5 }, () => cards.debitState('d1').catch((error: OutsideError) => error.effect))
    expect(await five[4]).toBe('unreached')
    expect(calls).toMatchObject([{ outcome: 'overloaded' }])
    for (const wanted of [2, 4]) {
      await vi.waitFor(() => expect(waiting).toHaveLength(wanted))
      for (const answer of waiting.slice(wanted - 2)) answer()
    }
    expect(await Promise.all(five)).toEqual([...Array(4).fill({ state: 'absent' }), 'unreached'])
  })
})
