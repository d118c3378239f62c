import { Type } from 'typebox'
import { Amount, BusinessDate, ProductId } from './shapes.ts'

/** A time deposit on the shelf, with what it yields worked out for an example amount. */
export const Product = Type.Object({
  id: ProductId,
  kind: Type.Literal('time-deposit'),
  name: Type.String(),
  nameEn: Type.String(),
  /** Interest a year in percent, exact decimal: '1.85'. */
  ratePercent: Type.String(),
  rateFrom: BusinessDate,
  termMonths: Type.Integer(),
  minimum: Amount,
  /** Rate in percent that an early withdrawal earns: '0.05'. */
  earlyRatePercent: Type.String(),
  insured: Type.Boolean(),
  onSale: Type.Boolean(),
  example: Type.Object({ principal: Amount, interest: Amount, from: BusinessDate, to: BusinessDate }),
})
export const ProductList = Type.Object({ products: Type.Array(Product) })
/** `amount`: the principal to work the example out for; 10,000 yuan without it. */
export const ProductQuery = Type.Object({
  amount: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000_000_000 })),
})
