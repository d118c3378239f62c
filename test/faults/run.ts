/**
 * `npm run faults -- --seed N --kills N`: kills and disturbs what a bank stands on, and judges what is left by the laws of
 * laws.ts. A seed replays the same plan of faults and the same orders; what meets what in time differs from run to run.
 * A broken law ends it with 1, the seed, and the lines that led to it.
 */
import { parseArgs } from 'node:util'
import { accountOf, tableOf } from './report.ts'
import { tryFaults } from './trial.ts'

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, kills: { type: 'string', default: '50' } },
})
const [seed, kills] = [Number(values.seed), Number(values.kills)]
if (!Number.isSafeInteger(seed) || !Number.isSafeInteger(kills) || kills < 1) {
  process.stderr.write('faults: --seed is a whole number, --kills one from 1 on\n')
  process.exit(1)
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

const say = (line: string): void => void process.stdout.write(`${line}\n`)
say(`seed ${seed}, at least ${kills} kills`)
const trial = await tryFaults({ seed, kills, say })
say(`\n${tableOf(trial)}`)
if (trial.violations.length > 0) {
  say(`\n${accountOf(trial)}\n\nnpm run faults -- --seed ${seed} --kills ${kills} replays the plan`)
  process.exitCode = 1
}
