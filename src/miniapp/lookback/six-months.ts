import { addMonths } from '../../contract/dates.ts'

/** Whole fen, both positive. */
export interface Sum {
  readonly month: string
  readonly in: number
  readonly out: number
}

const SHOWN = 6

/** The six months up to the one of a date, the oldest first; in which nothing moved, with zeros. */
export function sixMonths(sums: readonly Sum[], today: string): readonly Sum[] {
  const known = new Map(sums.map((sum) => [sum.month, sum]))
  return Array.from({ length: SHOWN }, (_, index) => {
    const month = addMonths(`${today.slice(0, 7)}-01`, index + 1 - SHOWN).slice(0, 7)
    return known.get(month) ?? { month, in: 0, out: 0 }
  })
}
