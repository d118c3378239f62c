import { businessDate } from '../../contract/dates.ts'
import { BankError } from '../errors.ts'
import type { OpeningScreening } from '../screening/screening.ts'
import { checkEligible } from './eligibility.ts'
import type { BindingForm } from './form.ts'
import { type BindingRow, formOf, hasExpired, releaseBinding, takeBinding } from './records.ts'
import { isFinal, type SubmissionDependencies, sendCode } from './submission.ts'
import type { VerifiedCard } from './verification.ts'

/** The way of a binding that people look at before it goes on: it is held with what was verified, and resumed later. */
export function createReview(deps: SubmissionDependencies & { readonly screening: OpeningScreening }) {
  const { db, sealer, clock, rules, screening } = deps

  /** Whether the binding may go on; false when it is under review now. Throws OPENING_RESTRICTED, OPENING_DECLINED. */
  async function admit(row: BindingRow, form: BindingForm, card: VerifiedCard): Promise<boolean> {
    await db.query(
      'update bindings set bank_code = $3, bank_name = $4, card_kind = $5 where customer_id = $1 and id = $2',
      [row.customer_id, row.id, card.bankCode, card.bankName, card.kind],
    )
    return screening.admit(row, form)
  }

  /** Goes on with the binding of a person who was cleared, where it was: the card's bank sends its code. */
  async function resume(row: BindingRow): Promise<void> {
    if (hasExpired(row, clock.now())) throw new BankError('BINDING_EXPIRED')
    const taken = await takeBinding(db, row, clock.now())
    const form = formOf(taken, sealer)
    try {
      await checkEligible(deps, taken.customer_id, form)
      // The lists of today: days have passed.
      if (!(await screening.admit(taken, form))) return
      await sendCode(deps, taken.agreement_id, form)
    } catch (error) {
      if (isFinal(error)) await refuse(taken)
      else await releaseBinding(db, taken)
      throw error
    }
    const now = clock.now()
    const today = businessDate(now)
    await db.query(
      `update bindings set state = 'code-sent', resend_at = $3, expires_at = $4, busy_until = 0
       where customer_id = $1 and id = $2 and state = 'cleared'`,
      [
        taken.customer_id,
        taken.id,
        now + (await rules.on('sms.gap', '', today)) * 1000,
        now + (await rules.on('binding.life', '', today)) * 60_000,
      ],
    )
  }

  async function refuse(row: BindingRow): Promise<void> {
    await db.query(
      `update bindings set state = 'refused', form_sealed = null, busy_until = 0
       where customer_id = $1 and id = $2 and state = 'cleared'`,
      [row.customer_id, row.id],
    )
  }

  return { admit, resume }
}
