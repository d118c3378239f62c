/**
 * routes/: one file a capability. A handler decodes nothing more than the contract has, calls the bank once and gives
 * back its answer; every rule lives in bank/, every error in the catalogue.
 */
import type { Bank, Visit } from '../../bank/bank.ts'
import type { Caller } from '../../bank/caller.ts'
import type { Answer, Body, Params, Query, RouteName, Routes } from '../../contract/schema/index.ts'

/** One checked request, with the types of its route. */
export interface Call<N extends RouteName> {
  readonly bank: Bank
  readonly params: Params<N>
  readonly query: Query<N>
  readonly body: Body<N>
  readonly caller: Routes[N]['auth'] extends 'session' ? Caller : null
  readonly visit: Visit
  /** Aborted when the caller has gone. */
  readonly signal: AbortSignal
}

/** Handlers of some routes, by name. A route of the contract that has none is a type error in index.ts. */
export type Handlers<N extends RouteName> = { readonly [R in N]: (call: Call<R>) => Answer<R> | Promise<Answer<R>> }
