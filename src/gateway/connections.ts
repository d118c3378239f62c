/**
 * Limits on connections: how many, how long a request may take to arrive, and how long an answer may lie untaken. A
 * client that sends a byte a second or never reads is cut, so that it holds neither a place nor memory.
 */
import type { Server } from 'node:http'
import type { Socket } from 'node:net'

export interface ConnectionLimits {
  /** Open at once; one more is closed before it is read. */
  readonly most: number
  /** For a request's head to arrive, counted from the connection or from its first byte; and for all of it. */
  readonly headMs: number
  readonly requestMs: number
  /** Longer than the usual load balancer keeps a connection (60 s), so that it never sends into one that we close. */
  readonly idleMs: number
  /** For the next piece of an answer to be taken: pieces are at most 64 KB, so slower than 2 KB a second is cut. */
  readonly untakenMs: number
  /** How often the above are looked at: what is over is cut at most this much later. */
  readonly checkMs: number
}

export const CONNECTION_LIMITS: ConnectionLimits = {
  most: 10_000,
  headMs: 10_000,
  requestMs: 15_000,
  idleMs: 72_000,
  untakenMs: 30_000,
  checkMs: 5_000,
}

/** Bytes that wait for the client, and since when no more of them were taken. */
interface Progress {
  readonly taken: number
  readonly at: number
}

/** Closes connections whose client does not read what it asked for. Node has time-outs for requests, none for answers. */
export function cutUntaken(server: Server, { untakenMs, checkMs }: ConnectionLimits): void {
  const connections = new Map<Socket, Progress>()
  server.on('connection', (socket: Socket) => {
    connections.set(socket, { taken: 0, at: performance.now() })
    socket.once('close', () => connections.delete(socket))
  })
  const check = setInterval(() => {
    const now = performance.now()
    for (const [socket, before] of connections) {
      const taken = socket.bytesWritten - socket.writableLength
      if (socket.writableLength === 0 || taken !== before.taken) connections.set(socket, { taken, at: now })
      else if (now - before.at > untakenMs) socket.destroy()
    }
  }, checkMs).unref()
  server.once('close', () => clearInterval(check))
}
