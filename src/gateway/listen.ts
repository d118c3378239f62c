/** Opening the door: what stands in the way is one line for the person who starts the gateway. */
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { StartError } from '../storage/faults.ts'
import type { Configuration } from './configuration.ts'

/**
 * Connections that may wait to be taken: libuv takes one a turn of the event loop. Beyond it the kernel drops them in
 * silence, and the client tries again after one second, then three; Node's own 511 are soon there in a rush.
 */
const BACKLOG = 4096

type Address = Pick<Configuration, 'host' | 'port'>

/** Throws StartError at once, rather than after the seconds that opening a database takes. */
export async function refuseTakenPort({ host, port }: Address): Promise<void> {
  const probe = createServer()
  try {
    await once(probe.listen({ host, port }), 'listening')
  } catch (error) {
    throw cannotListen(error, host, port)
  }
  await new Promise((closed) => probe.close(closed))
}

function cannotListen(error: unknown, host: string, port: number): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new StartError(`Port ${port} is in use: stop what listens there, or set PORT`)
    case 'EACCES':
      return new StartError(`Port ${port} may not be opened by this user: set PORT`)
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartError(`This machine has no address ${host}: set HOST`)
    default:
      return error
  }
}

/** Listens and answers the address at which this machine reaches it. Throws StartError. */
export async function listen(server: FastifyInstance, { host, port }: Address): Promise<string> {
  await server.listen({ host, port, backlog: BACKLOG }).catch((error) => {
    throw cannotListen(error, host, port)
  })
  const address = server.server.address()
  const actual = typeof address === 'object' && address ? address.port : port
  const reachable = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${actual}`
}
