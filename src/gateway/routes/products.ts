import type { Handlers } from './call.ts'

export const products: Handlers<'GET /v1/products' | 'GET /v1/products/:productId'> = {
  'GET /v1/products': ({ bank }) => bank.products.list(),
  'GET /v1/products/:productId': ({ bank, params, query }) => bank.products.get(params.productId, query.amount),
}
