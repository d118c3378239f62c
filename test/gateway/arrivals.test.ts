/** Waiting for money over HTTP: a place of its own, given back when the caller goes and when the gateway stops. */
import { describe, expect, it, vi } from 'vitest'
import { bankWith, gatewayOf, TOKEN } from '../support/gateway.ts'

const headers = { authorization: `Bearer ${TOKEN}` }
const NOTHING = { cursor: 'a', arrivals: [] }

/** A bank whose callers wait until they are let go. */
function waitingBank() {
  const waiting = new Set<() => void>()
  const gone = vi.fn()
  const bank = bankWith({
    arrivals: {
      next: (_caller, after, signal) =>
        after === undefined
          ? Promise.resolve(NOTHING)
          : new Promise((resolve) => {
              const end = () => {
                waiting.delete(end)
                resolve(NOTHING)
              }
              waiting.add(end)
              signal.addEventListener('abort', () => {
                gone()
                end()
              })
            }),
    },
    home: { get: () => new Promise(() => {}) },
    complaints: { list: async () => ({ complaints: [] }) },
  })
  return { bank, waiting, gone }
}
const configuration = (maxInFlight: number) => ({
  production: false,
  rates: { address: 10_000, session: 10_000, signIn: 100, sms: 100 },
  trustedProxies: false as const,
  drainSeconds: 0,
  maxInFlight,
  consoleUrl: null,
})

describe('GET /v1/arrivals', () => {
  it('answers at once without a cursor, refuses one that is none, and waits with one', async () => {
    const { bank, waiting } = waitingBank()
    const gateway = await gatewayOf(bank, { configuration: configuration(100) })
    const url = await gateway.server.listen({ port: 0, host: '127.0.0.1' })
    expect(await (await fetch(`${url}/v1/arrivals`, { headers })).json()).toEqual(NOTHING)
    expect((await fetch(`${url}/v1/arrivals?after=%27--`, { headers })).status).toBe(400)
    expect((await fetch(`${url}/v1/arrivals`)).status).toBe(401)
    const asked = fetch(`${url}/v1/arrivals?after=a`, { headers })
    await vi.waitFor(() => expect(waiting.size).toBe(1))
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(waiting.size).toBe(1)
    for (const end of waiting) end()
    expect((await asked).status).toBe(200)
    await gateway.stop()
  })

  it('lets go of who has gone', async () => {
    const { bank, waiting, gone } = waitingBank()
    const gateway = await gatewayOf(bank, { configuration: configuration(100) })
    const url = await gateway.server.listen({ port: 0, host: '127.0.0.1' })
    const phone = new AbortController()
    const asked = fetch(`${url}/v1/arrivals?after=a`, { headers, signal: phone.signal }).catch((error) => error.name)
    await vi.waitFor(() => expect(waiting.size).toBe(1))
    phone.abort()
    expect(await asked).toBe('AbortError')
    await vi.waitFor(() => expect(waiting.size).toBe(0))
    expect(gone).toHaveBeenCalledTimes(1)
    await vi.waitFor(async () =>
      expect(await (await fetch(`${url}/metrics`)).text()).toContain('minibank_requests_inside{state="waiting"} 0'),
    )
    await gateway.stop()
  })

  it('is full at its bound and shuts out nobody who asks for something else', async () => {
    const { bank, waiting } = waitingBank()
    const gateway = await gatewayOf(bank, { configuration: configuration(20) })
    const url = await gateway.server.listen({ port: 0, host: '127.0.0.1' })
    // One after another: of a crowd that comes while the machine is late some are turned away at the door.
    const all: Promise<Response>[] = []
    while (all.length < 20) {
      all.push(fetch(`${url}/v1/arrivals?after=a`, { headers }))
      await vi.waitFor(() => expect(waiting.size).toBe(all.length), 15_000)
    }
    const more = await fetch(`${url}/v1/arrivals?after=a`, { headers })
    expect([more.status, ((await more.json()) as { code: string }).code]).toEqual([503, 'OVERLOADED'])
    expect(more.headers.get('retry-after')).not.toBeNull()
    expect((await fetch(`${url}/v1/complaints`, { headers })).status).toBe(200)
    for (const end of waiting) end()
    expect((await Promise.all(all)).map(({ status }) => status)).toEqual(Array(20).fill(200))
    await gateway.stop()
  })
})
