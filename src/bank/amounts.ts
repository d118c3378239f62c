import { type Fen, MAX_ORDER_FEN } from '../contract/money.ts'
import { BankError } from './errors.ts'

/** The amount of an order: whole fen, above zero, at most MAX_ORDER_FEN. Throws AMOUNT_INVALID at field 'amount'. */
export function orderAmount(amount: number): Fen {
  if (!Number.isSafeInteger(amount) || amount <= 0 || amount > MAX_ORDER_FEN) {
    throw new BankError('AMOUNT_INVALID', { field: 'amount' })
  }
  return amount
}
