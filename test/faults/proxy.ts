/** A TCP line between two processes that can be cut, and on which bytes can be held back. */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

export interface TcpProxy {
  readonly port: number
  /** Breaks every connection, and those that are tried in the next `ms`. */
  cut(ms: number): Promise<void>
  /** Lets no byte through for `ms`, or none that comes back from the far side; then lets them go on, or cuts. */
  hold(ms: number, how: { answersOnly: boolean; thenCut: boolean }): Promise<void>
  close(): void
}

interface Connection {
  readonly near: Socket
  readonly far: Socket
}

/** Opens a proxy on a free port of this machine to `target`, another port of it. */
export async function openProxy(target: number): Promise<TcpProxy> {
  const connections = new Set<Connection>()
  let cutting = 0
  let holding = 0
  let holdingAnswers = 0

  const server = createServer((near) => {
    if (cutting > 0) {
      near.resetAndDestroy()
      return
    }
    const far = connect(target, '127.0.0.1')
    const connection = { near, far }
    connections.add(connection)
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.setNoDelay(true)
      from.on('data', (bytes) => to.write(bytes))
      from.on('end', () => to.end())
      from.on('error', () => to.destroy())
      from.on('close', () => {
        to.end()
        connections.delete(connection)
      })
    }
    flow(connection)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  function flow({ near, far }: Connection): void {
    if (holding > 0) near.pause()
    else near.resume()
    if (holding + holdingAnswers > 0) far.pause()
    else far.resume()
  }
  function breakAll(): void {
    for (const { near, far } of connections) {
      near.resetAndDestroy()
      far.resetAndDestroy()
    }
    connections.clear()
  }

  return {
    port: (server.address() as AddressInfo).port,
    async cut(ms) {
      cutting++
      breakAll()
      await wait(ms)
      cutting--
    },
    async hold(ms, { answersOnly, thenCut }) {
      if (answersOnly) holdingAnswers++
      else holding++
      for (const connection of connections) flow(connection)
      await wait(ms)
      if (thenCut) breakAll()
      if (answersOnly) holdingAnswers--
      else holding--
      for (const connection of connections) flow(connection)
    },
    close() {
      server.close()
      breakAll()
    },
  }
}
