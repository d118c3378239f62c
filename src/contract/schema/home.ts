import { Type } from 'typebox'
import { Account, Card, ClassOne, Entry } from './accounts.ts'
import { Deposit } from './deposits.ts'
import { Product } from './products.ts'
import { Me } from './sessions.ts'
import { Amount, Uuid } from './shapes.ts'

/** A line of what came and went, and the account on whose statement it stands. */
const Recent = Type.Object({ ...Entry.properties, accountId: Uuid })

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
  /** The latest entries over all accounts, newest first, ten at most; a Class I account's while the core tells them. */
  recent: Type.Array(Recent),
  /** The shelf's first products, for someone who holds none. */
  products: Type.Array(Product),
})
