/** Checks that need no server: run while a person types, and again at the gateway. Vectors are in test/contract. */

/** Digits of a card pass Luhn. Some real cards fail: warn only, and let the card's bank decide. */
export function luhn(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    let digit = digits.charCodeAt(digits.length - 1 - i) - 48
    if (i % 2 === 1) digit = digit > 4 ? digit * 2 - 9 : digit * 2
    sum += digit
  }
  return sum % 10 === 0
}

/** The Luhn digit to append to `digits`. */
export const luhnDigit = (digits: string): string =>
  String([...'0123456789'].findIndex((digit) => luhn(digits + digit)))

/** A card number as it must look: 16 to 19 digits. Luhn is a separate, softer check. */
export const isCardNumber = (text: string): boolean => /^\d{16,19}$/.test(text)

/** A mainland mobile number. */
export const isMobile = (text: string): boolean => /^1[3-9]\d{9}$/.test(text)

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** Resident ID number by GB 11643: length, a real birth date, check character (ISO 7064 MOD 11-2). */
export function isIdNumber(text: string): boolean {
  if (!/^[1-9]\d{16}[\dX]$/.test(text) || !isDate(birthDate(text))) return false
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(text[i]), 0)
  return '10X98765432'[sum % 11] === text[17]
}

/** Of a credit code, in the order of their values: digits and capitals without I, O, S, V, Z. */
const CREDIT_CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const CREDIT_CODE = /^[0-9A-HJ-NP-RTUW-Y]{2}\d{6}[0-9A-HJ-NP-RTUW-Y]{10}$/

/** Unified social credit code of an organisation by GB 32100: 18 characters, the last one checks the others (MOD 31). */
export function isCreditCode(text: string): boolean {
  if (!CREDIT_CODE.test(text)) return false
  let weight = 1
  let sum = 0
  for (const character of text.slice(0, 17)) {
    sum += weight * CREDIT_CHARACTERS.indexOf(character)
    weight = (weight * 3) % 31
  }
  return CREDIT_CHARACTERS[(31 - (sum % 31)) % 31] === text[17]
}

/** Birth date 'YYYY-MM-DD' out of a resident ID number. */
export const birthDate = (idNumber: string): string =>
  `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`

/** 'YYYY-MM-DD' that exists in the calendar. */
export function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!match) return false
  const at = new Date(Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])))
  return at.toISOString().slice(0, 10) === text
}

/** Full years between a birth date and a day, both 'YYYY-MM-DD'. */
export const ageOn = (birth: string, day: string): number =>
  Number(day.slice(0, 4)) - Number(birth.slice(0, 4)) - (day.slice(5) < birth.slice(5) ? 1 : 0)

/** CNAPS bank code: 12 digits, ISO 7064 MOD 11,10. */
export function isBankCode(text: string): boolean {
  if (!/^\d{12}$/.test(text)) return false
  let p = 10
  for (const digit of text.slice(0, 11)) {
    const s = (p + Number(digit)) % 10 || 10
    p = (2 * s) % 11
  }
  return (11 - p) % 10 === Number(text[11])
}

/** A name as on a resident ID: 2 to 30 Chinese characters, with · inside for many minorities' names. */
export const isPersonName = (text: string): boolean =>
  /^[\p{Script=Han}](?:[\p{Script=Han}·]{0,28})[\p{Script=Han}]$/u.test(text)

/** A PIN that is guessed first: one digit repeated, a run up or down, or two or three digits in a pattern. */
export function isWeakPin(pin: string): boolean {
  if (/^(\d)\1{5}$/.test(pin) || /^(\d\d)\1\1$/.test(pin) || /^(\d\d\d)\1$/.test(pin)) return true
  if (/^(\d)\1\1(\d)\2\2$/.test(pin) || /^(\d)\1(\d)\2(\d)\3$/.test(pin)) return true
  const steps = [...pin].slice(1).map((digit, i) => Number(digit) - Number(pin[i]))
  return steps.every((step) => step === 1) || steps.every((step) => step === -1)
}
