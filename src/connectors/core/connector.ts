/** The client of the bank's own core: whose a Class I account is, what is on it, and what moves it. */
import type { Channel } from '../channel.ts'
import { decodeJson } from '../http.ts'
import type { CoreConnector, CoreOrder } from '../outside.ts'
import { type SignedAddress, type SignedRequest, signedExchange } from '../signing/exchange.ts'
import {
  type BalanceQuestion,
  type HolderQuestion,
  isBalanceAnswer,
  isHolderAnswer,
  isOrderAnswer,
  isStatementAnswer,
  type OrderRequest,
  type StatementQuestion,
} from './codec.ts'

export function createCoreConnector(address: SignedAddress, channel: Channel): CoreConnector {
  const ask = <T>(
    operation: string,
    method: SignedRequest['method'],
    path: string,
    content: object | undefined,
    schema: { Check(value: unknown): value is T },
  ): Promise<T> =>
    // Every write bears the caller's id, and a question changes nothing.
    channel.call(operation, 'idempotent', async (signal) => {
      const request = { method, path, ...(content && { type: 'application/json', body: JSON.stringify(content) }) }
      return decodeJson(await signedExchange(address, request, signal), schema)
    })
  const order = (operation: string, path: string, { number, amount, at, purpose }: CoreOrder) => {
    const content: OrderRequest = { number, amount, at, purpose }
    return ask(operation, 'PUT', path, content, isOrderAnswer)
  }
  const debits = (id: string) => `/debits/${encodeURIComponent(id)}`
  const credits = (id: string) => `/credits/${encodeURIComponent(id)}`

  return {
    async checkHolder({ cardNumber, name, idNumber, mobile }) {
      const content: HolderQuestion = { number: cardNumber, name, idNumber, mobile }
      return (await ask('checkHolder', 'POST', '/holder-checks', content, isHolderAnswer)).result
    },
    async balance(number) {
      const content: BalanceQuestion = { number }
      const said = await ask('balance', 'POST', '/balances', content, isBalanceAnswer)
      return said.state === 'open' ? { balance: said.balance, available: said.available } : undefined
    },
    async statement(number, page) {
      const content: StatementQuestion = { number, ...page }
      return (await ask('statement', 'POST', '/statements', content, isStatementAnswer)).entries
    },
    debit: (id, wanted) => order('debit', debits(id), wanted),
    debitState: (id) => ask('debitState', 'GET', debits(id), undefined, isOrderAnswer),
    credit: (id, wanted) => order('credit', credits(id), wanted),
    creditState: (id) => ask('creditState', 'GET', credits(id), undefined, isOrderAnswer),
  }
}
