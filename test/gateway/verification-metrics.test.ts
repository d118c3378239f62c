import { Registry } from 'prom-client'
import { expect, it } from 'vitest'
import type { VerificationNetwork } from '../../src/connectors/outside.ts'
import { watchVerification } from '../../src/gateway/verification-metrics.ts'

const network = (state: ReturnType<VerificationNetwork['state']>): VerificationNetwork => ({
  ask: () => Promise.reject(new Error('nobody asks')),
  state: () => state,
})

it('tells queries, cost, time and breaker by network', async () => {
  const registry = new Registry()
  const tell = watchVerification(registry, { unionpay: network('closed'), 'joint-stock': network('open') })
  tell({ network: 'unionpay', outcome: 'verified', ms: 60, cost: 30 })
  tell({ network: 'unionpay', outcome: 'refused', ms: 40, cost: 30 })
  tell({ network: 'joint-stock', outcome: 'unreached', ms: 2, cost: 0 })
  const lines = (await registry.metrics()).split('\n')
  for (const line of [
    'minibank_verification_queries_total{network="unionpay",outcome="verified"} 1',
    'minibank_verification_queries_total{network="joint-stock",outcome="unreached"} 1',
    'minibank_verification_cost_fen_total{network="unionpay"} 60',
    'minibank_verification_seconds_count{network="unionpay",outcome="verified"} 1',
    'minibank_verification_breaker{network="unionpay"} 0',
    'minibank_verification_breaker{network="joint-stock"} 2',
  ])
    expect(lines).toContain(line)
})
