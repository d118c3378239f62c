import { hash } from 'node:crypto'

const DOMAIN = 'minibank'
/** Milliseconds of a UUIDv7: its first 48 bits. */
const TIME_DIGITS = 12

/**
 * An id that follows from an order: of its movement in the ledger, its debit at the card system, the ledger account of a
 * deposit. Orders' ids are made by customers' phones, so two customers may send the same one; what goes into a space
 * that all share carries the owner in it. A repeat derives the same id.
 *
 * UUIDv8: it begins as the order's id does, so that what is made at about the same time lies side by side in an index,
 * and goes on with 72 bits of SHA-256.
 */
export function derivedId(what: string, owner: string, orderId: string): string {
  const digest = hash('sha256', `${DOMAIN}|${what}|${owner}|${orderId}`)
  const time = orderId.replaceAll('-', '').slice(0, TIME_DIGITS)
  const begin = /^[0-9a-f]{12}$/.test(time) ? time : digest.slice(-TIME_DIGITS)
  return `${begin.slice(0, 8)}-${begin.slice(8)}-8${digest.slice(0, 3)}-a${digest.slice(3, 6)}-${digest.slice(6, 18)}`
}
