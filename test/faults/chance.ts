/** A small repeatable chance: the same seed and label give the same draws on every machine. */
import { createHash } from 'node:crypto'

export interface Chance {
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number
  /** True in so many of a hundred cases. */
  percent(share: number): boolean
  one<Item>(items: readonly Item[]): Item
  /** The items in another order. */
  shuffled<Item>(items: readonly Item[]): Item[]
}

/** @param label keeps draws for different purposes apart: how many one purpose takes does not move another's */
export function chanceOf(seed: number, label: string): Chance {
  // xorshift32, which must not start at zero.
  let state = createHash('sha256').update(`${seed}/${label}`).digest().readUInt32BE() || 1
  const next = (): number => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
  const below = (bound: number): number => Math.floor(next() * bound)
  const chance: Chance = {
    between: (least, most) => least + below(most - least + 1),
    percent: (share) => next() * 100 < share,
    one: (items) => items[below(items.length)] as (typeof items)[number],
    shuffled(items) {
      const left = [...items]
      return items.map(() => left.splice(below(left.length), 1)[0] as (typeof items)[number])
    },
  }
  return chance
}

/** Items in a shuffled order, again and again: over a while each comes as often as the others. */
export function* bagOf<Item>(chance: Chance, items: readonly Item[]): Generator<Item, never> {
  for (;;) yield* chance.shuffled(items)
}
