import type { Database, Queryable } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { CARD_INDEX } from '../accounts/opening.ts'
import { freePlace } from '../accounts/places.ts'
import type { Clock } from '../caller.ts'
import { customerByIdNumber } from '../customers/identities.ts'
import { type MobilePlace, mobilePlace } from '../customers/mobile-place.ts'
import { BankError } from '../errors.ts'
import type { Rules } from '../rules/rules.ts'
import type { BindingForm } from './form.ts'

/**
 * A person who is a customer already opens no second account here, but by bank/classes. Throws CARD_ALREADY_BOUND for a card of theirs,
 * CUSTOMER_EXISTS for another.
 */
export async function refuseCustomer(db: Queryable, sealer: Sealer, customerId: string, form: BindingForm) {
  const [known] = await db.query(`select id from customers where id = $1 and stage = 'customer'`, [customerId])
  if (!known) return
  const bound = await db.query(
    'select id from cards where customer_id = $1 and number_index = $2 and unbound_at is null',
    [customerId, sealer.index(CARD_INDEX, form.cardNumber)],
  )
  throw bound.length > 0
    ? new BankError('CARD_ALREADY_BOUND', { field: 'cardNumber' })
    : new BankError('CUSTOMER_EXISTS')
}

/**
 * Nobody may become a second customer, nor take another's number. Asked only of a person whose elements were found
 * right: who merely knows an ID or mobile number learns nothing of whether it is a customer's.
 * Answers where they stand among those who share the number. Throws CUSTOMER_EXISTS, MOBILE_TAKEN, ACCOUNT_LIMIT.
 */
export async function checkEligible(
  deps: { db: Database; sealer: Sealer; rules: Rules; clock: Clock },
  customerId: string,
  form: BindingForm,
): Promise<MobilePlace> {
  const known = await customerByIdNumber(deps.db, deps.sealer, form.idNumber)
  if (known !== undefined && known !== customerId) throw new BankError('CUSTOMER_EXISTS')
  const mobile = await mobilePlace(deps, { customerId, idNumber: form.idNumber, mobile: form.mobile })
  if (form.class !== 'I') await freePlace(deps, customerId, form.class)
  return mobile
}
