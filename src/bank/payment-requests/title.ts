import { BankError } from '../errors.ts'

const MOST = 20
/** Markup, and what makes a line look like something else than it is. */
const SIGNS = /[<>{}[\]\\`|\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u
/** Somebody's link in the bank's own page would look like the bank's. */
const ADDRESS = /https?:|www\.|:\/\/|\p{L}\.(com|cn|net|org|top|xyz|cc)\b/iu

/**
 * What is asked for, as it was typed: one line that others will read under the bank's name; null: nothing was said. Throws
 * PAYMENT_REQUEST_TITLE.
 */
export function requestTitle(text: string | undefined): string | null {
  if (text === undefined) return null
  const title = text.trim().replace(/\s+/g, ' ')
  const length = [...title].length
  if (length === 0 || length > MOST || SIGNS.test(title) || ADDRESS.test(title))
    throw new BankError('PAYMENT_REQUEST_TITLE', { field: 'title' })
  return title
}
