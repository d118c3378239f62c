/** One field takes a mobile number or a card number: which it is, its shape tells. */
import { isCardNumber, isMobile } from '../../contract/checks.ts'

/** No card begins with 1; more digits than a mobile number has make a card of it all the same. */
export const looksMobile = (digits: string): boolean => digits.startsWith('1') && digits.length <= 11

/** Runs of digits in a copied text, spaces and dashes within them aside. */
const runsIn = (text: string): readonly string[] =>
  (text.match(/\+?\d(?:[ -]?\d){10,20}/g) ?? []).map((run) => run.replace(/\D/g, ''))

/** The first mobile number or card number in a copied text; undefined where there is neither. */
export const payeeNumberIn = (text: string): string | undefined =>
  runsIn(text)
    .map((run) => (/^861[3-9]\d{9}$/.test(run) ? run.slice(2) : run))
    .find((run) => isMobile(run) || isCardNumber(run))
