import type { CardHolder, Connectors } from '../../connectors/outside.ts'
import { recogniseCard } from '../../contract/banks.ts'
import { addDays, businessDate, startOfDate } from '../../contract/dates.ts'
import type { Queryable } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { CARD_INDEX } from '../accounts/opening.ts'
import type { PersonalClass } from '../accounts/places.ts'
import { askOutside } from '../asking.ts'
import { countAttempt } from '../attempts.ts'
import type { Clock } from '../caller.ts'
import { BankError } from '../errors.ts'
import type { Rules } from '../rules/rules.ts'

/** With so many elements the bound account must itself be Class I, or a credit card. */
export const FIFTH = 5

export interface VerifiedCard {
  readonly bankCode: string
  readonly bankName: string
  readonly kind: 'debit' | 'credit'
}

/**
 * Are card, name, ID number and mobile one person's; and is the card Class I or a credit card, where the rule of the day
 * asks that fifth element for the class? Throws CARD_UNKNOWN, CARD_MISMATCH, CARD_NOT_ELIGIBLE, OUTSIDE_UNAVAILABLE.
 * @param id the same id is the same question
 */
export async function verifyCard(
  deps: { connectors: Pick<Connectors, 'verification'>; rules: Rules; clock: Clock },
  id: string,
  holder: CardHolder,
  accountClass: PersonalClass,
): Promise<VerifiedCard> {
  const { connectors, rules, clock } = deps
  const verdict = await askOutside(() => connectors.verification.verify(id, holder))
  if (verdict.ok) {
    const { bankCode, bankName, cardClass } = verdict
    return { bankCode, bankName, kind: cardClass === 'I' ? 'debit' : 'credit' }
  }
  switch (verdict.why) {
    case 'unknown-card':
      throw new BankError('CARD_UNKNOWN', { field: 'cardNumber' })
    case 'mismatch':
      throw new BankError('CARD_MISMATCH')
    case 'not-covered':
      throw new BankError('CARD_NOT_COVERED', { field: 'cardNumber' })
    case 'not-eligible': {
      // The first four are right. A bank that nobody named is taken from the card, or the card is not taken.
      const bank = recogniseCard(holder.cardNumber)?.bank
      const elements = await rules.on('opening.elements', accountClass, businessDate(clock.now()))
      if (elements >= FIFTH || !bank) throw new BankError('CARD_NOT_ELIGIBLE', { field: 'cardNumber' })
      return { bankCode: bank.code, bankName: bank.zh, kind: 'debit' }
    }
  }
}

/**
 * Counts a question to the verification network. What it answers is about people: nobody may try names and numbers at
 * will. Throws RATE_LIMITED.
 */
export async function countVerification(
  db: Queryable,
  { sealer, rules, clock }: { sealer: Sealer; rules: Rules; clock: Clock },
  asked: { customerId: string; cardNumber: string },
): Promise<void> {
  const now = clock.now()
  const period = businessDate(now)
  const max = await rules.on('verification.day', '', period)
  for (const key of [sealer.index('person', asked.customerId), sealer.index(CARD_INDEX, asked.cardNumber)]) {
    if (!(await countAttempt(db, { name: 'verification', period, max, key }))) {
      throw new BankError('RATE_LIMITED', { retryAfter: Math.ceil((startOfDate(addDays(period, 1)) - now) / 1000) })
    }
  }
}
