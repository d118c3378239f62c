import type { Problem } from '../../contract/errors.ts'
import { type Loaded, useLoad } from './load.ts'
import { askAgain, isOpen, neverArrived } from './orders.ts'
import { asCallError, CallError } from './problem.ts'

let answered: { readonly id: string; readonly answer: unknown } | undefined

/** Hands what an order was answered to the page that shows it, which then asks for nothing. */
export function handAnswer(id: string, answer: unknown): void {
  answered = { id, answer }
}

/** Once: whoever reads again asks the bank. */
function takeAnswer(id: string): unknown {
  if (answered?.id !== id) return undefined
  const { answer } = answered
  answered = undefined
  return answer
}

export interface OutcomeOf<T> extends Loaded<T> {
  /** The answer was lost: `open` while nobody knows, `never` when the order did not reach the bank or was refused. */
  readonly lost: 'open' | 'never' | undefined
  /** Why the bank refused it, when it was sent again. */
  readonly refusal: Problem | undefined
}

/** The bank refused the order itself: nothing moved. */
class OrderRefused extends CallError {}

const lostAs = (error: CallError | undefined): 'open' | 'never' | undefined => {
  if (!error) return undefined
  if (isOpen(error)) return 'open'
  return error instanceof OrderRefused || error.code === 'NOT_FOUND' ? 'never' : undefined
}

/**
 * How an order ended. When its answer was lost on the way it is sent again with the same id, which is the same order;
 * then it is read.
 * @param read reads the order at the bank by its id
 */
export function useOutcome<T>(id: string, read: () => Promise<T>): OutcomeOf<T> {
  const loaded = useLoad(async () => {
    const told = takeAnswer(id)
    if (told !== undefined) return told as T
    await askAgain(id).catch((caught: unknown) => {
      const error = asCallError(caught)
      // Reading tells.
      if (!neverArrived(error)) throw isOpen(error) ? error : new OrderRefused(error.problem)
    })
    return read()
  }, [id])
  const { data, error } = loaded
  return {
    ...loaded,
    lost: data === undefined ? lostAs(error) : undefined,
    refusal: error instanceof OrderRefused ? error.problem : undefined,
  }
}
