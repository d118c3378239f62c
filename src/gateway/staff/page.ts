/** The console's build under `/console/`. */
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import staticFiles from '@fastify/static'
import type { FastifyInstance } from 'fastify'

/** Names with a hash of their content never change. */
const HASHED = /-[\w-]{8}\.\w+$/
/** Stands in the built page where the nonce of each answer goes. */
const NONCE = '__NONCE__'

/** Registers the build in `directory`, if it is there. */
export async function serveConsole(server: FastifyInstance, directory: string): Promise<void> {
  const index = join(directory, 'index.html')
  if (!existsSync(index)) return
  const page = readFileSync(index, 'utf8')
  const schema = { hide: true } as object
  server.get('/console', { schema }, async (_request, reply) => reply.redirect('/console/'))
  server.get('/console/', { schema }, async (_request, reply) => {
    const nonce = randomBytes(16).toString('base64')
    reply
      .type('text/html; charset=utf-8')
      .headers({ 'cache-control': 'no-store', 'content-security-policy': contentSecurityPolicy(nonce) })
    return page.replaceAll(NONCE, nonce)
  })
  await server.register(staticFiles, {
    root: resolve(directory),
    prefix: '/console/',
    decorateReply: false,
    // The page itself only with its policy.
    allowedPath: (path) => path.startsWith('/assets/'),
    cacheControl: false,
    setHeaders(reply, path) {
      reply.header('cache-control', HASHED.test(basename(path)) ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
}

/** Our own files alone; style sheets that the components put into the page carry the nonce of this answer. No frame. */
const contentSecurityPolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
