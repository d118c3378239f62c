import Taro from '@tarojs/taro'
import type { ErrorCode, Problem } from '../../contract/errors.ts'
import type { Say } from '../lib/i18n.ts'
import { codeText, problemText } from '../lib/problem.ts'
import { type Faults, FIELDS, type FieldName, fieldOf } from './form.ts'

/** Where each field is on the page. */
const ELEMENTS: Readonly<Record<FieldName, string>> = {
  cardNumber: 'card-number',
  name: 'name',
  idNumber: 'id-number',
  mobile: 'mobile',
  occupation: 'occupation',
  area: 'area',
  idValidUntil: 'id-until',
  taxResidency: 'tax',
  agreement: 'agree',
  sensitiveData: 'agree-sensitive',
}

/** What is wrong, in words, by field: what the phone has found and may tell, and what the gateway refused. */
export function errorsOf(
  faults: Faults,
  told: ReadonlySet<FieldName>,
  problem: Problem | undefined,
  t: Say,
): Partial<Record<FieldName, string>> {
  const refused = fieldOf(problem?.field)
  const words = (code: ErrorCode): string => (code === 'REQUEST_INVALID' ? t('bind.choose-first') : codeText(code))
  return Object.fromEntries(
    FIELDS.flatMap((field) => {
      const fault = told.has(field) ? faults[field] : undefined
      if (fault) return [[field, words(fault)]]
      return problem && refused === field ? [[field, problemText(problem)]] : []
    }),
  )
}

/** Brings the first field that is wrong into view; false when there is none. */
export function showFirst(faults: Faults): boolean {
  const first = FIELDS.find((field) => faults[field])
  if (!first) return false
  Taro.pageScrollTo({ selector: `#${ELEMENTS[first]}`, offsetTop: -160, duration: 200 }).catch(() => undefined)
  return true
}
