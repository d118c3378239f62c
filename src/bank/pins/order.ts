import type { Body } from '../../contract/schema/index.ts'

/**
 * The canonical text of an order: what an authorisation is bought for. Any other payee, amount or id is another text,
 * so the authorisation is good for nothing else.
 */
export function orderText(order: Body<'POST /v1/authorisations'>['order']): string {
  switch (order.kind) {
    case 'transfer':
      return `transfer|${order.orderId}|${order.payeeId}|${order.amount}`
    case 'topup':
      return `topup|${order.orderId}|${order.cardId}|${order.amount}`
    case 'deposit':
      return `deposit|${order.orderId}|${order.productId}|${order.amount}`
    case 'withdrawal':
      return `withdrawal|${order.orderId}|${order.depositId}`
    case 'thaw':
    case 'awakening':
      return `${order.kind}|${order.orderId}`
    case 'id-validity':
      return `id-validity|${order.orderId}|${order.validUntil ?? 'lifelong'}`
    case 'closure':
      return `closure|${order.orderId}|${order.accountId}`
  }
}
