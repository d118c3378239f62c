/** No cap is ever passed and nothing that fits is refused: random histories around the class limits, against a model. */
import { COUNTER_LAWS } from '../../../src/bank/audit/counters.ts'
import { randomHistories } from '../histories/histories.ts'
import { history, live, RULES } from './histories.ts'

randomHistories('around the class limits', 'pass no cap, and refuse nothing that fits', {
  usual: 300,
  rules: RULES,
  laws: COUNTER_LAWS,
  history,
  live,
})
