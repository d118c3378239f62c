/** What debits and credits do to a Class I account. */
import { isOrderRequest, type OrderRequest } from '../../connectors/core/codec.ts'
import type { Outside } from '../answering.ts'
import type { MoneyOrderKind, Reason } from '../money-orders.ts'
import type { CoreAccounts } from './accounts.ts'

const NO_ACCOUNT: Reason = { zh: '没有这个 I 类户', en: 'there is no such Class I account' }
const FROZEN: Reason = { zh: '账户已冻结', en: 'the account is frozen' }
const NOT_ENOUGH: Reason = { zh: '余额不足', en: 'the account does not have enough money' }
const NOT_NOW: Reason = { zh: '核心系统暂停受理', en: 'the core is not taking orders now' }

export const coreOrder = (
  name: 'debit' | 'credit',
  { clock }: Outside,
  accounts: CoreAccounts,
): MoneyOrderKind<OrderRequest> => ({
  system: 'core',
  name,
  request: isOrderRequest,
  account: ({ number }) => number,
  notNow: NOT_NOW,
  move({ number, amount, purpose }) {
    const account = accounts.find(number)
    if (!account) return NO_ACCOUNT
    if (account.state === 'frozen') return FROZEN
    if (name === 'debit' && account.balance < amount) return NOT_ENOUGH
    accounts.move(number, name === 'debit' ? -amount : amount, purpose, clock.now())
    return null
  },
})
