/** Builds the simulator's browser side into a folder. */
import { cp, mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const ROOM = dirname(fileURLToPath(import.meta.url))

/**
 * Writes the bare page (`index.html`, `main.js`), the testers' page (`testers.html`, `.js`, `.css`) and `phone.js` (the
 * module with createPhone).
 *
 * @param outdir made if it is not there
 */
export async function buildSimulator(outdir: string): Promise<void> {
  await mkdir(outdir, { recursive: true })
  await build({
    entryPoints: {
      main: join(ROOM, 'page/main.ts'),
      testers: join(ROOM, 'page/testers/main.tsx'),
      phone: join(ROOM, 'phone.ts'),
    },
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
  // A sheet of its own: the phone's sheets are text that goes into its shadow root.
  await build({
    entryPoints: { testers: join(ROOM, 'page/testers/testers.css') },
    outdir,
    bundle: true,
    target: 'chrome110',
    loader: { '.svg': 'dataurl' },
    minify: true,
    logLevel: 'silent',
  })
  await cp(join(ROOM, 'page/index.html'), join(outdir, 'index.html'))
  await cp(join(ROOM, 'page/testers/index.html'), join(outdir, 'testers.html'))
}
