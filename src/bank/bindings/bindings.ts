/**
 * bank/bindings/: binding a bank card and opening the account, in two halves: the form and the card's bank's code, then
 * the code and the PIN. It asks the verification network and the card system, and writes through the write path.
 */
import { v7 } from 'uuid'
import type { Connectors } from '../../connectors/outside.ts'
import { OutsideError } from '../../connectors/outside.ts'
import { businessDate } from '../../contract/dates.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import type { Caller, Clock } from '../caller.ts'
import type { Accounts, Bindings, Institution } from '../capabilities.ts'
import { BankError } from '../errors.ts'
import type { IdChecks } from '../id-checks/id-checks.ts'
import type { PinRecords } from '../pins/pins.ts'
import type { Rules } from '../rules/rules.ts'
import type { OpeningScreening } from '../screening/screening.ts'
import type { WritePath } from '../writes/write.ts'
import { createConfirmation } from './confirmation.ts'
import { checkEligible, refuseCustomer } from './eligibility.ts'
import { checkForm, contentOf } from './form.ts'
import { type BindingRow, findBinding, hasExpired, holderIn, ownBinding, showBinding } from './records.ts'
import { createReview } from './review.ts'
import { createSubmission, sendCode } from './submission.ts'

export function createBindings(deps: {
  db: Database
  connectors: Pick<Connectors, 'verification' | 'cards'>
  sealer: Sealer
  clock: Clock
  rules: Rules
  writes: WritePath
  pins: PinRecords
  accounts: Accounts
  idChecks: IdChecks
  screening: OpeningScreening
  institution: Institution
}): Bindings {
  const { db, sealer, clock, rules, accounts, idChecks } = deps
  const review = createReview(deps)
  const submit = createSubmission(deps)
  const confirm = createConfirmation(deps)

  const show = (caller: Caller, row: BindingRow) => showBinding(row, caller, { sealer, accounts, now: clock.now() })

  /** Every code has an agreement of its own at the card's bank; the newest one's code is the one that counts. */
  async function switchAgreement(row: BindingRow, agreementId: string, resendAt: number, unlessAfter: number) {
    const changed = await db.query(
      `update bindings set agreement_id = $3, resend_at = $4
       where customer_id = $1 and id = $2 and state = 'code-sent' and resend_at <= $5 and agreement_no_sealed is null
       returning id`,
      [row.customer_id, row.id, agreementId, resendAt, unlessAfter],
    )
    return changed.length === 1
  }

  return {
    async submit(caller, form) {
      const row = await submit(caller, {
        purpose: 'account',
        id: form.id,
        // Class I is what the fifth element asks for.
        fitFor: form.class === 'I' ? 'II' : form.class,
        form,
        content: contentOf(form),
        async check() {
          await checkForm(form, businessDate(clock.now()), rules, deps.institution.classOneBin)
          await refuseCustomer(db, sealer, caller.customerId, form)
        },
        confirm: (row) => idChecks.confirm(row.verification_id, form),
        async admit(row, card) {
          await checkEligible(deps, caller.customerId, form)
          return review.admit(row, form, card)
        },
      })
      return show(caller, row)
    },
    get: async (caller, id) => show(caller, await ownBinding(db, caller, id)),

    async resend(caller, id) {
      const row = await ownBinding(db, caller, id)
      if (row.state === 'cleared') await review.resume(row)
      if (row.state === 'cleared' || row.state === 'under-review') return show(caller, await ownBinding(db, caller, id))
      const now = clock.now()
      if (row.state !== 'code-sent' || hasExpired(row, now)) throw new BankError('BINDING_EXPIRED')
      const seconds = Math.ceil((row.resend_at - now) / 1000)
      if (seconds > 0) throw new BankError('SMS_TOO_OFTEN', { params: { seconds }, retryAfter: seconds })
      const gapSeconds = await rules.on('sms.gap', '', businessDate(now))
      const resendAt = now + gapSeconds * 1000
      const agreementId = v7()
      // Two taps at once: the second one waits like anybody.
      if (!(await switchAgreement(row, agreementId, resendAt, now)))
        throw new BankError('SMS_TOO_OFTEN', { params: { seconds: gapSeconds }, retryAfter: gapSeconds })
      try {
        await sendCode(deps, agreementId, holderIn(row, sealer))
      } catch (error) {
        // Certainly not sent: the earlier code stays the good one. Perhaps sent: it may be asked for again at once.
        await switchAgreement(row, mayHaveBeenSent(error) ? agreementId : row.agreement_id, now, resendAt)
        throw error
      }
      return show(caller, (await findBinding(db, caller.customerId, id)) ?? row)
    },

    confirm: async (caller, id, confirmation) =>
      show(caller, await confirm(caller, await ownBinding(db, caller, id, 'account'), confirmation)),
  }
}

const mayHaveBeenSent = (error: unknown): boolean =>
  error instanceof BankError && error.cause instanceof OutsideError && error.cause.effect === 'unknown'
