import type { CardHolder } from '../../connectors/outside.ts'
import { ageOn, birthDate, isCardNumber, isDate, isIdNumber, isMobile, isPersonName } from '../../contract/checks.ts'
import type { Body } from '../../contract/schema/index.ts'
import { BankError } from '../errors.ts'
import type { Rules } from '../rules/rules.ts'

export type BindingForm = Body<'POST /v1/bindings'>
/** What due diligence asks for Class II beyond the elements. */
export type Diligence = NonNullable<Body<'POST /v1/accounts'>['diligence']>

/**
 * What can be told without asking anybody: each refusal names its field. Luhn is not among them, for some real cards fail
 * it; the card's bank decides. Throws CARD_INVALID, CARD_NOT_ELIGIBLE (as
 * Class I a card that is not this bank's), NAME_INVALID, ID_NUMBER_INVALID, MOBILE_INVALID, AGE_NOT_ALLOWED,
 * ID_EXPIRED, TAX_RESIDENCY_ABROAD, CONSENT_MISSING, REQUEST_INVALID.
 * @param today business date
 */
export async function checkForm(form: BindingForm, today: string, rules: Rules, classOneBin: string): Promise<void> {
  if (!isCardNumber(form.cardNumber)) throw new BankError('CARD_INVALID', { field: 'cardNumber' })
  if (form.class === 'I' && !form.cardNumber.startsWith(classOneBin)) {
    throw new BankError('CARD_NOT_ELIGIBLE', { field: 'cardNumber' })
  }
  if (!isPersonName(form.name)) throw new BankError('NAME_INVALID', { field: 'name' })
  if (!isIdNumber(form.idNumber) || birthDate(form.idNumber) > today)
    throw new BankError('ID_NUMBER_INVALID', { field: 'idNumber' })
  if (!isMobile(form.mobile)) throw new BankError('MOBILE_INVALID', { field: 'mobile' })
  const age = await rules.on('age.minimum', '', today)
  if (ageOn(birthDate(form.idNumber), today) < age)
    throw new BankError('AGE_NOT_ALLOWED', { field: 'idNumber', params: { age } })
  if (form.class === 'II') checkDiligence(form, today)
  if (form.taxResidency !== 'mainland') throw new BankError('TAX_RESIDENCY_ABROAD', { field: 'taxResidency' })
  if (!form.consents.agreement || !form.consents.sensitiveData)
    throw new BankError('CONSENT_MISSING', { field: 'consents' })
}

/** Throws REQUEST_INVALID for a day that is none, ID_EXPIRED. */
export function checkDiligence({ idValidUntil }: Diligence, today: string): void {
  if (idValidUntil === null) return
  if (!isDate(idValidUntil)) throw new BankError('REQUEST_INVALID', { field: 'idValidUntil' })
  if (idValidUntil < today) throw new BankError('ID_EXPIRED', { field: 'idValidUntil' })
}

/** Everything asked, in one order: what a repeat under the same id must equal. */
export const contentOf = (form: BindingForm): string =>
  JSON.stringify([
    form.class,
    form.cardNumber,
    form.name,
    form.idNumber,
    form.mobile,
    ...(form.class === 'II' ? [form.occupation, form.area, form.idValidUntil] : []),
    form.taxResidency,
    form.consents.agreement,
    form.consents.sensitiveData,
    form.consents.version,
    form.linkId ?? null,
  ])

/** What the outside is told of a form, and no more. */
export const holderOf = ({ cardNumber, name, idNumber, mobile }: CardHolder): CardHolder => ({
  cardNumber,
  name,
  idNumber,
  mobile,
})
