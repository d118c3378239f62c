import { recogniseCard } from '../../contract/banks.ts'
import type { NetworkId } from '../../contract/networks.ts'

/** CNAPS codes of the head offices whose cards a network knows: a few digits tell the bank. UnionPay knows every bank's. */
const MEMBERS: Readonly<Record<Exclude<NetworkId, 'unionpay'>, readonly string[]>> = {
  'big-five': ['102', '103', '104', '105', '301'],
  'joint-stock': ['302', '303', '304', '305', '306', '307', '308', '309', '310', '315', '316', '318'],
  'city-banks': ['313'],
}

/** Whether a member of the network has issued a card like this. */
export function reaches(network: NetworkId, cardNumber: string): boolean {
  if (network === 'unionpay') return true
  const code = recogniseCard(cardNumber)?.bank.code
  return code !== undefined && MEMBERS[network].some((prefix) => code.startsWith(prefix))
}
