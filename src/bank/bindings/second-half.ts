import type { Connectors } from '../../connectors/outside.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { askOutside } from '../asking.ts'
import type { Clock } from '../caller.ts'
import { BankError } from '../errors.ts'
import { type BindingRow, findBinding, hasExpired, releaseBinding, takeBinding } from './records.ts'

/** What the second half of every binding has in common, whether an account is opened at its end or not. */
export interface SecondHalf {
  /**
   * Has the card's bank sign the debit agreement against its code. Its number is stored as soon as it is known, so that a
   * repeat after a crash does not lose it. Throws SMS_CODE_WRONG, SMS_CODE_EXPIRED, SMS_CODE_USED, OUTSIDE_UNAVAILABLE.
   */
  sign(row: BindingRow, smsCode: string): Promise<string>
  /**
   * Lets one request at a time go on with a binding, and answers it at its end, or as it stands while people look at it.
   * The same confirmation (`hash`) again gets
   * the same answer. A refusal for which `isFinal` holds ends the binding. Throws BINDING_EXPIRED, IN_PROGRESS,
   * SMS_CODE_USED, and what `goOn` throws.
   */
  finish(
    row: BindingRow,
    hash: Uint8Array,
    isFinal: (error: unknown) => boolean,
    goOn: (taken: BindingRow) => Promise<void>,
  ): Promise<BindingRow>
}

export function createSecondHalf(deps: {
  db: Database
  connectors: Pick<Connectors, 'cards'>
  sealer: Sealer
  clock: Clock
}): SecondHalf {
  const { db, connectors, sealer, clock } = deps

  async function refuse(row: BindingRow): Promise<void> {
    await db.query(
      `update bindings set state = 'refused', form_sealed = null, busy_until = 0
       where customer_id = $1 and id = $2 and state = 'code-sent'`,
      [row.customer_id, row.id],
    )
  }

  return {
    async sign(row, smsCode) {
      if (row.agreement_no_sealed) return sealer.open(row.agreement_no_sealed)
      const signed = await askOutside(() => connectors.cards.signAgreement(row.agreement_id, smsCode))
      if (!signed.ok) {
        const field = 'smsCode'
        if (signed.why === 'used-code') throw new BankError('SMS_CODE_USED', { field })
        if (signed.why !== 'wrong-code' || signed.left === 0) throw new BankError('SMS_CODE_EXPIRED', { field })
        throw new BankError('SMS_CODE_WRONG', { field, params: { left: signed.left ?? 1 } })
      }
      await db.query('update bindings set agreement_no_sealed = $3 where customer_id = $1 and id = $2', [
        row.customer_id,
        row.id,
        sealer.seal(signed.agreementNo),
      ])
      return signed.agreementNo
    },

    async finish(row, hash, isFinal, goOn) {
      if (row.state === 'opened' || row.state === 'bound') return repeated(row, hash)
      if (row.state === 'under-review' || row.state === 'cleared') return row
      if (row.state === 'refused' || hasExpired(row, clock.now())) throw new BankError('BINDING_EXPIRED')
      const taken = await takeBinding(db, row, clock.now())
      try {
        await goOn(taken)
      } catch (error) {
        if (isFinal(error)) await refuse(taken)
        else await releaseBinding(db, taken)
        throw error
      }
      return (await findBinding(db, row.customer_id, row.id)) ?? row
    },
  }
}

/** The same confirmation again gets the same answer; another one comes with a code that is used up. */
function repeated(row: BindingRow, hash: Uint8Array): BindingRow {
  if (row.confirmation_hash && Buffer.compare(row.confirmation_hash, hash) === 0) return row
  throw new BankError('SMS_CODE_USED', { field: 'smsCode' })
}
