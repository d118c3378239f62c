/** Figures of the verification networks: queries, what they cost, how long they took, and whether one is being rested. */
import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import type { BankDependencies } from '../bank/bank.ts'
import type { VerificationNetworks } from '../connectors/outside.ts'

const SECONDS = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const STATES = { closed: 0, 'half-open': 1, open: 2 } as const

/** Registers them; what is answered is told of each query when it has ended. */
export function watchVerification(
  registry: Registry,
  networks: VerificationNetworks,
): NonNullable<BankDependencies['onVerification']> {
  const registers = [registry]
  const labels = { labelNames: ['network', 'outcome'] as const, registers }
  const queries = new Counter({
    name: 'minibank_verification_queries_total',
    help: 'Queries to verification networks, by how they ended',
    ...labels,
  })
  const seconds = new Histogram({
    name: 'minibank_verification_seconds',
    help: 'Time of queries to verification networks',
    buckets: SECONDS,
    ...labels,
  })
  const cost = new Counter({
    name: 'minibank_verification_cost_fen_total',
    help: 'What the networks will charge for them, fen',
    labelNames: ['network'],
    registers,
  })
  new Gauge({
    name: 'minibank_verification_breaker',
    help: 'Circuit breaker of a verification network: 0 closed, 1 trying again, 2 open',
    labelNames: ['network'],
    registers,
    collect() {
      for (const [network, { state }] of Object.entries(networks)) this.set({ network }, STATES[state()])
    },
  })
  return ({ network, outcome, ms, cost: fen }) => {
    queries.inc({ network, outcome })
    seconds.observe({ network, outcome }, ms / 1000)
    if (fen > 0) cost.inc({ network }, fen)
  }
}
