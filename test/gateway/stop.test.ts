/** A stop loses no answer: not ready at once, what has arrived is answered, then the doors close. */
import { request } from 'node:http'
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { bankWith, gatewayOf, TOKEN } from '../support/gateway.ts'

describe('a stop', () => {
  it('answers what has arrived, refuses what comes after, and closes idle connections', async () => {
    let finish: (() => void) | undefined
    let arrived: (() => void) | undefined
    const inBank = new Promise<void>((resolve) => {
      arrived = resolve
    })
    const gateway = await gatewayOf(
      bankWith({
        complaints: {
          list: () =>
            new Promise((resolve) => {
              finish = () => resolve({ complaints: [] })
              arrived?.()
            }),
        },
      }),
    )
    const address = await gateway.server.listen({ port: 0, host: '127.0.0.1' })
    const headers = { authorization: `Bearer ${TOKEN}` }
    // One connection that has answered and stays open, one whose answer is still being worked out.
    expect((await fetch(`${address}/healthz`)).status).toBe(200)
    const slow = fetch(`${address}/v1/complaints`, { headers })
    await inBank
    const stopped = gateway.stop()
    await expect(fetch(`${address}/healthz`, { headers: { connection: 'close' } })).rejects.toThrow()
    finish?.()
    const answer = await slow
    expect([answer.status, await answer.json()]).toEqual([200, { complaints: [] }])
    await stopped
  })

  it('says not ready while a load balancer looks away', async () => {
    const gateway = await gatewayOf(bankWith({}), {
      configuration: {
        production: false,
        rates: { address: 100, session: 100, signIn: 100, sms: 100 },
        trustedProxies: false,
        drainSeconds: 1,
        maxInFlight: 1000,
        consoleUrl: null,
      },
    })
    const address = await gateway.server.listen({ port: 0, host: '127.0.0.1' })
    const stopped = gateway.stop()
    const answer = await fetch(`${address}/readyz`)
    expect([answer.status, await answer.json()]).toEqual([503, { status: 'not-ready', why: 'stopping' }])
    expect(answer.headers.get('connection')).toBe('close')
    await stopped
  })
})

describe('what is not HTTP', () => {
  it('gets a problem and no connection', async () => {
    const gateway = await gatewayOf(bankWith({}))
    await gateway.server.listen({ port: 0, host: '127.0.0.1' })
    const address = gateway.server.server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const text = await new Promise<string>((resolve, reject) => {
      let heard = ''
      const socket = connect(port, '127.0.0.1', () => socket.write('HELO bank\r\n\r\n'))
      socket.on('data', (chunk) => {
        heard += chunk
      })
      socket.on('close', () => resolve(heard))
      socket.on('error', reject)
    })
    expect(text).toMatch(/^HTTP\/1\.1 400 .*\r\n/)
    expect(text).toContain('"code":"REQUEST_INVALID"')
    await gateway.stop()
  })

  it('is told apart from a body that lies about its length', async () => {
    const gateway = await gatewayOf(bankWith({}))
    const address = new URL(await gateway.server.listen({ port: 0, host: '127.0.0.1' }))
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const call = request(
        {
          host: address.hostname,
          port: address.port,
          path: '/v1/sms-codes',
          method: 'POST',
          headers: { 'content-type': 'application/json', 'content-length': 70_000 },
        },
        (answer) => {
          resolve(answer.statusCode)
          // Else the gateway would wait for the rest of the body, as long as a request may take to arrive.
          call.destroy()
        },
      )
      call.on('error', reject)
      call.flushHeaders()
    })
    expect(status).toBe(413)
    await gateway.stop()
  })
})
