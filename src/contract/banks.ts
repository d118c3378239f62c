/**
 * Banks recognised from a card's first six digits while it is typed. The list is short on purpose: it ships in the
 * mini-program, and a card that is not in it is still asked about at the verification network.
 * Names in Chinese and English; kinds as the card networks call them. Source: the banks' own published BIN lists,
 * as commonly reprinted; a bank checks it before going live.
 */
export interface Bank {
  /** CNAPS code of the bank's head office. */
  readonly code: string
  readonly zh: string
  readonly en: string
}

const BANKS = {
  ICBC: { code: '102100099996', zh: '中国工商银行', en: 'ICBC' },
  ABC: { code: '103100000026', zh: '中国农业银行', en: 'Agricultural Bank of China' },
  BOC: { code: '104100000004', zh: '中国银行', en: 'Bank of China' },
  CCB: { code: '105100000017', zh: '中国建设银行', en: 'China Construction Bank' },
  BOCOM: { code: '301290000007', zh: '交通银行', en: 'Bank of Communications' },
  CMB: { code: '308584000013', zh: '招商银行', en: 'China Merchants Bank' },
  PSBC: { code: '403100000004', zh: '中国邮政储蓄银行', en: 'Postal Savings Bank' },
} as const satisfies Record<string, Bank>

const BINS: Readonly<Record<string, readonly [keyof typeof BANKS, 'debit' | 'credit']>> = {
  622202: ['ICBC', 'debit'],
  621226: ['ICBC', 'debit'],
  622230: ['ICBC', 'credit'],
  622848: ['ABC', 'debit'],
  621660: ['BOC', 'debit'],
  621700: ['CCB', 'debit'],
  622262: ['BOCOM', 'debit'],
  622588: ['CMB', 'debit'],
  622575: ['CMB', 'credit'],
  621799: ['PSBC', 'debit'],
}

export interface RecognisedCard {
  readonly bank: Bank
  readonly kind: 'debit' | 'credit'
}

/** The bank and kind of a card from its first six digits, or undefined when they are not in the list. */
export function recogniseCard(digits: string): RecognisedCard | undefined {
  const found = BINS[digits.slice(0, 6)]
  return found && { bank: BANKS[found[0]], kind: found[1] }
}
