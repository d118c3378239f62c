/** How personal data is shown: card first 6 and last 4, phone 138****1234, ID first and last, a name keeps its last character. */

export const maskCard = (digits: string): string =>
  `${digits.slice(0, 6)}${'*'.repeat(digits.length - 10)}${digits.slice(-4)}`
export const maskMobile = (digits: string): string => `${digits.slice(0, 3)}****${digits.slice(-4)}`
export const maskIdNumber = (text: string): string =>
  `${text.slice(0, 1)}${'*'.repeat(text.length - 2)}${text.slice(-1)}`
export const maskName = (name: string): string =>
  `${'*'.repeat(Math.max(1, [...name].length - 1))}${[...name].at(-1) ?? ''}`
