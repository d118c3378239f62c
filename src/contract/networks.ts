/**
 * The verification networks that a bank may be a member of; each asks the bank that issued a card: UnionPay's
 * account-information sharing (every bank), the alliance of the five large banks, that of twelve joint-stock banks, and a
 * regional one of city banks.
 */
export const NETWORK_IDS = ['unionpay', 'big-five', 'joint-stock', 'city-banks'] as const

export type NetworkId = (typeof NETWORK_IDS)[number]

export const isNetworkId = (text: string): text is NetworkId => (NETWORK_IDS as readonly string[]).includes(text)
