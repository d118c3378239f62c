import Fastify, { type FastifyInstance } from 'fastify'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { followClock } from '../../src/sandbox/clock.ts'
import { type Outside, startOutside } from '../support/outside.ts'

let outside: Outside
let server: FastifyInstance
let url: string
beforeEach(async () => {
  outside = await startOutside()
  server = Fastify({ forceCloseConnections: true })
  server.register(outside.sandbox.control, { prefix: '/sandbox' })
  url = `${await server.listen({ host: '127.0.0.1', port: 0 })}/sandbox/clock`
})
afterEach(async () => {
  await server.close()
  await outside.close()
})

describe('a gateway in another process', () => {
  it('follows the sandbox’s clock', async () => {
    outside.forward(3_600_000)
    const clock = await followClock(url, 10)
    expect(clock.now() - Date.now()).toBeGreaterThanOrEqual(3_600_000 - 50)
    outside.forward(86_400_000)
    await vi.waitFor(() => expect(clock.now() - Date.now()).toBeGreaterThanOrEqual(86_400_000))
    clock.close()
  })

  it('keeps the offset while the sandbox is away', async () => {
    outside.forward(3_600_000)
    const clock = await followClock(url, 10)
    await server.close()
    expect(clock.now() - Date.now()).toBeGreaterThanOrEqual(3_600_000 - 50)
    clock.close()
  })

  it('does not start without it', async () => {
    await server.close()
    await expect(followClock(url)).rejects.toThrow()
  })
})
