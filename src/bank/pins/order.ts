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
    // People's data
    case 'personal-data':
    case 'deletion':
      return `${order.kind}|${order.orderId}`
    case 'withdrawal':
      return `withdrawal|${order.orderId}|${order.depositId}`
    case 'card-binding':
    case 'pin-change':
      return `${order.kind}|${order.orderId}`
    case 'card-unbinding':
      return `card-unbinding|${order.orderId}|${order.cardId}`
    case 'card-change':
      return `card-change|${order.orderId}|${order.accountId}|${order.cardId}`
    case 'mobile-change':
      return `mobile-change|${order.orderId}|${order.proofId}`
    case 'account':
      return `account|${order.orderId}|${order.class}|${order.cardId}`
    case 'upgrade':
      return `upgrade|${order.orderId}|${order.accountId}`
    case 'thaw':
    case 'awakening':
      return `${order.kind}|${order.orderId}`
    case 'id-validity':
      return `id-validity|${order.orderId}|${order.validUntil ?? 'lifelong'}`
    case 'closure':
      return `closure|${order.orderId}|${order.accountId}`
  }
}
