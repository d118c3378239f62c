/** `npm start`: installs and builds what is missing, then starts everything. With MINIBANK_ENV=production only the gateway. */
import { GATEWAY } from './gateway.mjs'
import { bin, build, buildConsole, foreground, install } from './prepare.mjs'

await install()
await build(...(process.env.MINIBANK_ENV === 'production' ? [] : ['weapp']), 'h5')
await buildConsole()
process.exit(await foreground(bin('node'), [...GATEWAY, ...process.argv.slice(2)]))
