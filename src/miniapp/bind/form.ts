/**
 * bind/: linking a bank card and opening the account: one form, the card bank's code, the PIN, what now.
 * Imports contract/'s checks, lib/, ui/, pin/ and sign-in/.
 */
import { isCardNumber, isIdNumber, isMobile, isPersonName } from '../../contract/checks.ts'
import type { ErrorCode } from '../../contract/errors.ts'
import type { Body } from '../../contract/schema/index.ts'

type Form = Body<'POST /v1/bindings'>

/** The form while it is filled in; all of it survives leaving. The two consents are no part of it: they begin empty each time. */
export interface BindForm {
  readonly cardNumber: string
  readonly name: string
  readonly idNumber: string
  readonly mobile: string
  readonly occupation: Form['occupation'] | ''
  readonly area: string
  /** As the person chose it: 广东省 深圳市. */
  readonly areaName: string
  readonly idForLife: boolean | null
  readonly idValidUntil: string
  readonly taxResidency: Form['taxResidency'] | ''
}

export const EMPTY_FORM: BindForm = {
  cardNumber: '',
  name: '',
  idNumber: '',
  mobile: '',
  occupation: '',
  area: '',
  areaName: '',
  idForLife: null,
  idValidUntil: '',
  taxResidency: '',
}

/** The version of the two consent texts, sent with the consent. */
const CONSENT_VERSION = '2026-11'

/** Names of the fields as the gateway has them, in the order of the page. */
export const FIELDS = [
  'cardNumber',
  'name',
  'idNumber',
  'mobile',
  'occupation',
  'area',
  'idValidUntil',
  'taxResidency',
  'agreement',
  'sensitiveData',
] as const
export type FieldName = (typeof FIELDS)[number]

/** What is wrong with the form, by field. `today` is a business date. A card that fails Luhn is no error: its bank decides. */
export function checkForm(
  form: BindForm,
  consents: { agreement: boolean; sensitiveData: boolean },
  today: string,
): Partial<Record<FieldName, ErrorCode>> {
  const faults: Partial<Record<FieldName, ErrorCode>> = {}
  if (!isCardNumber(form.cardNumber)) faults.cardNumber = 'CARD_INVALID'
  if (!isPersonName(form.name.trim())) faults.name = 'NAME_INVALID'
  if (!isIdNumber(form.idNumber)) faults.idNumber = 'ID_NUMBER_INVALID'
  if (!isMobile(form.mobile)) faults.mobile = 'MOBILE_INVALID'
  if (!form.occupation) faults.occupation = 'REQUEST_INVALID'
  if (!form.area) faults.area = 'REQUEST_INVALID'
  if (form.idForLife === null || (!form.idForLife && !form.idValidUntil)) faults.idValidUntil = 'REQUEST_INVALID'
  else if (!form.idForLife && form.idValidUntil < today) faults.idValidUntil = 'ID_EXPIRED'
  if (!form.taxResidency) faults.taxResidency = 'REQUEST_INVALID'
  else if (form.taxResidency !== 'mainland') faults.taxResidency = 'TAX_RESIDENCY_ABROAD'
  if (!consents.agreement) faults.agreement = 'CONSENT_MISSING'
  if (!consents.sensitiveData) faults.sensitiveData = 'CONSENT_MISSING'
  return faults
}

/** The form as it is sent. Only for one that `checkForm` found nothing wrong with. */
export function formBody(form: BindForm, id: string, link: { linkId?: string }): Form {
  if (!form.occupation || !form.taxResidency) throw new RangeError('an unchecked form')
  return {
    id,
    cardNumber: form.cardNumber,
    name: form.name.trim(),
    idNumber: form.idNumber,
    mobile: form.mobile,
    occupation: form.occupation,
    area: form.area,
    idValidUntil: form.idForLife ? null : form.idValidUntil,
    taxResidency: form.taxResidency,
    consents: { agreement: true, sensitiveData: true, version: CONSENT_VERSION },
    ...link,
  }
}

/** The gateway names consents by their path; the page by the box. */
export const fieldOf = (name: string | undefined): FieldName | undefined => {
  const last = name?.split('.').at(-1)
  return FIELDS.find((field) => field === last)
}
