/** `npm run size`: the budgets of the architecture, measured on the built WeChat package. Over budget: exit code 1. */
import { bin, build, foreground, install } from './prepare.mjs'

await install()
await build('weapp')
process.exit(await foreground(bin('node'), ['test/bench/size.ts']))
