/** `/healthz`: the process lives. `/readyz`: it should be sent requests: database reachable, migrations done, not stopping. */
import type { FastifyInstance } from 'fastify'

/** Null when ready, else why not: 'database', 'migrations'. */
export type Readiness = () => Promise<'database' | 'migrations' | null>

/** A database that takes longer is not one to send customers to. */
const PATIENCE_MS = 2000

export function serveHealth(server: FastifyInstance, readiness: Readiness, isStopping: () => boolean): void {
  const config = { lane: 'always' } as const
  server.get('/healthz', { config }, async (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'alive' }),
  )
  server.get('/readyz', { config }, async (_request, reply) => {
    const why = isStopping() ? 'stopping' : await within(PATIENCE_MS, readiness)
    reply.header('cache-control', 'no-store')
    return why === null ? { status: 'ready' } : reply.status(503).send({ status: 'not-ready', why })
  })
}

async function within(milliseconds: number, readiness: Readiness): ReturnType<Readiness> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'database'>((resolve) => {
    timer = setTimeout(resolve, milliseconds, 'database')
  })
  try {
    return await Promise.race([readiness().catch(() => 'database' as const), late])
  } finally {
    clearTimeout(timer)
  }
}
