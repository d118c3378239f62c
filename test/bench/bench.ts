/**
 * `npm run bench -- transfers | reads | overload | open`: figures, side by side in one run, on a PostgreSQL of its own.
 *
 *   --json    one object on standard output and nothing else
 *   --short   minutes become seconds: a first look, and CI's guard of the ratio
 *   --at-least <ratio>   of transfers: ends with 1 when the ratio to pgbench is below it
 *
 * Ends with 1 when the books are not sound after a run, whatever the figures.
 */
import { parseArgs } from 'node:util'
import { benchOpen } from './open.ts'
import { benchOverload } from './overload.ts'
import { benchReads } from './reads.ts'
import { benchTransfers } from './transfers.ts'

const BENCHES = { transfers: benchTransfers, reads: benchReads, overload: benchOverload, open: benchOpen } as const

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    short: { type: 'boolean', default: false },
    'at-least': { type: 'string' },
  },
})
const name = positionals[0] ?? 'transfers'
if (!(name in BENCHES)) {
  process.stderr.write(`which bench: ${Object.keys(BENCHES).join(', ')}?\n`)
  process.exit(1)
}
const report = await BENCHES[name as keyof typeof BENCHES]({
  short: values.short,
  tell: (line) => void process.stderr.write(`${line}\n`),
})
process.stdout.write(values.json ? `${JSON.stringify(report.figures)}\n` : `${report.table}\n`)
if (values['at-least'] !== undefined && 'http' in report.figures) {
  const { ratio } = report.figures.http
  const least = Number(values['at-least'])
  if (!(ratio >= least)) {
    process.stderr.write(`transfers were ${ratio} times pgbench, and must be at least ${least} times\n`)
    process.exitCode = 1
  }
}
