/** The bank's own core, as far as Class I accounts go, by the messages of connectors/core. */
import type { FastifyInstance } from 'fastify'
import { isBalanceQuestion, isHolderQuestion, isStatementQuestion } from '../../connectors/core/codec.ts'
import {
  type Answer,
  type Asked,
  createServer,
  json,
  malformed,
  type Outside,
  readJson,
  sharedKeySeal,
  unavailable,
} from '../answering.ts'
import { moneyOrders } from '../money-orders.ts'
import type { CoreAccounts } from './accounts.ts'
import { coreOrder } from './orders.ts'

export function createCoreServer(outside: Outside, key: string, accounts: CoreAccounts): FastifyInstance {
  function checkHolder({ body }: Asked): Answer {
    const question = readJson(body, isHolderQuestion)
    if (!question) return malformed()
    const result = accounts.check(question.number, question)
    return json({ result }, result)
  }

  function balance({ body }: Asked): Answer {
    const question = readJson(body, isBalanceQuestion)
    if (!question) return malformed()
    const account = accounts.find(question.number)
    if (!account) return json({ state: 'absent' }, 'absent')
    const { balance: fen, state } = account
    return json({ state: 'open', balance: fen, available: state === 'frozen' ? 0 : fen })
  }

  function statement({ body }: Asked): Answer {
    const question = readJson(body, isStatementQuestion)
    return question ? json({ entries: accounts.statement(question) }) : malformed()
  }

  return createServer(
    outside,
    'core',
    [
      { method: 'POST', path: '/holder-checks', name: 'checkHolder', act: checkHolder, refuse: unavailable },
      { method: 'POST', path: '/balances', name: 'balance', act: balance, refuse: unavailable },
      { method: 'POST', path: '/statements', name: 'statement', act: statement, refuse: unavailable },
      ...moneyOrders(outside, coreOrder('debit', outside, accounts)),
      ...moneyOrders(outside, coreOrder('credit', outside, accounts)),
    ],
    sharedKeySeal(key),
  )
}
