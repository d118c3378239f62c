import type { Body } from '../../contract/schema/index.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { tokenHash } from '../token.ts'

type Order = Body<'POST /v1/authorisations'>['order']

/**
 * The canonical text of an order: what an authorisation is bought for. Any other payee, amount or id is another text,
 * so the authorisation is good for nothing else. It is stored in clear.
 * @param sealer for the order that names somebody by their mobile number
 */
export function orderText(order: Exclude<Order, { kind: 'claimable' }>): string
export function orderText(order: Order, sealer: Pick<Sealer, 'index'>): string
export function orderText(order: Order, sealer?: Pick<Sealer, 'index'>): string {
  switch (order.kind) {
    case 'transfer':
      return `transfer|${order.orderId}|${order.payeeId}|${order.amount}`
    case 'transfer-return':
      return `transfer-return|${order.orderId}|${order.transferId}|${order.reason}`
    case 'scheduled-transfer':
      return `scheduled-transfer|${order.orderId}|${order.payeeId}|${order.amount}|${whenText(order.when)}`
    case 'claimable': {
      const { orderId, amount, shares, mode, mobile } = order
      const text = `claimable|${orderId}|${amount}|${shares}|${mode}`
      // A hash without a key would tell the number to whoever tries them all.
      return mobile === undefined ? text : `${text}|${hex((sealer as Sealer).index('mobile', mobile))}`
    }
    case 'payment-request':
      // The token opens the request to whoever reads it, so the text has its hash.
      return `payment-request|${order.orderId}|${hex(tokenHash(order.token))}|${order.amount}`
    case 'topup':
      return `topup|${order.orderId}|${order.cardId}|${order.amount}`
    case 'card-transfer':
      return `card-transfer|${order.orderId}|${order.toId}|${order.amount}`
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
      return [
        `id-validity|${order.orderId}|${order.validUntil ?? 'lifelong'}`,
        ...(order.details ? [order.details.occupation, order.details.area] : []),
      ].join('|')
    case 'closure':
      return `closure|${order.orderId}|${order.accountId}`
    case 'agreed-limits':
      return `agreed-limits|${order.orderId}|${order.accountId}|${limitsText(order)}`
  }
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

/** When a transfer runs, as text: nobody's order of one time can be made one of another. */
export function whenText(when: Body<'POST /v1/scheduled-transfers'>['when']): string {
  if (when.arrival !== 'on-date') return when.arrival
  return when.monthly ? `${when.date} monthly` : when.date
}

/** Limits of one's own, as text. */
export const limitsText = ({
  day,
  count,
  year,
}: Pick<Body<'POST /v1/accounts/:accountId/agreed-limits'>, 'day' | 'count' | 'year'>): string =>
  [day, count, year].map((limit) => limit ?? 'none').join('|')
