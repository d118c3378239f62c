import type { EntryKind } from '../../contract/entries.ts'

/** What a line of a statement is called on paper. */
const KINDS: Readonly<Record<EntryKind, readonly [zh: string, en: string]>> = {
  topup: ['转入', 'Top-up'],
  'transfer-in': ['转给我', 'Received'],
  'transfer-out': ['转出', 'Sent'],
  'deposit-made': ['存入定期', 'Deposited'],
  'deposit-paid': ['存款取回', 'Deposit paid out'],
  'card-transfer': ['转到银行卡', 'To a bank card'],
  'claimed-to-card': ['对方收到银行卡', 'Claimed to a bank card'],
  payout: ['退回绑定的卡', 'Returned to card'],
  'to-own': ['转到我的账户', 'To my account'],
  'from-own': ['我的账户转来', 'From my account'],
  'core-in': ['入账', 'In'],
  'core-out': ['出账', 'Out'],
}

export const kindWords = (kind: EntryKind, language: 'zh' | 'en'): string => KINDS[kind][language === 'zh' ? 0 : 1]
