/**
 * The short run of `npm run faults`: gateways and database are killed a few times under load, lines are cut, the outside
 * misbehaves. The laws it is judged by stand at the head of laws.ts.
 */
import { expect, it } from 'vitest'
import { accountOf } from './report.ts'
import { tryFaults } from './trial.ts'

it('after eight kills under load every law holds', async () => {
  const trial = await tryFaults({ seed: 20261123, kills: 8, say: () => {} })
  expect(accountOf(trial)).toBe('')
  // Laws hold easily where nothing happens.
  expect(trial.lines.filter(({ event }) => event === 'made').length).toBeGreaterThan(50)
  expect(trial.lines.some(({ event }) => event === 'lost')).toBe(true)
  expect([...trial.kills.keys()]).toContain('database')
}, 300_000)
