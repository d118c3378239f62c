/** Over real sockets: whoever sends slowly, reads nothing, sends too much or comes too often is cut, and the others are served. */
import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import type { Bank } from '../../src/bank/bank.ts'
import type { ConnectionLimits } from '../../src/gateway/connections.ts'
import { bankWith, gatewayOf, TOKEN } from '../support/gateway.ts'

const LIMITS: Partial<ConnectionLimits> = { headMs: 400, requestMs: 600, untakenMs: 400, checkMs: 100 }
/** Long enough for every limit above, on a busy machine. */
const SOON_MS = 5000
const HEAD = `Host: bank\r\nAuthorization: Bearer ${TOKEN}\r\n`
const POST = `POST /v1/complaints HTTP/1.1\r\n${HEAD}Content-Type: application/json\r\n`

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function open(bank: Bank = bankWith({}), limits: Partial<ConnectionLimits> = {}, maxInFlight = 1000) {
  const gateway = await gatewayOf(bank, { connections: { ...LIMITS, ...limits }, maxInFlight })
  let arrived = 0
  gateway.server.server.on('connection', () => arrived++)
  const address = await gateway.server.listen({ port: 0, host: '127.0.0.1' })
  closing.push(() => gateway.stop())
  return {
    address,
    /** How many have come in all; one that was cut is not forgotten. */
    arrived: () => arrived,
    connections: () =>
      new Promise<number>((tell) => gateway.server.server.getConnections((_error, count) => tell(count))),
    /** A client that never closes its own side, whatever it is told. */
    client: () => {
      const socket = connect({ port: Number(new URL(address).port), host: '127.0.0.1', allowHalfOpen: true })
      let heard = ''
      socket.setEncoding('latin1').on('data', (text) => {
        heard += text
      })
      socket.on('error', () => {})
      closing.push(() => socket.destroy())
      return { socket, heard: () => heard }
    },
  }
}

/** Sends a byte again and again until the socket closes. */
async function drip(socket: Socket, first: string): Promise<void> {
  socket.write(first)
  while (!socket.destroyed) {
    socket.write('x')
    await pause(50)
  }
}

describe('a client that sends slowly', () => {
  it.each([
    ['its head', 'GET /v1/institution HTTP/1.1\r\nHost: bank\r\nX-Slow: '],
    ['its body', `${POST}Content-Length: 1000\r\n\r\n{`],
    ['its body, in pieces of its own', `${POST}Transfer-Encoding: chunked\r\n\r\n3e8\r\n{`],
  ])('%s is told so and cut, though it never closes its side', async (_what, first) => {
    const { client, connections } = await open()
    const { socket, heard } = client()
    const dripping = drip(socket, first)
    await expect.poll(connections, { timeout: SOON_MS }).toBe(0)
    await dripping
    expect(heard()).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/)
    expect(heard()).toContain('"code":"REQUEST_TOO_SLOW"')
  })

  it('a body that was refused before it came is cut as well', async () => {
    const { client, connections } = await open()
    const { socket, heard } = client()
    const dripping = drip(socket, 'POST /v1/complaints HTTP/1.1\r\nHost: bank\r\nContent-Length: 1000\r\n\r\n{')
    await expect.poll(connections, { timeout: SOON_MS }).toBe(0)
    await dripping
    expect(heard()).toMatch(/^HTTP\/1\.1 401 /)
  })

  it('nothing at all is cut', async () => {
    const { client, connections, arrived } = await open()
    client()
    await expect.poll(arrived).toBe(1)
    await expect.poll(connections, { timeout: SOON_MS }).toBe(0)
  })

  it('holds no place: twice as many as may be at work are on their way, and others are served', async () => {
    const most = 16
    const { client, connections, address } = await open(bankWith({}), { requestMs: 20_000, headMs: 10_000 }, most)
    const clients = Array.from({ length: 2 * most }, () => client())
    // One after another: what is at the door in the same moment has to be told apart from what waits.
    for (const { socket, heard } of clients) {
      socket.write(`${POST}Expect: 100-continue\r\nContent-Length: 1000\r\n\r\n{`)
      await expect.poll(heard, { interval: 5 }).toContain('100 Continue')
    }
    expect(await connections()).toBe(2 * most)
    expect((await fetch(`${address}/v1/institution`)).status).toBe(200)
    expect(clients.filter(({ heard }) => heard().includes('503'))).toEqual([])
  })
})

describe('a client that reads nothing', () => {
  /** More than the kernel takes for a client that does not. */
  const complaints = Array.from({ length: 400 }, (_, n) => ({
    id: `01938c1e-0000-7000-8000-${String(n).padStart(12, '0')}`,
    number: String(n),
    topic: 'other' as const,
    text: '很长'.repeat(10_000),
    state: 'received' as const,
    createdAt: 1,
    answerBy: 2,
    answer: null,
    answeredAt: null,
  }))

  it('of what it asked for is cut, and the answer let go', async () => {
    const { client, connections, arrived, address } = await open(
      bankWith({ complaints: { list: async () => ({ complaints }) } }),
    )
    const { socket } = client()
    socket.pause()
    socket.write(`GET /v1/complaints HTTP/1.1\r\n${HEAD}\r\n`)
    await expect.poll(arrived).toBe(1)
    await expect.poll(connections, { timeout: SOON_MS }).toBe(0)
    expect((await fetch(`${address}/v1/institution`)).status).toBe(200)
  })

  it('and asks again and again is not listened to any more', async () => {
    let asked = 0
    const list = async () => {
      asked++
      return { complaints }
    }
    const { client, connections } = await open(bankWith({ complaints: { list } }))
    const { socket } = client()
    socket.pause()
    const asking = setInterval(() => socket.write(`GET /v1/complaints HTTP/1.1\r\n${HEAD}\r\n`), 5)
    closing.push(() => clearInterval(asking))
    await expect.poll(() => asked).toBeGreaterThan(0)
    await expect.poll(connections, { timeout: SOON_MS }).toBe(0)
    expect(asked).toBeLessThan(10)
  })

  it('while one that reads slowly gets all of it', async () => {
    const { client } = await open(bankWith({ complaints: { list: async () => ({ complaints }) } }))
    const { socket, heard } = client()
    socket.write(`GET /v1/complaints HTTP/1.1\r\n${HEAD}\r\n`)
    const reading = setInterval(() => (socket.isPaused() ? socket.resume() : socket.pause()), 20)
    closing.push(() => clearInterval(reading))
    await expect.poll(() => heard().length, { timeout: 20_000 }).toBeGreaterThan(400 * 60_000)
  })
})

describe('more connections than allowed', () => {
  it('are closed, ten times as many, and those that are there are served on', async () => {
    const most = 10
    const { client, connections } = await open(bankWith({}), { most, headMs: 10_000, requestMs: 10_000 })
    const ask = 'GET /v1/institution HTTP/1.1\r\nHost: bank\r\n\r\n'
    const answers = (heard: string) => heard.split('HTTP/1.1 200').length - 1
    const first = Array.from({ length: most }, () => client())
    await expect.poll(connections).toBe(most)
    const more = Array.from({ length: 10 * most }, () => client())
    await expect
      .poll(() => more.filter(({ socket }) => socket.readableEnded || socket.destroyed).length)
      .toBe(10 * most)
    for (const turn of [1, 2, 3]) {
      for (const { socket } of first) socket.write(ask)
      await expect.poll(() => first.map(({ heard }) => answers(heard()))).toEqual(first.map(() => turn))
    }
    expect(await connections()).toBe(most)
  })
})

describe('a huge body', () => {
  it.each([
    ['that says so', 'Content-Length: 1000000000\r\n\r\n', ''],
    ['that does not', 'Transfer-Encoding: chunked\r\n\r\n', '10000\r\n'],
  ])('%s is told so, its rest thrown away, while others are served', async (_what, header, chunk) => {
    const { client, connections, address } = await open()
    const { socket, heard } = client()
    const piece = `${chunk}${'x'.repeat(65_536)}${chunk && '\r\n'}`
    socket.write(POST + header)
    let sent = 0
    const sending = setInterval(() => {
      if (socket.writable && socket.writableLength < 1_000_000) sent += socket.write(piece) ? 1 : 0
    }, 1)
    closing.push(() => clearInterval(sending))
    await expect.poll(heard).toContain('"code":"REQUEST_TOO_LARGE"')
    expect(heard()).toMatch(/^HTTP\/1\.1 413 /)
    expect((await fetch(`${address}/v1/institution`, { headers: { connection: 'close' } })).status).toBe(200)
    await expect.poll(connections, { timeout: SOON_MS }).toBe(0)
    expect(sent).toBeLessThan(2000)
  })
})

describe('requests sent without waiting for answers', () => {
  it('are at work only as many as may be; the others are refused, and all answers come in order', async () => {
    const most = 16
    let [now, peak] = [0, 0]
    const list = async () => {
      peak = Math.max(peak, ++now)
      await pause(100)
      now--
      return { complaints: [] }
    }
    const { client } = await open(bankWith({ complaints: { list } }), {}, most)
    const { socket, heard } = client()
    socket.write(`GET /v1/complaints HTTP/1.1\r\n${HEAD}\r\n`.repeat(500))
    const statuses = () => [...heard().matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)
    await expect.poll(() => statuses().length, { timeout: SOON_MS }).toBe(500)
    expect(peak).toBe(most)
    expect(statuses().slice(0, most)).toEqual(Array(most).fill('200'))
    expect(new Set(statuses())).toEqual(new Set(['200', '503']))
  })
})
