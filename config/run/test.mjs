/** `npm test`: installs and builds what is missing, then runs every test; `npm test -- holds` runs those whose file matches. */
import { bin, build, buildConsole, foreground, install } from './prepare.mjs'

await install()
await build('weapp', 'h5')
await buildConsole()
process.exit(await foreground(bin('vitest'), ['run', ...process.argv.slice(2)]))
