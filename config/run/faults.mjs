/** `npm run faults`: kills gateways and database under load and judges what is left; `-- --seed N --kills N` (1, 50). */
import { bin, build, foreground, install } from './prepare.mjs'

await install()
// A development gateway serves the phone as well.
await build('weapp')
process.exit(await foreground(bin('node'), ['test/faults/run.ts', ...process.argv.slice(2)]))
