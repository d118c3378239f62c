/** Builds the simulator's browser side into a folder. */
import { cp, mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const ROOM = dirname(fileURLToPath(import.meta.url))

/**
 * Writes `index.html`, `main.js` and `phone.js` (the module with createPhone).
 *
 * @param outdir made if it is not there
 */
export async function buildSimulator(outdir: string): Promise<void> {
  await mkdir(outdir, { recursive: true })
  await build({
    entryPoints: { main: join(ROOM, 'page/main.ts'), phone: join(ROOM, 'phone.ts') },
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'chrome110',
    loader: { '.css': 'text' },
    define: { 'process.env.NODE_ENV': '"production"' },
    minify: true,
    keepNames: true,
    sourcemap: 'linked',
    logLevel: 'silent',
  })
  await cp(join(ROOM, 'page/index.html'), join(outdir, 'index.html'))
}
