/**
 * bank/home/: everything the first screen shows, in one answer. It adds up what the other capabilities tell; the number of
 * queries grows with a customer's accounts (ten at most), never with their history.
 */
import type { Database } from '../../storage/database.ts'
import type { AccountsAndHistory } from '../accounts/accounts.ts'
import type { Clock } from '../caller.ts'
import type { Customers, Home, Products } from '../capabilities.ts'
import { runningDepositsOf, shownDeposit } from '../deposits/records.ts'

/** Lines of 'what came in and from whom'. */
const RECENT = 10
/** Products for someone who holds none. */
const SHELF = 4

interface HomeDependencies {
  readonly db: Database
  readonly clock: Clock
  readonly customers: Pick<Customers, 'me'>
  readonly accounts: AccountsAndHistory
  readonly products: Products
}

export function createHome({ db, clock, customers, accounts, products }: HomeDependencies): Home {
  return {
    async get(caller) {
      // What is closed is history: it stands on the page of accounts, not on the first screen.
      const held = accounts.list(caller).then(({ accounts: all, classOne, cards }) => ({
        accounts: all.filter(({ status }) => status !== 'closed'),
        classOne,
        cards,
      }))
      const [me, { accounts: own, classOne, cards }, recent, running, shelf] = await Promise.all([
        customers.me(caller),
        held,
        held.then((list) => accounts.recent(caller, list, RECENT)),
        runningDepositsOf(db, caller.customerId),
        products.list(),
      ])
      const deposits = running.map((record) => shownDeposit(record, clock.now()))
      const inAccounts = own.reduce((sum, account) => sum + account.balance, 0)
      const inDeposits = deposits.reduce((sum, deposit) => sum + deposit.principal, 0)
      return {
        me,
        total: inAccounts + inDeposits + (classOne?.balance ?? 0),
        available: own.reduce((sum, account) => sum + account.available, 0),
        accounts: own,
        classOne,
        cards,
        deposits,
        recent,
        products: shelf.products.filter((product) => product.onSale).slice(0, SHELF),
      }
    },
  }
}
