/**
 * bind/: linking a bank card and opening the account: one form, the card bank's code, the PIN, what now.
 * Imports contract/'s checks, lib/, ui/, fields/, pin/, sms-code/ and sign-in/.
 */
import { isCardNumber, isIdNumber, isMobile, isPersonName } from '../../contract/checks.ts'
import type { ErrorCode } from '../../contract/errors.ts'
import type { Body } from '../../contract/schema/index.ts'

type Form = Body<'POST /v1/bindings'>
/** `I`: the card of a Class I account here, which is bound as it is. */
export type BoundClass = Form['class']
export type PersonalClass = Exclude<BoundClass, 'I'>
/** What Class II asks beyond the elements; all of it is chosen. */
export type Diligence = NonNullable<Body<'POST /v1/accounts'>['diligence']>

/** What Class II asks on top, while it is chosen. */
export interface DiligenceForm {
  readonly occupation: Diligence['occupation'] | ''
  readonly area: string
  /** As the person chose it: 广东省 深圳市. */
  readonly areaName: string
  readonly idForLife: boolean | null
  readonly idValidUntil: string
}

/** The form while it is filled in; all of it survives leaving. The two consents are no part of it: they begin empty each time. */
export interface BindForm extends DiligenceForm {
  readonly cardNumber: string
  readonly name: string
  readonly idNumber: string
  readonly mobile: string
  readonly taxResidency: Form['taxResidency'] | ''
}

export const EMPTY_DILIGENCE: DiligenceForm = {
  occupation: '',
  area: '',
  areaName: '',
  idForLife: null,
  idValidUntil: '',
}
export const EMPTY_FORM: BindForm = {
  ...EMPTY_DILIGENCE,
  cardNumber: '',
  name: '',
  idNumber: '',
  mobile: '',
  taxResidency: '',
}

/** Both consents, by the version of the texts that stand behind the boxes. */
export const CONSENTS = { agreement: true, sensitiveData: true, version: '2026-11' } as const

/** The card number in a copied text: 16 to 19 digits, spaces and dashes aside; undefined where there is none. */
export const pastedCard = (text: string): string | undefined =>
  text
    .match(/\d(?:[ -]?\d)*/g)
    ?.map((run) => run.replace(/\D/g, ''))
    .find(isCardNumber)

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

export type Faults = Partial<Record<FieldName, ErrorCode>>

/** What is wrong with the choices that Class II asks for. `today` is a business date. */
export function checkDiligence(form: DiligenceForm, today: string): Faults {
  const faults: Faults = {}
  if (!form.occupation) faults.occupation = 'REQUEST_INVALID'
  if (!form.area) faults.area = 'REQUEST_INVALID'
  if (form.idForLife === null || (!form.idForLife && !form.idValidUntil)) faults.idValidUntil = 'REQUEST_INVALID'
  else if (!form.idForLife && form.idValidUntil < today) faults.idValidUntil = 'ID_EXPIRED'
  return faults
}

export function checkConsents(consents: { agreement: boolean; sensitiveData: boolean }): Faults {
  const faults: Faults = {}
  if (!consents.agreement) faults.agreement = 'CONSENT_MISSING'
  if (!consents.sensitiveData) faults.sensitiveData = 'CONSENT_MISSING'
  return faults
}

/**
 * What is wrong with the form for a class, by field. `today` is a business date. A card that fails Luhn is no error: its
 * bank decides.
 */
export function checkForm(
  form: BindForm,
  accountClass: BoundClass,
  consents: { agreement: boolean; sensitiveData: boolean },
  today: string,
): Faults {
  const faults: Faults = {}
  if (!isCardNumber(form.cardNumber)) faults.cardNumber = 'CARD_INVALID'
  if (!isPersonName(form.name.trim())) faults.name = 'NAME_INVALID'
  if (!isIdNumber(form.idNumber)) faults.idNumber = 'ID_NUMBER_INVALID'
  if (!isMobile(form.mobile)) faults.mobile = 'MOBILE_INVALID'
  if (!form.taxResidency) faults.taxResidency = 'REQUEST_INVALID'
  else if (form.taxResidency !== 'mainland') faults.taxResidency = 'TAX_RESIDENCY_ABROAD'
  return { ...faults, ...(accountClass === 'II' ? checkDiligence(form, today) : {}), ...checkConsents(consents) }
}

/** The choices as they are sent. Only for those that `checkDiligence` found nothing wrong with. */
export function diligenceBody(form: DiligenceForm): Diligence {
  if (!form.occupation) throw new RangeError('an unchecked form')
  const idValidUntil = form.idForLife ? null : form.idValidUntil
  return { occupation: form.occupation, area: form.area, idValidUntil }
}

/** The form as it is sent. Only for one that `checkForm` found nothing wrong with. */
export function formBody(form: BindForm, accountClass: BoundClass, id: string, link: { linkId?: string }): Form {
  if (!form.taxResidency) throw new RangeError('an unchecked form')
  const elements = {
    id,
    cardNumber: form.cardNumber,
    name: form.name.trim(),
    idNumber: form.idNumber,
    mobile: form.mobile,
    taxResidency: form.taxResidency,
    consents: CONSENTS,
    ...link,
  }
  if (accountClass !== 'II') return { ...elements, class: accountClass }
  return { ...elements, class: accountClass, ...diligenceBody(form) }
}

/** The gateway names consents by their path; the page by the box. */
export const fieldOf = (name: string | undefined): FieldName | undefined => {
  const last = name?.split('.').at(-1)
  return FIELDS.find((field) => field === last)
}
