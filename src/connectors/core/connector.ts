/** The client of the bank's own core: whose a Class I account is, what is on it, and what moves it. */
import type { Channel } from '../channel.ts'
import { isOrderAnswer } from '../money/codec.ts'
import type { CoreConnector, CoreOrder } from '../outside.ts'
import { signedAsking } from '../signing/asking.ts'
import type { SignedAddress } from '../signing/exchange.ts'
import {
  type BalanceQuestion,
  type HolderQuestion,
  isBalanceAnswer,
  isHolderAnswer,
  isStatementAnswer,
  type OrderRequest,
  type StatementQuestion,
} from './codec.ts'

export function createCoreConnector(address: SignedAddress, channel: Channel): CoreConnector {
  const ask = signedAsking(address, channel)
  const order = (operation: string, path: string, { number, amount, at, purpose }: CoreOrder) => {
    const content: OrderRequest = { number, amount, at, purpose }
    return ask(operation, { method: 'PUT', path, content, answer: isOrderAnswer })
  }
  const stateOf = (operation: string, path: string) => ask(operation, { method: 'GET', path, answer: isOrderAnswer })
  const debits = (id: string) => `/debits/${encodeURIComponent(id)}`
  const credits = (id: string) => `/credits/${encodeURIComponent(id)}`

  return {
    async checkHolder({ cardNumber, name, idNumber, mobile }) {
      const content: HolderQuestion = { number: cardNumber, name, idNumber, mobile }
      const said = await ask('checkHolder', { method: 'POST', path: '/holder-checks', content, answer: isHolderAnswer })
      return said.result
    },
    async balance(number) {
      const content: BalanceQuestion = { number }
      const said = await ask('balance', { method: 'POST', path: '/balances', content, answer: isBalanceAnswer })
      return said.state === 'open' ? { balance: said.balance, available: said.available } : undefined
    },
    async statement(number, page) {
      const content: StatementQuestion = { number, ...page }
      const said = await ask('statement', { method: 'POST', path: '/statements', content, answer: isStatementAnswer })
      return said.entries
    },
    debit: (id, wanted) => order('debit', debits(id), wanted),
    debitState: (id) => stateOf('debitState', debits(id)),
    credit: (id, wanted) => order('credit', credits(id), wanted),
    creditState: (id) => stateOf('creditState', credits(id)),
  }
}
