/** `npm start`: installs and builds what is missing, then starts everything. With MINIBANK_ENV=production only the gateway. */
import { GATEWAY } from './gateway.mjs'
import { bin, build, buildConsole, foreground, install } from './prepare.mjs'

await install()
if (process.env.MINIBANK_ENV !== 'production') await build('weapp')
await build('h5')
await buildConsole()
process.exit(await foreground(bin('node'), [...GATEWAY, ...process.argv.slice(2)]))
