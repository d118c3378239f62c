import type { Body } from '../../contract/schema/index.ts'

export type AuthorisedOrder = Body<'POST /v1/authorisations'>['order']

/** The canonical text of an order that an authorisation is bound to: another id, payee or amount is another text. */
export function orderText(order: AuthorisedOrder): string {
  switch (order.kind) {
    case 'transfer':
      return `transfer|${order.orderId}|${order.payeeId}|${order.amount}`
    case 'topup':
      return `topup|${order.orderId}|${order.cardId}|${order.amount}`
    case 'deposit':
      return `deposit|${order.orderId}|${order.productId}|${order.amount}`
    case 'withdrawal':
      return `withdrawal|${order.orderId}|${order.depositId}`
  }
}
