import { Type } from 'typebox'
import { Account, Card, ClassOne, Entry } from './accounts.ts'
import { Deposit } from './deposits.ts'
import { Product } from './products.ts'
import { Me } from './sessions.ts'
import { Amount } from './shapes.ts'

/** Everything the first screen shows, in one request. */
export const Home = Type.Object({
  me: Me,
  /** Accounts, running deposits, and the Class I account while the core tells its balance. */
  total: Amount,
  available: Amount,
  accounts: Type.Array(Account),
  classOne: Type.Union([ClassOne, Type.Null()]),
  cards: Type.Array(Card),
  deposits: Type.Array(Deposit),
  /** The latest entries over all accounts, newest first, ten at most. */
  recent: Type.Array(Entry),
  /** The shelf's first products, for someone who holds none. */
  products: Type.Array(Product),
})
