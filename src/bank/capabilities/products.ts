/** What is sold, and how it is passed on. */
import type { Answer, Body } from '../../contract/schema/index.ts'
import type { Caller } from '../caller.ts'

export interface Products {
  list(): Promise<Answer<'GET /v1/products'>>
  /** `amount`: principal in fen to work the example out for. */
  get(productId: string, amount?: number): Promise<Answer<'GET /v1/products/:productId'>>
}

export interface Deposits {
  make(caller: Caller, order: Body<'POST /v1/deposits'>): Promise<Answer<'POST /v1/deposits'>>
  list(caller: Caller): Promise<Answer<'GET /v1/deposits'>>
  get(caller: Caller, id: string): Promise<Answer<'GET /v1/deposits/:depositId'>>
  withdraw(
    caller: Caller,
    depositId: string,
    order: Body<'POST /v1/deposits/:depositId/withdrawal'>,
  ): Promise<Answer<'POST /v1/deposits/:depositId/withdrawal'>>
}

export interface Links {
  register(caller: Caller, request: Body<'POST /v1/links'>): Promise<Answer<'POST /v1/links'>>
  get(id: string): Promise<Answer<'GET /v1/links/:linkId'>>
}
