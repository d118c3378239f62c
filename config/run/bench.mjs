/** `npm run bench -- transfers | reads | overload`: figures on this machine; `--short` for a first look, `--json` for programs. */
import { bin, foreground, install } from './prepare.mjs'

await install()
process.exit(await foreground(bin('node'), ['test/bench/bench.ts', ...process.argv.slice(2)]))
