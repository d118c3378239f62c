/** The bank's own core, as far as Class I accounts go, by the messages of connectors/core. */
import type { FastifyInstance } from 'fastify'
import {
  isBalanceQuestion,
  isHolderQuestion,
  isOrderRequest,
  isStatementQuestion,
} from '../../connectors/core/codec.ts'
import {
  type Answer,
  type Asked,
  createServer,
  json,
  malformed,
  type Operation,
  type Outside,
  readJson,
  reused,
  sharedKeySeal,
  unavailable,
} from '../answering.ts'
import type { CoreAccounts } from './accounts.ts'
import { createCoreOrders, type Direction } from './orders.ts'

export function createCoreServer(outside: Outside, key: string, accounts: CoreAccounts): FastifyInstance {
  const orders = createCoreOrders(outside, accounts)

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

  function ordersOf(direction: Direction): Operation[] {
    const path = `/${direction}s/:id`
    const carryOut = ({ id, body }: Asked, refuse: boolean): Answer => {
      const order = readJson(body, isOrderRequest)
      if (!order) return malformed()
      const said = orders.carryOut(direction, id, order, refuse)
      return said === 'reused' ? reused() : json(said, said.state)
    }
    const state = ({ id }: Asked): Answer => {
      const said = orders.state(direction, id)
      return json(said, said.state)
    }
    return [
      {
        ...{ method: 'PUT', path, name: direction },
        act: (asked) => carryOut(asked, false),
        refuse: (asked) => carryOut(asked, true),
      },
      // Whoever refuses orders still says what became of them.
      { method: 'GET', path, name: `${direction}State`, act: state, refuse: state },
    ]
  }

  return createServer(
    outside,
    'core',
    [
      { method: 'POST', path: '/holder-checks', name: 'checkHolder', act: checkHolder, refuse: unavailable },
      { method: 'POST', path: '/balances', name: 'balance', act: balance, refuse: unavailable },
      { method: 'POST', path: '/statements', name: 'statement', act: statement, refuse: unavailable },
      ...ordersOf('debit'),
      ...ordersOf('credit'),
    ],
    sharedKeySeal(key),
  )
}
