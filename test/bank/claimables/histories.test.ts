/** A share is claimed once or comes back: random histories of cards in the chat, and of the worker, against a model. */
import { CLAIMABLE_LAWS } from '../../../src/bank/audit/claimables.ts'
import { COUNTER_LAWS } from '../../../src/bank/audit/counters.ts'
import { randomHistories } from '../histories/histories.ts'
import { history, live, RULES } from './histories.ts'

randomHistories('of cards in the chat', 'claim every share at most once, and give back what nobody claimed', {
  usual: 500,
  rules: RULES,
  laws: [...CLAIMABLE_LAWS, ...COUNTER_LAWS],
  history,
  live,
})
