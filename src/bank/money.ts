/** Wires the capabilities that hold and move money, and their due work. */
import { createOutbox } from '../storage/outbox.ts'
import { createAccounts } from './accounts/accounts.ts'
import type { People } from './accounts/people.ts'
import type { BankDependencies } from './bank.ts'
import type { Accounts, Customers, Deposits, Home, Pins, Products, Topups, Transfers, Worker } from './capabilities.ts'
import { createDeposits } from './deposits/deposits.ts'
import { createMaturityWorker } from './deposits/maturity.ts'
import { createHome } from './home/home.ts'
import { createSmsSender } from './messages/messages.ts'
import { createProducts } from './products/products.ts'
import type { Rules } from './rules/rules.ts'
import { createSettlement } from './topups/settlement.ts'
import { createTopups, createTopupWorker } from './topups/topups.ts'
import { createTransfers } from './transfers/transfers.ts'

export interface MoneyDependencies
  extends Pick<BankDependencies, 'db' | 'core' | 'writes' | 'connectors' | 'clock' | 'sealer' | 'log' | 'reach'> {
  readonly rules: Rules
  readonly customers: Pick<Customers, 'me'> & People
  readonly pins: Pick<Pins, 'use'>
  /** How long a top-up waits for the card's bank before it answers 'processing'. */
  readonly patienceMs?: number
}

export interface Money {
  readonly accounts: Accounts
  readonly transfers: Transfers
  readonly topups: Topups
  readonly products: Products
  readonly deposits: Deposits
  readonly home: Home
  readonly workers: readonly Worker[]
}

export function createMoney(given: MoneyDependencies): Money {
  const deps = { ...given, people: given.customers }
  const accounts = createAccounts(deps)
  const products = createProducts(deps)
  const settlement = createSettlement({ ...deps, cards: given.connectors.cards })
  const sms = createSmsSender({ ...deps, sms: given.connectors.sms })
  return {
    accounts,
    products,
    transfers: createTransfers(deps),
    topups: createTopups({ ...deps, settlement }),
    deposits: createDeposits({ ...deps, products }),
    home: createHome({ ...deps, accounts, products }),
    workers: [
      createTopupWorker({ ...deps, settlement }),
      createMaturityWorker(deps),
      createOutbox({ ...deps, senders: { sms } }),
    ],
  }
}
