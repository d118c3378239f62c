import type { Fen } from './money.ts'

export interface Split {
  /** What falls to the asker, where they count among the people. */
  readonly asker: Fen | null
  /** What each of the others pays. */
  readonly shares: readonly Fen[]
}

/**
 * A total among so many people, equal to the fen. What does not divide falls to the asker where they count among them; else
 * the first shares are a fen more. 100.00 among three: 33.34 for the asker and twice 33.33, or 33.34, 33.33, 33.33.
 * Undefined when there is less than a fen for each.
 */
export function splitEqually(total: Fen, people: number, askerCounts: boolean): Split | undefined {
  const each = Math.floor(total / people)
  if (each < 1) return undefined
  if (askerCounts) return { asker: total - each * (people - 1), shares: Array.from({ length: people - 1 }, () => each) }
  const rest = total - each * people
  return { asker: null, shares: Array.from({ length: people }, (_, index) => (index < rest ? each + 1 : each)) }
}
