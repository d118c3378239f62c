/** A share is paid once: random histories of requests for money, against a model. */
import { COUNTER_LAWS } from '../../../src/bank/audit/counters.ts'
import { PAYMENT_REQUEST_LAWS } from '../../../src/bank/audit/payment-requests.ts'
import { randomHistories } from '../histories/histories.ts'
import { history, live, RULES } from './histories.ts'

randomHistories('of requests for money', 'pay every share at most once, and move what was paid and nothing else', {
  usual: 500,
  rules: RULES,
  laws: [...PAYMENT_REQUEST_LAWS, ...COUNTER_LAWS],
  history,
  live,
})
