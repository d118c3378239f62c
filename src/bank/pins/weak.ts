import { createHash } from 'node:crypto'
import { birthDate } from '../../contract/checks.ts'

/** The hash under which a PIN crosses the wire. */
export const pinHash = (pin: string): string => createHash('sm3').update(`minibank${pin}`).digest('hex')

/**
 * Every PIN that `isWeakPin` of the contract finds weak, by its shapes: aaaaaa, ababab, abcabc, aaabbb, aabbcc, and the runs
 * up and down.
 */
export function weakPins(): ReadonlySet<string> {
  const weak = new Set<string>()
  for (let n = 0; n < 1000; n++) {
    const [a, b, c] = [...String(n).padStart(3, '0')]
    weak.add(`${a}${b}${c}${a}${b}${c}`).add(`${a}${a}${b}${b}${c}${c}`)
    weak.add(`${a}${b}${a}${b}${a}${b}`).add(`${a}${a}${a}${b}${b}${b}`)
  }
  for (let first = 0; first <= 4; first++) {
    const run = [0, 1, 2, 3, 4, 5].map((step) => first + step)
    weak.add(run.join('')).add(run.toReversed().join(''))
  }
  return weak
}

/** What anyone who knows the person tries first: birthday in the usual orders, ends of the mobile and the ID number. */
export function personalPins(person: { idNumber: string; mobile: string }): readonly string[] {
  const [year = '', month = '', day = ''] = birthDate(person.idNumber).split('-')
  const yy = year.slice(2)
  const guesses = [
    yy + month + day,
    day + month + yy,
    month + day + yy,
    year + month,
    person.mobile.slice(-6),
    person.mobile.slice(0, 6),
    person.idNumber.slice(-6),
  ]
  return guesses.filter((guess) => /^\d{6}$/.test(guess))
}
