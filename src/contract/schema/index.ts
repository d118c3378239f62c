/**
 * The one table of routes, named by their own text, cut by capability below routes/. From it come the server's handlers, the mini-program's `call`
 * and OpenAPI. `auth` says who may call: anyone, or the holder of a session. `errors` are the domain codes a caller must
 * be ready for beyond the common ones (REQUEST_*, RATE_LIMITED, SESSION_*, OVERLOADED, UNAVAILABLE, INTERNAL).
 */
import type { Static, TSchema } from 'typebox'
import { ACCOUNT_ROUTES } from './routes/accounts.ts'
import { CLAIMABLE_ROUTES } from './routes/claimables.ts'
import { MONEY_ROUTES } from './routes/money.ts'
import { OPENING_ROUTES } from './routes/opening.ts'
import { PAYMENT_REQUEST_ROUTES } from './routes/payment-requests.ts'
import { PEOPLE_ROUTES } from './routes/people.ts'
import { RECEIPT_ROUTES } from './routes/receipts.ts'
import { STATEMENT_ROUTES } from './routes/statement.ts'

export const routes = {
  ...PEOPLE_ROUTES,
  ...OPENING_ROUTES,
  ...ACCOUNT_ROUTES,
  ...STATEMENT_ROUTES,
  ...RECEIPT_ROUTES,
  ...MONEY_ROUTES,
  ...CLAIMABLE_ROUTES,
  ...PAYMENT_REQUEST_ROUTES,
} as const

export type Routes = typeof routes
export type RouteName = keyof Routes
type Part<N extends RouteName, K extends string> = Routes[N] extends { readonly [P in K]: infer S extends TSchema }
  ? Static<S>
  : undefined
export type Params<N extends RouteName> = Part<N, 'params'>
export type Query<N extends RouteName> = Part<N, 'query'>
export type Body<N extends RouteName> = Part<N, 'body'>
export type Answer<N extends RouteName> = Part<N, 'answer'>
