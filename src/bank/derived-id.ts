import { v5 } from 'uuid'

const NAMESPACE = '6d696e69-6261-5e6b-8000-000000000001'

/**
 * An id that follows from an order: of its movement in the ledger, its debit at the card system, the ledger account of a
 * deposit. Orders' ids are made by customers' phones, so two customers may send the same one; what goes into a space
 * that all share carries the owner in it. A repeat derives the same id (UUIDv5).
 */
export const derivedId = (what: string, owner: string, orderId: string): string =>
  v5(`${what}|${owner}|${orderId}`, NAMESPACE)
