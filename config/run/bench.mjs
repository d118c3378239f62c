/**
 * `npm run bench -- transfers | reads | overload | open`: figures on this machine; `--short` for a first look, `--json` for
 * programs.
 */
import { bin, build, foreground, install } from './prepare.mjs'

await install()
// Its gateway is a development one, which serves the phone as well.
if (process.argv.includes('open')) await build('weapp')
process.exit(await foreground(bin('node'), ['test/bench/bench.ts', ...process.argv.slice(2)]))
