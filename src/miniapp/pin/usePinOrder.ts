import { useRef, useState } from 'react'
import type { Problem } from '../../contract/errors.ts'
import { useAct } from '../lib/load.ts'
import { isOpen } from '../lib/orders.ts'
import { asCallError } from '../lib/problem.ts'
import { newId } from '../lib/random.ts'

export interface PinOrder {
  /** The id of what waits for the PIN; null when nothing does. */
  readonly id: string | null
  /** Asks for the PIN. */
  ask(): Promise<void>
  cancel(): void
  /** Sends it with what the PIN bought. */
  authorised(token: string): Promise<void>
  /** Why it was refused, or that its answer was lost. */
  readonly problem: Problem | undefined
  clear(): void
}

/**
 * An order that moves no money: id, PIN, sending. Its id stays the same until the bank has decided, so that asking again
 * after a lost answer is the same order.
 */
export function usePinOrder<T>(send: (id: string, token: string) => Promise<T>, done: (answer: T) => void): PinOrder {
  const kept = useRef<string | undefined>(undefined)
  const [id, setId] = useState<string | null>(null)
  const [refusal, setRefusal] = useState<Problem>()
  const asking = useAct(async () => {
    setRefusal(undefined)
    kept.current ??= await newId()
    setId(kept.current)
  })
  return {
    id,
    ask: asking.run,
    cancel: () => setId(null),
    async authorised(token) {
      if (id === null) return
      try {
        const answer = await send(id, token)
        kept.current = undefined
        setId(null)
        done(answer)
      } catch (caught) {
        const error = asCallError(caught)
        if (!isOpen(error)) kept.current = undefined
        setId(null)
        setRefusal(error.problem)
      }
    },
    problem: refusal ?? asking.error?.problem,
    clear: () => {
      kept.current = undefined
      setRefusal(undefined)
    },
  }
}
