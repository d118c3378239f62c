import { Type } from 'typebox'
import { Account, Card, Entry } from './accounts.ts'
import { Deposit } from './deposits.ts'
import { Product } from './products.ts'
import { Me } from './sessions.ts'
import { Amount } from './shapes.ts'

/** Everything the first screen shows, in one request. */
export const Home = Type.Object({
  me: Me,
  /** Accounts and running deposits together. */
  total: Amount,
  available: Amount,
  accounts: Type.Array(Account),
  cards: Type.Array(Card),
  deposits: Type.Array(Deposit),
  /** The latest entries over all accounts, newest first, ten at most. */
  recent: Type.Array(Entry),
  /** The shelf's first products, for someone who holds none. */
  products: Type.Array(Product),
})
