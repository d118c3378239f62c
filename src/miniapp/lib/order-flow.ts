import { useState } from 'react'
import type { Problem } from '../../contract/errors.ts'
import { useAct } from './load.ts'
import { finishOrders, isOpen, type OrderRoute, type Orders, sendOrder } from './orders.ts'
import { handAnswer } from './outcome.ts'
import type { EncryptedPin } from './pin.ts'
import { asCallError, ownProblem } from './problem.ts'
import { newId } from './random.ts'

/** Refusals of the PIN itself, told on its sheet. */
const OF_PIN: readonly string[] = ['PIN_WRONG', 'PIN_LAST_TRY', 'PIN_LOCKED', 'PIN_NOT_SET', 'PIN_CHALLENGE_INVALID']

export interface OrderFlow<R extends OrderRoute> {
  /** What is waiting for the PIN; null when nothing is. */
  readonly prepared: Orders[R] | null
  /** Gives an order its id and asks for the PIN; not before the person knows of one whose answer had been lost and that was done. */
  prepare(content: Omit<Orders[R], 'id'>): Promise<void>
  /** Puts the PIN's sheet away; nothing was sent. */
  cancel(): void
  /** Sends the prepared order with its PIN. Throws CallError when it is the PIN that was refused: another may be typed. */
  entered(pin: EncryptedPin): Promise<void>
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
    const left = await finishOrders()
    if (left.some(({ outcome }) => 'answer' in outcome)) throw ownProblem('CLIENT_ORDER_DONE')
    setPrepared({ ...content, id: await newId() } as Orders[R])
  })
  return {
    prepared,
    prepare: preparing.run,
    cancel: () => setPrepared(null),
    async entered(pin) {
      if (!prepared) return
      try {
        handAnswer(prepared.id, await sendOrder(route, prepared, { pin }))
        finished(prepared.id)
      } catch (caught) {
        const error = asCallError(caught)
        if (OF_PIN.includes(error.code)) throw error
        setPrepared(null)
        if (isOpen(error)) finished(prepared.id)
        else setRefusal(error.problem)
      }
    },
    problem: refusal ?? preparing.error?.problem,
    clear: () => setRefusal(undefined),
  }
}
