import type { Clock } from '../caller.ts'

/** Reads something again once it is older than `freshMs` by the clock, or the clock went back; a failed reading is nobody's. */
export function kept<Value>(clock: Clock, freshMs: number, read: () => Promise<Value>): () => Promise<Value> {
  let copy: { readonly value: Promise<Value>; readonly at: number } | undefined
  return () => {
    const now = clock.now()
    if (!copy || now < copy.at || now >= copy.at + freshMs) {
      const mine = { value: read(), at: now }
      copy = mine
      mine.value.catch(() => {
        if (copy === mine) copy = undefined
      })
    }
    return copy.value
  }
}
