/** The mini-program's H5 build under `/h5/`. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import staticFiles from '@fastify/static'
import type { FastifyInstance } from 'fastify'

/** Names with a hash of their content never change; everything else is asked for again each time, by its ETag. */
const HASHED = /[.-][0-9a-f]{8,}\.\w+$/

/** Registers the build in `directory`, if it is there. */
export async function serveH5(server: FastifyInstance, directory: string): Promise<void> {
  // Browsers ask for it by themselves; there is none, and that is no error.
  server.get('/favicon.ico', async (_request, reply) =>
    reply.status(204).header('cache-control', 'public, max-age=86400').send(),
  )
  const index = join(directory, 'index.html')
  if (!existsSync(index)) return
  const policy = contentSecurityPolicy(readFileSync(index, 'utf8'))
  server.get('/h5', async (_request, reply) => reply.redirect('/h5/'))
  await server.register(staticFiles, {
    root: resolve(directory),
    prefix: '/h5/',
    decorateReply: false,
    cacheControl: false,
    setHeaders(reply, path) {
      reply.header('cache-control', HASHED.test(basename(path)) ? 'public, max-age=31536000, immutable' : 'no-cache')
      if (path.endsWith('.html')) reply.header('content-security-policy', policy)
    },
  })
}

/**
 * Only our own code: files of this origin, and the scripts that stand in the built page itself, by their hashes.
 * Components set inline styles. Our own pages may frame it: the testers' page does.
 */
function contentSecurityPolicy(html: string): string {
  const inline = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, code = '']) => code)
  const hashes = inline.map((code) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`)
  return [
    "default-src 'none'",
    `script-src ${["'self'", ...hashes].join(' ')}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ].join('; ')
}
