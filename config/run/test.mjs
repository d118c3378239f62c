/** `npm test`: installs and builds what is missing, then runs every test; `npm test -- holds` runs those whose file matches. */
import { bin, build, foreground, install } from './prepare.mjs'

await install()
await build('weapp')
await build('h5')
process.exit(await foreground(bin('vitest'), ['run', ...process.argv.slice(2)]))
