/**
 * Serves a phone to browsers: the page, its bundle, the compiled package and the package's files.
 *
 * This file runs in Node beside the gateway, which registers it; it knows nothing of the gateway.
 */
import { createReadStream } from 'node:fs'
import { resolve } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyPluginAsync } from 'fastify'
import { type CompiledPackage, PackageError } from './compile/compiled-package.ts'
import { compilePackage, packageVersion } from './compile/package.ts'

export interface SimulatorOptions {
  /** The built WeChat package. It may not be there yet, or be built anew at any time. */
  packageDir: string
  /** What buildSimulator has written. */
  bundleDir: string
}

/**
 * The testers' page at `/`. Below `/simulator/`: `index.html` (the bare phone), `main.js`, `phone.js`, `testers.*`,
 * `package.json`, `files/*`.
 */
export const simulator: FastifyPluginAsync<SimulatorOptions> = async (server, options) => {
  const packageDir = resolve(options.packageDir)
  let compiled: { version: number; pkg: CompiledPackage } | null = null

  server.get('/', { schema: { hide: true } as object }, async (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(createReadStream(resolve(options.bundleDir, 'testers.html'))),
  )
  server.get('/simulator/package.json', { schema: { hide: true } as object }, async (_request, reply) => {
    try {
      const version = packageVersion(packageDir)
      if (compiled?.version !== version) compiled = { version, pkg: compilePackage(packageDir) }
      return reply.header('cache-control', 'no-store').send(compiled.pkg)
    } catch (error) {
      const known = error instanceof PackageError || (error as NodeJS.ErrnoException).code === 'ENOENT'
      if (!known) throw error
      return reply
        .code(503)
        .type('text/plain; charset=utf-8')
        .send((error as Error).message)
    }
  })

  await server.register(fastifyStatic, {
    root: packageDir,
    prefix: '/simulator/files/',
    decorateReply: false,
    index: false,
    cacheControl: false,
  })
  await server.register(fastifyStatic, {
    root: resolve(options.bundleDir),
    prefix: '/simulator/',
    decorateReply: false,
    cacheControl: false,
  })
}
