/** The decimal number after one that may be larger than a safe integer. */
export function numberAfter(digits: string): string {
  const last = digits.search(/[^9]9*$/)
  if (last === -1) return `1${'0'.repeat(digits.length)}`
  const tail = digits.length - last - 1
  return `${digits.slice(0, last)}${Number(digits[last]) + 1}${'0'.repeat(tail)}`
}
