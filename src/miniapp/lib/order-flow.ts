import { useState } from 'react'
import type { Problem } from '../../contract/errors.ts'
import { useAct } from './load.ts'
import { isOpen, type OrderRoute, type Orders, sendOrder } from './orders.ts'
import { asCallError } from './problem.ts'
import { newId } from './random.ts'

export interface OrderFlow<R extends OrderRoute> {
  /** What is waiting for the PIN; null when nothing is. */
  readonly prepared: Orders[R] | null
  /** Gives an order its id and asks for the PIN. */
  prepare(content: Omit<Orders[R], 'id'>): Promise<void>
  /** Puts the PIN's sheet away; nothing was sent. */
  cancel(): void
  /** Sends the prepared order with what the PIN bought. */
  authorised(token: string): Promise<void>
  /** Why the order was refused, or could not be made. */
  readonly problem: Problem | undefined
  clear(): void
}

/**
 * An order's way from the button to its result: id, PIN, sending. `finished` is called with the id when it was done and
 * when its answer was lost: the result's page finds out.
 */
export function useOrderFlow<R extends OrderRoute>(route: R, finished: (id: string) => void): OrderFlow<R> {
  const [prepared, setPrepared] = useState<Orders[R] | null>(null)
  const [refusal, setRefusal] = useState<Problem>()
  const preparing = useAct(async (content: Omit<Orders[R], 'id'>) => {
    setRefusal(undefined)
    setPrepared({ ...content, id: await newId() } as Orders[R])
  })
  return {
    prepared,
    prepare: preparing.run,
    cancel: () => setPrepared(null),
    async authorised(token) {
      if (!prepared) return
      try {
        await sendOrder(route, prepared, token)
        finished(prepared.id)
      } catch (caught) {
        const error = asCallError(caught)
        setPrepared(null)
        if (isOpen(error)) finished(prepared.id)
        else setRefusal(error.problem)
      }
    },
    problem: refusal ?? preparing.error?.problem,
    clear: () => setRefusal(undefined),
  }
}
